import { characterPlace } from './characterClasses.ts';
import { cutBetween } from './letterPairs.ts';
import { noTokens, placeOf, type TokenClass, type TokenCounts } from './tokenCounts.ts';

/**
 * How many tokens a text has, without a tokenizer: each has a vocabulary of megabytes, and every family of models another. What those
 * of today share is how they cut a text into pieces before they look anything up (words, groups of digits, runs of marks, white
 * space). So those pieces are counted here, and characters of other scripts one by one; tokenWeights.ts says what they weigh, and
 * what a model makes of them besides is learned from its own counts (tokenCorrection.ts).
 */

const place = (name: TokenClass) => placeOf(name);
const WORD = place('word');
const LONG_WORD = place('longWord');
const RARE_PAIR = place('rarePair');
const VIETNAMESE_WORD = place('vietnameseWord');
const CAPITAL = place('capital');
const ACCENT = place('accent');
const ACCENT_VIETNAMESE = place('accentVietnamese');
const DIGIT_GROUP = place('digitGroup');
const DIGIT = place('digit');
const SPACE_BEFORE_DIGIT = place('spaceBeforeDigit');
const SPACE = place('space');
const LONG_SPACE = place('longSpace');
const LONG_TAB = place('longTab');
const LONG_LINE_END = place('longLineEnd');
const LINE_END = place('lineEnd');
const LINE_END_AFTER_MARK = place('lineEndAfterMark');
const MARK = place('mark');
const MARK_BEFORE_WORD = place('markBeforeWord');
const FURTHER_MARK = place('furtherMark');
const SAME_MARK = place('sameMark');
const CONTROL = place('control');
const SAME_SIGN = place('sameSign');
const CYRILLIC_WORD = place('cyrillicWord');
const SEMITIC_WORD = place('semiticWord');
const CYRILLIC_FAR = place('cyrillicFar');
const CYRILLIC_FAR_WORD = place('cyrillicFarWord');
const ARABIC_FAR = place('arabicFar');
const SEMITIC_FAR_WORD = place('semiticFarWord');
const COMBINING = place('combining');

/** Up to so many letters a word is mostly one token. */
const SHORT_WORD = 4;
/** The longest syllable of Vietnamese, "nghiêng". */
const SYLLABLE = 7;
const DIGITS_TOGETHER = 3;
/** So many spaces are one token; of longer runs each further sixteen may be another. */
const SPACES_TOGETHER = 8;
/** So many tabs or line feeds are one token, and half as many characters of line ends with carriage returns. */
const FURTHER_SPACES = 16;

const ASCII_END = 0x80;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const SPACE_CODE = 0x20;

/** What a run is of. Numbers, as they are compared for every character that is typed. */
const LETTERS = 1;
const DIGITS = 2;
const SPACES = 3;
const LINE_ENDS = 4;
const CONTROLS = 5;
const MARKS = 6;
const OTHERS = 7;
type Run =
	| typeof LETTERS
	| typeof DIGITS
	| typeof SPACES
	| typeof LINE_ENDS
	| typeof CONTROLS
	| typeof MARKS
	| typeof OTHERS;

const LATIN = placesOf(
	'accent',
	'accentFar',
	'accentTurkish',
	'accentCzech',
	'accentVietnamese',
	'combining',
);
const CYRILLIC = placesOf('cyrillic', 'cyrillicUkrainian', 'cyrillicSouth', 'cyrillicFar', 'greek');
const SEMITIC = placesOf('arabic', 'arabicFar', 'persian', 'urdu', 'hebrew');
const SIGNS = placesOf('sign', 'signFar', 'signRare', 'wideSign');

function placesOf(...names: readonly TokenClass[]): Uint8Array {
	const among = new Uint8Array(0x100);
	for (const name of names) among[place(name)] = 1;
	return among;
}

function runOf(code: number): Run {
	if (isSmall(code) || isCapital(code)) return LETTERS;
	if (code >= 0x30 && code <= 0x39) return DIGITS;
	if (code === SPACE_CODE || code === TAB) return SPACES;
	if (code === 0x0a || code === 0x0d) return LINE_ENDS;
	if (code < SPACE_CODE || code === 0x7f) return CONTROLS;
	if (code < ASCII_END) return MARKS;
	return LATIN[characterPlace(code)] ? LETTERS : OTHERS;
}

function isSmall(code: number): boolean {
	return code >= 0x61 && code <= 0x7a;
}

function isCapital(code: number): boolean {
	return code >= 0x41 && code <= 0x5a;
}

function endOfRun(text: string, start: number, run: Run): number {
	let end = start + 1;
	while (end < text.length && runOf(text.charCodeAt(end)) === run) end++;
	return end;
}

