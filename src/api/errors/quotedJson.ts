import { parseJson } from '../json/jsonFields.ts';

/** How many braces of a text are tried. */
const MAX_TRIES = 4;

/** Characters of an error in Python's notation; real ones have some hundred. */
const MAX_PYTHON = 64 * 1024;

export interface QuotedJson {
	/** What stands before it: "Error code: 400 -". */
	readonly before: string;
	/** An object or a list. */
	readonly value: unknown;
}

/**
 * The first object, or list of objects, that is quoted in a text, in JSON or as Python prints one: proxies pass on what an
 * upstream said behind a few words of their own. Undefined where there is none.
 */
export function quotedJson(text: string): QuotedJson | undefined {
	const opening = /\[\s{0,8}\{|\{/g;
	for (let tried = 0; tried < MAX_TRIES; tried++) {
		const start = opening.exec(text)?.index;
		if (start === undefined) return undefined;
		const quoted = text.slice(start, endOf(text, start));
		const value = parseJson(quoted) ?? parsePython(quoted) ?? parseBytes(quoted);
		if (value !== undefined) return { before: text.slice(0, start).trim(), value };
	}
	return undefined;
}

/** Behind the bracket that closes the one at `start`; the text's end where none does. */
function endOf(text: string, start: number): number {
	let depth = 0;
	let quote = '';
	for (let at = start; at < text.length; at++) {
		const sign = text.charAt(at);
		if (sign === '\\') at++;
		else if (quote !== '') quote = sign === quote ? '' : quote;
		else if (sign === '"' || sign === "'") quote = sign;
		else if (sign === '{' || sign === '[') depth++;
		else if ((sign === '}' || sign === ']') && --depth === 0) return at + 1;
	}
	return text.length;
}

/** A string that nothing closes goes to the end, so that none is read again from each sign in it; no JSON comes of it either way. */
const PYTHON = /'((?:[^'\\]|\\.)*)'?|"(?:[^"\\]|\\.)*"?|\b(?:None|True|False)\b|\(|,?\)/gs;

const WORDS: ReadonlyMap<string, string> = new Map([
	['None', 'null'],
	['True', 'true'],
	['False', 'false'],
	// A tuple.
	['(', '['],
	[')', ']'],
	[',)', ']'],
]);

function parsePython(text: string): unknown {
	if (text.length > MAX_PYTHON || !text.includes("'")) return undefined;
	return parseJson(
		text.replaceAll(PYTHON, (token, single: string | undefined) =>
			single === undefined ? (WORDS.get(token) ?? token) : `"${doubleQuoted(single)}"`,
		),
	);
}

/** JSON as Python prints its bytes: b'{\\n "error": …}'. What is escaped in it twice was in a string. */
function parseBytes(text: string): unknown {
	if (text.length > MAX_PYTHON || !/[[{,]\\[nrt]/.test(text)) return undefined;
	return parseJson(
		text.replaceAll(/\\(\\|[nrt'])/g, (_, sign: string) => (/[nrt]/.test(sign) ? ' ' : sign)),
	);
}

function doubleQuoted(text: string): string {
	return text.replaceAll(/\\x([0-9a-f]{2})|\\'|\\.|"/gis, (sign, hex: string | undefined) => {
		if (hex !== undefined) return `\\u00${hex}`;
		return sign === '"' ? '\\"' : sign === "\\'" ? "'" : sign;
	});
}

/** JSON of which a proxy has escaped the quotes without putting it into any: {\\"error\\": …}. */
export function parseEscaped(text: string): unknown {
	const bare = /^[[{]\s{0,8}\\"/.test(text) ? parseJson(`"${text}"`) : undefined;
	return typeof bare === 'string' ? parseJson(bare) : undefined;
}
