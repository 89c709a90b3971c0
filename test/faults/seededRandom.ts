/** Numbers from 0 to 1, excluded, always the same ones for a seed (mulberry32). */
export function seededRandom(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/**
 * Runs something with random numbers; what fails in it says by which seed it fails again.
 *
 * @param figures whose notes name the seed as well
 */
export async function withRandom(
	run: (random: () => number) => Promise<void>,
	figures?: { notes: string },
): Promise<void> {
	const seed = seedOfRun();
	const again = `FAULT_SEED=${seed} chooses them again`;
	if (figures !== undefined) figures.notes = again;
	try {
		await run(seededRandom(seed));
	} catch (error) {
		if (error instanceof Error) error.message = `${error.message}\n${again}`;
		throw error;
	}
}

/** The seed of a run: FAULT_SEED, to see one again, else another one each time. */
export function seedOfRun(): number {
	const given = process.env['FAULT_SEED'];
	return given === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(given);
}
