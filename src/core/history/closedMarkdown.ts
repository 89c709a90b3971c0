import { BlockParser } from '../../shared/markdown/blockParser.ts';
import type { Block } from '../../shared/markdown/blocks.ts';
import { hasBlockTag, isLineBreak } from '../../shared/markdown/htmlBlock.ts';

/** What holds all lines until its own end comes, by CommonMark; `close` is the line that ends it, where a blank one does not. */
interface Open {
	readonly end: RegExp;
	readonly close?: string;
}

/** Unlike in the page, where code between tags is code. */
const BLOCK: Open = { end: /^[ \t]*$/ };

/** Any of these ends any other. */
const RAW_END = /<\/(?:script|style|pre|textarea)>/i;

/** HTML that no blank line ends. */
const HTML: readonly { start: RegExp; end: RegExp; close: string }[] = [
	{ start: /^ {0,3}<!--/, end: /-->/, close: '-->' },
	{ start: /^ {0,3}<script(?=[\s>]|$)/i, end: RAW_END, close: '</script>' },
	{ start: /^ {0,3}<style(?=[\s>]|$)/i, end: RAW_END, close: '</style>' },
	{ start: /^ {0,3}<pre(?=[\s>]|$)/i, end: RAW_END, close: '</pre>' },
	{ start: /^ {0,3}<textarea(?=[\s>]|$)/i, end: RAW_END, close: '</textarea>' },
	{ start: /^ {0,3}<!\[CDATA\[/, end: /\]\]>/, close: ']]>' },
	{ start: /^ {0,3}<\?/, end: /\?>/, close: '?>' },
	{ start: /^ {0,3}<![a-z]/i, end: />/, close: '>' },
];

/**
 * A Markdown text with what it leaves open closed: a code block, HTML, a fold or a formula. So what follows it in a document is read as
 * what it is.
 */
export function closedMarkdown(text: string): string {
	const parser = new BlockParser();
	let open: Open | undefined;
	let folds = 0;
	for (const line of text.split(/\r\n|\r|\n/)) {
		if (open !== undefined) {
			if (open.end.test(line)) open = undefined;
			else if (open === BLOCK) folds += foldsIn(line);
			continue;
		}
		parser.append(`${line}\n`);
		if (openFence(parser) !== undefined) continue;
		open = openedBy(line) ?? (isBlock(line, parser) ? BLOCK : undefined);
		// What the parser takes for more of a paragraph, HTML or maths is over where that is.
		if (open !== undefined) parser.append('\n');
		if (open === undefined || open === BLOCK) folds += foldsIn(line);
	}
	const fence = openFence(parser);
	const closing = [
		// A list or a quote ends the fences within it by itself; a line that would close them would open anew.
		...(fence?.within === 'root' ? [fence.marker] : []),
		...(open?.close === undefined ? [] : [open.close]),
		...(folds > 0 ? ['', ...Array.from({ length: folds }, () => '</details>')] : []),
	];
	if (closing.length === 0) return text;
	return [text.replace(/\n$/, ''), ...closing].join('\n');
}

/** The fence that the next line stands in. */
function openFence({
	root,
}: BlockParser): { readonly marker: string; readonly within: Block['type'] } | undefined {
	let within: Block = root;
	for (;;) {
		const last: Block | undefined = within.children.at(-1);
		if (last === undefined || last.closedAt < Number.POSITIVE_INFINITY) return undefined;
		if (last.type === 'code' && last.fence !== undefined) {
			return { marker: last.fence.marker, within: within.type };
		}
		if (!('children' in last)) return undefined;
		within = last;
	}
}

function openedBy(line: string): Open | undefined {
	const html = HTML.find(({ start }) => start.test(line));
	if (html !== undefined) return html.end.test(line.replace(html.start, '')) ? undefined : html;
	if (/^\$\$/.test(line) && line.trim().indexOf('$$', 2) < 0) return { end: /\$\$/, close: '$$' };
	return undefined;
}

function isBlock(line: string, { root }: BlockParser): boolean {
	const last = root.children.at(-1);
	const isHtml = last?.type === 'html' && last.closedAt === Number.POSITIVE_INFINITY;
	const isFirst = last?.type === 'paragraph' && last.lines.length === 1;
	const text = line.replace(/^ {1,3}/, '');
	return isHtml || hasBlockTag(text) || (isFirst && isLineBreak(text));
}

/** How many folds a line opens more than it closes. */
function foldsIn(line: string): number {
	const text = line.replace(/(`{1,9})[^`]*\1/g, '');
	const opened = text.match(/<details(?=[\s>])/gi)?.length ?? 0;
	return opened - (text.match(/<\/details>/gi)?.length ?? 0);
}
