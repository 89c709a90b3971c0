import * as v from 'valibot';
import { PersistedMap, type PersistedState } from '../memento/persistedMap.ts';
import { TOKEN_CLASSES, type TokenCounts } from './tokenCounts.ts';

/** By how much a model's tokenizer makes more or fewer tokens of each class than the estimate. */
export type TokenCorrection = TokenCounts;

const NONE: TokenCorrection = { words: 1, marks: 1, cjk: 1, other: 1, emoji: 1 };

/** What no tokenizer does; a server that counts something else is not to spoil what was learned. */
const LEAST = 0.3;
const MOST = 4;

/** The tokens that a model makes of what was counted. */
export function correctedTokens(counts: TokenCounts, correction: TokenCorrection = NONE): number {
	return TOKEN_CLASSES.reduce((sum, name) => sum + counts[name] * correction[name], 0);
}

/**
 * The correction that gives just the tokens the server counted, changed as little as possible: a class that makes up much of the
 * text takes on much of the difference, one that does not occur keeps what was learned of it before.
 */
export function learnedCorrection(
	counts: TokenCounts,
	actual: number,
	before: TokenCorrection = NONE,
): TokenCorrection {
	const difference = actual - correctedTokens(counts, before);
	const square = TOKEN_CLASSES.reduce((sum, name) => sum + counts[name] ** 2, 0);
	if (square === 0) return before;
	const learned = (name: keyof TokenCounts) =>
		Math.min(MOST, Math.max(LEAST, before[name] + (difference * counts[name]) / square));
	return {
		words: learned('words'),
		marks: learned('marks'),
		cjk: learned('cjk'),
		other: learned('other'),
		emoji: learned('emoji'),
	};
}

const Factor = v.pipe(v.number(), v.minValue(LEAST), v.maxValue(MOST));
const Correction = v.object({
	words: Factor,
	marks: Factor,
	cjk: Factor,
	other: Factor,
	emoji: Factor,
});

/** What was learned of the models that have answered, kept for all windows of this user. */
export class TokenCorrections {
	readonly #kept: PersistedMap<TokenCorrection>;

	constructor(state: PersistedState) {
		this.#kept = new PersistedMap(state, 'tokenCorrections', Correction, 200);
	}

	/** Undefined for a model that has not answered yet. */
	of(model: string): TokenCorrection | undefined {
		return this.#kept.of(model);
	}

	/** @param actual what the server counted for the very text that `counts` is of, without what surrounds each message */
	learn(model: string, counts: TokenCounts, actual: number): void {
		if (actual <= 0) return;
		this.#kept.keep(model, learnedCorrection(counts, actual, this.of(model)));
	}
}
