import type { LinkDefinition } from './blocks.ts';

const LABEL = /\[((?:[^\\[\]]|\\[\s\S]){1,999})\]:/y;
const BLANKS_AND_ONE_LINE_END = /[ \t]*(?:\n[ \t]*)?/y;
const BLANKS = /[ \t]*/y;
const BRACKETED_DESTINATION = /<((?:[^<>\n\\]|\\.)*)>/y;
const TITLE = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\((?:[^()\\]|\\[\s\S])*\)/y;

/**
 * Reads the link reference definitions at the beginning of a paragraph.
 * @returns them and the offset of the text after them.
 */
export function readLinkDefinitions(text: string): { definitions: LinkDefinition[]; end: number } {
	const definitions: LinkDefinition[] = [];
	let end = 0;
	for (let found = readOne(text, 0); found; found = readOne(text, end)) {
		definitions.push(found.definition);
		end = found.end;
	}
	return { definitions, end };
}

function readOne(
	text: string,
	start: number,
): { definition: LinkDefinition; end: number } | undefined {
	if (text[start] !== '[') return undefined;
	const label = match(LABEL, text, start);
	if (!label || (label[1] ?? '').trim() === '') return undefined;
	let offset = skip(BLANKS_AND_ONE_LINE_END, text, start + label[0].length);
	const destination = readDestination(text, offset);
	if (!destination) return undefined;
	offset = destination.end;

	const definition = { label: label[1] ?? '', destination: destination.text };
	const titleStart = skip(BLANKS_AND_ONE_LINE_END, text, offset);
	const title = titleStart > offset ? match(TITLE, text, titleStart)?.[0] : undefined;
	const lineEnd = title && endOfLine(text, titleStart + title.length);
	if (title && lineEnd) {
		return { definition: { ...definition, title: title.slice(1, -1) }, end: lineEnd };
	}
	// What looked like a title on the next line is text if something follows it.
	const withoutTitle = endOfLine(text, offset);
	return withoutTitle ? { definition: { ...definition, title: '' }, end: withoutTitle } : undefined;
}

function readDestination(text: string, start: number): { text: string; end: number } | undefined {
	if (text[start] === '<') {
		const bracketed = match(BRACKETED_DESTINATION, text, start);
		return bracketed && { text: bracketed[1] ?? '', end: start + bracketed[0].length };
	}
	let end = start;
	let depth = 0;
	for (; end < text.length; end++) {
		const character = text[end];
		if (character === '\\' && /[!-/:-@[-`{-~]/.test(text[end + 1] ?? '')) end++;
		else if (character === '(') depth++;
		else if (character === ')' && --depth < 0) break;
		else if (text.charCodeAt(end) <= 0x20 || text.charCodeAt(end) === 0x7f) break;
	}
	return end === start || depth !== 0 ? undefined : { text: text.slice(start, end), end };
}

/** The offset of the next line if only blanks are left in this one, otherwise undefined. */
function endOfLine(text: string, start: number): number | undefined {
	const end = skip(BLANKS, text, start);
	if (end === text.length) return end;
	return text[end] === '\n' ? end + 1 : undefined;
}

function match(pattern: RegExp, text: string, start: number): RegExpExecArray | undefined {
	pattern.lastIndex = start;
	return pattern.exec(text) ?? undefined;
}

function skip(pattern: RegExp, text: string, start: number): number {
	return start + (match(pattern, text, start)?.[0].length ?? 0);
}
