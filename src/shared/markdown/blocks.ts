/**
 * The block structure of a Markdown text, as CommonMark 0.31 and GitHub's table and task list extensions define it.
 * Text inside the leaves is raw: inline markup is the renderer's affair.
 */

/** Where a block stands in the source, in lines counted from 0. */
interface Extent {
	readonly startLine: number;
	/** The last line that belongs to the block; blank lines after it do not. */
	lastLine: number;
	/** The line that showed that the block was over, Infinity while it is open. */
	closedAt: number;
}

export interface Root extends Extent {
	readonly type: 'root';
	readonly children: Block[];
}

export interface Quote extends Extent {
	readonly type: 'quote';
	readonly children: Block[];
}

export interface List extends Extent {
	readonly type: 'list';
	/** `-`, `+` or `*` for a bullet list, `.` or `)` for a numbered one, `^` for footnotes. */
	readonly delimiter: string;
	/** The first number, undefined for a bullet list. */
	readonly start: number | undefined;
	/** Whether a blank line stands between its items or between the blocks of one of them. */
	loose: boolean;
	readonly children: Block[];
}

export interface Item extends Extent {
	readonly type: 'item';
	/** Columns that a line needs to belong to the item: indent of the marker, marker and padding. */
	readonly contentIndent: number;
	/** What a footnote is referred to by, undefined for any other item. */
	readonly footnote?: string | undefined;
	/** For a task list item whether it is ticked, undefined for any other item. */
	checked: boolean | undefined;
	readonly children: Block[];
}

export interface Paragraph extends Extent {
	readonly type: 'paragraph';
	/** Without indentation; blanks at a line's end are kept, since two of them are a hard break. */
	lines: string[];
}

export interface Heading extends Extent {
	readonly type: 'heading';
	/** 1 to 6. */
	readonly level: number;
	readonly lines: string[];
}

export interface Code extends Extent {
	readonly type: 'code';
	/** The number of code blocks before it in the document. */
	readonly index: number;
	/** Undefined for an indented code block. */
	readonly fence: { readonly marker: string; readonly indent: number } | undefined;
	/** What follows the opening fence, trimmed, escapes and entities untouched. */
	readonly info: string;
	/** Without the containers' indentation. */
	readonly lines: string[];
	/** Blank lines of an indented block that count only if another line of code follows. */
	blankLines: string[];
}

export interface Html extends Extent {
	readonly type: 'html';
	/** What ends it before a blank line does, if anything. */
	readonly end: RegExp | undefined;
	readonly lines: string[];
}

/** LaTeX between two lines of `$$`, or `\[` and `\]`, or from `\begin{align}` or the like to its end. */
export interface Maths extends Extent {
	readonly type: 'maths';
	/** `$$` or `\[`, which stands in the first line alone, or a `\begin{…}`, which is in the lines. */
	readonly opening: string;
	/** What follows the first line. The last of them ends with what ends the maths, if anything does. */
	readonly lines: string[];
}

export interface ThematicBreak extends Extent {
	readonly type: 'thematicBreak';
}

export type Alignment = 'left' | 'center' | 'right' | undefined;

export interface Table extends Extent {
	readonly type: 'table';
	/** One for each column. */
	readonly alignments: readonly Alignment[];
	/** The header first. Every row has as many cells as there are columns. */
	readonly rows: string[][];
}

export type Container = Root | Quote | List | Item;
export type Leaf = Paragraph | Heading | Code | Html | Maths | ThematicBreak | Table;
export type Block = Container | Leaf;

/** A link reference definition as written: escapes and entities untouched. */
export interface LinkDefinition {
	readonly label: string;
	readonly destination: string;
	readonly title: string;
}

/** The first word of a fence's info string, '' when there is none. */
export function languageOf(code: Code): string {
	return /^[^ \t]*/.exec(code.info)?.[0] ?? '';
}

/** The inline source of a paragraph or heading. */
export function inlineSource(lines: readonly string[]): string {
	return trimBlanks(lines.join('\n'));
}

/** Strips spaces, tabs and line ends only: other Unicode spaces are content in Markdown. */
export function trimBlanks(text: string): string {
	let start = 0;
	let end = text.length;
	while (start < end && isBlank(text.charCodeAt(start))) start++;
	while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
	return text.slice(start, end);
}

function isBlank(code: number): boolean {
	return code === 0x20 || code === 0x09 || code === 0x0a;
}
