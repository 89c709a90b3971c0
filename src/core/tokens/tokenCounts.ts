import { TOKEN_FAMILIES, TOKEN_WEIGHTS, type TokenFamily, type Weights } from './tokenWeights.ts';

type Groups = typeof TOKEN_WEIGHTS;
/** What tokenizers differ in as a whole, so what is learned of a model is learned by group. */
export type TokenGroup = keyof Groups;
/** What a text is counted by. */
export type TokenClass = { [G in TokenGroup]: keyof Groups[G] }[TokenGroup];

/** How often each class occurs in a text, by its place among all classes. Whole numbers, but for `rarePair`, `sameMarkFar` and those of white space. */
export type TokenCounts = Readonly<Float64Array>;

/** Tokens by group. */
export type GroupTokens = ReadonlyMap<string, number>;

interface ClassRow {
	readonly name: string;
	readonly group: string;
	readonly weights: Weights;
}

const CLASSES: readonly ClassRow[] = Object.entries(TOKEN_WEIGHTS).flatMap(([group, classes]) =>
	Object.entries(classes).map(([name, weights]) => ({ name, group, weights })),
);

export const TOKEN_GROUPS: readonly string[] = Object.keys(TOKEN_WEIGHTS);

export const NO_TOKENS: TokenCounts = noTokens();

export function noTokens(): Float64Array {
	return new Float64Array(CLASSES.length);
}

/** Where a class is counted; -1 for what is none. */
export function placeOf(name: string): number {
	return CLASSES.findIndex((row) => row.name === name);
}

export function addCounts(one: TokenCounts, other: TokenCounts): TokenCounts {
	return Float64Array.from(one, (count, place) => count + (other[place] ?? 0));
}

/** The tokens that a family of tokenizers makes of what was counted; of a family that is not known, each group takes the most of all. */
export function tokensByGroup(counts: TokenCounts, family: TokenFamily | undefined): GroupTokens {
	const tokens = new Map<string, number>();
	const families = family === undefined ? TOKEN_FAMILIES : [family];
	for (const one of families) {
		for (const [group, sum] of ofFamily(counts, TOKEN_FAMILIES.indexOf(one))) {
			tokens.set(group, Math.max(sum, tokens.get(group) ?? 0));
		}
	}
	return tokens;
}

function ofFamily(counts: TokenCounts, family: number): Map<string, number> {
	const sums = new Map<string, number>();
	for (const [place, { group, weights }] of CLASSES.entries()) {
		const count = counts[place] ?? 0;
		if (count > 0) sums.set(group, (sums.get(group) ?? 0) + count * (weights[family] ?? 0));
	}
	return sums;
}
