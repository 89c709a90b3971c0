import type { References } from '../inline.ts';

/**
 * What is text wherever it stands, as far as the words that it continues are read with it. What only opens is text until something
 * closes it. In this order:
 * letters and signs, quotes, dashes, arrows and the like, and the punctuation of Chinese and Japanese;
 * a slash that is no part of an address, and what begins no entity;
 * a line's end that breaks no line;
 * after a blank a dollar or marks of emphasis, which close nothing there;
 * nor does a mark between a sign and a letter, or a low line within a name.
 */
const TEXT =
	/(?:[\p{L}\p{N} ,.:;'"?!%#+=\-{}()|@^[\]<>`\u2010-\u2027\u2030-\u205e\u2190-\u25ff\u3001-\u301c\uff01-\uff5e]|(?<!\/)\/(?!\/)|&(?![\w#]+;)|(?<=[^\s\\])\n(?=\S)|(?<![^ \n])(?:\$|(?<mark>[*_~])\k<mark>*)|(?<=["'([{,.:;=?!/|+-])(?<inner>[*_~])\k<inner>*(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])_+(?=[A-Za-z0-9]))*$/uy;

/**
 * Whether a text that grows looks as before, with what has come as text at its end. Such text need not be parsed.
 * @param text all that is parsed together
 * @param known how much of it has been parsed, and ends with text
 * @param references that the text may name
 */
export function growsAsText(text: string, known: number, references: References): boolean {
	const start = wordStart(text, known);
	TEXT.lastIndex = start;
	if (!TEXT.test(text)) return false;
	// A mark at the end may have closed something, of which what has come makes text again.
	if (known > start && /[*_~]/.test(text[known - 1] ?? '') && !beginsWord(text, start, known)) {
		return false;
	}
	const word = text.slice(start);
	if (word.includes(')') && text.includes('](')) return false;
	if (word.includes('>') && text.includes('<')) return false;
	if (word.includes('@') && word.includes(':')) return false;
	if (word.includes(']') && !isEmpty(references)) return false;
	return !word.includes('`') || opensCode(text.slice(0, start), word);
}

/** Where the word begins that the text after `known` continues, a blank before it included only if that has come as well. */
function wordStart(text: string, known: number): number {
	if (isBlank(text[known])) return known;
	let start = known;
	while (start > 0 && !isBlank(text[start - 1])) start--;
	return start;
}

function isBlank(character: string | undefined): boolean {
	return character === ' ' || character === '\n';
}

/** Whether the marks before `end` are the first ones of the word that begins at `start`. */
function beginsWord(text: string, start: number, end: number): boolean {
	let at = end;
	while (at > start && text[at - 1] === text[end - 1]) at--;
	return at === start;
}

/** Whether the backticks of a word can close none before it: all that stand there are in pairs, and are sure to be marks. */
function opensCode(before: string, word: string): boolean {
	// In an address they are a part of it.
	if (!/^[^`]*`+[^`]*$/.test(word) || /[\\<]|\$\$|\]\(|:\/\//.test(before)) return false;
	let open = '';
	for (const [run] of before.matchAll(/`+/g)) {
		// Other runs are text, within code as outside of it.
		if (open === '') open = run;
		else if (open === run) open = '';
	}
	return open === '';
}

function isEmpty(references: References): boolean {
	for (const _ in references) return false;
	return true;
}
