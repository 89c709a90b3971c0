/** How what is typed is meant, as in VS Code's own find widget. */
export interface FindOptions {
	readonly matchCase: boolean;
	readonly wholeWord: boolean;
	readonly regex: boolean;
}

export const PLAIN: FindOptions = { matchCase: false, wholeWord: false, regex: false };

/** Where a text holds what is searched, in UTF-16 code units. */
export interface Match {
	readonly start: number;
	readonly end: number;
}

const WORD = String.raw`[\p{L}\p{M}\p{N}_]`;
/** No word goes on across the beginning, or the end, of what stands after, or before, this. */
const BEGINS = `(?:(?<!${WORD})|(?!${WORD}))`;
const ENDS = `(?:(?!${WORD})|(?<!${WORD}))`;

/**
 * The expression that finds what is typed; undefined where nothing is.
 * @throws SyntaxError where it is to be an expression, and is none
 */
export function findPattern(
	searched: string,
	{ matchCase, wholeWord, regex }: FindOptions = PLAIN,
): RegExp | undefined {
	if (searched === '') return undefined;
	const flags = matchCase ? 'gmu' : 'gimu';
	const source = regex ? searched : literal(searched);
	// By itself: "a)(b" is none, but would become one in parentheses.
	const pattern = new RegExp(source, flags);
	return wholeWord ? new RegExp(`${BEGINS}(?:${source})${ENDS}`, flags) : pattern;
}

/** Letters with marks are the same whether they are one character or several. */
function literal(searched: string): string {
	const spellings = new Set([searched, searched.normalize('NFC'), searched.normalize('NFD')]);
	const escaped = [...spellings].map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
	return escaped.join('|');
}

/**
 * Where the texts hold what is searched, for each text its own matches, without overlaps and without empty ones; no more than `most` of
 * all together. It stands for itself, since a worker is made of its source.
 */
export function findMatches(texts: readonly string[], pattern: RegExp, most: number): Match[][] {
	let left = most;
	return texts.map((text) => {
		const matches: Match[] = [];
		if (left === 0) return matches;
		for (const { 0: found, index } of text.matchAll(pattern)) {
			if (found === '') continue;
			matches.push({ start: index, end: index + found.length });
			left--;
			if (left === 0) break;
		}
		return matches;
	});
}
