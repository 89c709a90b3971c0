import { type List, type Table, trimBlanks } from './blocks.ts';
import type { BlockTree } from './blockTree.ts';
import { startsHtmlBlock } from './htmlBlock.ts';
import type { LineCursor } from './lineCursor.ts';
import { mathsOpening } from './maths.ts';
import { readDelimiterRow, splitRow } from './tableRow.ts';

/** More nested containers than this are text: a page cannot lay out an arbitrary depth. */
const MAX_DEPTH = 100;

/**
 * What a start found: nothing, a container (the rest of the line may start further blocks), a leaf whose text is the
 * rest of the line, or a block that took the whole line.
 */
export type Start = 'none' | 'container' | 'leaf' | 'line';

/**
 * Tries to start a block at the cursor.
 * @param matched the depth of the deepest open block that the line continues.
 */
export function startBlock(tree: BlockTree, cursor: LineCursor, matched: number): Start {
	if (cursor.blank) return 'none';
	if (cursor.indent >= 4) return startIndentedCode(tree, cursor, matched);
	if (!/[#`~*+_=<>|:$\\[0-9-]/.test(cursor.text[cursor.nextNonspace] ?? '')) return 'none';
	for (const start of STARTS) {
		const started = start(tree, cursor, matched);
		if (started !== 'none') return started;
	}
	return 'none';
}

/** In the order in which CommonMark tries them. */
const STARTS = [
	startQuote,
	startAtxHeading,
	startFence,
	startHtml,
	startMaths,
	startSetextHeading,
	startThematicBreak,
	startListItem,
	startFootnote,
	startTable,
];

function startQuote(tree: BlockTree, cursor: LineCursor, matched: number): Start {
	if (cursor.text[cursor.nextNonspace] !== '>' || tree.depth > MAX_DEPTH) return 'none';
	cursor.skipBlanks();
	cursor.skipCharacters(1);
	cursor.skipColumns(1);
	tree.closeTo(matched + 1);
	tree.open({ ...tree.extent(), type: 'quote', children: [] });
	return 'container';
}

function startAtxHeading(tree: BlockTree, cursor: LineCursor, matched: number): Start {
	const marker = /^#{1,6}(?=[ \t]|$)/.exec(cursor.trimmed)?.[0];
	if (!marker) return 'none';
	const content = withoutClosingMarks(cursor.trimmed.slice(marker.length));
	tree.closeTo(matched + 1);
	tree.open({ ...tree.extent(), type: 'heading', level: marker.length, lines: [content] });
	return 'line';
}

function withoutClosingMarks(content: string): string {
	const trimmed = trimBlanks(content);
	let end = trimmed.length;
	while (trimmed[end - 1] === '#') end--;
	const separated = end === 0 || trimmed[end - 1] === ' ' || trimmed[end - 1] === '\t';
	return separated ? trimBlanks(trimmed.slice(0, end)) : trimmed;
}

function startFence(tree: BlockTree, cursor: LineCursor, matched: number): Start {
	const [, ticks, marker = ticks] = /^(?:(`{3,})[^`]*$|(~{3,}))/.exec(cursor.trimmed) ?? [];
	if (!marker) return 'none';
	tree.closeTo(matched + 1);
	const info = trimBlanks(cursor.trimmed.slice(marker.length));
	tree.openCode({ marker, indent: cursor.indent }, info);
	return 'line';
}

function startHtml(tree: BlockTree, cursor: LineCursor, matched: number): Start {
	const html = startsHtmlBlock(cursor.trimmed, tree.tip.type === 'paragraph');
	if (!html) return 'none';
	tree.closeTo(matched + 1);
	tree.open({ ...tree.extent(), type: 'html', end: html.end, lines: [] });
	return 'leaf';
}

function startMaths(tree: BlockTree, cursor: LineCursor, matched: number): Start {
	const opening = mathsOpening(cursor.trimmed);
	if (opening === undefined) return 'none';
	tree.closeTo(matched + 1);
	tree.open({ ...tree.extent(), type: 'maths', opening, lines: [] });
	return opening.startsWith('\\begin') ? 'leaf' : 'line';
}

function startSetextHeading(tree: BlockTree, cursor: LineCursor, matched: number): Start {
	const paragraph = tree.at(matched);
	if (paragraph?.type !== 'paragraph') return 'none';
	const marker = /^(=+|-+)[ \t]*$/.exec(cursor.trimmed)?.[0]?.[0];
	if (!marker) return 'none';
	tree.takeDefinitions(paragraph);
	if (paragraph.lines.length === 0) return 'none';
	const level = marker === '=' ? 1 : 2;
	const { startLine, lines } = paragraph;
	tree.replaceTip({ ...tree.extent(), startLine, type: 'heading', level, lines });
	return 'line';
}

function startThematicBreak(tree: BlockTree, cursor: LineCursor, matched: number): Start {
	if (!/^(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$/.test(cursor.trimmed)) return 'none';
	tree.closeTo(matched + 1);
	tree.open({ ...tree.extent(), type: 'thematicBreak' });
	return 'line';
}

function startListItem(tree: BlockTree, cursor: LineCursor, matched: number): Start {
	if (tree.depth > MAX_DEPTH) return 'none';
	const marker = /^(?:([*+-])|(\d{1,9})([.)]))(?=[ \t]|$)/.exec(cursor.trimmed);
	if (!marker) return 'none';
	const [text, bullet, number, delimiter = bullet ?? ''] = marker;
	const start = number === undefined ? undefined : Number(number);
	if (tree.at(matched)?.type === 'paragraph') {
		// A paragraph is interrupted neither by an empty item nor by a number that is not 1: it may be a year.
		if (trimBlanks(cursor.trimmed.slice(text.length)) === '') return 'none';
		if (start !== undefined && start !== 1) return 'none';
	}
	const markerIndent = cursor.indent;
	cursor.skipBlanks();
	cursor.skipCharacters(text.length);
	const contentIndent = markerIndent + text.length + skipPadding(cursor);

	tree.closeTo(matched + 1);
	if (!continuesList(tree.tip, delimiter)) {
		tree.open({ ...tree.extent(), type: 'list', delimiter, start, loose: false, children: [] });
	}
	tree.open({ ...tree.extent(), type: 'item', contentIndent, checked: undefined, children: [] });
	return 'container';
}

/** `[^label]: text`, an item of the list that such lines make. */
function startFootnote(tree: BlockTree, cursor: LineCursor, matched: number): Start {
	const [text, label] = /^\[\^([^\s[\]^"\\]{1,40})\]:(?=[ \t]|$)/.exec(cursor.trimmed) ?? [];
	if (text === undefined || tree.depth > MAX_DEPTH) return 'none';
	cursor.skipBlanks();
	cursor.skipCharacters(text.length);
	tree.closeTo(matched + 1);
	if (!continuesList(tree.tip, '^')) {
		const extent = tree.extent();
		tree.open({
			...extent,
			type: 'list',
			delimiter: '^',
			start: undefined,
			loose: false,
			children: [],
		});
	}
	const item = { contentIndent: 4, checked: undefined, footnote: label, children: [] };
	tree.open({ ...tree.extent(), type: 'item', ...item });
	return 'container';
}

function continuesList(tip: { type: string } | List, delimiter: string): boolean {
	return tip.type === 'list' && 'delimiter' in tip && tip.delimiter === delimiter;
}

/** Moves over the blanks between a list marker and the item's content; returns how many columns belong to the marker. */
function skipPadding(cursor: LineCursor): number {
	const before = cursor.save();
	cursor.skipColumns(5);
	const columns = cursor.column - before.column;
	if (columns < 5 && !cursor.atEnd) return columns;
	// Five or more begin indented code one column after the marker; an item without text ends there too.
	cursor.restore(before);
	cursor.skipColumns(1);
	return 1;
}

function startIndentedCode(tree: BlockTree, cursor: LineCursor, matched: number): Start {
	if (tree.tip.type === 'paragraph') return 'none';
	cursor.skipColumns(4);
	tree.closeTo(matched + 1);
	tree.openCode(undefined, '');
	return 'leaf';
}

function startTable(tree: BlockTree, cursor: LineCursor, matched: number): Start {
	const paragraph = tree.at(matched);
	if (paragraph?.type !== 'paragraph') return 'none';
	const alignments = readDelimiterRow(cursor.trimmed);
	const header = splitRow(paragraph.lines.at(-1) ?? '');
	if (!alignments || header.length !== alignments.length) return 'none';
	// The header is the last line of the paragraph above; what stands before it stays a paragraph.
	paragraph.lines.pop();
	const extent = { ...tree.extent(), startLine: tree.line - 1 };
	const table: Table = { ...extent, type: 'table', alignments, rows: [header] };
	if (paragraph.lines.length === 0) tree.replaceTip(table);
	else tree.open(table);
	return 'line';
}
