import { linesInStrings } from './stringLines.ts';

/** How a document indents. */
export interface IndentStyle {
	readonly insertSpaces: boolean;
	/** Columns of one level, at least 1. */
	readonly tabSize: number;
}

const LEADING = /^[ \t]*/;

function leading(line: string): string {
	return LEADING.exec(line)?.[0] ?? '';
}

/** The width of leading white space in columns, a tab reaching to the next multiple of `tabSize`. */
function columns(whitespace: string, tabSize: number): number {
	let width = 0;
	for (const character of whitespace) {
		width = character === '\t' ? width + tabSize - (width % tabSize) : width + 1;
	}
	return width;
}

/** What ends a line that opens a block, of which the next line is one level deeper. */
const OPENS_BLOCK = /(?:[{:>]|=>|\b(?:then|do|else|begin|try|loop))\s*$/;
/** What ends a line whose next one is a level deeper, or aligned to anything. */
const OPENS_BRACKET = /[([]\s*$/;

/**
 * The width of one level in the text, in columns, as the lines show it that open a block; undefined where that cannot be told. What
 * is only aligned, continued or listed says nothing about levels.
 */
function levelWidth(lines: readonly string[], base: number, tabSize: number): number | undefined {
	const widths = lines.map((line) => columns(leading(line), tabSize) - base);
	// The document's own level is there: whatever else is deeper or less deep, the text fits.
	const least = widths.reduce((min, width) => (width > 0 && width < min ? width : min), Infinity);
	if (least === tabSize) return tabSize;
	const steps = (opens: RegExp) =>
		widths.flatMap((width, index) => {
			const step = width - (widths[index - 1] ?? width);
			return step > 1 && opens.test(lines[index - 1] ?? '') ? [step] : [];
		});
	const ofBlocks = mostFrequent(steps(OPENS_BLOCK));
	if (ofBlocks !== undefined) return ofBlocks;
	const ofBrackets = mostFrequent(steps(OPENS_BRACKET));
	// More than a level in brackets is how a long line goes on.
	return ofBrackets !== undefined && ofBrackets < tabSize ? ofBrackets : undefined;
}

/** The smallest of those that are there most often. */
function mostFrequent(steps: readonly number[]): number | undefined {
	const counts = new Map<number, number>();
	for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1);
	const [most] = [...counts].toSorted(([a, m], [b, n]) => n - m || a - b);
	return most?.[0];
}

/** A blank line has no indentation to compare, and gets none. */
function isBlank(line: string): boolean {
	return line.trim() === '';
}

/** Where text lands: a line as it is before, and the column of it where the text begins. */
export interface Landing {
	/** The whole line, without its line end. */
	readonly line: string;
	/** From 0; at most the line's length. */
	readonly column: number;
}

/** Languages in which a tab at the start of a line is more than white space. */
const TABS_MEAN = /^(make|makefile|mk|tsv)$/i;

/**
 * Fits text to the place where it lands: its common indentation gives way to that of the line, its levels become the
 * document's tabs or spaces. Text that fits already keeps every column; what stands inside a string keeps all of its own. Blank
 * lines come out empty. Line ends come out as \n.
 *
 * @param text what is inserted, with any line ends
 * @param language of the text, as its fence names it; empty where it is not known
 */
export function reindent(
	text: string,
	landing: Landing,
	style: IndentStyle,
	language = '',
): string {
	const lines = text.split(/\r\n|\r|\n/);
	const isText = linesInStrings(lines, language);
	const code = lines.filter((line, index) => !isBlank(line) && !isText[index]);
	if (code.length === 0) return lines.join('\n');

	const { tabSize } = style;
	const base = code.reduce((min, line) => Math.min(min, columns(leading(line), tabSize)), Infinity);
	const fit = fitting(code, base, style, language);
	const target = leading(landing.line);
	// The first line goes on from where it lands: of the line's indentation it gets what is still missing there.
	const missing = target.slice(landing.column);
	return lines
		.map((line, index) => {
			if (isText[index]) return line;
			if (isBlank(line)) return '';
			const whitespace = leading(line);
			return (index === 0 ? missing : target) + fit(whitespace) + line.slice(whitespace.length);
		})
		.join('\n');
}

/** Gives what stands in place of a line's white space, without that of the place where the text lands. */
function fitting(
	code: readonly string[],
	base: number,
	style: IndentStyle,
	language: string,
): (whitespace: string) => string {
	const { insertSpaces, tabSize } = style;
	const hasTabs = code.some((line) => leading(line).includes('\t'));
	const hasSpaces = code.some((line) => leading(line).startsWith(' '));
	const width = (whitespace: string) => columns(whitespace, tabSize) - base;
	if (TABS_MEAN.test(language)) return (whitespace) => afterColumns(whitespace, base, tabSize);
	if (hasTabs) {
		return insertSpaces || hasSpaces
			? (whitespace) => indentation(width(whitespace), tabSize, style)
			: (whitespace) => afterColumns(whitespace, base, tabSize);
	}
	const level = levelWidth(code, base, tabSize) ?? (insertSpaces ? tabSize : undefined);
	if (level === undefined || (insertSpaces && level === tabSize)) {
		return (whitespace) => ' '.repeat(width(whitespace));
	}
	return (whitespace) => indentation(width(whitespace), level, style);
}

/** What is left of white space when the columns that all lines share are taken off. */
function afterColumns(whitespace: string, base: number, tabSize: number): string {
	let at = 0;
	while (at < whitespace.length && columns(whitespace.slice(0, at), tabSize) < base) at++;
	return whitespace.slice(at);
}

function indentation(width: number, level: number, style: IndentStyle): string {
	const levels = Math.floor(width / level);
	const rest = ' '.repeat(width % level);
	return (style.insertSpaces ? ' '.repeat(levels * style.tabSize) : '\t'.repeat(levels)) + rest;
}
