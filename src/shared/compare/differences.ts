import { diffInSteps } from '../text/listDiff.ts';

/** A piece of a text as it is read: a paragraph, a cell, a block of code. */
export interface ComparedPart {
	readonly text: string;
	/** Compared by lines, and not by words. */
	readonly isCode: boolean;
}

/** A stretch of a part's text: UTF-16 units, the end not included. */
export interface Mark {
	readonly start: number;
	readonly end: number;
}

/** The marks of each part, in its order; none overlaps or touches another but for white space. */
export type PartMarks = readonly (readonly Mark[])[];

/** What two texts have that the other has not. */
export interface Differences {
	readonly one: PartMarks;
	readonly other: PartMarks;
}

/** The words and lines of a text in order; those of one index belong together. */
export interface Units {
	/** What is compared. A line's begins with a line end, which no word has. */
	readonly keys: readonly string[];
	readonly parts: readonly number[];
	readonly starts: readonly number[];
	readonly ends: readonly number[];
	/** How many parts there are, those without a word included. */
	readonly partCount: number;
}

/** Words have more in common than lines, so that less is to be looked for between those that lead through a text. */
const MOST_DIFFERENCES = 100;

/** So many words are one step. */
const AT_ONCE = 200;

const SPACE = /^\s+$/u;

/**
 * The words of prose, by the rules of Unicode and of the languages that have no spaces between them, each mark of punctuation by itself;
 * and the lines of code. White space between words is no unit: it is drawn alike however it was written. Step by step: a long text takes
 * longer than a page may stand still.
 */
export function* unitsOf(parts: readonly ComparedPart[]): Generator<void, Units> {
	const units = { keys: [], parts: [], starts: [], ends: [], partCount: parts.length };
	const words = new Intl.Segmenter(undefined, { granularity: 'word' });
	for (const [part, { text, isCode }] of parts.entries()) {
		if (isCode) addLines(units, part, text);
		else yield* addWords(units, part, text, words);
		yield;
	}
	return units;
}

interface Growing {
	readonly keys: string[];
	readonly parts: number[];
	readonly starts: number[];
	readonly ends: number[];
}

function* addWords(
	units: Growing,
	part: number,
	text: string,
	words: Intl.Segmenter,
): Generator<void, void> {
	for (const { segment, index } of words.segment(text)) {
		if (units.keys.length % AT_ONCE === 0) yield;
		if (!SPACE.test(segment)) add(units, part, segment, index, index + segment.length);
	}
}

/** The last line counts as if it ended as the others do. */
function addLines(units: Growing, part: number, text: string): void {
	for (let start = 0; start < text.length; ) {
		const found = text.indexOf('\n', start);
		const end = found < 0 ? text.length : found;
		add(units, part, `\n${text.slice(start, end)}`, start, Math.min(end + 1, text.length));
		start = end + 1;
	}
}

function add(units: Growing, part: number, key: string, start: number, end: number): void {
	units.keys.push(key);
	units.parts.push(part);
	units.starts.push(start);
	units.ends.push(end);
}

/**
 * Marks what differs: without the marked parts both texts have the same words and lines in the same order. Where nothing
 * leads through a stretch that differs much, more may be marked than the shortest list of changes has. Step by
 * step, as `unitsOf`.
 */
export function* differencesBetween(one: Units, other: Units): Generator<void, Differences> {
	const changes = yield* diffInSteps(one.keys, other.keys, MOST_DIFFERENCES);
	return {
		one: marksOf(one, changes),
		other: marksOf(
			other,
			changes.map(({ newFrom, newTo }) => ({ from: newFrom, to: newTo })),
		),
	};
}

function marksOf(
	units: Units,
	changes: readonly { readonly from: number; readonly to: number }[],
): PartMarks {
	const marks: Mark[][] = Array.from({ length: units.partCount }, () => []);
	for (const { from, to } of changes) {
		for (let at = from; at < to; ) {
			const part = units.parts[at] ?? 0;
			let last = at;
			while (last + 1 < to && units.parts[last + 1] === part) last++;
			marks[part]?.push({ start: units.starts[at] ?? 0, end: units.ends[last] ?? 0 });
			at = last + 1;
		}
	}
	return marks;
}

/** What is marked in each of several markings of one text: what differs from all that it was compared with. */
export function markedInAll(all: readonly PartMarks[]): PartMarks {
	const [first, ...others] = all;
	if (first === undefined) return [];
	return others.reduce<PartMarks>(
		(common, marks) => common.map((part, index) => overlap(part, marks[index] ?? [])),
		first,
	);
}

function overlap(one: readonly Mark[], other: readonly Mark[]): Mark[] {
	const common: Mark[] = [];
	let at = 0;
	for (const { start, end } of one) {
		while ((other[at]?.end ?? Number.POSITIVE_INFINITY) <= start) at++;
		for (let next = at; (other[next]?.start ?? end) < end; next++) {
			const mark = other[next];
			if (mark === undefined) break;
			common.push({ start: Math.max(start, mark.start), end: Math.min(end, mark.end) });
		}
	}
	return common;
}
