/**
 * Makes something when it is first asked for, and the same for everybody. Where that fails, whoever asks next has it tried again.
 * @param make loads with `import()` what activation does not need; see "Bundles" in ARCHITECTURE.md
 */
export function lazily<T>(make: () => Promise<T>): () => Promise<T> {
	let made: Promise<T> | undefined;
	return () => {
		made ??= make().catch((error: unknown) => {
			made = undefined;
			throw error;
		});
		return made;
	};
}
