import { diffArrays } from 'diff';

/** Lines [from, to) of one text that are lines [newFrom, newTo) of the other; one of the two may be empty. */
export interface LineChange {
	readonly from: number;
	readonly to: number;
	readonly newFrom: number;
	readonly newTo: number;
}

/** Two stretches of more differences than this are taken to differ altogether: what the time goes up with is their square. */
const MOST_DIFFERENCES = 400;

/**
 * Which lines differ, in order. What both begin and end with is equal; between, lines that each has once tell what is what (as in a
 * patience diff), and between those the shortest script of changes does. Takes time in proportion to the lines, and their logarithm.
 */
export function diffLines(before: readonly string[], after: readonly string[]): LineChange[] {
	const changes: LineChange[] = [];
	compare(before, after, { from: 0, to: before.length, newFrom: 0, newTo: after.length }, changes);
	return joined(changes);
}

function compare(
	before: readonly string[],
	after: readonly string[],
	whole: LineChange,
	changes: LineChange[],
): void {
	let { from, to, newFrom, newTo } = whole;
	while (from < to && newFrom < newTo && before[from] === after[newFrom]) {
		from++;
		newFrom++;
	}
	while (from < to && newFrom < newTo && before[to - 1] === after[newTo - 1]) {
		to--;
		newTo--;
	}
	if (from === to && newFrom === newTo) return;
	const part = { from, to, newFrom, newTo };
	if (from === to || newFrom === newTo) {
		changes.push(part);
		return;
	}
	const pairs = uniquePairs(before, after, part);
	if (pairs.length === 0) {
		changes.push(...shortest(before, after, part));
		return;
	}
	for (const [line, newLine] of [...pairs, [to, newTo] as const]) {
		compare(before, after, { from, to: line, newFrom, newTo: newLine }, changes);
		from = line + 1;
		newFrom = newLine + 1;
	}
}

/** The lines that both have once, as many of them as stand in the same order in both. */
function uniquePairs(
	before: readonly string[],
	after: readonly string[],
	{ from, to, newFrom, newTo }: LineChange,
): (readonly [number, number])[] {
	const places = new Map<string, { line: number; newLine: number; counts: boolean }>();
	for (let line = from; line < to; line++) {
		const text = before[line] ?? '';
		const known = places.get(text);
		if (known === undefined) places.set(text, { line, newLine: -1, counts: true });
		else known.counts = false;
	}
	for (let newLine = newFrom; newLine < newTo; newLine++) {
		const known = places.get(after[newLine] ?? '');
		if (known === undefined) continue;
		if (known.newLine >= 0) known.counts = false;
		known.newLine = newLine;
	}
	const unique = [...places.values()].filter(({ counts, newLine }) => counts && newLine >= 0);
	return longestRise(unique.map(({ line, newLine }) => [line, newLine] as const));
}

/** Of pairs in the order of their first numbers the most whose second ones rise too. */
function longestRise(pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
	/** By the length of a rise the pair with which the lowest one of that length ends. */
	const ends: number[] = [];
	const previous: (number | undefined)[] = [];
	for (const [index, [, value]] of pairs.entries()) {
		let low = 0;
		let high = ends.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < value) low = middle + 1;
			else high = middle;
		}
		previous[index] = ends[low - 1];
		ends[low] = index;
	}
	const rise: (readonly [number, number])[] = [];
	for (let at = ends.at(-1); at !== undefined; at = previous[at]) {
		const pair = pairs[at];
		if (pair !== undefined) rise.push(pair);
	}
	return rise.reverse();
}

function shortest(
	before: readonly string[],
	after: readonly string[],
	part: LineChange,
): LineChange[] {
	const script = diffArrays(
		before.slice(part.from, part.to),
		after.slice(part.newFrom, part.newTo),
		{ maxEditLength: MOST_DIFFERENCES },
	);
	if (script === undefined) return [part];
	const changes: LineChange[] = [];
	let { from, newFrom } = part;
	for (const { added, removed, count } of script) {
		const to = added ? from : from + count;
		const newTo = removed ? newFrom : newFrom + count;
		if (added || removed) changes.push({ from, to, newFrom, newTo });
		from = to;
		newFrom = newTo;
	}
	return changes;
}

/** Changes that touch are one. */
function joined(changes: readonly LineChange[]): LineChange[] {
	const all: LineChange[] = [];
	for (const change of changes) {
		const last = all.at(-1);
		if (last?.to === change.from && last.newTo === change.newFrom) {
			all[all.length - 1] = { ...last, to: change.to, newTo: change.newTo };
		} else {
			all.push(change);
		}
	}
	return all;
}
