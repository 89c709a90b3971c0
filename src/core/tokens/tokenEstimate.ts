/**
 * How many tokens a text has, without a tokenizer: each has a vocabulary of megabytes, and every model another. What those of
 * today share is how they cut a text into pieces before they look anything up (words, groups of digits, runs of marks, white
 * space), and how well they know each script. The weights below are tokens for a piece or a character, fitted to Llama 3; what
 * another model makes of each class is learned from its own counts (tokenCorrection.ts).
 */
export interface TokenCounts {
	/** Latin words and digits. */
	readonly words: number;
	/** Punctuation, line ends and indentation: what code has more of than prose. */
	readonly marks: number;
	/** Chinese, Japanese and Korean. */
	readonly cjk: number;
	/** All other scripts. */
	readonly other: number;
	readonly emoji: number;
}

export type TokenClass = keyof TokenCounts;

export const TOKEN_CLASSES: readonly TokenClass[] = ['words', 'marks', 'cjk', 'other', 'emoji'];

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
const COMMON_HAN = 0.6;
const RARE_HAN = 1.15;
const WIDE_MARK = 0.8;
const KANA = 0.68;
const HANGUL = 0.7;
const OTHER_LETTER = 0.32;
const EMOJI = 2.65;

/** The characters that make up half of modern Chinese text: with their neighbours they are often one token. */
const COMMON = new Set(
	'的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔',
);

const LETTER = 1;
const DIGIT = 2;
const SPACE = 3;
const NEWLINE = 4;
const MARK = 5;
type AsciiClass = typeof LETTER | typeof DIGIT | typeof SPACE | typeof NEWLINE | typeof MARK;

function asciiClass(code: number): AsciiClass {
	if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return LETTER;
	if (code >= 48 && code <= 57) return DIGIT;
	if (code === 32 || code === 9) return SPACE;
	if (code === 10 || code === 13) return NEWLINE;
	return MARK;
}

function isCapital(code: number): boolean {
	return code >= 65 && code <= 90;
}

/** Counts a text's tokens by class, in one pass. The counts are no whole numbers. */
export function countTokens(text: string): TokenCounts {
	let words = 0;
	let marks = 0;
	let cjk = 0;
	let other = 0;
	let emoji = 0;
	let at = 0;
	let afterMark = false;
	const { length } = text;
	while (at < length) {
		const code = text.charCodeAt(at);
		if (code >= 128) {
			const point = text.codePointAt(at) ?? code;
			const width = point > 0xffff ? 2 : 1;
			const kind = wideClass(point);
			if (kind === 'han') cjk += COMMON.has(text.charAt(at)) ? COMMON_HAN : RARE_HAN;
			else if (kind === 'kana') cjk += KANA;
			else if (kind === 'hangul') cjk += HANGUL;
			else if (kind === 'emoji') emoji += EMOJI;
			else if (kind === 'joiner') emoji += 1;
			else if (kind === 'latin') words += 0.6;
			else if (kind === 'mark') marks += 1;
			else if (kind === 'wideMark') cjk += WIDE_MARK;
			else other += OTHER_LETTER;
			at += width;
			afterMark = false;
			continue;
		}
		const kind = asciiClass(code);
		let end = at + 1;
		if (kind === LETTER) {
			// A capital after a small letter begins a word of its own: camelCase is as many tokens as it has humps.
			while (end < length && asciiClass(text.charCodeAt(end)) === LETTER) {
				if (isCapital(text.charCodeAt(end)) && !isCapital(text.charCodeAt(end - 1))) break;
				end++;
			}
			words += 1 + Math.max(0, end - at - SHORT_WORD) / FURTHER_LETTERS;
		} else {
			while (end < length && asciiClass(text.charCodeAt(end)) === kind) end++;
			const run = end - at;
			if (kind === DIGIT) words += Math.ceil(run / DIGITS_TOGETHER);
			else if (kind === MARK) {
				const joins = end < length && asciiClass(text.charCodeAt(end)) === LETTER;
				marks += (joins ? MARK_BEFORE_WORD : 1) + (run - 1) * FURTHER_MARK;
			} else if (kind === NEWLINE) marks += afterMark ? 0 : LINE_END;
			// A single space belongs to the word that follows.
			else if (run > 1 || code === 9) marks += INDENT;
		}
		afterMark = kind === MARK;
		at = end;
	}
	return { words, marks, cjk, other, emoji };
}

type WideClass =
	| 'han'
	| 'kana'
	| 'hangul'
	| 'emoji'
	| 'joiner'
	| 'latin'
	| 'mark'
	| 'wideMark'
	| 'letter';

/** Ranges of Unicode 16; a code point that none names is a letter of some other script. */
function wideClass(point: number): WideClass {
	if (point < 0x250) return point < 0xc0 ? 'mark' : 'latin';
	if (point >= 0x4e00 && point <= 0x9fff) return 'han';
	if (point >= 0x3040 && point <= 0x30ff) return 'kana';
	if (point >= 0xac00 && point <= 0xd7af) return 'hangul';
	if ((point >= 0x3000 && point <= 0x303f) || (point >= 0xff00 && point <= 0xffef))
		return 'wideMark';
	if (point === 0x200d || (point >= 0xfe00 && point <= 0xfe0f)) return 'joiner';
	if (point >= 0x1f000 && point <= 0x1faff) return 'emoji';
	if (point >= 0x2600 && point <= 0x27bf) return 'emoji';
	if (point >= 0x2000 && point <= 0x2bff) return 'mark';
	if ((point >= 0x3400 && point <= 0x4dbf) || (point >= 0x20000 && point <= 0x3ffff)) return 'han';
	return 'letter';
}

export const NO_TOKENS: TokenCounts = { words: 0, marks: 0, cjk: 0, other: 0, emoji: 0 };

export function addCounts(one: TokenCounts, other: TokenCounts): TokenCounts {
	return {
		words: one.words + other.words,
		marks: one.marks + other.marks,
		cjk: one.cjk + other.cjk,
		other: one.other + other.other,
		emoji: one.emoji + other.emoji,
	};
}
