import { characterPlace } from './characterClasses.ts';
import { isDrawn, isPoint } from './characterKinds.ts';
import { cutBetween } from './letterPairs.ts';
import { isKnownPair } from './markPairs.ts';
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
const RARE_MARK = place('rareMark');
const SAME_MARK = place('sameMark');
const SAME_MARK_FAR = place('sameMarkFar');
const CONTROL = place('control');
const SAME_SIGN = place('sameSign');
const SAME_SIGN_FAR = place('sameSignFar');
const SAME_LETTER = place('sameLetter');
const CYRILLIC_WORD = place('cyrillicWord');
const SEMITIC_WORD = place('semiticWord');
const CYRILLIC_FAR = place('cyrillicFar');
const CYRILLIC_FAR_WORD = place('cyrillicFarWord');
const ARABIC_FAR = place('arabicFar');
const SEMITIC_FAR_WORD = place('semiticFarWord');
const COMBINING = place('combining');
const COMBINING_FAR = place('combiningFar');
const EMOJI_JOINER = place('emojiJoiner');
const POINT_FAR = place('pointFar');

/** Up to so many letters a word is mostly one token. */
const SHORT_WORD = 4;
/** No letter of a language has more marks on it. */
const MARKS_ON_LETTER = 2;
/** Behind a mark that tokenizers do not know, a word goes on in small pieces. */
const CUT_AFTER_MARK = 0.5;
/** The longest syllable of Vietnamese, "nghiêng". */
const SYLLABLE = 7;
const DIGITS_TOGETHER = 3;
/** So many spaces are one token; of longer runs each further sixteen may be another. */
const SPACES_TOGETHER = 8;
/** So many tabs or line feeds are one token, and half as many characters of line ends with carriage returns. */
const FURTHER_SPACES = 16;

/** So many of the same mark are one token, as in "(((" and "```". */
const MARKS_TOGETHER = 4;
/** Of backslashes fewer: they come between all other marks, where a text is quoted within a quotation. */
const ESCAPES_TOGETHER = 2;
/** No word has more of the same letter in a row. */
const LETTERS_TOGETHER = 2;
const BACKSLASH = 0x5c;
const ASCII_END = 0x80;

/** What a mark of a longer run counts, of one of which only two are a token: tokenizers know longer runs of some, and lines drawn with others. */
const FAR_SHARES = sharesOf([
	['$(),?@^|', 0.5],
	['!:;', 0.25],
	['#%*+-./=_~', 0.1],
]);

function sharesOf(rows: readonly (readonly [marks: string, share: number])[]): Float64Array {
	const shares = new Float64Array(ASCII_END).fill(1);
	for (const [marks, share] of rows) {
		for (const mark of marks) shares[mark.charCodeAt(0)] = share;
	}
	return shares;
}

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
	'combiningFar',
);
const CYRILLIC = placesOf('cyrillic', 'cyrillicUkrainian', 'cyrillicSouth', 'cyrillicFar', 'greek');
const SEMITIC = placesOf('arabic', 'arabicFar', 'persian', 'urdu', 'hebrew');
const INDIC = placesOf('devanagari', 'thai');
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
				if (end - at > 1 || text.charCodeAt(at) === TAB)
					add(SPACE, 1 + changesWithin(text, at, end));
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
				countFurtherMarks(text, at, end, counts);
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

/** How often spaces turn to tabs, or tabs to spaces, but for the last space: it belongs to the word that follows. */
function changesWithin(text: string, start: number, end: number): number {
	let changes = 0;
	for (let at = start + 1; at < end - 1; at++) {
		if (text.charCodeAt(at) !== text.charCodeAt(at - 1)) changes++;
	}
	return changes;
}

/** Counts a run of marks, but for the first of them. */
function countFurtherMarks(text: string, start: number, end: number, counts: Float64Array): void {
	let same = 1;
	for (let at = start + 1; at < end; at++) {
		const code = text.charCodeAt(at);
		const last = text.charCodeAt(at - 1);
		same = code === last ? same + 1 : 1;
		const isFar = same > (code === BACKSLASH ? ESCAPES_TOGETHER : MARKS_TOGETHER);
		const which = isFar
			? SAME_MARK_FAR
			: same > 1
				? SAME_MARK
				: isKnownPair(last, code)
					? FURTHER_MARK
					: RARE_MARK;
		counts[which] = (counts[which] ?? 0) + (isFar ? (FAR_SHARES[code] ?? 1) : 1);
	}
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
	let marks = 0;
	let isFar = false;
	let end = start;
	for (; end < text.length; end++) {
		const code = text.charCodeAt(end);
		if (code < ASCII_END) {
			if (!isLetter(code)) break;
			const capital = isCapital(code);
			if (capital && last >= 0 && !lastCapital) break;
			const letter = (code | 0x20) - 0x61;
			if (last >= 0) cuts += cutBetween(last, letter);
			else if (isFar) cuts += CUT_AFTER_MARK;
			if (capital && last >= 0) counts[CAPITAL] = (counts[CAPITAL] ?? 0) + 1;
			last = letter;
			lastCapital = capital;
			marks = 0;
			isFar = false;
		} else {
			const found = characterPlace(code);
			if (!LATIN[found]) break;
			const isMark = found === COMBINING || found === COMBINING_FAR;
			marks = isMark ? marks + 1 : 0;
			// No letter has so many marks in one character.
			const which = isMark && marks > MARKS_ON_LETTER ? COMBINING_FAR : found;
			isFar = which === COMBINING_FAR;
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
	let points = 0;
	let same = 1;
	while (at < text.length) {
		const point = text.codePointAt(at) ?? 0;
		if (point < ASCII_END) break;
		const which = characterPlace(point);
		if (LATIN[which]) break;
		points = isPoint(point) ? points + 1 : 0;
		// A joiner that has no emoji before it is as strange as a third point.
		const isFlood = points > MARKS_ON_LETTER || (at === start && which === EMOJI_JOINER);
		same = point === last ? same + 1 : 1;
		const sameSign = same > MARKS_TOGETHER && !isDrawn(point) ? SAME_SIGN_FAR : SAME_SIGN;
		const counted = isFlood ? POINT_FAR : SIGNS[which] && same > 1 ? sameSign : which;
		counts[counted] = (counts[counted] ?? 0) + 1;
		// No word has it, so no token does.
		if (same > LETTERS_TOGETHER && INDIC[which])
			counts[SAME_LETTER] = (counts[SAME_LETTER] ?? 0) + 1;
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
