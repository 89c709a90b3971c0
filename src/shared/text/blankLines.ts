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
