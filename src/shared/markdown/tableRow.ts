import { type Alignment, trimBlanks } from './blocks.ts';

/** The cells of a table's line, trimmed, with `\|` as `|`. The pipes at both ends are optional. */
export function splitRow(line: string): string[] {
	const text = trimBlanks(line);
	const cells: string[] = [];
	let cell = '';
	let start = text.startsWith('|') ? 1 : 0;
	for (let offset = start; offset < text.length; offset++) {
		if (text[offset] === '\\' && text[offset + 1] === '|') {
			cell += text.slice(start, offset);
			start = ++offset;
		} else if (text[offset] === '|') {
			cells.push(trimBlanks(cell + text.slice(start, offset)));
			cell = '';
			start = offset + 1;
		}
	}
	cell += text.slice(start);
	if (cell !== '') cells.push(trimBlanks(cell));
	return cells;
}

/** The alignment of each column if the line is the one under a table's header, otherwise undefined. */
export function readDelimiterRow(line: string): Alignment[] | undefined {
	// Dashes alone are a heading's underline or a thematic break.
	if (!/^[-:| \t]+$/.test(line) || !/[|:]/.test(line)) return undefined;
	const alignments: Alignment[] = [];
	for (const cell of splitRow(line)) {
		if (!/^:?-+:?$/.test(cell)) return undefined;
		alignments.push(alignmentOf(cell));
	}
	return alignments.length === 0 ? undefined : alignments;
}

function alignmentOf(cell: string): Alignment {
	if (cell.endsWith(':')) return cell.startsWith(':') ? 'center' : 'right';
	return cell.startsWith(':') ? 'left' : undefined;
}
