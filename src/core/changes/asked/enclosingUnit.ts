import type { DocumentSymbol } from '../change.ts';

/** A place in a document's text: UTF-16 units, the end not included. */
interface Range {
	readonly start: number;
	readonly end: number;
}

/** What is one whole thing to be written anew, by the names of VS Code's `SymbolKind`. */
const UNITS = new Set([
	'Class',
	'Constructor',
	'Enum',
	'Function',
	'Interface',
	'Method',
	'Struct',
]);

/**
 * The innermost function or class around a place, with the indentation before its first line; undefined where there is none.
 * @param at in UTF-16 units
 */
export function enclosingUnit(
	text: string,
	symbols: readonly DocumentSymbol[],
	at: number,
): Range | undefined {
	const [innermost] = symbols
		.filter(({ kind, start, end }) => UNITS.has(kind) && lineStart(text, start) <= at && at <= end)
		.toSorted((one, other) => one.end - one.start - (other.end - other.start));
	if (innermost === undefined) return undefined;
	return { start: lineStart(text, innermost.start), end: innermost.end };
}

/** Where the indentation before a place begins; the place itself where other code stands before it in its line. */
function lineStart(text: string, place: number): number {
	let start = place;
	while (start > 0 && /[ \t]/.test(text[start - 1] ?? '')) start--;
	return start === 0 || /[\r\n]/.test(text[start - 1] ?? '') ? start : place;
}
