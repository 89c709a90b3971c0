import type { FileReference } from './markdownProtocol.ts';

/** A part of a text, in UTF-16 units. */
export interface Extent {
	readonly start: number;
	readonly end: number;
}

/** A reference, and where in the text it stands. */
export interface FoundReference extends Extent {
	readonly target: FileReference;
}

/** The longest path, in UTF-16 units. */
const MOST_PATH = 400;

/**
 * A path in Python's `File "my folder/a.py", line 12`, or a word. What ends a word in a text is in no path, but in inline code, where a blank
 * is one of them; the comma in `a.ts(12,3)` ends none.
 */
const WORD =
	/(?<=\bFile ")[^"\n]{1,400}(?=", line \d)|(?:[^\s"'`<>|,;*?!、。，；：！？（）「」“”‘’…]|(?<=\(\d{1,7}),(?=\s?\d{1,5}\))\s?)+/gu;

/** `#L12-L20`, `#L12C3`, `:12`, `:12:3`, `:12-20`, `(12,3)`, at the end. */
const PLACE =
	/(?:#L(\d{1,7})(?:C(\d{1,5}))?(?:-L?(\d{1,7})(?:C\d{1,5})?)?|:L?(\d{1,7})(?::(\d{1,5}))?(?:[-–]L?(\d{1,7})(?::\d{1,5})?)?|\((\d{1,7}),\s?(\d{1,5})\))$/;

/** What stands behind a line in `a.rb:12:in`, `a.ts:12:const`. */
const BEHIND_LINE = /:\d{1,7}(?::\d{1,5})?(?=:[^\d:])/;

/** `(12)` at the end of a word, where a colon follows: `a.cpp(12): error`. A call can look the same. */
const LINE_BEFORE_COLON = /\((\d{1,7})\)$/;

/** ` line 12`, `, lines 12-20`, ` (lines 12 to 20)`, ` at line 12`, `", line 12`, `:line 12`, behind a path. */
const LINES_AFTER =
	/^(?:(?:["”]?,?\s{1,3}|:)(?:(?:at|on)\s)?(?:lines?\s|L)(\d{1,7})(?:\s?(?:-|–|to)\s?L?(\d{1,7}))?(?![\d.]\d)|\s?\((?:(?:at|on)\s)?(?:lines?\s|L)(\d{1,7})(?:\s?(?:-|–|to)\s?L?(\d{1,7}))?\))/i;

/** `line 12 of `, `lines 12-20 in `, before a path. */
const LINES_BEFORE =
	/\blines?\s(\d{1,7})(?:\s?(?:-|–|to)\s?(\d{1,7}))?\s(?:of|in)\s(?:the\s)?(?:file\s)?$/i;

/** `parse() in `, before a path; in inline code the brackets may be missing. */
const SYMBOL_BEFORE =
	/(?:^|[\s(])((?:[\p{L}\p{N}_$]{1,60}\.){0,3}([\p{L}_$][\p{L}\p{N}_$]{0,60})(\(\))?)\s(?:in|of|from)\s(?:the\s)?(?:file\s)?$/u;

/** How far before and behind a path the words for its lines may reach, in UTF-16 units. */
const WORDS_REACH = 100;

/** Files that have no extension. */
const PLAIN_NAMES =
	/^(?:Makefile|Dockerfile|Gemfile|Rakefile|Procfile|Jenkinsfile|Vagrantfile|Justfile|LICENSE|CODEOWNERS)$/i;

/**
 * The places in files that a text names, in the order in which they stand there. In inline code a path alone counts, elsewhere it has a
 * folder, or a line: a bare name could be that of anything.
 *
 * @param text of one paragraph, without the marks of its Markdown
 * @param codes where inline code stands in it, in order
 */
export function findReferences(text: string, codes: readonly Extent[]): FoundReference[] {
	const found: FoundReference[] = [];
	const addWords = (part: Extent) => {
		for (const reference of inWords(text, part, codes)) found.push(reference);
	};
	let at = 0;
	for (const code of codes) {
		addWords({ start: at, end: code.start });
		const content = text.slice(code.start, code.end);
		const whole = content.length <= MOST_PATH ? readPath(content.trim()) : undefined;
		if (whole && !isCommand(whole.path)) found.push(placed(text, code, whole, codes));
		else addWords(code);
		at = code.end;
	}
	addWords({ start: at, end: text.length });
	return found;
}

/** Whether what has blanks is a command with the path of a file, rather than a path. */
function isCommand(path: string): boolean {
	const [first = '', ...others] = path.split(' ');
	return others.length > 0 && (!first.includes('/') || /\.[a-z]\w*$/i.test(first));
}

/** With the lines or the symbol that the words around a path name. */
function placed(
	text: string,
	word: Extent,
	target: FileReference,
	codes: readonly Extent[],
): FoundReference {
	const found = withLines(text, word, target);
	return found.target.line === undefined ? (withSymbol(text, word, target, codes) ?? found) : found;
}

function inWords(text: string, { start, end }: Extent, codes: readonly Extent[]): FoundReference[] {
	const found: FoundReference[] = [];
	for (const match of text.slice(start, end).matchAll(WORD)) {
		if (match[0].length > MOST_PATH) continue;
		const isQuoted = match[0].includes(' ') && text[start + match.index - 1] === '"';
		const read = readWord(text, withoutBrackets(match[0], start + match.index));
		if (!read || (read.target.path.includes(' ') && !isQuoted)) continue;
		const reference = placed(text, read, read.target, codes);
		const { line, symbol } = reference.target;
		if (line !== undefined || symbol !== undefined || read.target.path.includes('/'))
			found.push(reference);
	}
	return found;
}

/** Reads a word as a path, or what of it is one with a line, as programs write them. */
function readWord(text: string, word: Extent): FoundReference | undefined {
	const written = text.slice(word.start, word.end);
	const target = readPath(written);
	if (target) return { ...word, target };
	const behind = BEHIND_LINE.exec(written);
	if (behind) return readPart(text, word.start, word.start + behind.index + behind[0].length);
	const line = LINE_BEFORE_COLON.exec(written);
	if (line && text[word.end] === ':') {
		const path = readPath(written.slice(0, line.index));
		return path && { ...word, target: { ...path, ...placeOf(line[1]) } };
	}
	// C#: "a.cs:line 12".
	if (written.endsWith(':line'))
		return readPart(text, word.start, word.end - ':line'.length, false);
	// Java: "com.example.Parser.parse(Parser.java:12)".
	const bracket = written.endsWith(')') ? written.lastIndexOf('(') : -1;
	return bracket < 0 ? undefined : readPart(text, word.start + bracket + 1, word.end - 1);
}

function readPart(
	text: string,
	start: number,
	end: number,
	hasLine = true,
): FoundReference | undefined {
	const target = readPath(text.slice(start, end));
	if (!target || (hasLine && target.line === undefined)) return undefined;
	return { start, end, target };
}

const CLOSING = new Map([
	[')', '('],
	[']', '['],
	['}', '{'],
]);

/** Without the signs of the sentence around a word: its full stop, and brackets that have no partner in it. */
function withoutBrackets(word: string, start: number): Extent {
	let first = 0;
	let last = word.length;
	for (let changed = true; changed && first < last; ) {
		changed = false;
		const end = word[last - 1] ?? '';
		const opening = CLOSING.get(end);
		const inner = word.slice(first, last);
		if (/[.:}]/.test(end) || (opening && countOf(inner, opening) < countOf(inner, end))) {
			last--;
			changed = true;
		} else if (/[([{]/.test(word[first] ?? '')) {
			const pair = opening === word[first];
			if (pair || ![...CLOSING].some(([one, its]) => its === word[first] && inner.includes(one))) {
				first++;
				if (pair) last--;
				changed = true;
			}
		}
	}
	return { start: start + first, end: start + last };
}

function countOf(text: string, sign: string): number {
	return text.split(sign).length - 1;
}

/** Reads a whole text as a path, with or without a place in the file; undefined for anything else. */
function readPath(text: string): FileReference | undefined {
	const place = PLACE.exec(text.slice(-40));
	const written = place ? text.slice(0, -place[0].length) : text;
	const path = written.replaceAll('\\', '/');
	if (!looksLikePath(path, place !== null)) return undefined;
	const [, hashLine, hashColumn, hashEnd, line, column, end, inBrackets, columnInBrackets] =
		place ?? [];
	return {
		path,
		...placeOf(
			hashLine ?? line ?? inBrackets,
			hashEnd ?? end,
			hashColumn ?? column ?? columnInBrackets,
		),
	};
}

function looksLikePath(path: string, hasPlace: boolean): boolean {
	// No scheme, drive, host, home folder, address of mail, nor a path with blanks that is a sentence.
	if (!/^[\p{L}\p{N}\p{M}_@.+~$()[\]/ -]+$/u.test(path) || /^\/\/|^~|^ | $|\/$/.test(path))
		return false;
	const name = path.slice(path.lastIndexOf('/') + 1);
	if (!path.includes('/') && /[@ ]/.test(path)) return false;
	if (PLAIN_NAMES.test(name)) return true;
	if (/\.[a-z][a-z0-9_]{0,11}$/i.test(name)) return true;
	return hasPlace && path.includes('/') && /^\p{L}[\p{L}\p{N}_-]*$/u.test(name);
}

function withSymbol(
	text: string,
	word: Extent,
	target: FileReference,
	codes: readonly Extent[],
): FoundReference | undefined {
	const from = Math.max(0, word.start - WORDS_REACH);
	const before = SYMBOL_BEFORE.exec(text.slice(from, word.start));
	const [all = '', written = '', symbol, brackets] = before ?? [];
	if (!before || symbol === undefined) return undefined;
	const start = from + before.index + all.indexOf(written);
	const isCode = codes.some((code) => code.start === start && code.end === start + written.length);
	if (!isCode && brackets === undefined) return undefined;
	return { start, end: word.end, target: { ...target, symbol } };
}

function withLines(text: string, word: Extent, target: FileReference): FoundReference {
	if (target.line !== undefined) return { ...word, target };
	const after = LINES_AFTER.exec(text.slice(word.end, word.end + WORDS_REACH));
	if (after) {
		const [all, line, endLine, inBrackets, endInBrackets] = after;
		const place = placeOf(line ?? inBrackets, endLine ?? endInBrackets);
		return { start: word.start, end: word.end + all.length, target: { ...target, ...place } };
	}
	const from = Math.max(0, word.start - WORDS_REACH);
	const before = LINES_BEFORE.exec(text.slice(from, word.start));
	if (!before) return { ...word, target };
	const place = placeOf(before[1], before[2]);
	return { start: from + before.index, end: word.end, target: { ...target, ...place } };
}

/** Lines are counted from 1: what is written as line 0 is in no file. */
function placeOf(line?: string, endLine?: string, column?: string): Omit<FileReference, 'path'> {
	if (line === undefined) return {};
	return {
		line: Number(line),
		...(column === undefined ? {} : { column: Number(column) }),
		...(endLine === undefined ? {} : { endLine: Number(endLine) }),
	};
}
