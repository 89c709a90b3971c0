import type { Dollars, Usage } from '../../shared/conversation/messages.ts';
import { addDecimals, multiplyDecimals, parseDecimal } from '../../shared/text/decimal.ts';
import { dollarsOf, field, isObject, parseJson, stringField } from '../json/jsonFields.ts';

/** OpenAI's older names, its newer ones that Claude has, too, and those of clients that write in camel case. */
const PROMPT = [
	'prompt_tokens',
	'input_tokens',
	'promptTokens',
	'inputTokens',
	...['prompt_token_count', 'promptTokenCount', 'input_token_count', 'inputTokenCount'],
	...['num_prompt_tokens', 'prompt_eval_count', 'PromptTokens', 'InputTokens'],
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
	...['predicted_n', 'completion', 'output'],
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
] as const;

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
	'cachedContentTokenCount',
] as const;
/** OpenRouter's name, and Claude's, which LiteLLM has, too. */
const WRITTEN = [
	'cache_write_tokens',
	'cache_creation_input_tokens',
	'cache_creation_tokens',
] as const;
const COMPLETION_DETAILS = ['completion_tokens_details', 'output_tokens_details'] as const;
/** Gemini's, which are no part of the reply's. */
const CANDIDATES = ['candidates_token_count', 'candidatesTokenCount'] as const;
const THOUGHTS = ['thoughts_token_count', 'thoughtsTokenCount'] as const;
const REASONING = ['reasoning_tokens', 'reasoningTokens', ...THOUGHTS] as const;

/**
 * The tokens and the cost that a chunk or an answer tells; undefined where it tells of neither, or of a cost without any tokens.
 * @param choice the one that is shown: Moonshot has the usage there
 * @param known what was told before
 */
