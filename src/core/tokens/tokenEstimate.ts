import { characterPlace } from './characterClasses.ts';
import { isDigit } from './characterKinds.ts';
import { cutBetween } from './letterPairs.ts';
import { isKnownPair } from './markPairs.ts';
import { countOthers, LATIN, LETTERS_TOGETHER, MARKS_ON_LETTER } from './otherScripts.ts';
import { signPieces } from './signPieces.ts';
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
const SAME_LETTER = place('sameLetter');
const SAME_SHORT_LETTER = place('sameShortLetter');
const COMBINING = place('combining');
const COMBINING_FAR = place('combiningFar');

/** Up to so many letters a word is mostly one token. */
const SHORT_WORD = 4;
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
const BACKSLASH = 0x5c;
const ASCII_END = 0x80;
/** From here on UTF-8 has three bytes. */
const THREE_BYTES = 0x800;

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
				else if (end < text.length && isNumberOrRare(text.charCodeAt(end))) add(SPACE_BEFORE_DIGIT);
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

/** What takes no space into its token: a digit of any script, a sign that is cut into pieces itself. */
function isNumberOrRare(code: number): boolean {
	if (code < ASCII_END) return runOf(code) === DIGITS;
	const pieces = signPieces(code);
	return pieces?.some((count) => count > 0) === true || isDigit(code);
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
	let same = 1;
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
			same = end > start && code === text.charCodeAt(end - 1) ? same + 1 : 1;
			// No letter has so many marks in one character, and no word so many of a letter.
			isFar = found === COMBINING_FAR || (isMark && marks > MARKS_ON_LETTER);
			const which = isFar
				? COMBINING_FAR
				: !isMark && same > LETTERS_TOGETHER
					? code < THREE_BYTES
						? SAME_SHORT_LETTER
						: SAME_LETTER
					: found;
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
