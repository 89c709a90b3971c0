import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { IndentStyle } from '../../src/core/editor/reindent.ts';

/** A function or class that stands at the left edge of a file, and how that file indents. */
export interface CodeSample {
	readonly file: string;
	readonly line: number;
	readonly text: string;
	readonly language: string;
	readonly style: IndentStyle;
}

const LANGUAGES: Readonly<Record<string, string>> = {
	'.py': 'python',
	'.js': 'javascript',
	'.mjs': 'javascript',
	'.cjs': 'javascript',
	'.ts': 'typescript',
	'.mts': 'typescript',
};

const BEGINS_PYTHON = /^(?:async\s+def|def|class)\s/;
const BEGINS_SCRIPT = /^(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:function|class)\b.*\{\s*$/;

/** The functions and classes at the left edge of all files of code below a folder, file by file in order of their names. */
export async function* codeBelow(folder: string): AsyncGenerator<CodeSample> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries
		.filter((entry) => entry.isFile() && extname(entry.name) in LANGUAGES)
		.map((entry) => join(entry.parentPath, entry.name));
	for (const file of files.toSorted()) {
		const text = await readFile(file, 'utf8');
		// What a tool has packed into a few lines has no indentation.
		if (!text.includes('�') && text.length < 500_000) yield* codeIn(file, text);
	}
}

function* codeIn(file: string, text: string): Generator<CodeSample> {
	const language = LANGUAGES[extname(file)] ?? '';
	const lines = text.split(/\r\n|\r|\n/);
	const style = styleOf(lines);
	if (style === undefined) return;
	const isPython = language === 'python';
	for (let start = 0; start < lines.length; start++) {
		if (!(isPython ? BEGINS_PYTHON : BEGINS_SCRIPT).test(lines[start] ?? '')) continue;
		const end = isPython ? pythonEnd(lines, start) : lines.indexOf('}', start) + 1;
		if (end <= start + 1) continue;
		const sample = lines.slice(start, end);
		// Blank lines come out empty wherever they land.
		yield {
			file,
			line: start + 1,
			text: sample.map((line) => (line.trim() === '' ? '' : line)).join('\n'),
			language,
			style,
		};
	}
}

/** The line after the last that is indented, or inside brackets and strings at the left edge. */
function pythonEnd(lines: readonly string[], start: number): number {
	let end = start + 1;
	for (let at = start + 1; at < lines.length; at++) {
		const line = lines[at] ?? '';
		if (line.trim() === '') continue;
		if (!/^[\s)\]}#'"]/.test(line)) break;
		end = at + 1;
	}
	return end;
}

/** Tabs, or the width that most functions and classes of the file begin with; undefined where both stand or neither. */
function styleOf(lines: readonly string[]): IndentStyle | undefined {
	const filled = lines.filter((line) => line.trim() !== '');
	const hasTabs = filled.some((line) => /^ *\t/.test(line));
	const hasSpaces = filled.some((line) => /^ {2}/.test(line));
	if (hasTabs) return hasSpaces ? undefined : { insertSpaces: false, tabSize: 4 };
	const counts = new Map<number, number>();
	for (const [index, line] of filled.entries()) {
		const before = filled[index - 1] ?? '';
		if (!/[:{]\s*$/.test(before) || !(BEGINS_PYTHON.test(before) || BEGINS_SCRIPT.test(before)))
			continue;
		const width = /^ */.exec(line)?.[0].length ?? 0;
		if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
	}
	const [most] = [...counts].toSorted(([, one], [, other]) => other - one);
	return most && { insertSpaces: true, tabSize: most[0] };
}
