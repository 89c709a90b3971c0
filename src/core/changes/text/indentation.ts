import type { IndentStyle } from '../../editor/levels.ts';
import { reindent } from '../../editor/reindent.ts';
import { blanksOf, isBlank } from './documentLines.ts';

/** So many lines show how a document indents. */
const SHOWN = 5000;
const USUAL = 4;

/** How a document indents, as its lines show it; where they do not, as its editor has it. */
export function indentStyleOf(lines: readonly string[], tabSize = USUAL): IndentStyle {
	let tabs = 0;
	let spaces = 0;
	const steps = new Map<number, number>();
	let before = 0;
	for (const line of lines.slice(0, SHOWN)) {
		if (isBlank(line)) continue;
		const blanks = blanksOf(line);
		if (blanks.startsWith('\t')) tabs++;
		else if (blanks.length > 1) spaces++;
		const step = blanks.length - before;
		before = blanks.length;
		if (step > 1 && step <= 8 && step !== 5 && step !== 7) {
			steps.set(step, (steps.get(step) ?? 0) + 1);
		}
	}
	if (tabs > spaces) return { insertSpaces: false, tabSize };
	const [most] = [...steps].toSorted(([, one], [, other]) => other - one);
	return { insertSpaces: true, tabSize: most?.[0] ?? tabSize };
}

/** Lines as they stand where their first one is to be indented so. */
export function fitted(
	lines: readonly string[],
	blanks: string,
	style: IndentStyle,
	language: string,
): string[] {
	return reindent(lines.join('\n'), { line: blanks, column: 0 }, style, language).split('\n');
}
