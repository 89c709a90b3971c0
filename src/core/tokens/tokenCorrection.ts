import * as v from 'valibot';
import { PersistedMap, type PersistedState } from '../memento/persistedMap.ts';
import { TOKEN_GROUPS, type TokenCounts, tokensByGroup } from './tokenCounts.ts';
import { familyOf } from './tokenFamily.ts';
import type { TokenFamily } from './tokenWeights.ts';

/** By how much a model's tokenizer makes more or fewer tokens of a group than its family is estimated to; 1 where there is none. */
export type LearnedFactors = Readonly<Record<string, number>>;

/** What is known of a model's tokenizer. */
export interface TokenCorrection {
	/** Undefined where the model's id does not say; then the most that any family makes is taken. */
	readonly family: TokenFamily | undefined;
	readonly factors: LearnedFactors;
}

const UNKNOWN: TokenCorrection = { family: undefined, factors: {} };

/** What no tokenizer does; a server that counts something else is not to spoil what was learned. */
const LEAST = 0.4;
const MOST = 2.5;

/** One count changes a factor by no more than this share. */
const STEP = 0.2;

/** Below it a text teaches nothing: what a server adds around it weighs more than how its words are cut. */
const LEAST_SAMPLE = 100;
/** A sample of this many tokens closes half the gap between estimate and count; larger ones close more. */
const HALF_SAMPLE = 300;
/** What a server may add by itself: a date, a line of instructions. A difference up to it says nothing of the tokenizer. */
const ADDED_BY_SERVER = 30;
/** A count this many times the estimate, or less than its part, is of something else than this text. */
const NOT_OF_THIS_TEXT = 3;

/** The tokens that a model makes of what was counted. */
export function correctedTokens(
	counts: TokenCounts,
	{ family, factors }: TokenCorrection = UNKNOWN,
): number {
	let sum = 0;
	for (const [group, tokens] of tokensByGroup(counts, family))
		sum += tokens * factorOf(factors, group);
	return sum;
}

function factorOf(factors: LearnedFactors, group: string): number {
	return Object.hasOwn(factors, group) ? (factors[group] ?? 1) : 1;
}

/** What a server counted for the very text that `counts` is of, without what stands around each message. */
export interface TokenSample {
	readonly counts: TokenCounts;
	readonly actual: number;
	/** The tokens that the text has at least and at most, whatever the tokenizer. */
	readonly least: number;
	readonly most: number;
}

/** The tokens that some texts have at least and at most, whatever the tokenizer: no token has two words, and none is less than a byte. */
export function possibleTokens(texts: readonly string[]): Pick<TokenSample, 'least' | 'most'> {
	let least = 0;
	let most = 0;
	for (const text of texts) {
		least += text.match(/\S+/g)?.length ?? 0;
		most += new TextEncoder().encode(text).length;
	}
	return { least, most };
}

/**
 * The factors after a server's count: nearer to it, by less for a small sample, and changed as little as possible. A group that makes up
 * much of the text takes on much of the difference; one that does not occur keeps what was learned of it before. The very same factors
 * where the count teaches nothing.
 */
export function learnedFactors(before: TokenCorrection, sample: TokenSample): LearnedFactors {
	const { factors } = before;
	const difference = taughtBy(sample, correctedTokens(sample.counts, before));
	if (difference === 0) return factors;
	const groups = tokensByGroup(sample.counts, before.family);
	const square = [...groups.values()].reduce((sum, tokens) => sum + tokens ** 2, 0);
	const learned = new Map(Object.entries(factors));
	for (const [group, tokens] of groups) {
		const factor = factorOf(factors, group);
		const step = within(-STEP, (difference * tokens) / square / factor, STEP);
		learned.set(group, within(LEAST, factor * (1 + step), MOST));
	}
	return Object.fromEntries(learned);
}

/** The tokens by which an estimate is to change; 0 where the count cannot be right, or says nothing of the tokenizer. */
function taughtBy({ actual, least, most }: TokenSample, estimate: number): number {
	const size = Math.min(actual, estimate);
	if (!(size >= LEAST_SAMPLE) || actual < least || actual > most + ADDED_BY_SERVER) return 0;
	if (actual > estimate * NOT_OF_THIS_TEXT || estimate > actual * NOT_OF_THIS_TEXT) return 0;
	const difference = actual - estimate;
	const unexplained = difference < 0 ? difference : Math.max(0, difference - ADDED_BY_SERVER);
	return unexplained * (size / (size + HALF_SAMPLE));
}

function within(least: number, value: number, most: number): number {
	return Math.min(most, Math.max(least, value));
}

const Factors = v.record(
	v.picklist(TOKEN_GROUPS),
	v.pipe(v.number(), v.minValue(LEAST), v.maxValue(MOST)),
);

/** Where versions up to 1.0 kept what they had learned. */
const EARLIER = 'tokenCorrections';

/** What was learned of the models that have answered, kept for all windows of this user. */
export class TokenCorrections {
	readonly #kept: PersistedMap<LearnedFactors>;
	/** The same object as long as it is the same correction, so that what was worked out by it stays right. */
	readonly #known = new Map<string, TokenCorrection>();

	constructor(state: PersistedState) {
		this.#kept = new PersistedMap(state, 'tokenFactors', Factors, 200);
		// What was learned of an earlier estimate says nothing of this one.
		if (state.get(EARLIER) !== undefined) void state.update(EARLIER, undefined);
	}

	of(model: string): TokenCorrection {
		const factors = this.#kept.of(model) ?? UNKNOWN.factors;
		const known = this.#known.get(model);
		if (known?.factors === factors) return known;
		const correction = { family: familyOf(model), factors };
		this.#known.set(model, correction);
		return correction;
	}

	learn(model: string, sample: TokenSample): void {
		const before = this.of(model);
		const factors = learnedFactors(before, sample);
		if (factors !== before.factors) this.#kept.keep(model, factors);
	}
}
