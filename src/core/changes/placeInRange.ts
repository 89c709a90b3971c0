import type { IndentStyle } from '../editor/levels.ts';
import { reindent } from '../editor/reindent.ts';
import { type DocumentLines, lineAt } from './text/documentLines.ts';
import type { Edit } from './text/edits.ts';

/** A range without the white space at its ends: the lines around it stay. One of white space only is the place where it begins. */
function trimmedRange(
	text: string,
	range: { readonly start: number; readonly end: number },
): { readonly start: number; readonly end: number } {
	const inside = text.slice(range.start, range.end);
	if (inside.trim() === '') return { start: range.start, end: range.start };
	const start = range.start + (inside.length - inside.trimStart().length);
	return { start, end: start + inside.trim().length };
}

/** A block in place of what it was asked for. */
export function placeInRange(
	document: DocumentLines,
	range: { readonly start: number; readonly end: number },
	block: readonly string[],
	style: IndentStyle,
	language: string,
): Edit {
	const { start, end } = trimmedRange(document.text, range);
	const first = lineAt(document, start);
	const last = lineAt(document, end);
	const line = document.lines[first] ?? '';
	const column = start - (document.starts[first] ?? 0);
	const behind = (document.lines[last] ?? '').slice(end - (document.starts[last] ?? 0));
	const fits = reindent(block.join('\n'), { line, column }, style, language);
	const lines = `${line.slice(0, column)}${fits}${behind}`.split('\n');
	return { from: first, to: last + 1, lines, how: 'range' };
}
