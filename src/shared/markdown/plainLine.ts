import { cut } from '../text/shorten.ts';
import { readDelimiterRow } from './tableRow.ts';

/** More than a row shows, in UTF-16 units. */
const MOST = 500;
/** More than a line has that was found. Where marks are opened and never closed, each of them is looked for to the end. */
const MOST_READ = 2000;

const HEADING = /^#{1,6}(?:[ \t]+|$)/;
/** What stands before a digit may be a minus, and a plus is mostly that of an added line. */
const QUOTE_OR_ITEM = /^(?:>[ \t]?|\*[ \t]+|-[ \t]+(?=[^\s\d+-]))/;
/** How a row of a table begins and ends. Without a blank it may be an absolute value, as in `|x| + |y|`. */
const ROW_BEGINS = /^\|[ \t]/;
const ROW_ENDS = /[ \t]\|$/;
/** A line of so many UTF-16 units may have been cut at its beginning or its end. */
const LONG = 200;
const ADDRESS = /^<((?:https?|mailto):[^\s<>]{1,400})>/;
/** What stands before, or after, a mark that is none: a power, a pattern of files, a call. */
const NONE_BEFORE = /[\w)\]/\\.]/;
const NONE_AFTER = /[\w([/\\]/;

/**
 * A line of Markdown as it is read: without the marks of headings, quotes, lists, tables, emphasis and code, and of a link its text. What
 * may be no mark stays, as in `2**3`, `__init__`, `src/**`, `a[0](1)`, `|x|` or `- 5`. The line that begins or ends a code block, and that
 * under the header of a table, is "". At most 500 UTF-16 units of it.
 */
export function plainLine(line: string): string {
	return plainText(cut(line.trim(), MOST), false);
}

/**
 * A line as plainLine has it, and more of it: 2000 UTF-16 units at most.
 * @param addresses with the address of a link behind its text
 */
export function plainText(line: string, addresses: boolean): string {
	let text = cut(line.trim(), MOST_READ);
	if (isFence(text)) return '';
	while (QUOTE_OR_ITEM.test(text)) text = text.replace(QUOTE_OR_ITEM, '').trimStart();
	if (HEADING.test(text)) text = withoutClosing(text.replace(HEADING, ''));
	if (text.startsWith('|') && readDelimiterRow(text) !== undefined) return '';
	return cellsOf(text)
		.map((cell) => plainInline(cell, addresses).trim())
		.join(' · ');
}

/** The cells of a table's row; all of a line that is none. What stands in code or in a link parts none. */
function cellsOf(text: string): string[] {
	const [begins, ends] = [ROW_BEGINS.test(text), ROW_ENDS.test(text)];
	const isRow = (begins && ends) || (text.length >= LONG && (begins || ends));
	if (!isRow) return [text];
	const row = text.slice(begins ? 1 : 0, ends ? -1 : undefined);
	const cells: string[] = [];
	let from = 0;
	for (let at = 0; at < row.length; ) {
		const found = codeAt(row, at) ?? linkAt(row, at, false);
		if (row[at] === '|') {
			cells.push(row.slice(from, at));
			from = at + 1;
		}
		at = found?.end ?? at + (row[at] === '\\' ? 2 : 1);
	}
	cells.push(row.slice(from));
	// A single one is no table.
	return cells.length === 1 ? [text] : cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** Whether a code block begins or ends with it; code within a line may stand between as many backticks. */
function isFence(text: string): boolean {
	const marks = runAt(text, 0);
	if (marks.length < 3) return false;
	return text[0] === '~' || (text[0] === '`' && !text.includes('`', marks.length));
}

/** Hashes may also stand after a heading. */
function withoutClosing(heading: string): string {
	const text = heading.trimEnd();
	const end = withoutHashes(text);
	return end === '' || /\s$/.test(end) ? end.trimEnd() : text;
}

function withoutHashes(text: string): string {
	let end = text.length;
	while (text[end - 1] === '#') end--;
	return text.slice(0, end);
}

function plainInline(text: string, addresses: boolean): string {
	const parts: string[] = [];
	/** The marks that may be closed yet, and which part each of them is. */
	const open: { readonly mark: string; readonly part: number }[] = [];
	for (let at = 0; at < text.length; ) {
		const found = codeAt(text, at) ?? linkAt(text, at, addresses) ?? escapedAt(text, at);
		if (found !== undefined) {
			parts.push(found.text);
			at = found.end;
			continue;
		}
		const mark = runAt(text, at);
		const [before, after] = [text[at - 1] ?? ' ', text[at + mark.length] ?? ' '];
		at += mark.length;
		parts.push(mark);
		if (!/^(?:[*_]{1,3}|~~)$/.test(mark)) continue;
		const opener = open.findLastIndex((each) => each.mark === mark);
		const from = open[opener]?.part ?? 0;
		if (opener >= 0 && /\S/.test(before) && !NONE_AFTER.test(after)) {
			// What has one word between low lines may be a name.
			if (mark.startsWith('_') && !/\s/.test(parts.slice(from).join(''))) continue;
			parts[from] = '';
			parts[parts.length - 1] = '';
			open.length = opener;
		} else if (/[^\s/]/.test(after) && !NONE_BEFORE.test(before)) {
			open.push({ mark, part: parts.length - 1 });
		}
	}
	return parts.join('');
}

interface Found {
	readonly text: string;
	/** Where it ends in the whole. */
	readonly end: number;
}

/** A character as often as it stands here. */
function runAt(text: string, at: number): string {
	let end = at + 1;
	while (end < text.length && text[end] === text[at]) end++;
	return text.slice(at, end);
}

function codeAt(text: string, at: number): Found | undefined {
	if (text[at] !== '`' || text[at - 1] === '`') return undefined;
	const marks = runAt(text, at);
	const from = at + marks.length;
	for (let end = text.indexOf('`', from); end >= 0; ) {
		const closing = runAt(text, end);
		if (closing === marks) return { text: text.slice(from, end).trim(), end: end + marks.length };
		end = text.indexOf('`', end + closing.length);
	}
	// The rest of a line that was cut.
	return undefined;
}

function linkAt(text: string, at: number, addresses: boolean): Found | undefined {
	const address = text[at] === '<' ? ADDRESS.exec(text.slice(at)) : null;
	if (address?.[1] !== undefined) return { text: address[1], end: at + address[0].length };
	const start = text.startsWith('![', at) ? at + 1 : at;
	if (text[start] !== '[' || /[\w)\]]/.test(text[at - 1] ?? '')) return undefined;
	const closed = closing(text, start, '[', ']');
	if (closed === undefined || text[closed + 1] !== '(') return undefined;
	const end = closing(text, closed + 1, '(', ')');
	if (end === undefined) return undefined;
	const words = plainInline(text.slice(start + 1, closed), addresses);
	return { text: addresses ? `${words} ${text.slice(closed + 1, end + 1)}` : words, end: end + 1 };
}

/** Where the bracket is closed that is opened here. */
function closing(text: string, from: number, opens: string, closes: string): number | undefined {
	let depth = 0;
	for (let at = from; at < text.length; at++) {
		if (text[at] === opens) depth++;
		else if (text[at] === closes && --depth === 0) return at;
	}
	return undefined;
}

function escapedAt(text: string, at: number): Found | undefined {
	const next = text[at + 1];
	if (text[at] !== '\\' || next === undefined || !/[*_`~#[\]]/.test(next)) return undefined;
	return { text: next, end: at + 2 };
}
