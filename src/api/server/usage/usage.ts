import type { Dollars, Usage } from '../../../shared/conversation/messages.ts';
import { costIn } from './billedCost.ts';
import {
	besidePrompt,
	COMPLETION,
	type Counts,
	cacheIn,
	countIn,
	countsIn,
	type Details,
	detailsIn,
	notWithin,
	OWN_COMPLETION,
	OWN_PROMPT,
	PROMPT,
	TOTAL,
	usageIn,
} from './countedTokens.ts';

/** Reads what the chunks of one answer, or a whole one, tell of its tokens and of its cost: at once or in parts. */
export class UsageReader {
	/** What was told before there was all of it. */
	#prompt: number | undefined;
	#cost: Dollars | undefined;
	#details: Details = {};
	#hasOthers = false;
	/** The tokens of the cache that a count of this name is without, and the whole prompt. */
	#beside: { name: string | undefined; tokens: number; whole: number } | undefined;

	/** The answer has other choices, too: SGLang adds up what the cache held for each of them, and counts the prompt once. */
	isOfSeveral(): void {
		this.#hasOthers = true;
	}

	/**
	 * The tokens and the cost that are known now; undefined where nothing new is told, or not yet all of the tokens.
	 * @param choice the one that is shown: Moonshot has the usage there
	 * @param known what was told before
	 */
	read(answer: unknown, choice: unknown, known: Usage | undefined): Usage | undefined {
		const usage = usageIn(answer, choice);
		const cost = costIn(answer, usage);
		// Zeros behind what was told take nothing back.
		this.#cost = Number(cost) === 0 ? (this.#cost ?? cost) : (cost ?? this.#cost);
		const counts = countsIn(usage, (counted, without) =>
			this.#besidePrompt(usage, counted, without),
		);
		const isReset = counts?.prompt_tokens === 0 && counts.completion_tokens === 0;
		if (!isReset || known === undefined) {
			this.#details = withoutZeros(this.#details, detailsIn(usage));
			const told = counts === undefined ? this.#joined(usage, known) : added(counts, usage, known);
			if (told !== undefined && (counts !== undefined || told !== known))
				return this.#usageOf(told);
		}
		if (cost === undefined || (known === undefined && Number(cost) === 0)) return known;
		return this.#usageOf(known ?? this.#notCounted(usage));
	}

	/** All that is known of the tokens, whichever chunks it came in. */
	#usageOf({ prompt_tokens, completion_tokens, total_tokens }: Counts): Usage {
		const { cached_tokens, cache_write_tokens } = this.#details;
		const beside = this.#hasOthers
			? 0
			: notWithin(
					prompt_tokens,
					total_tokens - prompt_tokens - completion_tokens,
					cached_tokens,
					cache_write_tokens,
				);
		const prompt = prompt_tokens + beside;
		return {
			prompt_tokens: prompt,
			completion_tokens,
			total_tokens: beside > 0 ? Math.max(total_tokens, prompt + completion_tokens) : total_tokens,
			...(this.#cost === undefined ? {} : { cost: this.#cost }),
			...this.#details,
		};
	}

	/**
	 * The tokens of the cache that are not among those of the prompt. What stood beside a count does so beside a later one of the same name,
	 * which may come without them, unless that is nearer to both together.
	 */
	#besidePrompt(usage: unknown, counted: number, without: number): number {
		const tokens = besidePrompt(usage, counted, without, this.#hasOthers);
		const name = PROMPT.find((one) => countIn(usage, [one]) !== undefined);
		if (tokens > 0) this.#beside = { name, tokens, whole: counted + tokens };
		if (tokens > 0 || counted === 0 || this.#hasOthers || cacheIn(usage).some(Boolean))
			return tokens;
		const before = this.#beside;
		if (before === undefined || before.name !== name) return 0;
		// Halfway between the two.
		return counted < before.whole - before.tokens / 2 ? before.tokens : 0;
	}

	/** What was billed is known whatever was counted: the counts that there are, and for those that are missing or cannot be right, none. */
	#notCounted(usage: unknown): Counts {
		const prompt = this.#prompt ?? countIn(usage, PROMPT) ?? 0;
		const completion = countIn(usage, COMPLETION) ?? 0;
		return {
			prompt_tokens: prompt,
			completion_tokens: completion,
			total_tokens: Math.max(countIn(usage, TOTAL) ?? 0, prompt + completion),
		};
	}

	/** The counts of several chunks: one has the prompt's, another the reply's. */
	#joined(usage: unknown, known: Usage | undefined): Counts | undefined {
		const prompt = countIn(usage, OWN_PROMPT);
		if (prompt !== undefined) this.#prompt = prompt + this.#besidePrompt(usage, prompt, prompt);
		const completion = countIn(usage, OWN_COMPLETION);
		const before = known?.prompt_tokens || (this.#prompt ?? known?.prompt_tokens);
		if (
			completion === undefined ||
			before === undefined ||
			completion < (known?.completion_tokens ?? 0)
		)
			return known;
		return {
			prompt_tokens: before,
			completion_tokens: completion,
			total_tokens: before + completion,
		};
	}
}

/** Counts, with those that were known before in the place of zeros. */
function added(counts: Counts, usage: unknown, known: Usage | undefined): Counts {
	const { prompt_tokens: prompt, completion_tokens: completion } = counts;
	// What a cache held makes no count of a zero.
	const isCounted = countIn(usage, PROMPT) !== 0;
	if (known === undefined || (isCounted && completion !== 0)) return counts;
	const tokens = {
		prompt_tokens: isCounted ? prompt : known.prompt_tokens || prompt,
		completion_tokens: completion || known.completion_tokens,
	};
	const sum = tokens.prompt_tokens + tokens.completion_tokens;
	// A total may have more than both, and is not taken back either.
	const isKnown = sum === known.prompt_tokens + known.completion_tokens;
	const total = Math.max(sum, counts.total_tokens, isKnown ? known.total_tokens : 0);
	return { ...tokens, total_tokens: total };
}

/** What was known of the details, with what is told now in its place, unless that is a zero. */
function withoutZeros(known: Details, told: Details): Details {
	const later = Object.entries(told).filter(([, value]) => value === false || Number(value) !== 0);
	return { ...told, ...known, ...Object.fromEntries(later) };
}

/** Both are made by the same reader, so equal ones have the same fields in the same order. */
export function sameUsage(one: Usage, other: Usage | undefined): boolean {
	return other !== undefined && JSON.stringify(one) === JSON.stringify(other);
}
