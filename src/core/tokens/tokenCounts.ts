/** The tokens of a text by the kinds of text that tokenizers differ in. Estimates, so no whole numbers. */
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
