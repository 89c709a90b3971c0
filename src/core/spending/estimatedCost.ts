import { addDecimals, compareDecimals, multiplyDecimals } from '../../shared/text/decimal.ts';

/** Tokens of a request and its reply. */
export interface CountedTokens {
	readonly prompt: number;
	/** Of the prompt's, those that came from the provider's cache. */
	readonly cached?: number | undefined;
	readonly completion: number;
}

/**
 * What this costs by the catalogue's prices, in US dollars; undefined where they are not known or vary.
 * @param pricing by their wire names, in US dollars per token, "-1" where it varies
 */
export function estimatedCost(
	pricing: Readonly<Record<string, string>> | undefined,
	{ prompt, cached = 0, completion }: CountedTokens,
): string | undefined {
	const promptPrice = known(pricing?.['prompt']);
	const completionPrice = known(pricing?.['completion']);
	if (promptPrice === undefined || completionPrice === undefined) return undefined;
	const cachePrice = known(pricing?.['input_cache_read']) ?? promptPrice;
	const fromCache = Math.min(cached, prompt);
	return addDecimals(
		multiplyDecimals(prompt - fromCache, promptPrice),
		multiplyDecimals(fromCache, cachePrice),
		multiplyDecimals(completion, completionPrice),
		known(pricing?.['request']) ?? 0,
	);
}

function known(price: string | undefined): string | undefined {
	return price === undefined || compareDecimals(price, 0) < 0 ? undefined : price;
}
