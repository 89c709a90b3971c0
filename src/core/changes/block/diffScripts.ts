import { isBlank } from '../text/documentLines.ts';
import type { EditScript } from './editScript.ts';
import { isMarker } from './markers.ts';

const HEAD = /^@@(?:\s|$|@)/;
const GIT_HEAD =
	/^(?:diff --git |index [0-9a-f]{4,}|new file mode|deleted file mode|similarity index|rename (?:from|to) |old mode|new mode)/;

/** The hunks of a unified diff, whatever its heads say of lines. Undefined for what is no diff. */
export function diffScripts(
	lines: readonly string[],
	language: string,
	document: readonly string[],
): { scripts: EditScript[]; files: string[] } | undefined {
	if (!isDiff(lines, language, document)) return undefined;
	const scripts: EditScript[] = [];
	const files: string[] = [];
	let hunk: string[] = [];
	const end = () => {
		if (hunk.some((line) => /^[+-]/.test(line))) {
			if (files.length === 0) files.push('');
			for (const script of scriptsOf(hunk, files.length - 1, document)) scripts.push(script);
		}
		hunk = [];
	};
	for (let index = 0; index < lines.length; index++) {
		const line = lines[index] ?? '';
		if (line.startsWith('--- ') && (lines[index + 1] ?? '').startsWith('+++ ')) {
			end();
			const name = pathIn(lines[index + 1] ?? '');
			files.push(name === '/dev/null' ? pathIn(line) : name);
			index++;
		} else if (HEAD.test(line) || GIT_HEAD.test(line) || /^```/.test(line)) end();
		else if (!line.startsWith('\\')) hunk.push(line);
	}
	end();
	return { scripts, files };
}

function pathIn(line: string): string {
	return line.slice(4).split('\t', 1)[0]?.trim() ?? '';
}

function isDiff(lines: readonly string[], language: string, document: readonly string[]): boolean {
	const changes = lines.some((line) => /^[+-]/.test(line));
	if (!changes) return false;
	if (language === 'diff') return true;
	const own = (line: string) => document.includes(line);
	const hasHead = lines.some(
		(line, index) =>
			(HEAD.test(line) && !own(line)) ||
			line.startsWith('diff --git ') ||
			(line.startsWith('--- ') && (lines[index + 1] ?? '').startsWith('+++ ') && !own(line)),
	);
	return hasHead || (!LISTS.has(language) && isBareDiff(lines, document));
}

/** Languages in which a line may begin with a sign. */
const LISTS: ReadonlySet<string> = new Set([
	'',
	'yaml',
	'markdown',
	'plaintext',
	'restructuredtext',
	'latex',
	'asciidoc',
]);

/**
 * Signs before lines of code, without heads or a name: what they keep and take out stands in the document line by line, or no line
 * begins with anything but a sign or a blank, and code that is indented follows a sign.
 */
function isBareDiff(lines: readonly string[], document: readonly string[]): boolean {
	const all = trimmed(lines);
	const signed = all.filter(
		(line) => /^(?:\+(?!\+)|-(?!-))/.test(line) && !document.includes(line),
	);
	if (signed.length === 0) return false;
	const read = readings(all, 0, document);
	if (!read.old.every(isBlank) && couldStand(read, document)) return true;
	return (
		all.every((line) => /^(?:[ \t+-]|$)/.test(line)) &&
		signed.some((line) => /^[+-](?: {2}|\t)/.test(line)) &&
		all.some((line) => line.startsWith(' '))
	);
}

function scriptsOf(
	hunk: readonly string[],
	file: number,
	document: readonly string[],
): EditScript[] {
	const all = trimmed(hunk);
	const whole = readings(all, file, document);
	const pieces = piecesOf(all);
	return pieces.length > 1 && !couldStand(whole, document)
		? pieces.map((piece) => readings(piece, file, document))
		: [whole];
}

/** Blank lines at the ends stand between hunks. */
function trimmed(hunk: readonly string[]): readonly string[] {
	let from = 0;
	let to = hunk.length;
	while (from < to && hunk[from] === '') from++;
	while (to > from && hunk[to - 1] === '') to--;
	return hunk.slice(from, to);
}

/** Without heads, several places stand in one: with blank lines or dots between. */
function piecesOf(hunk: readonly string[]): string[][] {
	const pieces: string[][] = [[]];
	for (const line of hunk) {
		const isBreak = line.trim() === '' || isMarker(line.replace(/^[ ]/, ''), '');
		if (isBreak) pieces.push([]);
		else pieces.at(-1)?.push(line);
	}
	return pieces.filter((piece) => piece.some((line) => /^[+-]/.test(line)));
}

/** Whether the lines that a hunk takes out or keeps follow each other in the document anywhere. */
function couldStand({ old, others }: EditScript, document: readonly string[]): boolean {
	const text = `\n${document.map((line) => line.trim()).join('\n')}\n`;
	return [{ old }, ...others].some((one) =>
		text.includes(`\n${one.old.map((line) => line.trim()).join('\n')}\n`),
	);
}

/** The lines before and after: with one character taken off the lines that stay, or with those as they are, where models have forgotten it. */
function readings(hunk: readonly string[], file: number, document: readonly string[]): EditScript {
	const read = (kept: (line: string) => string) => {
		const old: string[] = [];
		const lines: string[] = [];
		for (const line of hunk) {
			if (line.startsWith('-')) old.push(line.slice(1));
			else if (line.startsWith('+')) lines.push(line.slice(1));
			else {
				old.push(kept(line));
				lines.push(kept(line));
			}
		}
		return { old, lines };
	};
	const strict = read((line) => (line.startsWith(' ') ? line.slice(1) : line));
	const loose = read((line) => line);
	const spaced = {
		old: strict.old.map((line) => (line.startsWith(' ') ? line.slice(1) : line)),
		lines: strict.lines.map((line) => (line.startsWith(' ') ? line.slice(1) : line)),
	};
	const isSpaced = hunk.every((line) => !/^[+-]/.test(line) || /^[+-](?:[ \t]|$)/.test(line));
	// Lines that stand in the document as they are have lost no blank to a sign.
	const isLoose = stands(loose.old, document) && !stands(strict.old, document);
	const [first, second] = isLoose ? [loose, strict] : [strict, loose];
	const others = isSpaced && !document.every(isBlank) ? [second, spaced] : [second];
	return { ...first, others, isDivided: false, isSearch: false, isOpen: false, file };
}

function stands(lines: readonly string[], document: readonly string[]): boolean {
	return `\n${document.join('\n')}\n`.includes(`\n${lines.join('\n')}\n`);
}
