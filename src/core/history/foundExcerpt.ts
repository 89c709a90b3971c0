import { plainText } from '../../shared/markdown/plainLine.ts';
import { cut } from '../../shared/text/shorten.ts';

/** So many characters stand before what was found, at most: a row is cut at its end. */
const BEFORE = 30;
/** More than a row shows, in UTF-16 units. */
const MOST = 500;

/**
 * What a row shows of a line that was found: without the marks of Markdown, from shortly before what was searched. Where that stands in
 * the address of a link alone, with the addresses; where it has marks in it, as it was written.
 */
export function excerptOf(line: string, query: string): string {
	const searched = folded(query);
	const read = (plainText(line, false) || line).normalize('NFC').replace(/\s+/g, ' ');
	const shown = [read, plainText(line, true), line].find((text) => has(folded(text), searched));
	const plain = (shown ?? read).normalize('NFC').replace(/\s+/g, ' ');
	const at = placeIn(folded(plain), searched);
	if (at <= BEFORE) return cut(plain, MOST);
	// From the beginning of a word on, where one is near.
	const start = plain.indexOf(' ', at - BEFORE) + 1;
	const from = start > 0 && start <= at ? start : at;
	return `…${cut(plain.slice(from), MOST)}`;
}

function folded(text: string): string {
	return text.normalize('NFC').toLowerCase();
}

/** Whether all of what was searched stands in a text, or its longest word, which was looked for first. */
function has(text: string, query: string): boolean {
	return text.includes(query) || text.includes(wordsOf(query)[0] ?? '');
}

/** The longest first. */
function wordsOf(query: string): string[] {
	return query.split(/\s+/).sort((a, b) => b.length - a.length);
}

/** Where all of it stands, else its longest word that is there; 0 where none is. */
function placeIn(text: string, query: string): number {
	const whole = text.indexOf(query);
	if (whole >= 0) return whole;
	const places = wordsOf(query)
		.map((word) => text.indexOf(word))
		.filter((place) => place >= 0);
	return places[0] ?? 0;
}
