/** Lines counted from 0, the last one included. */
export interface LineSpan {
	readonly first: number;
	readonly last: number;
}

/**
 * The paragraph around a line: the lines up and down to the nearest blank ones. On a blank line, the nearest paragraph below
 * it, else above it.
 *
 * @returns undefined where every line is blank
 */
export function paragraphAround(
	lineAt: (line: number) => string,
	lineCount: number,
	cursor: number,
): LineSpan | undefined {
	const filled = (line: number) => line >= 0 && line < lineCount && lineAt(line).trim() !== '';
	let seed = cursor;
	while (seed < lineCount && !filled(seed)) seed++;
	if (seed >= lineCount) {
		seed = cursor;
		while (seed >= 0 && !filled(seed)) seed--;
		if (seed < 0) return undefined;
	}
	let first = seed;
	while (filled(first - 1)) first--;
	let last = seed;
	while (filled(last + 1)) last++;
	return { first, last };
}
