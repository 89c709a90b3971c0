import type { FoundSecret } from './foundSecret.ts';

/** A piece of a text, in UTF-16 code units. */
export interface Passage {
	readonly start: number;
	readonly end: number;
}

/** So far around a passage a rule may look, and on to the end of the word. */
const AROUND = 40;

/** A word without an end, as in minified code or data, ends here. */
const LONGEST_WORD = 2_000;

/**
 * Looks only in what stands in and around passages, as in one text: to look for a hundred beginnings in all of a long text takes longer than
 * to find where one may stand.
 * @param passages in any order; they may lie on each other
 * @returns what was found, in the order of the text, where it stands in the whole of it
 */
export function findInPassages(
	text: string,
	passages: readonly Passage[],
	find: (text: string) => readonly FoundSecret[],
): FoundSecret[] {
	const wide = widened(text, passages);
	if (wide.length === 0) return [];
	const begins: number[] = [];
	let joined = '';
	for (const { start, end } of wide) {
		begins.push(joined.length);
		joined += `${text.slice(start, end)}\n`;
	}
	let at = 0;
	const inOrder = find(joined).toSorted((a, b) => a.start - b.start);
	return inOrder.flatMap((found) => {
		while ((begins[at + 1] ?? Number.POSITIVE_INFINITY) <= found.start) at++;
		const passage = wide[at];
		const shift = (passage?.start ?? 0) - (begins[at] ?? 0);
		const [start, end] = [found.start + shift, found.end + shift];
		// What reaches into the next passage stands nowhere in the text.
		return passage !== undefined && end <= passage.end ? [{ ...found, start, end }] : [];
	});
}

/** Disjoint, in the order of the text. Each character is looked at once, however many passages there are. */
function widened(text: string, passages: readonly Passage[]): Passage[] {
	const wide: { start: number; end: number }[] = [];
	for (const { start, end } of passages.toSorted((a, b) => a.start - b.start)) {
		const last = wide.at(-1);
		if (last !== undefined && end + AROUND <= last.end) continue;
		const to = wordEnd(text, end + AROUND);
		const from = wordStart(text, start - AROUND, last?.end ?? 0);
		if (last !== undefined && from <= last.end) last.end = to;
		else wide.push({ start: from, end: to });
	}
	return wide;
}

function wordStart(text: string, at: number, earliest: number): number {
	let start = Math.max(at, earliest);
	const first = Math.max(earliest, start - LONGEST_WORD);
	while (start > first && !isBlank(text.charCodeAt(start - 1))) start--;
	return start;
}

function wordEnd(text: string, at: number): number {
	let end = Math.min(text.length, at);
	const last = Math.min(text.length, end + LONGEST_WORD);
	while (end < last && !isBlank(text.charCodeAt(end))) end++;
	return end;
}

function isBlank(code: number): boolean {
	return code <= 32;
}
