import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import type { LineProblem } from './splitHeader.ts';

/**
 * The one module that imports `yaml`. It is bundled into a file of its own, which is loaded for the first header: it holds functions
 * that return values and throw nothing.
 */

/** A value as it is written: texts, lists and maps. `true` and `12` are texts here. */
export type FieldValue = string | readonly FieldValue[] | ReadonlyMap<string, FieldValue>;

export type HeaderFields = ReadonlyMap<string, FieldValue>;

/** Deeper than any header that says something. */
const MOST_LEVELS = 20;

/** More would take the parser long, which looks back from each. */
const MOST_BRACKETS = 500;

/** A list in a list in a list, in one line. */
const DEEP = /(?:[-?][ \t]+){20}/;

/**
 * Reads the YAML of a header, as VS Code takes it: a value in one line that YAML would not take as a plain text, such as one with ": " in
 * it or one that begins with "*" or "@", is one all the same. What is a reference (`*name`) in YAML is such a text too, and never followed.
 * @param header the lines between the two `---`
 */
export function readHeaderFields(header: string): HeaderFields | LineProblem {
	if (DEEP.test(header) || (header.match(/[[{]/g)?.length ?? 0) > MOST_BRACKETS) return TOO_DEEP;
	try {
		const strict = parse(header);
		const plain =
			strict.isRight && !REFERENCE.test(header) ? strict : parse(withPlainTexts(header));
		const read = plain.isRight || !strict.isRight ? plain : strict;
		if (read.isRight) return mapOf(read.document.contents);
		if (read.error === undefined) return NO_FIELDS;
		const line = header.slice(0, read.error.pos[0]).split('\n').length + 1;
		return { problem: read.error.message.split('\n', 1).join(''), line };
	} catch {
		// The stack is at its end before so many brackets are.
		return TOO_DEEP;
	}
}

const TOO_DEEP: LineProblem = { problem: 'the header is nested too deeply', line: 2 };

const NO_FIELDS: LineProblem = { problem: 'the header has no "name: value" lines', line: 2 };

/** A value that begins as a reference, an anchor or a tag does. */
const REFERENCE = /[:-][ \t]*[*&!]/;

/** All scalars are texts, and a plain one may begin with what YAML keeps for itself. */
function parse(header: string) {
	const document = parseDocument(header, {
		schema: 'failsafe',
		prettyErrors: false,
		logLevel: 'silent',
	});
	const error = document.errors.find(
		({ code }) => code !== 'BAD_SCALAR_START' && code !== 'BAD_ALIAS',
	);
	const { contents } = document;
	return {
		document,
		error,
		isRight: error === undefined && (contents === null || isMap(contents)),
	};
}

/** The lines `name: value` and `- item` with each value in quotes that is meant as a plain text and may be read as something else. */
function withPlainTexts(header: string): string {
	const lines = header.split('\n');
	return lines
		.map((line, index) => {
			const start = /^[\w-]+:/.exec(line)?.[0] ?? /^[ \t]*- +(?=[*&!])/.exec(line)?.[0];
			const goesOn = /^[ \t]+[^\s-]/.test(lines[index + 1] ?? '');
			if (start === undefined || goesOn) return line;
			const text = withoutComment(line.slice(start.length)).trim();
			return isPlain(text) ? `${start} ${JSON.stringify(text)}` : line;
		})
		.join('\n');
}

function withoutComment(value: string): string {
	const at = value.search(/\s#/);
	return at < 0 ? value : value.slice(0, at);
}

/** Neither quoted nor a block, a map or a list; what goes on after a list, as in `[file] [more]`, is none. */
function isPlain(text: string): boolean {
	return text.startsWith('[') ? /^\[[^[\]]*\]\s*\S/.test(text) : /^[^"'|>{]/.test(text);
}

function mapOf(contents: Node | null): HeaderFields | LineProblem {
	const fields = contents === null ? new Map<string, FieldValue>() : fieldOf(contents, 0);
	return fields instanceof Map ? fields : TOO_DEEP;
}

/** Undefined where it goes too deep. */
function fieldOf(node: Node | null, level: number): FieldValue | undefined {
	if (level > MOST_LEVELS) return undefined;
	if (isAlias(node)) return `*${node.source}`;
	if (isScalar(node)) return String(node.value ?? '');
	if (isSeq<Node>(node)) {
		const items = node.items.map((item) => fieldOf(item, level + 1));
		return items.every((item) => item !== undefined) ? items : undefined;
	}
	if (!isMap<Node, Node | null>(node)) return '';
	const map = new Map<string, FieldValue>();
	for (const { key, value } of node.items) {
		const read = fieldOf(value, level + 1);
		if (read === undefined) return undefined;
		map.set(isScalar(key) ? String(key.value ?? '') : String(fieldOf(key, level + 1) ?? ''), read);
	}
	return map;
}
