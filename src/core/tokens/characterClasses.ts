import type { TokenClass } from './tokenCounts.ts';

/** Characters that are counted one by one: all but ASCII, which is counted in runs. */
export interface CharacterClass {
	/** What its tokens are counted as. */
	readonly counts: TokenClass;
	/** The tokens that one of its characters is on average. */
	readonly tokens: number;
	/** Its code points, first and last. No two classes share one. */
	readonly ranges: readonly (readonly [first: number, last: number])[];
}

/**
 * The weights are fitted to Llama 3's tokenizer, so that texts of a kind (English, code, Chinese, Japanese, Russian, emoji) come within a
 * tenth of what it makes of them: test/unit/core/tokens has the texts, and the counts of real tokenizers. The ranges are those of
 * Unicode 16.
 */
export const CHARACTER_CLASSES = {
	/** Letters with accents break a word apart. */
	accented: { counts: 'words', tokens: 0.6, ranges: [[0xc0, 0x24f]] },
	/** Signs of Latin-1, general punctuation, arrows, mathematics, boxes. */
	sign: {
		counts: 'marks',
		tokens: 1,
		ranges: [
			[0x80, 0xbf],
			[0x2000, 0x200c],
			[0x200e, 0x25ff],
			[0x27c0, 0x2bff],
		],
	},
	/** Punctuation between Chinese and Japanese, and letters and digits of their width. */
	wideSign: {
		counts: 'cjk',
		tokens: 0.8,
		ranges: [
			[0x3000, 0x303f],
			[0xff00, 0xffef],
		],
	},
	kana: { counts: 'cjk', tokens: 0.68, ranges: [[0x3040, 0x30ff]] },
	hangul: { counts: 'cjk', tokens: 0.7, ranges: [[0xac00, 0xd7af]] },
	/** A rare one is often two tokens, pieces of its bytes. */
	han: {
		counts: 'cjk',
		tokens: 1.15,
		ranges: [
			[0x3400, 0x4dbf],
			[0x4e00, 0x9fff],
			[0x20000, 0x3ffff],
		],
	},
	emoji: {
		counts: 'emoji',
		tokens: 2.65,
		ranges: [
			[0x2600, 0x27bf],
			[0x1f000, 0x1faff],
		],
	},
	/** What makes one emoji of several, or chooses how it looks. */
	joiner: {
		counts: 'emoji',
		tokens: 1,
		ranges: [
			[0x200d, 0x200d],
			[0xfe00, 0xfe0f],
		],
	},
} as const satisfies Readonly<Record<string, CharacterClass>>;

/** The letters of all other scripts, and whatever else is in no range. */
const OTHER_LETTER: CharacterClass = { counts: 'other', tokens: 0.32, ranges: [] };

/** The Han characters below: with their neighbours they are often one token. */
const COMMON_HAN: CharacterClass = { counts: 'cjk', tokens: 0.6, ranges: [] };

/** The characters that make up half of modern Chinese text, by how often they occur. */
const COMMON_HAN_CHARACTERS = [
	'的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事',
	'成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此',
	'已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代',
	'内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安',
	'少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光',
	'放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔',
].join('');

const CLASSES: readonly CharacterClass[] = [
	OTHER_LETTER,
	COMMON_HAN,
	...Object.values(CHARACTER_CLASSES),
];

/** The code points below it are looked up, as this is done for every character; those beyond are in few ranges. */
const LOOKED_UP = 0x10000;

/** The class of each code point that is looked up, by its place in CLASSES. */
const places = new Uint8Array(LOOKED_UP);
for (const [place, { ranges }] of CLASSES.entries()) {
	for (const [first, last] of ranges) places.fill(place, first, last + 1);
}
for (const character of COMMON_HAN_CHARACTERS) {
	places[character.charCodeAt(0)] = CLASSES.indexOf(COMMON_HAN);
}

const BEYOND = CLASSES.flatMap((character) =>
	character.ranges
		.filter(([first]) => first >= LOOKED_UP)
		.map(([first, last]) => ({ character, first, last })),
);

/** @param point a code point beyond ASCII */
export function characterClass(point: number): CharacterClass {
	if (point < LOOKED_UP) return CLASSES[places[point] ?? 0] ?? OTHER_LETTER;
	for (const { character, first, last } of BEYOND) {
		if (point >= first && point <= last) return character;
	}
	return OTHER_LETTER;
}
