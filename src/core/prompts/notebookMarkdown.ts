import { withoutBlankLines } from '../../shared/text/blankLines.ts';
import { fenceFor } from './prompt.ts';

export interface Cell {
	/** Whether it is run, rather than read. */
	readonly isCode: boolean;
	readonly language: string;
	readonly text: string;
}

/** A notebook's cells as Markdown, without what running them gave; empty cells are left out. */
export function notebookAsMarkdown(cells: readonly Cell[]): string {
	return cells
		.map(({ isCode, language, text }) => {
			const lines = text.replace(/\r\n?/g, '\n');
			if (lines.trim() === '') return '';
			if (!isCode) return withoutBlankLines(lines).trimEnd();
			const fence = fenceFor(lines);
			return `${fence}${language}\n${lines.trimEnd()}\n${fence}`;
		})
		.filter((cell) => cell !== '')
		.join('\n\n');
}
