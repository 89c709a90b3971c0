/** A place in a text: UTF-16 units, the end not included. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** A change of a document as VS Code tells of it, in units of the text as it was before. */
export interface TextChange {
	readonly rangeOffset: number;
	readonly rangeLength: number;
	readonly text: string;
}

/** A span that is followed through the changes of its document. */
export interface FollowedSpan extends Span {
	/** It begins with a line: what is put in before its first letter, an indentation, belongs to it. */
	readonly wholeStart: boolean;
	/** It ends with a line: what is put in behind its last letter belongs to it. */
	readonly wholeEnd: boolean;
}

/** A span of this text, ready to be followed. Line ends are \n or \r\n. */
export function followedSpan(text: string, { start, end }: Span): FollowedSpan {
	const next = text[end];
	return {
		start,
		end,
		wholeStart: start === 0 || text[start - 1] === '\n',
		wholeEnd: end > start && text[end - 1] !== '\n' && (next === undefined || /[\r\n]/.test(next)),
	};
}

/** Where a span is after its document has changed; undefined where nothing of it is left. */
export function spanAfter(
	span: FollowedSpan,
	changes: readonly TextChange[],
): FollowedSpan | undefined {
	let after: FollowedSpan | undefined = span;
	// All are told in units of the text before: from its end on, none moves the place of another.
	for (const change of changes.toSorted((a, b) => b.rangeOffset - a.rangeOffset)) {
		after = after && afterOne(after, change);
	}
	return after;
}

function afterOne(span: FollowedSpan, change: TextChange): FollowedSpan | undefined {
	const { start, end, wholeStart, wholeEnd } = span;
	const from = change.rangeOffset;
	const to = from + change.rangeLength;
	const by = change.text.length - change.rangeLength;
	const breaks = /[\r\n]/.test(change.text);
	if (from === to && to === start && wholeStart && !breaks) return { ...span, end: end + by };
	if (from === to && from === end && wholeEnd && !breaks) return { ...span, end: end + by };
	if (to <= start) return { ...span, start: start + by, end: end + by };
	if (from >= end) return span;
	if (from >= start && to <= end) {
		// What takes its place is what stands there now; where nothing does, it is gone.
		return end + by > start ? { ...span, end: end + by } : undefined;
	}
	if (from <= start && to >= end) return undefined;
	if (from < start) return { ...span, start: from + change.text.length, end: end + by };
	return { ...span, end: from };
}

/**
 * Where a piece of text stands in a document: at the line where it was, or else at the one place where it is. Undefined where
 * it is not there, or at several other places.
 * @param document with \n line ends, as the piece has
 * @param line where it began, from 1
 */
export function findPiece(document: string, piece: string, line: number): Span | undefined {
	if (piece === '') return undefined;
	const lineStart = offsetOfLine(document, line);
	const lineEnd = lineStart === undefined ? -1 : endOfLine(document, lineStart);
	const at = lineStart === undefined ? -1 : document.indexOf(piece, lineStart);
	if (at >= 0 && at <= lineEnd) return { start: at, end: at + piece.length };
	const first = document.indexOf(piece);
	if (first < 0 || document.indexOf(piece, first + 1) >= 0) return undefined;
	return { start: first, end: first + piece.length };
}

/** Where a line begins, from 1; undefined where the text has fewer. */
function offsetOfLine(text: string, line: number): number | undefined {
	let offset = 0;
	for (let number = 1; number < line; number++) {
		const next = text.indexOf('\n', offset);
		if (next < 0) return undefined;
		offset = next + 1;
	}
	return offset;
}

function endOfLine(text: string, offset: number): number {
	const end = text.indexOf('\n', offset);
	return end < 0 ? text.length : end;
}

/** Line and character, both from 0, of an offset in a text with \n line ends. */
export function placeOf(text: string, offset: number): { line: number; character: number } {
	const before = text.slice(0, offset);
	const start = before.lastIndexOf('\n') + 1;
	return { line: before.split('\n').length - 1, character: offset - start };
}
