import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { IndentStyle } from '../../src/core/editor/levels.ts';

/** A function or the like that stands at the left edge of a file, byte for byte, and how it indents. */
export interface CodeSample {
	readonly file: string;
	readonly line: number;
	readonly text: string;
	readonly language: string;
	readonly style: IndentStyle;
}

/** How a function begins at the left edge, and what ends it. */
interface Shape {
	readonly language: string;
	readonly begins: RegExp;
	/** The line that ends it; without one it ends before the next that is not indented. */
	readonly end?: RegExp;
}

const BRACED = { begins: /^[A-Za-z_(@'"].*\{\s*(?:\/[/*].*)?$/, end: /^\}/ };
const ENDED = { begins: /^(?:local )?(?:def|class|module|function)\b/, end: /^end\b/ };
const braced = (language: string): Shape => ({ language, ...BRACED });

const SHAPES: ReadonlyMap<string, Shape> = new Map([
	['.py', { language: 'python', begins: /^(?:async\s+def|def|class)\s/ }],
	['.yml', { language: 'yaml', begins: /^[\w"'-].*:\s*$/ }],
	['.yaml', { language: 'yaml', begins: /^[\w"'-].*:\s*$/ }],
	['.rb', { language: 'ruby', ...ENDED }],
	['.lua', { language: 'lua', ...ENDED }],
	...Object.entries({
		javascript: '.js .mjs .cjs',
		typescript: '.ts .mts .cts',
		javascriptreact: '.jsx',
		typescriptreact: '.tsx',
		c: '.c .h',
		cpp: '.cc .cpp .hpp .hh .tcc',
		css: '.css .scss',
		java: '.java',
		kotlin: '.kt',
		go: '.go',
		rust: '.rs',
		php: '.php',
		perl: '.pl .pm',
		shellscript: '.sh .bash',
		awk: '.awk',
		swift: '.swift',
	}).flatMap(([language, names]) =>
		names.split(' ').map((name) => [name, braced(language)] as const),
	),
]);

/** The functions, classes and the like at the left edge of all files of code below a folder, file by file in order of their names. */
export async function* codeBelow(folder: string): AsyncGenerator<CodeSample> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries
		.filter((entry) => entry.isFile() && SHAPES.has(extname(entry.name)))
		.map((entry) => join(entry.parentPath, entry.name));
	for (const file of files.toSorted()) {
		const text = await readFile(file, 'utf8');
		// What a tool has packed into a few lines has no indentation.
		const isPacked = /\.min\./.test(basename(file)) || text.length > 500_000;
		if (!text.includes('\uFFFD') && !isPacked) yield* codeIn(file, text);
	}
}

function* codeIn(file: string, text: string): Generator<CodeSample> {
	const shape = SHAPES.get(extname(file));
	if (shape === undefined) return;
	// With their ends, which belong to what is inserted as well.
	const lines = text.split(/(?<=\r\n|\n)/);
	for (let start = 0; start < lines.length; start++) {
		if (!shape.begins.test(lines[start]?.trimEnd() ?? '')) continue;
		const end = endOf(lines, start, shape);
		const style = styleOf(lines.slice(start, end), shape);
		if (style === undefined) continue;
		yield {
			file,
			line: start + 1,
			text: lines.slice(start, end).join(''),
			language: shape.language,
			style,
		};
		start = end - 1;
	}
}

/** The line after the last. */
function endOf(lines: readonly string[], start: number, { end }: Shape): number {
	if (end !== undefined) return lines.findIndex((line, at) => at > start && end.test(line)) + 1;
	let last = start;
	for (let at = start + 1; at < lines.length; at++) {
		const line = lines[at] ?? '';
		if (line.trim() === '') continue;
		if (!/^[\s)\]}#'"]/.test(line)) break;
		last = at;
	}
	return last + 1;
}

/** Tabs, or the width of its first block; undefined where no block goes in, or where most of them do so by another width. */
function styleOf(lines: readonly string[], { end }: Shape): IndentStyle | undefined {
	const filled = lines.filter((line) => line.trim() !== '');
	const widths: number[] = [];
	for (const [index, line] of filled.entries()) {
		const above = filled[index - 1] ?? '';
		if (
			!(end === undefined ? /:\s*(?:#.*)?$/ : /^[^*#]*(?<!\[\] = )\{\s*(?:\/[/*].*)?$/).test(
				above.trimEnd(),
			)
		)
			continue;
		if (widths.length === 0 && line.startsWith('\t')) return { insertSpaces: false, tabSize: 4 };
		// The head of a function may go on below itself, further in than its block.
		const isContinued = end === undefined && above.split('(').length < above.split(')').length;
		const width = widthOf(line) - (isContinued ? 0 : widthOf(above));
		if (width > 0 && !line.startsWith('\t')) widths.push(width);
		// Below the head of a block there are docstrings with blocks of their own.
		if (width > 0 && end === undefined) break;
	}
	const [first] = widths;
	const isOne = widths.filter((width) => width === first).length * 2 > widths.length;
	return first !== undefined && isOne ? { insertSpaces: true, tabSize: first } : undefined;
}

function widthOf(line: string): number {
	return line.length - line.trimStart().length;
}
