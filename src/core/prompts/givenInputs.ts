import { withoutBlankLines } from '../../shared/text/blankLines.ts';

/** What was typed after a prompt's name. */
export interface GivenInputs {
	/** The inputs that it gives, by their names. */
	readonly values: ReadonlyMap<string, string>;
	/** What it says besides, without blank lines around it and blanks at its end. */
	readonly rest: string;
}

/**
 * Takes the inputs out of what was typed after a prompt's name: `name: value`, the value in quotes or up to the next name or the end of the
 * line, and `name=value`, the value in quotes or a single word. Only names of the prompt's inputs count; the last of two of one name holds.
 */
export function givenInputs(typed: string, names: readonly string[]): GivenInputs {
	const values = new Map<string, string>();
	const pairs = pairsIn(typed, names);
	let rest = typed.slice(0, pairs[0]?.start ?? typed.length);
	for (const [index, { name, sign, end }] of pairs.entries()) {
		const next = pairs[index + 1]?.start ?? typed.length;
		const { value, length } = valueAt(typed.slice(end, next), sign);
		// One without a value gives nothing: it is asked for.
		if (value !== '') values.set(name, value);
		rest += typed.slice(end + length, next);
	}
	// What follows an input in its line is not indented by the blank between them.
	if (/^\s*$/.test(typed.slice(0, pairs[0]?.start))) rest = rest.replace(/^[ \t]+/, '');
	return { values, rest: withoutBlankLines(rest).trimEnd() };
}

interface Pair {
	readonly name: string;
	readonly sign: ':' | '=';
	/** Where the name begins, and where the value can. */
	readonly start: number;
	readonly end: number;
}

/** Names at the start of a word, longest first where one begins another, and not within quotes of a value before. */
function pairsIn(typed: string, names: readonly string[]): Pair[] {
	const pairs: Pair[] = [];
	const known = names.toSorted((one, other) => other.length - one.length);
	for (let at = 0; at < typed.length; ) {
		const name = /(?:^|\s)$/.test(typed.slice(Math.max(0, at - 1), at))
			? known.find((candidate) => typed.startsWith(candidate, at))
			: undefined;
		const sign = /^ ?([:=])/.exec(
			typed.slice(at + (name?.length ?? 0), at + (name?.length ?? 0) + 2),
		);
		if (name === undefined || sign === null) {
			at++;
			continue;
		}
		const end = at + name.length + sign[0].length;
		pairs.push({ name, sign: sign[1] === '=' ? '=' : ':', start: at, end });
		at = end + (quoted(typed.slice(end))?.length ?? 0);
	}
	return pairs;
}

/** The value that a text begins with, and how much of the text it takes. */
function valueAt(text: string, sign: ':' | '='): { value: string; length: number } {
	const inQuotes = quoted(text);
	if (inQuotes !== undefined) return inQuotes;
	const [taken = ''] = (sign === '=' ? /^\S*/ : /^[^\n]*/).exec(text) ?? [];
	return { value: taken.trim(), length: taken.length };
}

/** A value in quotes at the start of a text, after blanks. */
function quoted(text: string): { value: string; length: number } | undefined {
	const start = /^[ \t]*/.exec(text)?.[0].length ?? 0;
	const quote = text[start] ?? '';
	if (!['"', "'", '`'].includes(quote)) return undefined;
	const end = text.indexOf(quote, start + 1);
	if (end < 0) return undefined;
	return { value: text.slice(start + 1, end), length: end + 1 };
}
