import { characterClass } from './characterClasses.ts';
import type { TokenCounts } from './tokenCounts.ts';

/**
 * How many tokens a text has, without a tokenizer: each has a vocabulary of megabytes, and every model another. What those of
 * today share is how they cut a text into pieces before they look anything up (words, groups of digits, runs of marks, white
 * space), and how well they know each script. ASCII is counted here, run by run; the rest in characterClasses.ts, character by character.
 * The weights are tokens, fitted to Llama 3 as those are; what another model makes of each class is learned from its own counts
 * (tokenCorrection.ts).
 */

/** Up to so many letters a word is one token, then one more for each further five. */
const SHORT_WORD = 9;
const FURTHER_LETTERS = 5;
const DIGITS_TOGETHER = 3;
/** A run of marks such as "});" is mostly one token, with the line end that follows it. */
const FURTHER_MARK = 0.25;
/** A mark before a word is often one token with it: ".name", "(self". */
const MARK_BEFORE_WORD = 0.5;
const LINE_END = 0.75;
const INDENT = 0.75;

const ASCII_END = 0x80;

/** What a run is of. Numbers, as they are compared for every character that is typed. */
const LETTERS = 1;
const DIGITS = 2;
const SPACES = 3;
const LINE_ENDS = 4;
const MARKS = 5;
type Run = typeof LETTERS | typeof DIGITS | typeof SPACES | typeof LINE_ENDS | typeof MARKS;

const TAB = 0x09;

/** What begins no run of another kind is a mark; so is, within a run of marks, what is no ASCII. */
function runOf(code: number): Run {
	if (isSmall(code) || isCapital(code)) return LETTERS;
	if (code >= 0x30 && code <= 0x39) return DIGITS;
	if (code === 0x20 || code === TAB) return SPACES;
	if (code === 0x0a || code === 0x0d) return LINE_ENDS;
	return MARKS;
}

function isSmall(code: number): boolean {
	return code >= 0x61 && code <= 0x7a;
}

function isCapital(code: number): boolean {
	return code >= 0x41 && code <= 0x5a;
}

/** A word is capitals and then small letters: camelCase is as many tokens as it has humps. */
function endOfWord(text: string, start: number): number {
	let end = start;
	while (end < text.length && isCapital(text.charCodeAt(end))) end++;
	while (end < text.length && isSmall(text.charCodeAt(end))) end++;
	return end;
}

function endOfRun(text: string, start: number, run: Run): number {
	let end = start + 1;
	while (end < text.length && runOf(text.charCodeAt(end)) === run) end++;
	return end;
}

/** Counts a text's tokens by class, in one pass. */
export function countTokens(text: string): TokenCounts {
	let words = 0;
	let marks = 0;
	let cjk = 0;
	let other = 0;
	let emoji = 0;
	let afterMarks = false;
	let at = 0;
	while (at < text.length) {
		const code = text.charCodeAt(at);
		if (code >= ASCII_END) {
			const point = text.codePointAt(at) ?? code;
			const { counts, tokens } = characterClass(point);
			if (counts === 'cjk') cjk += tokens;
			else if (counts === 'other') other += tokens;
			else if (counts === 'emoji') emoji += tokens;
			else if (counts === 'words') words += tokens;
			else marks += tokens;
			at += point > 0xffff ? 2 : 1;
			afterMarks = false;
			continue;
		}
		const run = runOf(code);
		const end = run === LETTERS ? endOfWord(text, at) : endOfRun(text, at, run);
		const length = end - at;
		switch (run) {
			case LETTERS:
				words += 1 + Math.max(0, length - SHORT_WORD) / FURTHER_LETTERS;
				break;
			case DIGITS:
				words += Math.ceil(length / DIGITS_TOGETHER);
				break;
			case SPACES:
				// A single space belongs to the word that follows.
				if (length > 1 || code === TAB) marks += INDENT;
				break;
			case LINE_ENDS:
				if (!afterMarks) marks += LINE_END;
				break;
			case MARKS: {
				const joins = end < text.length && runOf(text.charCodeAt(end)) === LETTERS;
				marks += (joins ? MARK_BEFORE_WORD : 1) + (length - 1) * FURTHER_MARK;
			}
		}
		afterMarks = run === MARKS;
		at = end;
	}
	return { words, marks, cjk, other, emoji };
}
