const TAG_NAME = '[A-Za-z][A-Za-z0-9-]*';
const ATTRIBUTE = `(?:\\s+[a-zA-Z_:][a-zA-Z0-9:._-]*(?:\\s*=\\s*(?:[^"'=<>\`\\x00-\\x20]+|'[^']*'|"[^"]*"))?)`;
const WHOLE_TAG = new RegExp(`^(?:<${TAG_NAME}${ATTRIBUTE}*\\s*/?>|</${TAG_NAME}\\s*>)\\s*$`);

const BLOCK_TAG =
	/^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:\s|\/?>|$)/i;

/** The kinds of HTML block that an own pattern ends, in CommonMark's order. */
const DELIMITED: readonly { start: RegExp; end: RegExp }[] = [
	{
		start: /^<(?:script|pre|textarea|style)(?:\s|>|$)/i,
		end: /<\/(?:script|pre|textarea|style)>/i,
	},
	{ start: /^<!--/, end: /-->/ },
	{ start: /^<\?/, end: /\?>/ },
	{ start: /^<![A-Za-z]/, end: />/ },
	{ start: /^<!\[CDATA\[/, end: /\]\]>/ },
];

/**
 * A tag with words after it, in a line that does not close it, is prose about the tag: HTML is only ever shown as text. But those that
 * fold what stands between them.
 */
const PROSE = /^<\/?(?!details|summary)([a-z][a-z0-9]*)(?:\s[^<>]*)?>[ \t]+[^\s<]/i;

/** A line break alone in a line is drawn as within one. */
const LINE_BREAK = /^<\/?br[\s/>]/i;

/**
 * Whether a line begins an HTML block, and which pattern ends it, if any; a blank line ends each.
 * @param interrupts whether a paragraph would be interrupted, which a lone tag of another name cannot do.
 */
export function startsHtmlBlock(
	line: string,
	interrupts: boolean,
): { end: RegExp | undefined } | undefined {
	if (!line.startsWith('<')) return undefined;
	for (const { start, end } of DELIMITED) {
		if (start.test(line)) return isProse(line) && !end.test(line) ? undefined : { end };
	}
	if (hasBlockTag(line)) return isProse(line) ? undefined : { end: undefined };
	const isHtml = !interrupts && WHOLE_TAG.test(line) && !LINE_BREAK.test(line);
	return isHtml ? { end: undefined } : undefined;
}

/** Whether a line begins an HTML block by CommonMark, whatever follows its tag. */
export function hasBlockTag(line: string): boolean {
	return BLOCK_TAG.test(line);
}

/** Whether a line is a line break alone, which begins an HTML block by CommonMark where no paragraph is open. */
export function isLineBreak(line: string): boolean {
	return LINE_BREAK.test(line) && WHOLE_TAG.test(line);
}

function isProse(line: string): boolean {
	const name = PROSE.exec(line)?.[1];
	return name !== undefined && !line.toLowerCase().includes(`</${name.toLowerCase()}>`, 1);
}
