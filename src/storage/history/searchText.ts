import { withoutBeginning, withoutEnd } from '../../shared/text/withoutEnd.ts';

/**
 * A text as it is searched: lower case, in the same number of UTF-8 bytes as before, so that a place in the folded text is
 * the same place in the text itself. A capital whose small letter takes more or fewer bytes ("İ") stays as it is, in texts
 * and in what is looked for alike.
 */
export function searchText(text: string): string {
	return ASCII.test(text) ? text.toLowerCase() : text.replace(CAPITAL, foldCapital);
}

const ASCII = /^[\0-\x7f]*$/;
const CAPITAL = /\p{Lu}|\p{Lt}/gu;

function foldCapital(capital: string): string {
	const small = capital.toLowerCase();
	return Buffer.byteLength(small) === Buffer.byteLength(capital) ? small : capital;
}

/** The words of what the user typed, folded, the longest first: it is in the fewest texts. */
export function searchedWords(query: string): Buffer[] {
	return searchText(query.normalize('NFC'))
		.split(/\s+/)
		.filter((word) => word !== '')
		.map((word) => Buffer.from(word))
		.sort((a, b) => b.length - a.length);
}

/** Where the first word is in a folded text, in bytes, if all words are in it; else -1. */
export function findWords(folded: Buffer, words: readonly Buffer[]): number {
	const [first, ...others] = words;
	if (first === undefined) return -1;
	const at = folded.indexOf(first);
	return at !== -1 && others.every((word) => folded.includes(word)) ? at : -1;
}

const LINE_FEED = 0x0a;

/**
 * The line around a place in a text, cut to what stands within `reach` bytes of it, without surrounding space. `bytes` may
 * begin and end in mid-character: what is cut is left out.
 */
export function lineAround(bytes: Buffer, at: number, reach: number): string {
	const before = bytes.lastIndexOf(LINE_FEED, at);
	const after = bytes.indexOf(LINE_FEED, at);
	const start = Math.max(before === -1 ? 0 : before + 1, at - reach);
	const end = Math.min(after === -1 ? bytes.length : after, at + reach);
	const line = bytes.subarray(start, end).toString('utf8');
	return withoutEnd(withoutBeginning(line, '\ufffd'), '\ufffd').trim();
}
