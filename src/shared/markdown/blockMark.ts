import { checksum } from '../text/checksum.ts';

/** What a code block looked like on the page: the length and the checksum of its first lines, of which more may come. */
export function blockMark(lines: readonly string[], isFinal: boolean): string {
	// The last line of an open block may yet become its end.
	const text = (isFinal ? lines : lines.slice(0, -1)).join('\n');
	return `${text.length}-${checksum(text)}`;
}

/** Whether a code block is the one that looked like this: it is, or it has grown since. */
export function hasMark(text: string, mark: string): boolean {
	const [length = '', sum] = mark.split('-');
	const shown = text.slice(0, Number(length));
	return String(shown.length) === length && checksum(shown) === sum;
}
