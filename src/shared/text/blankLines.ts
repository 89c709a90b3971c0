/**
 * A text as it stands, without the lines around it that hold nothing but white space. The first line's indentation stays: it belongs
 * to code that was pasted. What is white space alone becomes ''.
 */
export function withoutBlankLines(text: string): string {
	const end = text.trimEnd().length;
	if (end === 0) return '';
	const start = text.length - text.trimStart().length;
	const lineStart = Math.max(text.lastIndexOf('\n', start), text.lastIndexOf('\r', start)) + 1;
	const lineEnd = text.slice(end).search(/[\r\n]/);
	return text.slice(lineStart, lineEnd < 0 ? undefined : end + lineEnd);
}

/** One text before another, with a blank line between them; one that says nothing is left out. */
export function textBefore(...texts: readonly string[]): string {
	return texts.filter((text) => text.trim() !== '').join('\n\n');
}

/** Whether a text stands in another from one blank line to the next, or to an end: "Yes" is not in "Yes, but". */
export function standsIn(text: string, whole: string): boolean {
	return `\n\n${whole}\n\n`.includes(`\n\n${text}\n\n`);
}