/** Counts a text by class, in one pass. */
export function countTokens(text: string): TokenCounts {
	const counts = noTokens();
	const add = (which: number, count = 1) => {
		counts[which] = (counts[which] ?? 0) + count;
	};
	let before: Run | undefined;
	let at = 0;
	while (at < text.length) {
		const run = runOf(text.charCodeAt(at));
		switch (run) {
			case LETTERS:
				at = countWord(text, at, counts);
				break;
			case OTHERS:
				at = countOthers(text, at, counts);
				break;
			case DIGITS: {
				const end = endOfRun(text, at, run);
				add(DIGIT_GROUP, Math.ceil((end - at) / DIGITS_TOGETHER));
				add(DIGIT, end - at);
				at = end;
				break;
			}
			case SPACES: {
				const end = endOfRun(text, at, run);
				// A single space belongs to the word that follows.
				if (end - at > 1 || text.charCodeAt(at) === TAB) add(SPACE);
				else if (end < text.length && runOf(text.charCodeAt(end)) === DIGITS)
					add(SPACE_BEFORE_DIGIT);
				if (text.charCodeAt(at) === TAB) add(LONG_TAB, furtherOf(end - at, FURTHER_SPACES));
				else add(LONG_SPACE, Math.max(0, end - at - SPACES_TOGETHER) / FURTHER_SPACES);
				at = end;
				break;
			}
			case LINE_ENDS: {
				const end = endOfRun(text, at, run);
				add(before === MARKS ? LINE_END_AFTER_MARK : LINE_END);
				if (text.charCodeAt(end - 1) === LINE_FEED && text.charCodeAt(end - 2) !== RETURN)
					add(LONG_LINE_END, furtherOf(end - at, FURTHER_SPACES));
				else add(LONG_TAB, furtherOf(end - at, FURTHER_SPACES / 2));
				at = end;
				break;
			}
			case CONTROLS:
				add(CONTROL);
				at++;
				break;
			case MARKS: {
				const end = endOfRun(text, at, run);
				for (let next = at + 1; next < end; next++) {
					add(text.charCodeAt(next) === text.charCodeAt(next - 1) ? SAME_MARK : FURTHER_MARK);
				}
				// A mark before a word is often one token with it: ".name", "(self".
				const joins = end < text.length && isLetter(text.charCodeAt(end));
				add(joins ? MARK_BEFORE_WORD : MARK);
				at = end;
			}
		}
		before = run;
	}
	return counts;
}

/** How many more of `together` than one there are. */
function furtherOf(length: number, together: number): number {
	return Math.max(0, length - together) / together;
}

function isLetter(code: number): boolean {
	return isSmall(code) || isCapital(code);
}

/** Counts a word, capitals and then small letters: camelCase is as many words as it has humps. Returns where it ends. */
function countWord(text: string, start: number, counts: Float64Array): number {
	const vietnamese = counts[ACCENT_VIETNAMESE] ?? 0;
	const accents = counts[ACCENT] ?? 0;
	const combined = counts[COMBINING] ?? 0;
	let cuts = 0;
	let last = -1;
	let lastCapital = false;
	let end = start;
	for (; end < text.length; end++) {
		const code = text.charCodeAt(end);
		if (code < ASCII_END) {
			if (!isLetter(code)) break;
			const capital = isCapital(code);
			if (capital && last >= 0 && !lastCapital) break;
			const letter = (code | 0x20) - 0x61;
			if (last >= 0) cuts += cutBetween(last, letter);
			if (capital && last >= 0) counts[CAPITAL] = (counts[CAPITAL] ?? 0) + 1;
			last = letter;
			lastCapital = capital;
		} else {
			const which = characterPlace(code);
			if (!LATIN[which]) break;
			counts[which] = (counts[which] ?? 0) + 1;
			last = -1;
			lastCapital = false;
		}
	}
	const length = end - start;
	// Vietnamese letters have all their marks in one character. Others that have some of them, as Yoruba, combine them.
	const isWhole = counts[COMBINING] === combined;
	if (isWhole && length <= SYLLABLE && (counts[ACCENT_VIETNAMESE] ?? 0) > vietnamese) {
		counts[ACCENT_VIETNAMESE] = vietnamese;
		counts[ACCENT] = accents;
		counts[VIETNAMESE_WORD] = (counts[VIETNAMESE_WORD] ?? 0) + 1;
		return end;
	}
	counts[WORD] = (counts[WORD] ?? 0) + 1;
	counts[LONG_WORD] = (counts[LONG_WORD] ?? 0) + Math.max(0, length - SHORT_WORD);
	counts[RARE_PAIR] = (counts[RARE_PAIR] ?? 0) + cuts;
	return end;
}

/** Counts a run of characters that are neither ASCII nor Latin, one by one. Returns where it ends. */
function countOthers(text: string, start: number, counts: Float64Array): number {
	let at = start;
	let last = -1;
	let inWord = false;
	let isFar = false;
	while (at < text.length) {
		const point = text.codePointAt(at) ?? 0;
		if (point < ASCII_END) break;
		const which = characterPlace(point);
		if (LATIN[which]) break;
		const counted = SIGNS[which] && point === last ? SAME_SIGN : which;
		counts[counted] = (counts[counted] ?? 0) + 1;
		const word = CYRILLIC[which] ? CYRILLIC_WORD : SEMITIC[which] ? SEMITIC_WORD : -1;
		if (word >= 0 && !inWord) counts[word] = (counts[word] ?? 0) + 1;
		if (!inWord) isFar = false;
		const far =
			which === CYRILLIC_FAR ? CYRILLIC_FAR_WORD : which === ARABIC_FAR ? SEMITIC_FAR_WORD : -1;
		if (far >= 0 && !isFar) {
			counts[far] = (counts[far] ?? 0) + 1;
			isFar = true;
		}
		inWord = word >= 0;
		last = point;
		at += point > 0xffff ? 2 : 1;
	}
	return at;
}
