import { plainLine } from '../../shared/markdown/plainLine.ts';

/** So many characters stand before what was found, at most: a row is cut at its end. */
const BEFORE = 30;

/** What a row shows of a line that was found: without the marks of Markdown, from shortly before what was searched. */
export function excerptOf(line: string, query: string): string {
	const plain = (plainLine(line) || line).normalize('NFC').replace(/\s+/g, ' ');
	const at = placeIn(plain.toLowerCase(), query.normalize('NFC').toLowerCase());
	if (at <= BEFORE) return plain;
	// From the beginning of a word on, where one is near.
	const start = plain.indexOf(' ', at - BEFORE) + 1;
	const from = start > 0 && start <= at ? start : at;
	return `…${plain.slice(from)}`;
}

/** Where all of it stands, else its longest word that is there; 0 where none is. */
function placeIn(text: string, query: string): number {
	const whole = text.indexOf(query);
	if (whole >= 0) return whole;
	const words = query.split(/\s+/).sort((a, b) => b.length - a.length);
	const places = words.map((word) => text.indexOf(word)).filter((place) => place >= 0);
	return places[0] ?? 0;
}
