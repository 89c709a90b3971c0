/** At most `limit` of all, each as likely as any other, in their order: the same ones for the same seed. */
export function drawn<T>(all: readonly T[], limit: number, seed: number): T[] {
	if (all.length <= limit) return [...all];
	const random = randomNumbers(seed);
	const left = all.map((value, index) => ({ value, index }));
	const taken = Array.from({ length: limit }, () => {
		const at = Math.floor(random() * left.length);
		return left.splice(at, 1);
	}).flat();
	return taken.toSorted((a, b) => a.index - b.index).map(({ value }) => value);
}

/** Numbers from 0 to 1 (mulberry32, by Tommy Ettinger, in the public domain). */
function randomNumbers(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
