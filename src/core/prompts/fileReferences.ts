/**
 * The files that a prompt refers to: links to relative files, `[style](../docs/style.md)`, and `#file:../docs/style.md`, as in VS Code's
 * prompt files. Pictures, addresses and what stands in code are none.
 * @returns the paths as they are written, without %-escapes and without what follows "#" or "?", each once
 */
export function fileReferences(markdown: string): string[] {
	const text = withoutCode(markdown);
	const found: { at: number; path: string }[] = [];
	const links: { start: number; end: number }[] = [];
	for (const match of text.matchAll(LINK)) {
		const end = match.index + match[0].length;
		links.push({ start: match.index, end });
		const target = match[1] ?? match[2] ?? '';
		if (text[match.index - 1] !== '!') found.push({ at: match.index, path: target });
	}
	for (const match of text.matchAll(FILE)) {
		const isInLink = links.some(({ start, end }) => match.index >= start && match.index < end);
		// What ends a sentence is no part of the name.
		const path = match[1] ?? match[2] ?? withoutPunctuation(match[3] ?? '');
		if (!isInLink) found.push({ at: match.index, path });
	}
	const paths = found
		.toSorted((one, other) => one.at - other.at)
		.filter(({ path }) => !/^(?:[a-z][a-z\d+.-]{1,30}:|\/\/|#)/i.test(path))
		.map(({ path }) => unescaped(path.split(/[#?]/, 1).join('')))
		.filter((path) => path !== '');
	return [...new Set(paths)];
}

/** A target may have pairs of brackets in it, and a title in any of Markdown's quotes behind it. */
const LINK =
	/\[[^[\]\n]{0,1000}\]\([ \t]*(?:<([^<>\n]{1,1000})>|((?:[^\s()<>]|\([^\s()<>]{0,200}\)){1,1000}))(?:[ \t]+(?:"[^"\n]{0,1000}"|'[^'\n]{0,1000}'|\([^()\n]{0,1000}\)))?[ \t]*\)/g;

/** In quotes, a path may have blanks. */
const FILE = /#file:(?:"([^"\n]{1,1000})"|'([^'\n]{1,1000})'|([^\s#]{1,1000}))/gi;

function withoutPunctuation(path: string): string {
	let end = path.length;
	while (end > 0 && '.,;:!?)"\''.includes(path[end - 1] ?? ' ')) end--;
	return path.slice(0, end);
}

function unescaped(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}

/** The text with blanks in the place of fenced and inline code, so that all else stands where it stood. */
function withoutCode(markdown: string): string {
	let fence: string | undefined;
	const lines = markdown.split('\n').map((line) => {
		const mark = /^[ \t]*(`{3,}|~{3,})/.exec(line)?.[1];
		const isCode = fence !== undefined || mark !== undefined;
		if (fence === undefined) fence = mark;
		else if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
		return isCode ? '' : line;
	});
	return lines.join('\n').split('\n\n').map(withoutInlineCode).join('\n\n');
}

/** Runs of backticks pair up with the next run of the same length, within a paragraph. */
function withoutInlineCode(paragraph: string): string {
	const runs = [...paragraph.matchAll(/`+/g)];
	let text = '';
	let end = 0;
	const next = nextAlike(runs.map(([run]) => run.length));
	for (let index = 0; index < runs.length; index++) {
		const open = runs[index];
		const closing = next[index];
		const close = closing === undefined ? undefined : runs[closing];
		if (open === undefined || closing === undefined || close === undefined) continue;
		text += paragraph.slice(end, open.index);
		end = close.index + close[0].length;
		index = closing;
	}
	return text + paragraph.slice(end);
}

/** For each number the index of the next of the same; undefined for the last. */
function nextAlike(numbers: readonly number[]): (number | undefined)[] {
	const last = new Map<number, number>();
	const next: (number | undefined)[] = [];
	for (let index = numbers.length - 1; index >= 0; index--) {
		const number = numbers[index] ?? 0;
		next[index] = last.get(number);
		last.set(number, index);
	}
	return next;
}
