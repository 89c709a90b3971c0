import type { Usage } from '../../../shared/conversation/messages.ts';
import { dollarsOf, field, isObject } from '../../json/jsonFields.ts';
import { unfolded } from './billedCost.ts';

/** OpenAI's older names, its newer ones that Claude has, too, and those of clients that write in camel case. */
export const PROMPT = [
	'prompt_tokens',
	'input_tokens',
	'promptTokens',
	'inputTokens',
	...['prompt_token_count', 'promptTokenCount', 'input_token_count', 'inputTokenCount'],
	...['num_prompt_tokens', 'prompt_eval_count', 'PromptTokens', 'InputTokens'],
	...['num_input_tokens', 'n_prompt_tokens', 'prompt_token', 'tokens_in', 'tokens_prompt'],
	...['prompt_n', 'prompt', 'input'],
] as const;
export const COMPLETION = [
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
export const TOTAL = ['total_tokens', 'totalTokens', 'totalTokenCount', 'TotalTokens'] as const;

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

export type Counts = Pick<Usage, 'prompt_tokens' | 'completion_tokens' | 'total_tokens'>;
export type Details = Omit<Usage, keyof Counts | 'cost'>;

export const OWN_PROMPT = PROMPT.filter((name) => OWN_COUNT.test(name));
export const OWN_COMPLETION = COMPLETION.filter((name) => OWN_COUNT.test(name));

/**
 * The tokens in an object of counts; undefined where it does not tell both of prompt and reply.
 * @param besideIt the tokens of the cache that are not among those of the prompt, by these and by all tokens but those of the cache
 */
export function countsIn(
	usage: unknown,
	besideIt: (counted: number, without: number) => number,
): Counts | undefined {
	const total = countIn(usage, TOTAL);
	const counted = countIn(usage, PROMPT);
	const replied = countIn(usage, COMPLETION) ?? restOf(total, counted, usage);
	if (counted === undefined || replied === undefined) return undefined;
	const prompt = counted + besideIt(counted, counted + replied);
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
export function detailsIn(usage: unknown): Details {
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

export function usageIn(answer: unknown, choice: unknown): unknown {
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
export function besidePrompt(
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
	return notWithin(counted, (countIn(usage, TOTAL) ?? 0) - without, ...cacheIn(usage));
}

/** What a cache held, and what was written to it. */
export function cacheIn(usage: unknown): readonly (number | undefined)[] {
	return [CACHED, WRITTEN].map((names) => countWithin(usage, PROMPT_DETAILS, names));
}

/**
 * The tokens of the cache where there are more of them than a prompt was counted at: this server counts only what its cache did not
 * hold. A count of none was not made, unless they are what is missing in all tokens.
 * @param missing how many tokens more all of them are than those that are counted
 */
export function notWithin(
	counted: number,
	missing: number,
	...cache: readonly (number | undefined)[]
): number {
	const tokens = cache.map((one) => one ?? 0);
	const sum = tokens.reduce((all, one) => all + one, 0);
	const isWithout = tokens.some((one) => one > counted) && (counted > 0 || sum === missing);
	return isWithout ? sum : 0;
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
export function countIn(holder: unknown, names: readonly string[]): number | undefined {
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
