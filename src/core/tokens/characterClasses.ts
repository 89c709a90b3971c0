import { CHARACTER_SETS } from './characterSets.ts';
import { signPieces } from './signPieces.ts';
import { placeOf, type TokenClass } from './tokenCounts.ts';

type Range = readonly [first: number, last: number];

/** Which code points beyond ASCII are counted as what, first and last. No two ranges share one. The ranges are those of Unicode 16. */
export const CHARACTER_RANGES = {
	accent: [[0xc0, 0xff]],
	accentFar: [
		[0x100, 0x2af],
		[0x1e00, 0x1e9f],
	],
	accentVietnamese: [[0x1ea0, 0x1eff]],
	/** Those that some letter has in one character with it. */
	combining: [
		[0x300, 0x304],
		[0x306, 0x30c],
		[0x30f, 0x30f],
		[0x311, 0x311],
		[0x31b, 0x31b],
		[0x323, 0x328],
		[0x32d, 0x32e],
		[0x330, 0x331],
	],
	combiningFar: [
		[0x305, 0x305],
		[0x30d, 0x30e],
		[0x310, 0x310],
		[0x312, 0x31a],
		[0x31c, 0x322],
		[0x329, 0x32c],
		[0x32f, 0x32f],
		[0x332, 0x36f],
	],
	/** Punctuation that all Chinese and Japanese has. */
	wideSign: [
		[0x3000, 0x3002],
		[0x3008, 0x3011],
		[0xff01, 0xff01],
		[0xff08, 0xff0f],
		[0xff1a, 0xff1f],
	],
	/** Latin letters as wide as Chinese ones, Japanese and Korean ones half as wide. */
	wideLetter: [
		[0xff21, 0xff3a],
		[0xff41, 0xff5a],
		[0xff61, 0xffdc],
	],
	kana: [
		[0x3040, 0x3098],
		[0x309b, 0x30ff],
	],
	/** The sets of characters that older encodings have (characterSets.ts) are taken out of these two. */
	hangulRare: [[0xac00, 0xd7af]],
	hanRare: [[0x4e00, 0x9fff]],
	/** Syllables in parts. */
	jamo: [
		[0x1100, 0x1112],
		[0x1161, 0x1175],
		[0x11a8, 0x11c2],
	],
	hanFar: [
		[0x3400, 0x4dbf],
		[0x20000, 0x3ffff],
	],
	emoji: [
		[0x1f300, 0x1f3fa],
		[0x1f400, 0x1f53f],
		[0x1f550, 0x1f567],
		[0x1f5a4, 0x1f5ff],
		[0x1f600, 0x1f6ff],
		[0x1f900, 0x1f9ff],
	],
	/** Those of the last years and signs that few texts have, which no tokenizer knows. */
	emojiNew: [
		[0x1f000, 0x1f1e5],
		[0x1f200, 0x1f2ff],
		[0x1f540, 0x1f54f],
		[0x1f568, 0x1f5a3],
		[0x1f700, 0x1f8ff],
		[0x1fa00, 0x1faff],
	],
	/** Letters of mathematics, bold and the like. */
	mathLetter: [[0x1d400, 0x1d6ff]],
	/** What makes one emoji of several, or an emoji of a sign. */
	emojiJoiner: [
		[0x200d, 0x200d],
		[0xfe0f, 0xfe0f],
	],
	/** Two of these letters are a flag. */
	flagLetter: [[0x1f1e6, 0x1f1ff]],
	/** Colours of skin. */
	emojiPart: [[0x1f3fb, 0x1f3ff]],
	cyrillic: [[0x410, 0x44f]],
	cyrillicSouth: [
		[0x400, 0x40f],
		[0x450, 0x45f],
	],
	cyrillicFar: [[0x460, 0x52f]],
	greek: [[0x384, 0x3ce]],
	greekFar: [[0x1f00, 0x1fff]],
	georgian: [[0x10d0, 0x10ff]],
	armenian: [[0x530, 0x58f]],
	hebrew: [[0x5d0, 0x5f4]],
	hebrewPoint: [[0x591, 0x5cf]],
	arabic: [[0x600, 0x64a]],
	arabicPoint: [[0x64b, 0x65f]],
	arabicFar: [
		[0x660, 0x6ff],
		[0x750, 0x77f],
	],
	devanagari: [[0x900, 0x97f]],
	bengali: [[0x980, 0x9ff]],
	gurmukhi: [[0xa00, 0xa7f]],
	gujarati: [[0xa80, 0xaff]],
	odia: [[0xb00, 0xb7f]],
	tamil: [[0xb80, 0xbff]],
	telugu: [[0xc00, 0xc7f]],
	kannada: [[0xc80, 0xcff]],
	malayalam: [[0xd00, 0xd7f]],
	sinhala: [[0xd80, 0xdff]],
	thai: [[0xe00, 0xe7f]],
	lao: [[0xe80, 0xeff]],
	tibetan: [[0xf00, 0xfff]],
	burmese: [[0x1000, 0x104f]],
	khmer: [
		[0x1780, 0x17ff],
		[0x19e0, 0x19ff],
	],
	/** Those of the extensions, which few languages have, count by their bytes. */
	ethiopic: [[0x1200, 0x137f]],
} as const satisfies Partial<Readonly<Record<TokenClass, readonly Range[]>>>;

