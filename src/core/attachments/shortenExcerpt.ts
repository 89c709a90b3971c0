import type { Excerpt } from '../../shared/conversation/messages.ts';

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
