import { blanksOf, isBlank } from './documentLines.ts';

/** Gives lines the indentation that others like them have in the document; undefined where they cannot have it. */
export type Shift = (lines: readonly string[]) => string[] | undefined;

/** A place of lines in a document, and how far they are moved there. */
export interface Match {
	readonly at: number;
	/** Absent where they stand as they are. */
	readonly shift?: Shift;
}

/** More places than these are not told apart any more. */
const MOST_PLACES = 1000;

/**
 * Where lines stand in lines [from, to) of others, but for white space at their ends: as they are, or else all moved in or out by the
 * same white space.
 */
export function findLines(
	lines: readonly string[],
	wanted: readonly string[],
	from = 0,
	to = lines.length,
): Match[] {
	if (wanted.every(isBlank)) return [];
	const exact = occurrences(endTrimmed(lines), endTrimmed(wanted), from, to);
	if (exact.length > 0) return exact.map((at) => ({ at }));
	return occurrences(trimmed(lines), trimmed(wanted), from, to).flatMap((at) => {
		const shift = shiftBetween(wanted, lines, at);
		return shift === undefined ? [] : [{ at, shift }];
	});
}

const END_TRIMMED = new WeakMap<readonly string[], readonly string[]>();
const TRIMMED = new WeakMap<readonly string[], readonly string[]>();

/** Lines without white space at their ends, which is the same for the same list. */
export function endTrimmed(lines: readonly string[]): readonly string[] {
	return kept(END_TRIMMED, lines, (line) => line.trimEnd());
}

export function trimmed(lines: readonly string[]): readonly string[] {
	return kept(TRIMMED, lines, (line) => line.trim());
}

function kept(
	all: WeakMap<readonly string[], readonly string[]>,
	lines: readonly string[],
	trim: (line: string) => string,
): readonly string[] {
	let known = all.get(lines);
	if (known === undefined) {
		known = lines.map(trim);
		all.set(lines, known);
	}
	return known;
}

/** Where lines stand among others; in time that goes up with both (Knuth, Morris, Pratt). */
export function occurrences(
	lines: readonly string[],
	keys: readonly string[],
	from: number,
	to: number,
): number[] {
	const backs: number[] = [];
	for (let at = 1, length = 0; at < keys.length; at++) {
		while (length > 0 && keys[at] !== keys[length]) length = backs[length - 1] ?? 0;
		if (keys[at] === keys[length]) length++;
		backs[at] = length;
	}
	const found: number[] = [];
	for (let at = from, length = 0; at < to && found.length < MOST_PLACES; at++) {
		const key = lines[at] ?? '';
		while (length > 0 && key !== keys[length]) length = backs[length - 1] ?? 0;
		if (key === keys[length]) length++;
		if (length === keys.length) {
			found.push(at - length + 1);
			length = backs[length - 1] ?? 0;
		}
	}
	return found;
}

/** The one white space that moves all of the wanted lines to where they stand from a line on. */
function shiftBetween(
	wanted: readonly string[],
	lines: readonly string[],
	at: number,
): Shift | undefined {
	const first = wanted.findIndex((line) => !isBlank(line));
	const inner = blanksOf(lines[at + first] ?? '');
	const outer = blanksOf(wanted[first] ?? '');
	const shift = inner.endsWith(outer)
		? movedIn(inner.slice(0, inner.length - outer.length))
		: outer.endsWith(inner)
			? movedOut(outer.slice(0, outer.length - inner.length))
			: undefined;
	const moved = shift?.(wanted);
	const fits = moved?.every((line, index) => line.trimEnd() === lines[at + index]?.trimEnd());
	return fits === true ? shift : undefined;
}

function movedIn(blanks: string): Shift {
	return (lines) => lines.map((line) => (isBlank(line) ? line : blanks + line));
}

function movedOut(blanks: string): Shift {
	return (lines) => {
		if (!lines.every((line) => isBlank(line) || line.startsWith(blanks))) return undefined;
		return lines.map((line) => line.slice(isBlank(line) ? line.length : blanks.length));
	};
}
