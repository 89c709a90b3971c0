import { addDecimals, compareDecimals, multiplyDecimals } from '../../shared/text/decimal.ts';

/** What a request and its reply are billed by. */
export interface CountedTokens {
	/** All tokens of the prompt, those of its cache included. */
	readonly prompt: number;
	/** Of the prompt's, those that came from the provider's cache. */
	readonly cached?: number | undefined;
	/** Of the prompt's, those that were put into the provider's cache. */
	readonly written?: number | undefined;
	/** All tokens of the reply, those of reasoning included. */
	readonly completion: number;
	/** Of the reply's, those of reasoning. */
	readonly reasoning?: number | undefined;
	/** Images that went out. */
	readonly images?: number;
}

/**
 * What this costs by the catalogue's prices, in US dollars; undefined where they are not known or vary.
 * @param pricing by their wire names, in US dollars per token, image or request, "-1" where it varies
 */
export function estimatedCost(
	pricing: Readonly<Record<string, string>> | undefined,
	{ prompt, cached, written, completion, reasoning, images = 0 }: CountedTokens,
): string | undefined {
	const promptPrice = knownPrice(pricing?.['prompt']);
	const completionPrice = knownPrice(pricing?.['completion']);
	if (promptPrice === undefined || completionPrice === undefined) return undefined;
	const [fromCache, unread] = split(prompt, cached);
	const [intoCache, read] = split(unread, written);
	const [thought, said] = split(completion, reasoning);
	const cachePrice = knownPrice(pricing?.['input_cache_read']) ?? promptPrice;
	return addDecimals(
		multiplyDecimals(read, promptPrice),
		multiplyDecimals(fromCache, cachePrice),
		multiplyDecimals(intoCache, ownPrice(pricing?.['input_cache_write']) ?? promptPrice),
		multiplyDecimals(said, completionPrice),
		multiplyDecimals(thought, ownPrice(pricing?.['internal_reasoning']) ?? completionPrice),
		multiplyDecimals(images, knownPrice(pricing?.['image']) ?? 0),
		knownPrice(pricing?.['request']) ?? 0,
	);
}

/** The makers of models whose provider puts into its cache what a request marks for it alone, which ours never do. */
const WRITTEN_IF_MARKED = /^~?(?:anthropic|google|qwen|alibaba)\//;

/** Whether a prompt to a model may be put into its provider's cache unasked, at a higher price than reading it has. */
export function isDearlyWritten(
	model: string,
	pricing: Readonly<Record<string, string>> | undefined,
): boolean {
	const read = knownPrice(pricing?.['prompt']);
	const written = ownPrice(pricing?.['input_cache_write']);
	if (read === undefined || written === undefined || WRITTEN_IF_MARKED.test(model)) return false;
	return compareDecimals(written, read) > 0;
}

/** A part of some tokens, never more than there are, and the rest of them. */
function split(all: number, part = 0): [part: number, rest: number] {
	const whole = Math.max(0, all);
	const some = Math.min(Math.max(0, part), whole);
	return [some, whole - some];
}

function knownPrice(price: string | undefined): string | undefined {
	return price === undefined || compareDecimals(price, 0) < 0 ? undefined : price;
}

/** OpenRouter's list has "0" for reasoning, and for what is put into a cache, where these have no price of their own: they are not free. */
function ownPrice(price: string | undefined): string | undefined {
	return price === undefined || compareDecimals(price, 0) <= 0 ? undefined : price;
}
