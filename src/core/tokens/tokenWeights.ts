/** The tokenizers that the weights are measured for: by their vocabularies, since each family of models shares one. */
export const TOKEN_FAMILIES = ['llama3', 'o200k', 'qwen'] as const;
export type TokenFamily = (typeof TOKEN_FAMILIES)[number];

/** Tokens for one of a class, by family: Llama 3, o200k (GPT-4o and later), Qwen. */
export type Weights = readonly [llama3: number, o200k: number, qwen: number];

/**
 * What a text is counted by, in groups. Fitted by least squares to what the tokenizers make of laws, manuals and messages in 95
 * languages, of code, data and emoji; an estimate too low counted more than one too high. Some letters were raised then, as a story
 * has rarer words than a law, and so were pairs of letters, words in letters that few texts have, marks beside other marks, and signs
 * that few texts have: what tokenizers know least came out too low. Signs are counted by what each is cut into. The samples of
 * test/unit/core/tokens show how far off it is.
 */
export const TOKEN_WEIGHTS = {
	latin: {
		/** A word, or a hump of camelCase. */
		word: [0.77, 0.77, 0.72],
		/** A letter after the fourth. */
		longWord: [0.18, 0.05, 0.2],
		/** What the pairs of its letters add (letterPairs.ts). */
		rarePair: [1.7, 1.6, 1.7],
		/** A short word with a letter that only Vietnamese has: one syllable. */
		vietnameseWord: [0.84, 0.99, 0.68],
		/** A capital after a capital. */
		capital: [0.02, 0.05, 0.03],
		accent: [1.1, 0.95, 1.35],
		accentFar: [1.7, 1.51, 1.55],
		accentTurkish: [0.25, 0.46, 0.27],
		accentCzech: [0.3, 0.3, 0.79],
		/** A letter of Vietnamese in a longer word. */
		accentVietnamese: [1.5, 1.5, 1.5],
		combining: [1.94, 1.86, 0.4],
		/** A mark that no letter is written with, or one more than letters have. */
		combiningFar: [2, 2, 2],
	},
	numbers: {
		/** Up to three digits. */
		digitGroup: [1, 1, 0.1],
		digit: [0.06, 0.06, 1.02],
		/** A number does not take the space before it into its token, as a word does. */
		spaceBeforeDigit: [1, 0.98, 1],
	},
	marks: {
		/** More than one space, or a tab. */
		space: [0.87, 0.91, 1.09],
		/** Sixteen spaces more than one token takes. */
		longSpace: [0.21, 0.23, 0.09],
		/** Sixteen tabs more, or eight characters more of line ends that have a carriage return. */
		longTab: [1, 1, 1],
		/** Sixteen line feeds more. */
		longLineEnd: [0.5, 1, 0.5],
		/** One line end or several in a row. */
		lineEnd: [1.04, 1.08, 0.93],
		lineEndAfterMark: [0.35, 0.26, 0.1],
		/** The first of a run of marks, such as "});". */
		mark: [0.8, 0.92, 0.8],
		markBeforeWord: [0.25, 0.27, 0.26],
		/** A mark that differs from the one before it. */
		furtherMark: [0.5, 0.5, 0.5],
		/** One that hardly ever follows the one before it. */
		rareMark: [0.96, 0.94, 0.96],
		sameMark: [0.05, 0.43, 0.05],
		/** A mark more than four of the same, less for those of which more are one token. */
		sameMarkFar: [0.48, 0.48, 0.48],
		control: [0.85, 1.04, 0.85],
		/** A sign that repeats the one before it, where lines are drawn with it. */
		sameSign: [0.2, 0.1, 0.12],
		/** One of the few others of which tokenizers know several in a row. */
		sameSignFar: [0.45, 0.45, 0.45],
		/** The wide space again. */
		sameWideSpace: [0.05, 0.07, 0.5],
		sign: [0.9, 0.8, 0.95],
		/** What a sign is cut into beyond that (signPieces.ts). */
		pieceLlama3: [1, 0, 0],
		pieceO200k: [0, 1, 0],
		pieceQwen: [0, 0, 1],
	},
	cyrillic: {
		/** A word in Cyrillic or Greek letters. */
		cyrillicWord: [1.08, 0.48, 1.13],
		/** One with a letter that no Slavic language has: its other letters stand together in ways that tokenizers seldom saw. */
		cyrillicFarWord: [2.4, 1, 2],
		/** The letters of Russian. */
		cyrillic: [0.2, 0.23, 0.2],
		cyrillicUkrainian: [0.75, 0.93, 2],
		/** The letters of Serbian and Macedonian, and the one that Bulgarian has far more of than Russian. */
		cyrillicSouth: [2, 2, 2],
		cyrillicFar: [2, 1.3, 2],
		greek: [0.26, 0.33, 0.82],
		greekFar: [2, 2, 2],
	},
	semitic: {
		/** A word in Arabic or Hebrew letters. */
		semiticWord: [0.13, 0, 0.89],
		/** One with letters of neither Arabic, Persian nor Urdu. */
		semiticFarWord: [1.4, 0.5, 0.6],
		hebrew: [1.19, 0.45, 0.29],
		hebrewPoint: [1.99, 1.1, 2],
		arabic: [0.41, 0.38, 0.28],
		persian: [0.35, 0.62, 1.2],
		urdu: [2, 0.86, 1.8],
		arabicPoint: [0.74, 0.83, 0.74],
		arabicFar: [2, 0.86, 1.8],
	},
	cjk: {
		wideSign: [0.4, 0.78, 0.89],
		wideLetter: [1.05, 1.05, 1.15],
		kana: [0.68, 0.74, 0.6],
		hangul: [0.86, 0.86, 0.92],
		hangulRare: [2.6, 2.6, 2],
		/** The first part of a syllable in parts, or a part alone. Qwen's tokenizer joins them. */
		jamo: [3, 3, 1.5],
		jamoJoined: [3, 3, 0],
		han: [1, 1.05, 1.08],
		/** Those that only traditional Chinese or Japanese has. */
		hanTraditional: [1.5, 1.5, 1.5],
		/** Those of names and of old texts. */
		hanFormal: [1.8, 1.8, 1.1],
		hanRare: [2.2, 2.2, 1.9],
		/** With their neighbours they are often one token. */
		hanCommon: [0.87, 0.78, 0.5],
		hanFar: [3.1, 3.1, 3.1],
	},
	emoji: {
		emoji: [2.89, 2.3, 2.2],
		emojiNew: [3, 3, 3],
		mathLetter: [2.9, 2.8, 1.6],
		emojiJoiner: [1.24, 0.94, 0.5],
		flagLetter: [3, 2, 1],
		emojiPart: [1.96, 1.6, 0.56],
	},
	georgian: {
		georgian: [2.12, 0.41, 1.15],
	},
	armenian: {
		armenian: [1.9, 0.44, 1.15],
	},
	indic: {
		devanagari: [0.64, 0.38, 1.13],
		bengali: [1.48, 0.42, 1.31],
		gurmukhi: [1.96, 0.63, 1.87],
		gujarati: [1.98, 0.45, 1.76],
		odia: [2.9, 1.35, 2.35],
		tamil: [1.52, 0.38, 1.25],
		telugu: [1.99, 0.48, 1.7],
		kannada: [1.98, 0.43, 1.55],
		malayalam: [1.76, 0.38, 1.48],
		sinhala: [2.12, 0.64, 1.71],
		/** Letters that few texts of today have. */
		indicRare: [2.3, 2, 2.7],
		indicDotted: [2.4, 2, 3.2],
	},
	southeast: {
		/** A third of the same letter, and each further one: no word has it, so no token does. */
		sameLetter: [2.25, 1.65, 2],
		/** The same for letters that are known better. */
		sameShortLetter: [1.55, 1.55, 1.55],
		/** What a letter between blanks adds. */
		loneLetter: [1, 1, 1.1],
		thai: [0.47, 0.42, 0.55],
		lao: [1.98, 1.85, 1.3],
		tibetan: [2.03, 1.5, 1.35],
		burmese: [2.06, 0.57, 1.61],
		khmer: [1.75, 0.66, 1.26],
	},
	ethiopic: {
		ethiopic: [2.91, 2.19, 1.5],
	},
	rest: {
		/** A third sign on a letter, and each further one; a joiner that joins nothing. */
		pointFar: [2, 1.8, 2],
		/** What is in no range, by the bytes it has in UTF-8. */
		twoBytes: [2, 2, 2],
		threeBytes: [3, 3, 2.46],
		fourBytes: [4, 4, 4],
	},
} as const satisfies Readonly<Record<string, Readonly<Record<string, Weights>>>>;
