import { diffArrays } from 'diff';

/** Entries [from, to) of one list that are entries [newFrom, newTo) of the other; one of the two may be empty. */
export interface ListChange {
	readonly from: number;
	readonly to: number;
	readonly newFrom: number;
	readonly newTo: number;
}

/** Of two stretches with more differences than this the shortest script is not looked for: what its time goes up with is their square. */
const MOST_DIFFERENCES = 400;

/** So many entries in a row are looked for then, where each of them stands in several places. */
const RUNS = [2, 3, 5];

/**
 * Which lines, words or whatever else is in the lists differ, in order. What both begin and end with is equal; between, entries that each
 * has once tell what is what (as in a patience diff), and between those the shortest script of changes does, or, where that is too long,
 * rows of entries that each has once. Takes time in proportion to the entries, and their logarithm.
 *
 * @param mostDifferences that the shortest script may have: the time goes up with it where the lists have little in common
 */
export function diffLists(
	before: readonly string[],
	after: readonly string[],
	mostDifferences = MOST_DIFFERENCES,
): ListChange[] {
	const steps = diffInSteps(before, after, mostDifferences);
	for (;;) {
		const { done, value } = steps.next();
		if (done) return value;
	}
}

/** The same step by step, for who has other things to do in between. */
export function* diffInSteps(
	before: readonly string[],
	after: readonly string[],
	mostDifferences = MOST_DIFFERENCES,
): Generator<void, ListChange[]> {
	const changes: ListChange[] = [];
	const whole = { from: 0, to: before.length, newFrom: 0, newTo: after.length };
	yield* compare({ before, after, mostDifferences }, whole, changes);
	return joined(changes);
}

interface Lists {
	readonly before: readonly string[];
	readonly after: readonly string[];
	readonly mostDifferences: number;
}

function* compare(lists: Lists, whole: ListChange, changes: ListChange[]): Generator<void, void> {
	const { before, after } = lists;
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
	let pairs = uniquePairs(lists, part, 1);
	yield;
	if (pairs.length === 0) {
		const script = shortest(lists, part);
		for (const length of script === undefined ? RUNS : []) {
			if (pairs.length === 0) pairs = uniquePairs(lists, part, length);
		}
		if (pairs.length === 0) {
			for (const change of script ?? [part]) changes.push(change);
			return;
		}
	}
	for (const [line, newLine] of [...pairs, [to, newTo] as const]) {
		yield* compare(lists, { from, to: line, newFrom, newTo: newLine }, changes);
		from = line + 1;
		newFrom = newLine + 1;
	}
}

/** Where entries begin that both lists have once in this row, as many of them as stand in the same order in both. */
function uniquePairs(
	{ before, after }: Lists,
	{ from, to, newFrom, newTo }: ListChange,
	length: number,
): (readonly [number, number])[] {
	const places = new Map<string, { line: number; newLine: number; counts: boolean }>();
	for (let line = from; line + length <= to; line++) {
		const row = rowAt(before, line, length);
		const known = places.get(row);
		if (known === undefined) places.set(row, { line, newLine: -1, counts: true });
		else known.counts = false;
	}
	for (let newLine = newFrom; newLine + length <= newTo; newLine++) {
		const known = places.get(rowAt(after, newLine, length));
		if (known === undefined) continue;
		// Rows of other entries can read the same.
		if (known.newLine >= 0 || before[known.line] !== after[newLine]) known.counts = false;
		known.newLine = newLine;
	}
	const unique = [...places.values()].filter(({ counts, newLine }) => counts && newLine >= 0);
	return longestRise(unique.map(({ line, newLine }) => [line, newLine] as const));
}

function rowAt(list: readonly string[], at: number, length: number): string {
	return length === 1 ? (list[at] ?? '') : list.slice(at, at + length).join('\0');
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

/** Undefined where there are too many differences. */
function shortest(
	{ before, after, mostDifferences }: Lists,
	part: ListChange,
): ListChange[] | undefined {
	const script = diffArrays(
		before.slice(part.from, part.to),
		after.slice(part.newFrom, part.newTo),
		{ maxEditLength: mostDifferences },
	);
	if (script === undefined) return undefined;
	const changes: ListChange[] = [];
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
function joined(changes: readonly ListChange[]): ListChange[] {
	const all: ListChange[] = [];
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
