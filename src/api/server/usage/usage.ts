import type { Dollars, Usage } from '../../../shared/conversation/messages.ts';
import { dollarsOf, field, isObject } from '../../json/jsonFields.ts';
import { costIn, unfolded } from './billedCost.ts';

/** OpenAI's older names, its newer ones that Claude has, too, and those of clients that write in camel case. */
const PROMPT = [
	'prompt_tokens',
	'input_tokens',
	'promptTokens',
	'inputTokens',
	...['prompt_token_count', 'promptTokenCount', 'input_token_count', 'inputTokenCount'],
	...['num_prompt_tokens', 'prompt_eval_count', 'PromptTokens', 'InputTokens'],
	...['num_input_tokens', 'n_prompt_tokens', 'prompt_token', 'tokens_in', 'tokens_prompt'],
	...['prompt_n', 'prompt', 'input'],
] as const;
const COMPLETION = [
	'completion_tokens',
	'output_tokens',
	'completionTokens',
	'outputTokens',
	...['completion_token_count', 'candidates_token_count', 'candidatesTokenCount'],
	...['output_token_count', 'outputTokenCount', 'num_completion_tokens', 'generated_tokens'],
	...['generated_token_count', 'eval_count', 'CompletionTokens', 'OutputTokens'],
	...['num_output_tokens', 'n_completion_tokens', 'completion_token', 'tokens_out'],
	...['tokens_completion', 'predicted_n', 'completion', 'output'],
] as const;
const TOTAL = ['total_tokens', 'totalTokens', 'totalTokenCount', 'TotalTokens'] as const;

/** Where servers have the counts, the most usual first: beside the choices, or in a part of the answer. */
const USAGES = [
	'usage',
	'usageMetadata',
	'usage_metadata',
	'token_usage',
	'tokenUsage',
	'Usage',
	'amazon-bedrock-invocationMetrics',
] as const;

/** Parts of an answer that may have it in turn. */
const USAGE_HOLDERS = [
	'x_groq',
	'meta',
	'metadata',
	'data',
	'message',
	'response',
	'metrics',
] as const;

/** Counts that may come each in a chunk of its own: Claude tells the prompt's first. */
const OWN_COUNT = /_?tokens$/i;

/** llama.cpp's own counters, without stream_options. Builds without `cache_n` count only what was not in their cache. */
const TIMINGS = ['prompt_n', 'cache_n', 'predicted_n'] as const;

/** A part of the prompt, and of the reply: DeepSeek and Moonshot have it beside them. */
const PROMPT_DETAILS = [
	'prompt_tokens_details',
	'input_tokens_details',
	'promptTokensDetails',
	'inputTokensDetails',
] as const;
const CACHED = [
	'cached_tokens',
	'prompt_cache_hit_tokens',
	'cache_read_input_tokens',
	'cachedInputTokens',
	'cachedTokens',
	'cached_prompt_tokens',
	'cached_input_tokens',
	'cacheReadInputTokens',
	'cachedContentTokenCount',
] as const;
/** OpenRouter's name, and Claude's, which LiteLLM has, too. */
const WRITTEN = [
	'cache_write_tokens',
	'cache_creation_input_tokens',
	'cache_creation_tokens',
	'cacheWriteInputTokens',
] as const;
const COMPLETION_DETAILS = ['completion_tokens_details', 'output_tokens_details'] as const;
/** Gemini's, which are no part of the reply's. */
const CANDIDATES = ['candidates_token_count', 'candidatesTokenCount'] as const;
const THOUGHTS = ['thoughts_token_count', 'thoughtsTokenCount'] as const;
const REASONING = ['reasoning_tokens', 'reasoningTokens', ...THOUGHTS] as const;

