/** The golden ratio's share of 1: its multiples lie apart from each other, so each seed begins elsewhere. */
const GOLDEN = 0.618_033_988_749_895;

/**
 * `count` of all, evenly spread, in their order: the same ones for the same seed; all where there are no more.
 * @param seed a whole number from 0: where the first is taken, within the first stretch
 */
export function evenly<T>(all: readonly T[], count: number, seed: number): T[] {
	if (all.length <= count) return [...all];
	const stretch = all.length / count;
	const first = ((seed * GOLDEN) % 1) * stretch;
	const taken = new Set(Array.from({ length: count }, (_, n) => Math.floor(first + n * stretch)));
	return all.filter((_, index) => taken.has(index));
}
