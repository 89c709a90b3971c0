/** What was measured for each technique, by its name, in one unit. */
export type Samples<Name extends string> = Readonly<Record<Name, readonly number[]>>;

/**
 * Measures every technique once, then every one once more, and so on, until each has had its rounds: what else the machine
 * does meanwhile falls on all of them alike.
 */
export async function interleaved<Name extends string>(
	rounds: Readonly<Record<Name, number>>,
	measure: (name: Name) => Promise<number>,
): Promise<Samples<Name>> {
	const names = Object.keys(rounds) as Name[];
	const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
		Name,
		number[]
	>;
	for (let round = 0; round < Math.max(...names.map((name) => rounds[name])); round++) {
		for (const name of names) {
			if (round < rounds[name]) samples[name].push(await measure(name));
		}
	}
	return samples;
}

export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const upper = sorted[middle];
	if (upper === undefined) throw new Error('Nothing was measured');
	return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** The median as a multiple of `unit`, and in brackets the smallest and the largest sample as such; a dash for none. */
export function asRatio(values: readonly number[], unit: number): string {
	if (values.length === 0) return '–';
	if (values.length === 1) return `${threeDigits(median(values) / unit)} ×`;
	const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map(
		(value) => threeDigits(value / unit),
	);
	return `${middle} × (${least}–${most})`;
}

export function threeDigits(value: number): string {
	return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** A row of a table: what was measured, its median in milliseconds, and how often that holds the limit. */
export function rowAgainst(limit: number, name: string, values: readonly number[]): string[] {
	return [name, threeDigits(median(values)), asRatio(values, limit)];
}