/** Letters within those ranges that are counted as something else, because they tell a language that tokenizers know better or worse. */
export const SINGLE_CHARACTERS = {
	accentTurkish: 'ĞğİıŞş',
	accentCzech: 'ĚěŘřŮů',
	accentVietnamese: 'ĂăĐđƠơƯư',
	cyrillic: 'Ёё',
	cyrillicUkrainian: 'ЄєІіЇїҐґ',
	cyrillicSouth: 'Ъъ',
	persian: 'پچژکگی',
	urdu: 'ہےںٹڈڑھ',
	arabicPoint: '\u0670',
	indicRare: [
		// Of Sanskrit and old texts, Devanagari, Bengali and Gujarati.
		'\u0900\u0903\u0904\u090b\u090c\u090d\u090e\u0912\u0919\u091e\u0929\u0931\u0933\u0934\u093d\u0944\u0945\u0946\u094a\u0950\u0951\u0952\u0960\u0961\u0962\u0963\u0965\u0970',
		'\u0980\u098a\u098b\u098c\u0990\u09bd\u09c4\u09d7\u09e2\u09e3\u09fc\u09fe\u0a81\u0a8c\u0abd\u0ac4\u0ad0\u0ae0',
	].join(''),
	/** Letters with a dot in one character, of which Qwen's tokenizer first makes two. */
	indicDotted:
		'\u0958\u0959\u095a\u095b\u095c\u095d\u095e\u095f\u09dc\u09dd\u09df\u0a33\u0a36\u0a59\u0a5a\u0a5b\u0a5e\u0b5c\u0b5d',
	/** The characters that make up half of modern Chinese text, by how often they occur. */
	hanCommon: [
		'的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事',
		'成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此',
		'已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代',
		'内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安',
		'少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光',
		'放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔',
	].join(''),
} as const satisfies Partial<Readonly<Record<TokenClass, string>>>;

/** The code points below it are looked up, as this is done for every character; those beyond are in few ranges. */
const LOOKED_UP = 0x10000;

const RANGES = Object.entries(CHARACTER_RANGES).flatMap(([name, ranges]) =>
	ranges.map(([first, last]) => ({ place: placeOf(name), first, last })),
);

/** The class of each code point that is looked up, by its place among the classes. What is in no range counts by its bytes in UTF-8. */
const places = new Uint8Array(LOOKED_UP)
	.fill(placeOf('twoBytes'))
	.fill(placeOf('threeBytes'), 0x800);
for (const { place, first, last } of RANGES) places.fill(place, first, last + 1);
const SIGN = placeOf('sign');
const WIDE = new Set([placeOf('wideSign'), placeOf('wideLetter')]);
places.forEach((place, point) => {
	if (signPieces(point) !== undefined && !WIDE.has(place)) places[point] = SIGN;
});
for (const [name, characters] of Object.entries(SINGLE_CHARACTERS)) {
	for (const character of characters) places[character.charCodeAt(0)] = placeOf(name);
}

/** The first of the characters that older encodings have, the end of the last. */
const SETS_START = 0x4e00;
const SETS_END = 0xd7b0;
let hasSets = false;

/** Reading the sets takes a few milliseconds, which most chats can do without. */
function addSets(): void {
	hasSets = true;
	const rare = new Set<number | undefined>([placeOf('hanRare'), placeOf('hangulRare')]);
	for (const { name, characters } of CHARACTER_SETS) {
		const place = placeOf(name);
		for (const character of characters()) {
			const point = character.charCodeAt(0);
			if (rare.has(places[point])) places[point] = place;
		}
	}
}

const BEYOND = RANGES.filter(({ first }) => first >= LOOKED_UP);
const FOUR_BYTES = placeOf('fourBytes');

/**
 * The class of a character, by its place among TOKEN_CLASSES.
 * @param point a code point beyond ASCII
 */
export function characterPlace(point: number): number {
	if (!hasSets && point >= SETS_START && point < SETS_END) addSets();
	if (point < LOOKED_UP) return places[point] ?? FOUR_BYTES;
	for (const { place, first, last } of BEYOND) {
		if (point >= first && point <= last) return place;
	}
	return FOUR_BYTES;
}
