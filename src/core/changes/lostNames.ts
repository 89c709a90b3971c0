/** The names that are gone, each once. One that stands there as often as before is not lost. */
export function lostNames(before: readonly string[], after: readonly string[]): string[] {
	const counts = new Map<string, number>();
	for (const name of after) counts.set(name, (counts.get(name) ?? 0) + 1);
	const lost = before.filter((name) => {
		const left = counts.get(name) ?? 0;
		counts.set(name, left - 1);
		return left <= 0;
	});
	return [...new Set(lost)];
}