/** Reads what the chunks of one answer, or a whole one, tell of its tokens and of its cost: at once or in parts. */
export class UsageReader {
	/** What was told before there was all of it. */
	#prompt: number | undefined;
	#cost: Dollars | undefined;
	#details: Details = {};
	#hasOthers = false;

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
		const counts = countsIn(usage, this.#hasOthers);
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
			: notWithin(prompt_tokens, cached_tokens, cache_write_tokens);
		const prompt = prompt_tokens + beside;
		return {
			prompt_tokens: prompt,
			completion_tokens,
			total_tokens: beside > 0 ? Math.max(total_tokens, prompt + completion_tokens) : total_tokens,
			...(this.#cost === undefined ? {} : { cost: this.#cost }),
			...this.#details,
		};
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
		if (prompt !== undefined)
			this.#prompt = prompt + besidePrompt(usage, prompt, prompt, this.#hasOthers);
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

type Counts = Pick<Usage, 'prompt_tokens' | 'completion_tokens' | 'total_tokens'>;
type Details = Omit<Usage, keyof Counts | 'cost'>;

const OWN_PROMPT = PROMPT.filter((name) => OWN_COUNT.test(name));
const OWN_COMPLETION = COMPLETION.filter((name) => OWN_COUNT.test(name));

/** The tokens in an object of counts; undefined where it does not tell both of prompt and reply. */
function countsIn(usage: unknown, hasOthers: boolean): Counts | undefined {
	const total = countIn(usage, TOTAL);
	const counted = countIn(usage, PROMPT);
	const replied = countIn(usage, COMPLETION) ?? restOf(total, counted, usage);
	if (counted === undefined || replied === undefined) return undefined;
	const prompt = counted + besidePrompt(usage, counted, counted + replied, hasOthers);
	const completion = replied + besideReply(usage, prompt + replied);
	return {
		prompt_tokens: prompt,
		completion_tokens: completion,
		// A total of none is one that was not made, and one without what a cache held has not all of it.
		total_tokens:
			prompt > counted ? Math.max(total ?? 0, prompt + completion) : total || prompt + completion,
	};
}

/** What an object of counts tells beside them. */
function detailsIn(usage: unknown): Details {
	const cached = countWithin(usage, PROMPT_DETAILS, CACHED);
	const written = countWithin(usage, PROMPT_DETAILS, WRITTEN);
	const reasoning = countWithin(usage, COMPLETION_DETAILS, REASONING);
	const byok = field(usage, 'is_byok');
	const upstream = dollarsOf(field(field(usage, 'cost_details'), 'upstream_inference_cost'));
	return {
		...(cached === undefined ? {} : { cached_tokens: cached }),
		...(written ? { cache_write_tokens: written } : {}),
		...(reasoning === undefined ? {} : { reasoning_tokens: reasoning }),
		...(typeof byok === 'boolean' ? { is_byok: byok } : {}),
		...(upstream === undefined ? {} : { upstream_inference_cost: upstream }),
	};
}

function usageIn(answer: unknown, choice: unknown): unknown {
	const places = [
		...USAGES.map((name) => field(answer, name)),
		...[choice, field(choice, 'delta'), field(choice, 'message')].map((one) => field(one, 'usage')),
		...USAGE_HOLDERS.map((name) => field(field(answer, name), 'usage')),
	];
	const usage = places.map(unfolded).find(isObject);
	if (usage === undefined) {
		const timings = field(answer, 'timings');
		if (TIMINGS.every((name) => countIn(timings, [name]) !== undefined)) return timings;
		// Ollama's own API counts beside the message, Cohere's in a part of `meta`.
		const own =
			isObject(answer) && COMPLETION.some((name) => countIn(answer, [name]) !== undefined);
		return own ? answer : field(field(answer, 'meta'), 'tokens');
	}
	const inner = ['tokens', 'billed_units'].map((name) => field(usage, name)).find(isObject);
	return inner ?? usage;
}

/**
 * The tokens of the cache that are not among those of the prompt: Claude counts them beside its `input_tokens`, and has no total.
 * Who has `prompt_tokens`, details or a total has them all in one number, unless there is room for them in that total alone: Bedrock;
 * or there are more of them than that number.
 * @param counted the tokens of the prompt, as they are told
 * @param without all tokens but these
 * @param hasOthers whether it may be the cache of several choices
 */
function besidePrompt(
	usage: unknown,
	counted: number,
	without: number,
	hasOthers: boolean,
): number {
	// llama.cpp's own counters are without what it had in its cache.
	if (countIn(usage, ['prompt_n']) !== undefined) return countIn(usage, ['cache_n']) ?? 0;
	const read = countIn(usage, ['cache_read_input_tokens', 'cacheReadInputTokens']) ?? 0;
	const written = countIn(usage, ['cache_creation_input_tokens', 'cacheWriteInputTokens']) ?? 0;
	const own = read + written;
	if (own > 0 && countIn(usage, TOTAL) === without + own) return own;
	const inOne = [...TOTAL, ...PROMPT_DETAILS, 'prompt_tokens', 'promptTokens'];
	if (!inOne.some((name) => field(usage, name) !== undefined)) return own;
	if (hasOthers) return 0;
	const cache = [CACHED, WRITTEN].map((names) => countWithin(usage, PROMPT_DETAILS, names));
	return notWithin(counted, ...cache);
}

/**
 * The tokens of the cache where there are more of them than a prompt was counted at: this server counts only what its cache did not
 * hold. A count of none was not made.
 */
function notWithin(counted: number, ...cache: readonly (number | undefined)[]): number {
	const tokens = cache.map((one) => one ?? 0);
	const isWithout = counted > 0 && tokens.some((one) => one > counted);
	return isWithout ? tokens.reduce((sum, one) => sum + one, 0) : 0;
}

/**
 * Thoughts that are paid for as the reply is and counted beside it: Gemini's; and xAI's, by what all tokens come to.
 * @param without all tokens but these
 */
function besideReply(usage: unknown, without: number): number {
	const total = countIn(usage, TOTAL);
	const candidates = countIn(usage, CANDIDATES);
	if (candidates === undefined || candidates !== countIn(usage, COMPLETION)) {
		const thoughts = countWithin(usage, COMPLETION_DETAILS, REASONING) ?? 0;
		return total === without + thoughts ? thoughts : 0;
	}
	const thoughts = countIn(usage, THOUGHTS) ?? 0;
	// A gateway may have added them already.
	return (total || without + thoughts) < without + thoughts ? 0 : thoughts;
}

/** What is left of all tokens for the reply, where a server counts it only there; what it names and leaves open is not known. */
function restOf(
	total: number | undefined,
	prompt: number | undefined,
	usage: unknown,
): number | undefined {
	if (total === undefined || prompt === undefined || total < prompt) return undefined;
	return COMPLETION.some((name) => field(usage, name) !== undefined) ? undefined : total - prompt;
}

/** Of a part of the tokens: in the object of details, or beside the tokens of which it is a part. */
function countWithin(
	usage: unknown,
	details: readonly string[],
	names: readonly string[],
): number | undefined {
	const holders = [...details.map((name) => field(usage, name)), usage];
	return holders.map((holder) => countIn(holder, names)).find((found) => found !== undefined);
}

/** A count of tokens; a negative one or a fraction is none, and the ledger would not read it again. */
function countIn(holder: unknown, names: readonly string[]): number | undefined {
	return (
		names
			.map((name) => field(holder, name))
			// Some have an object of what the count is made of.
			.map((count) => (isObject(count) ? count['total'] : count))
			.map((count) =>
				typeof count === 'string' && /^ ?\d+ ?$/.test(count) ? Number(count) : count,
			)
			.find(
				(count): count is number =>
					typeof count === 'number' && Number.isSafeInteger(count) && count >= 0,
			)
	);
}

/** Both are made by the same reader, so equal ones have the same fields in the same order. */
export function sameUsage(one: Usage, other: Usage | undefined): boolean {
	return other !== undefined && JSON.stringify(one) === JSON.stringify(other);
}
