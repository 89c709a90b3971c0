import { characterPlace } from './characterClasses.ts';
import { isDrawn, isJoined, isPoint } from './characterKinds.ts';
import { signPieces } from './signPieces.ts';
import { placeOf, type TokenClass } from './tokenCounts.ts';

const place = (name: TokenClass) => placeOf(name);
const SIGN = place('sign');
const WIDE_SIGN = place('wideSign');
const SAME_SIGN = place('sameSign');
const SAME_SIGN_FAR = place('sameSignFar');
const SAME_WIDE_SPACE = place('sameWideSpace');
const PIECES = [place('pieceLlama3'), place('pieceO200k'), place('pieceQwen')] as const;
const JAMO = place('jamo');
const JAMO_JOINED = place('jamoJoined');
const LONE_LETTER = place('loneLetter');
const SAME_LETTER = place('sameLetter');
const SAME_SHORT_LETTER = place('sameShortLetter');
const CYRILLIC_WORD = place('cyrillicWord');
const SEMITIC_WORD = place('semiticWord');
const CYRILLIC_FAR = place('cyrillicFar');
const CYRILLIC_FAR_WORD = place('cyrillicFarWord');
const ARABIC_FAR = place('arabicFar');
const SEMITIC_FAR_WORD = place('semiticFarWord');
const EMOJI_JOINER = place('emojiJoiner');
const POINT_FAR = place('pointFar');

const ASCII_END = 0x80;
const REPLACEMENT = 0xfffd;
const WIDE_SPACE = 0x3000;
/** Parts of Korean syllables: where those begin that stand in the middle of one, and at its end. */
const JAMO_VOWELS = 0x1160;
const JAMO_ENDS = 0x11a8;

/** No letter of a language has more marks on it. */
export const MARKS_ON_LETTER = 2;
/** No word has more of the same letter in a row. */
export const LETTERS_TOGETHER = 2;

/** What stands within words in Latin letters, by the place of its class. */
export const LATIN = placesOf(
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
const SIGNS = placesOf('sign', 'wideSign', 'wideLetter');
const SHORT_LETTERS = placesOf(
	'cyrillic',
	'cyrillicFar',
	'greek',
	'armenian',
	'hebrew',
	'hebrewPoint',
	'arabic',
	'arabicPoint',
	'arabicFar',
	'persian',
	'kana',
	'hangul',
	'hanCommon',
	'han',
);
const LONG_LETTERS = placesOf(
	'devanagari',
	'bengali',
	'gurmukhi',
	'gujarati',
	'odia',
	'tamil',
	'telugu',
	'kannada',
	'malayalam',
	'sinhala',
	'indicRare',
	'indicDotted',
	'georgian',
	'thai',
	'lao',
	'tibetan',
	'burmese',
	'khmer',
);

function placesOf(...names: readonly TokenClass[]): Uint8Array {
	const among = new Uint8Array(0x100);
	for (const name of names) among[place(name)] = 1;
	return among;
}

/** Counts a run of characters that are neither ASCII nor Latin, one by one. Returns where it ends. */
export function countOthers(text: string, start: number, counts: Float64Array): number {
	let at = start;
	let last = -1;
	let inWord = false;
	let isFar = false;
	let points = 0;
	let same = 1;
	while (at < text.length) {
		const written = text.codePointAt(at) ?? 0;
		if (written < ASCII_END) break;
		const point = isLoneHalf(written) ? REPLACEMENT : written;
		const which = characterPlace(point);
		if (LATIN[which]) break;
		points = isPoint(point) ? points + 1 : 0;
		// A joiner that has no emoji before it is as strange as a third point.
		const isFlood = points > MARKS_ON_LETTER || (at === start && which === EMOJI_JOINER);
		same = point === last ? same + 1 : 1;
		const counted = isFlood
			? POINT_FAR
			: SIGNS[which]
				? signPlace(which, point, same)
				: letterPlace(which, point, last, same);
		counts[counted] = (counts[counted] ?? 0) + 1;
		if (SIGNS[counted]) countPieces(point, counts);
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
	if (at === start + 1 && LONG_LETTERS[characterPlace(last)])
		counts[LONE_LETTER] = (counts[LONE_LETTER] ?? 0) + 1;
	return at;
}

/** Half of a pair goes out as the sign that stands for what cannot be read. */
function isLoneHalf(point: number): boolean {
	return point >= 0xd800 && point <= 0xdfff;
}

/** What a sign counts as. @param same how many of it there are in a row, it included */
function signPlace(which: number, point: number, same: number): number {
	if (same === 1) return which;
	if (point === WIDE_SPACE) return SAME_WIDE_SPACE;
	if (isDrawn(point)) return SAME_SIGN;
	if (isJoined(point)) return SAME_SIGN_FAR;
	// Of wide ones pairs are known, as two brackets.
	return same > 2 && which === WIDE_SIGN ? SIGN : which;
}

/** What a letter counts as. @param same how many of it there are in a row, it included */
function letterPlace(which: number, point: number, last: number, same: number): number {
	if (same > LETTERS_TOGETHER) {
		if (LONG_LETTERS[which]) return SAME_LETTER;
		if (SHORT_LETTERS[which]) return SAME_SHORT_LETTER;
	}
	if (which !== JAMO || characterPlace(last) !== JAMO) return which;
	return partOfSyllable(point) === partOfSyllable(last) + 1 ? JAMO_JOINED : which;
}

function partOfSyllable(point: number): number {
	return Number(point >= JAMO_VOWELS) + Number(point >= JAMO_ENDS);
}

function countPieces(point: number, counts: Float64Array): void {
	const pieces = signPieces(point);
	if (pieces === undefined) return;
	for (const [family, count] of pieces.entries()) {
		const which = PIECES[family] ?? 0;
		if (count > 0) counts[which] = (counts[which] ?? 0) + count;
	}
}
