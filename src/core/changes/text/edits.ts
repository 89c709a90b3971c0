import { diffLists } from '../../../shared/text/listDiff.ts';
import type { Hunk, Placement } from '../change.ts';
import type { DocumentLines } from './documentLines.ts';

/** Lines [from, to) of the document are to be others. */
export interface Edit {
	readonly from: number;
	readonly to: number;
	readonly lines: readonly string[];
	readonly how: Placement;
	readonly symbol?: string;
}

/** The hunks of edits that do not overlap, in the order of the document: of each only the lines that differ. */
export function hunksOf(document: DocumentLines, edits: readonly Edit[]): Hunk[] {
	return edits
		.toSorted((one, other) => one.from - other.from || one.to - other.to)
		.flatMap(({ from, to, lines, how, symbol }) =>
			diffLists(document.lines.slice(from, to), lines).map((change) => ({
				...replacing(document, from + change.from, from + change.to, [
					...lines.slice(change.newFrom, change.newTo),
				]),
				how,
				...(symbol === undefined ? {} : { symbol }),
			})),
		);
}

/**
 * What puts other lines in place of lines [from, to). Each ends as the line does in whose place it stands, or as the one above; where
 * the document has no line end after its last line, it has none afterwards.
 */
export function replacing(
	{ text, lines, starts, ends, lineEnd }: DocumentLines,
	from: number,
	to: number,
	others: readonly string[],
): { readonly start: number; readonly end: number; readonly text: string } {
	const endOf = (index: number): string => {
		const line = Math.min(from + index, Math.max(from, to - 1));
		return ends[line] || ends[from - 1] || lineEnd;
	};
	const start = starts[from] ?? text.length;
	if (to < lines.length) {
		const end = starts[to] ?? text.length;
		return { start, end, text: others.map((line, index) => line + endOf(index)).join('') };
	}
	const isTail = from > 0 && (from === lines.length || others.length === 0);
	const joinedLines = others
		.map((line, index) => (index > 0 || isTail ? endOf(index - 1) : '') + line)
		.join('');
	if (!isTail) return { start, end: text.length, text: joinedLines };
	const above = (starts[from - 1] ?? 0) + (lines[from - 1] ?? '').length;
	return { start: above, end: text.length, text: joinedLines };
}

/** A text with hunks in, which are in its order. */
export function withHunks(text: string, hunks: readonly Hunk[]): string {
	let at = 0;
	const parts: string[] = [];
	for (const { start, end, text: replacement } of hunks) {
		parts.push(text.slice(at, start), replacement);
		at = end;
	}
	return parts.join('') + text.slice(at);
}
