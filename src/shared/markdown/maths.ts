import type { Maths } from './blocks.ts';

/** What ends maths, by what begins it. Single dollars are left out: they have a rule of their own. */
export const MATHS_ENDS: ReadonlyMap<string, string> = new Map([
	['$$', '$$'],
	['\\[', '\\]'],
	['\\(', '\\)'],
]);

/** What hardly any text but a formula has. */
const FORMULA = /[\\^_=]/;
const WORDS = /\p{L}{2},? {1,9}\p{L}{2}/u;

/**
 * Whether what stands between two pairs of dollars within a text is a formula: prices, names of variables in a Makefile and pairs of
 * dollars that a sentence speaks of are none. Blanks are inside of both or of neither, unless a sign of LaTeX tells what it is.
 * @param after the character after the closing pair, or nothing
 */
export function isDisplayMaths(content: string, after: string): boolean {
	if (/[\w${]/.test(after) || /^\$|`/.test(content)) return false;
	if (FORMULA.test(content)) return content.includes('\\') || !content.includes('$');
	const padded = /^\s/.test(content);
	if (padded !== /\s$/.test(content) || content.includes('$')) return false;
	return !(padded ? /\p{L}{2}/u : WORDS).test(content);
}

/** Surroundings of LaTeX that stand on their own as maths, as `\begin{align}` at the beginning of a line. */
const BEGIN =
	/^\\begin\{((?:align(?:ed|at)?|equation|gather(?:ed)?|multline|split|cases|array|[bBpvV]?(?:small)?matrix)\*?)\}/;

/** How a line begins a block of maths, if it does. Dollars and brackets must stand alone: any other may as well be escaped. */
export function mathsOpening(line: string): string | undefined {
	return /^(?:\$\$|\\\[)(?=[ \t]*$)/.exec(line)?.[0] ?? BEGIN.exec(line)?.[0];
}

/** Whether what begins and ends the maths is a part of it, and stands in its lines. */
function isSurrounding(opening: string): boolean {
	return opening.startsWith('\\begin');
}

/** The LaTeX of a block of maths, with the sign that may follow it in its sentence; undefined while its end is missing. */
export function latexOf({ opening, lines }: Maths): string | undefined {
	const end = endOf(opening);
	// Looked for in the last line only, at each of which this is asked.
	const last = lines.at(-1)?.trimEnd() ?? '';
	const sign = last.endsWith(end) ? '' : last.slice(-1);
	if (!last.endsWith(end + sign) || !/^[.,;:!?。，；：！？]?$/.test(sign)) return undefined;
	const latex = lines.join('\n').trimEnd();
	if (isSurrounding(opening)) return latex.slice(0, latex.length - sign.length);
	return latex.slice(0, latex.length - end.length - sign.length) + sign;
}

/** How many characters of a line end the maths, with the sign and the blanks behind, where words follow in it; 0 where none do. */
export function mathsEndBeforeWords({ opening }: Maths, line: string): number {
	const end = endOf(opening);
	if (!line.startsWith(end)) return 0;
	const rest = line.slice(end.length);
	const between = /^(?:[.,;:!?]?[ \t]+|[。，；：！？][ \t]*)(?=\S)/.exec(rest)?.[0];
	if (between === undefined) return 0;
	// Behind `\end{…}` more of the formula may stand.
	if (isSurrounding(opening) && !/^\p{L}/u.test(rest.slice(between.length))) return 0;
	return end.length + between.length;
}

function endOf(opening: string): string {
	if (isSurrounding(opening)) return opening.replace('begin', 'end');
	return MATHS_ENDS.get(opening) ?? opening;
}

/** The lines of a block of maths as they were written. */
export function mathsLines({
	opening,
	lines,
}: Pick<Maths, 'opening' | 'lines'>): readonly string[] {
	return isSurrounding(opening) ? lines : [opening, ...lines];
}

/** A block of maths as it was written. */
export function mathsSource({ opening, lines }: Maths): string {
	return mathsLines({ opening, lines }).join('\n');
}
