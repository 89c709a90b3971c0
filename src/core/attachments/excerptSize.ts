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

/** Lines of the excerpt, counted from 0, the end not included. */
function piece(excerpt: Excerpt, start: number, end: number): Excerpt {
	const lines = excerpt.text.split('\n');
	return {
		...excerpt,
		startLine: excerpt.startLine + start,
		endLine: excerpt.startLine + end - 1,
		text: lines.slice(start, end).join('\n'),
	};
}

function inWords(lines: number): string {
	return lines === 1 ? 'line' : `${lines} lines`;
}