export function readUsage(
	answer: unknown,
	choice: unknown,
	known: Usage | undefined,
): Usage | undefined {
	const usage = usageIn(answer, choice);
	const cost = costIn(answer, usage);
	const total = countIn(usage, TOTAL);
	const counted = countIn(usage, PROMPT);
	const replied = countIn(usage, COMPLETION) ?? restOf(total, counted, usage);
	if (counted === undefined || replied === undefined) {
		return cost === undefined || known === undefined ? undefined : withCost(known, cost);
	}
	const prompt = counted + besidePrompt(usage);
	const completion = replied + besideReply(usage, counted + replied);
	const cached = countWithin(usage, PROMPT_DETAILS, CACHED);
	const written = countWithin(usage, PROMPT_DETAILS, WRITTEN);
	const reasoning = countWithin(usage, COMPLETION_DETAILS, REASONING);
	const byok = field(usage, 'is_byok');
	const upstream = dollarsOf(field(field(usage, 'cost_details'), 'upstream_inference_cost'));
	const tokens: Usage = {
		prompt_tokens: prompt,
		completion_tokens: completion,
		// A total of none is one that was not made.
		total_tokens: total || prompt + completion,
	};
	return {
		...withCost(tokens, cost ?? known?.cost),
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
		field(field(answer, 'x_groq'), 'usage'),
		field(choice, 'usage'),
		...['meta', 'metadata', 'data'].map((name) => field(field(answer, name), 'usage')),
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

/** Proxies send it as JSON in a string, or as a list of one. */
function unfolded(value: unknown): unknown {
	if (typeof value === 'string') return parseJson(value);
	return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

function withCost(usage: Usage, cost: Dollars | undefined): Usage {
	return cost === undefined ? usage : { ...usage, cost };
}

/** OpenRouter has one number, Perplexity an object with its parts, xAI ticks, Venice an object beside the usage, DeepInfra its own name. */
function costIn(answer: unknown, usage: unknown): Dollars | undefined {
	// Money of another currency is not counted, wherever that is told.
	if ([usage, answer].some((holder) => !isInDollars(holder))) return undefined;
	return (
		amountIn(field(usage, 'cost')) ??
		dollarsIn(usage, NAMES_OF_COST) ??
		fromTicks(field(usage, 'cost_in_usd_ticks')) ??
		amountIn(field(usage, 'cost_details')) ??
		amountIn(field(answer, 'cost')) ??
		besideUsage(answer) ??
		inSmallUnits(usage) ??
		inSmallUnits(answer) ??
		dollarsIn(answer, NAMES_OF_COST) ??
		dollarsOf(field(usage, 'estimated_cost')) ??
		[usage, answer].map((holder) => sumOfParts(holder, isCost)).find((sum) => sum !== undefined)
	);
}

/** Of a field beside the tokens, or beside their object. */
function isCost(name: string): boolean {
	return /_cost(?:_usd)?$/i.test(name);
}

/** What an object of costs calls their sum. */
const SUMS = [
	'total_cost',
	'total_cost_usd',
	'total',
	'usd',
	'cost_usd',
	'amount',
	'value',
	'cost',
] as const;

/** Where an amount stands by itself. */
const NAMES_OF_COST = [
	...['total_cost', 'total_cost_usd', 'cost_usd', 'totalCost', 'totalCostUsd', 'costUsd'],
	...['cost_in_usd', 'total_price', 'response_cost', 'billed_cost'],
] as const;

/** Parts of an answer in which gateways have the cost. */
const HOLDERS = ['billing', 'metadata', 'meta', '_hidden_params'];

function besideUsage(answer: unknown): Dollars | undefined {
	const gateway = field(field(answer, 'provider_metadata'), 'gateway');
	const holders = [...HOLDERS.map((name) => field(answer, name)), gateway].filter(isDollars);
	return holders
		.map((holder) => sumTold(field(holder, 'cost')) ?? dollarsIn(holder, NAMES_OF_COST))
		.find((cost) => cost !== undefined);
}

/** Without the parts of a sum: so far from the usage they may as well be prices. */
function sumTold(cost: unknown): Dollars | undefined {
	if (!isObject(cost)) return dollarsOf(cost);
	return isDollars(cost) ? dollarsIn(cost, SUMS) : undefined;
}

/** Of what holds nothing but money: beside tokens, a `unit` is that of the tokens. */
function isDollars(holder: unknown): boolean {
	const unit = ['unit', 'units', 'cost_unit']
		.map((name) => stringField(holder, name))
		.find(Boolean);
	return isInDollars(holder) && (unit === undefined || isInDollars({ currency: unit }));
}

/** Amounts in parts of a dollar, by what their names say. */
const SMALL_UNITS = [
	[/^(?:total_)?cost_(?:in_)?(?:usd_)?cents$/, '1e-2'],
	[/^(?:total_)?cost_(?:in_)?(?:usd_)?micro(?:s|_?usd|_?dollars)$/, '1e-6'],
	[/^(?:total_)?cost_(?:in_)?(?:usd_)?nano(?:s|_?usd|_?dollars)$/, '1e-9'],
] as const;

function inSmallUnits(holder: unknown): Dollars | undefined {
	for (const [name, value] of Object.entries(isObject(holder) ? holder : {})) {
		const unit = SMALL_UNITS.find(([names]) => names.test(name))?.[1];
		const amount = unit === undefined ? undefined : dollarsOf(value);
		if (unit !== undefined && amount !== undefined)
			return asDollars(multiplyDecimals(amount, unit));
	}
	return undefined;
}

const CURRENCIES = ['currency', 'cost_currency', 'currency_code', 'costCurrency'];

function isInDollars(holder: unknown): boolean {
	const currency = CURRENCIES.map((name) => stringField(holder, name)).find(Boolean) ?? 'USD';
	return /^(?:USD?\$?|\$|(?:US )?dollars?)$/i.test(currency.trim());
}

/** An amount, or the sum in an object of amounts. Money of another currency is not counted. */
function amountIn(cost: unknown): Dollars | undefined {
	if (!isObject(cost)) return dollarsOf(cost);
	if (!isDollars(cost)) return undefined;
	const costs = Object.fromEntries(
		Object.entries(cost).map(([name, value]) => [
			name.replaceAll(/[a-z](?=[A-Z])/g, '$&_').toLowerCase(),
			// An amount with its currency, within the object.
			isObject(value) ? (isInDollars(value) ? dollarsIn(value, SUMS) : 'other') : value,
		]),
	);
	return dollarsIn(costs, SUMS) ?? sumOfParts(costs, (name) => !/^(?:currency|unit)$/.test(name));
}

/** What belongs to a sum in an object of costs: "input", "output_tokens_cost", "request_cost". A bare "input_tokens" is a count. */
const PART =
	/^(?:input|prompt|output|completion|request|reasoning|citation|search|cache_?(?:read|write)|image|audio)(?:(?:_?(?:tokens|quer(?:y|ies)))?_?cost(?:_usd)?)?$/i;
const INPUT_PART = /^(?:input|prompt)/i;
const OUTPUT_PART = /^(?:output|completion)/i;

/**
 * The sum of a cost that a server gives in parts alone. Undefined where the prompt's or the reply's part is missing, or an amount is
 * not known to belong to it: a sum that is too low must not be told as what was billed.
 * @param isAmount which names are those of amounts
 */
function sumOfParts(holder: unknown, isAmount: (name: string) => boolean): Dollars | undefined {
	const told = Object.entries(isObject(holder) ? holder : {}).filter(
		([name, value]) => isAmount(name) && value !== null,
	);
	const parts = told.map(([name, value]) => (PART.test(name) ? dollarsOf(value) : undefined));
	const amounts = parts.filter((part) => part !== undefined);
	const has = (part: RegExp) => told.some(([name]) => part.test(name));
	if (amounts.length < told.length || !has(INPUT_PART) || !has(OUTPUT_PART)) return undefined;
	return asDollars(addDecimals(...amounts));
}

/** As a number, where that holds it to its last digit. */
function asDollars(amount: string): Dollars {
	return parseDecimal(Number(amount)) === amount ? Number(amount) : amount;
}

function dollarsIn(holder: unknown, names: readonly string[]): Dollars | undefined {
	return names.map((name) => dollarsOf(field(holder, name))).find((found) => found !== undefined);
}

/** xAI counts in 10^10 ticks to the dollar. */
function fromTicks(ticks: unknown): Dollars | undefined {
	const counted = dollarsOf(ticks);
	if (counted === undefined) return undefined;
	return asDollars(multiplyDecimals(counted, '1e-10'));
}

/**
 * The tokens of the cache that are not among those of the prompt: Claude counts them beside its `input_tokens`, and has no total.
 * Who has `prompt_tokens`, details or a total has them all in one number.
 */
function besidePrompt(usage: unknown): number {
	// llama.cpp's own counters are without what it had in its cache.
	if (countIn(usage, ['prompt_n']) !== undefined) return countIn(usage, ['cache_n']) ?? 0;
	const inOne = [...TOTAL, ...PROMPT_DETAILS, 'prompt_tokens', 'promptTokens'];
	if (inOne.some((name) => field(usage, name) !== undefined)) return 0;
	const read = countIn(usage, ['cache_read_input_tokens']) ?? 0;
	return read + (countIn(usage, ['cache_creation_input_tokens']) ?? 0);
}

/**
 * Gemini's thoughts, which are paid for as the reply is and counted beside it.
 * @param without all tokens but these
 */
function besideReply(usage: unknown, without: number): number {
	const candidates = countIn(usage, CANDIDATES);
	if (candidates === undefined || candidates !== countIn(usage, COMPLETION)) return 0;
	const thoughts = countIn(usage, THOUGHTS) ?? 0;
	// A gateway may have added them already.
	return (countIn(usage, TOTAL) || without + thoughts) < without + thoughts ? 0 : thoughts;
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
	return names
		.map((name) => field(holder, name))
		.map((count) => (typeof count === 'string' && /^\d+$/.test(count) ? Number(count) : count))
		.find(
			(count): count is number =>
				typeof count === 'number' && Number.isSafeInteger(count) && count >= 0,
		);
}

/** Both are made by readUsage, so equal ones have the same fields in the same order. */
export function sameUsage(one: Usage, other: Usage | undefined): boolean {
	return other !== undefined && JSON.stringify(one) === JSON.stringify(other);
}
