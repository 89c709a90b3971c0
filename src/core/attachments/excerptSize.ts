import type { Excerpt } from '../../shared/conversation/messages.ts';

/** The most text that one message takes from documents, in UTF-8 bytes: about 130,000 tokens, the context of today's Llamas. */
export const MAX_EXCERPT_BYTES = 512 * 1024;

/** The size of all texts together, in UTF-8. */
export function textBytes(excerpts: readonly Pick<Excerpt, 'text'>[]): number {
	const encoder = new TextEncoder();
	return excerpts.reduce((sum, { text }) => sum + encoder.encode(text).length, 0);
}

/** Rounded up, so that what is too much never looks as if it were not. */
export function kilobytes(bytes: number): string {
	return `${Math.ceil(bytes / 1024).toLocaleString('en')} KB`;
}

export interface Shortening {
	/** "First 40 lines" */
	readonly label: string;
	readonly excerpt: Excerpt;
}

/** Shorter pieces of an excerpt: its first and last half, quarter and tenth. None for a single line. */
export function shortenings(excerpt: Excerpt): Shortening[] {
	const lines = excerpt.endLine - excerpt.startLine + 1;
	const counts = [2, 4, 10].map((part) => Math.floor(lines / part)).filter((count) => count > 0);
	return [...new Set(counts)].flatMap((count) => [
		{ label: `First ${inWords(count)}`, excerpt: piece(excerpt, 0, count) },
		{ label: `Last ${inWords(count)}`, excerpt: piece(excerpt, lines - count, lines) },
	]);
}

/** Lines of the excerpt, counted from 0, the end not included; where it was the whole of a document, it says of how many. */
function piece(excerpt: Excerpt, start: number, end: number): Excerpt {
	const lines = excerpt.text.split('\n');
	const all = excerpt.endLine - excerpt.startLine + 1;
	const isLines = ['selection', 'symbol'].includes(excerpt.source ?? 'selection');
	const isWhole = !isLines && excerpt.lineCount === undefined;
	return {
		...excerpt,
		startLine: excerpt.startLine + start,
		endLine: excerpt.startLine + end - 1,
		text: lines.slice(start, end).join('\n'),
		...(isWhole ? { lineCount: all } : {}),
	};
}

/** As many of the first or the last lines of a whole text as a part of it had; all of it where it has no more. */
export function samePart(
	whole: Excerpt,
	{ startLine, endLine }: Pick<Excerpt, 'startLine' | 'endLine'>,
): Excerpt {
	const count = endLine - startLine + 1;
	if (count >= whole.endLine) return whole;
	return startLine === 1
		? piece(whole, 0, count)
		: piece(whole, whole.endLine - count, whole.endLine);
}

/** The first lines of a whole text that have at most so many bytes in UTF-8; undefined where not even one has. */
export function firstLines(whole: Excerpt, bytes: number): Excerpt | undefined {
	const encoder = new TextEncoder();
	let [count, size] = [0, 0];
	for (const line of whole.text.split('\n').slice(0, whole.endLine)) {
		size += encoder.encode(line).length + 1;
		if (size - 1 > bytes) break;
		count++;
	}
	return count === 0 ? undefined : samePart(whole, { startLine: 1, endLine: count });
}

function inWords(lines: number): string {
	return lines === 1 ? 'line' : `${lines} lines`;
}
