import type { Maths } from './blocks.ts';

/** What ends maths, by what begins it. Single dollars are left out: they have a rule of their own. */
export const MATHS_ENDS: ReadonlyMap<string, string> = new Map([
	['$$', '$$'],
	['\\[', '\\]'],
	['\\(', '\\)'],
]);

/** The LaTeX of a block of maths; undefined while its end is missing. */
export function latexOf({ opening, lines }: Maths): string | undefined {
	const end = MATHS_ENDS.get(opening) ?? opening;
	// Looked for in the last line only, at each of which this is asked.
	if (!lines.at(-1)?.trimEnd().endsWith(end)) return undefined;
	return lines.join('\n').trimEnd().slice(0, -end.length);
}

/** A block of maths as it was written. */
export function mathsSource({ opening, lines }: Maths): string {
	return [opening, ...lines].join('\n');
}
