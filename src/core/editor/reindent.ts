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

function greatestCommonDivisor(a: number, b: number): number {
	return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/**
 * The width of one level in the text: a tab where any line begins with one, else what all steps from one line to the next have in
 * common, else the smallest of them.
 */
function levelWidth(lines: readonly string[], tabSize: number): number {
	if (lines.some((line) => leading(line).includes('\t'))) return tabSize;
	const widths = lines.map((line) => leading(line).length);
	const steps = widths
		.map((width, index) => Math.abs(width - (widths[index - 1] ?? width)))
		// A step of one column is alignment (" * " in a block comment), not a level.
		.filter((step) => step > 1);
	if (steps.length === 0) return tabSize;
	const common = steps.reduce(greatestCommonDivisor);
	return common > 1 ? common : Math.min(...steps);
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

/**
 * Fits text to the place where it lands: its common indentation gives way to that of the line, its levels become the
 * document's tabs or spaces. Blank lines come out empty. Line ends come out as \n.
 *
 * @param text what is inserted, with any line ends
 */
export function reindent(text: string, landing: Landing, style: IndentStyle): string {
	const lines = text.split(/\r\n|\r|\n/);
	const filled = lines.filter((line) => !isBlank(line));
	if (filled.length === 0) return lines.join('\n');

	const base = Math.min(...filled.map((line) => columns(leading(line), style.tabSize)));
	const level = levelWidth(filled, style.tabSize);
	const target = leading(landing.line);
	const indented = lines.map((line) => {
		if (isBlank(line)) return '';
		const whitespace = leading(line);
		const extra = columns(whitespace, style.tabSize) - base;
		return indentation(extra, level, style) + line.slice(whitespace.length);
	});
	// The first line goes on from where it lands: of the line's indentation it gets what is still missing there.
	const missing = target.slice(landing.column);
	return indented
		.map((line, index) => (line === '' ? '' : (index === 0 ? missing : target) + line))
		.join('\n');
}

function indentation(width: number, level: number, style: IndentStyle): string {
	const levels = Math.floor(width / level);
	const rest = ' '.repeat(width % level);
	return (style.insertSpaces ? ' '.repeat(levels * style.tabSize) : '\t'.repeat(levels)) + rest;
}
