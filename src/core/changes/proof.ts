import { diffLists, type ListChange } from '../../shared/text/listDiff.ts';
import type { Hunk, Placed, Placement } from './change.ts';
import { linesOf } from './text/documentLines.ts';

/** What a change does, counted and not claimed. */
export interface Proof {
	readonly changes: number;
	readonly byPlacement: Readonly<Record<Placement, number>>;
	/** Lines of the document of which only white space at their ends changes: VS Code's diff editor may hide them. */
	readonly whiteSpaceLines: number;
	/** Lines that change and belong to none of the hunks, as after an edit by hand. */
	readonly otherLines: number;
	/** Absent where no symbols are known. */
	readonly lostSymbols?: readonly string[];
	/** For a tab's title: `3 changes: 2 exact, 1 at parse()`. */
	readonly short: string;
	/** Markdown: "3 changes: 2 exact, 1 at `parse()`; no other line changed; no symbol lost". */
	readonly sentence: string;
}

const WORDS: Readonly<Record<Placement, string>> = {
	range: 'in the range asked for',
	symbol: 'by symbol',
	exact: 'exact',
	reindented: 're-indented',
	elision: 'around parts that stay',
};

/**
 * Compares a document with what it is to be.
 *
 * @param after may differ from the placed text, where somebody has edited it
 * @param lostSymbols what the document declares and the text does not; absent where that is not known
 */
export function proofOf(
	before: string,
	after: string,
	placed: Placed,
	lostSymbols?: readonly string[],
): Proof {
	const old = linesOf(before);
	const lines = linesOf(after).lines;
	const differences = diffLists(old.lines, lines);
	const byPlacement = { range: 0, symbol: 0, exact: 0, reindented: 0, elision: 0 };
	for (const { how } of placed.hunks) byPlacement[how]++;
	const counts = {
		changes: placed.hunks.length,
		byPlacement,
		whiteSpaceLines: differences.reduce(
			(sum, change) => sum + whiteSpaceLines(old.lines, lines, change),
			0,
		),
		otherLines: otherLines(before, after, placed),
		...(lostSymbols === undefined ? {} : { lostSymbols }),
	};
	return { ...counts, short: shortForm(placed, counts), sentence: sentence(placed, counts) };
}

type Counts = Omit<Proof, 'short' | 'sentence'>;

function whiteSpaceLines(
	old: readonly string[],
	lines: readonly string[],
	{ from, to, newFrom, newTo }: ListChange,
): number {
	const trimmed = old.slice(from, to).map((line) => line.trim());
	const others = lines.slice(newFrom, newTo).map((line) => line.trim());
	const differing = diffLists(trimmed, others);
	return differing.reduce((sum, change) => sum - (change.to - change.from), trimmed.length);
}

/** The lines that a text has otherwise than the document with its hunks in: 0 where nobody has edited it. */
function otherLines(before: string, after: string, { hunks }: Placed): number {
	let at = 0;
	const parts: string[] = [];
	for (const { start, end, text } of hunks) {
		parts.push(before.slice(at, start), text);
		at = end;
	}
	const expected = parts.join('') + before.slice(at);
	if (expected === after) return 0;
	const differences = diffLists(linesOf(expected).lines, linesOf(after).lines);
	const count = differences.reduce(
		(sum, { from, to, newFrom, newTo }) => sum + Math.max(to - from, newTo - newFrom),
		0,
	);
	// Line ends, or a byte order mark.
	return Math.max(1, count);
}

/** "2 exact, 1 at `parse()`", in the order of the hunks. */
function placements(hunks: readonly Hunk[]): string {
	const counts = new Map<string, number>();
	for (const { how, symbol } of hunks) {
		const words = how === 'symbol' && symbol !== undefined ? `at \`${symbol}\`` : WORDS[how];
		counts.set(words, (counts.get(words) ?? 0) + 1);
	}
	if (hunks.length === 1) return [...counts.keys()].join('');
	return [...counts].map(([words, count]) => `${count} ${words}`).join(', ');
}

function shortForm({ hunks }: Placed, { otherLines, lostSymbols = [] }: Counts): string {
	if (hunks.length === 0 && otherLines === 0) return 'no changes';
	const parts = [`${counted(hunks.length, 'change')}${hunks.length > 0 ? ': ' : ''}`];
	parts[0] += placements(hunks).replaceAll('`', '');
	if (otherLines > 0) parts.push(`${counted(otherLines, 'other line')} changed`);
	if (lostSymbols.length > 0) parts.push(`${counted(lostSymbols.length, 'symbol')} lost`);
	return parts.join('; ');
}

function sentence({ hunks }: Placed, counts: Counts): string {
	const { otherLines, whiteSpaceLines, lostSymbols } = counts;
	if (hunks.length === 0 && otherLines === 0) return 'Nothing changes';
	const parts = [
		hunks.length === 0
			? 'no change of the reply'
			: `${counted(hunks.length, 'change')}: ${placements(hunks)}`,
		otherLines === 0
			? 'no other line changed'
			: `${counted(otherLines, 'other line')} changed by hand`,
	];
	if (whiteSpaceLines > 0) {
		const verb = whiteSpaceLines === 1 ? 'changes' : 'change';
		parts.push(`${counted(whiteSpaceLines, 'line')} ${verb} in white space alone`);
	}
	if (lostSymbols === undefined) parts.push('symbols not known');
	else if (lostSymbols.length === 0) parts.push('no symbol lost');
	else {
		const names = lostSymbols.map((name) => `\`${name}\``).join(', ');
		parts.push(`${counted(lostSymbols.length, 'symbol')} lost: ${names}`);
	}
	return parts.join('; ');
}

function counted(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
