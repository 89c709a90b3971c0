import type { CatalogueModel, PriceOverride } from '../server/chatServer.ts';

/** What a request is priced by. */
export interface PricedRequest {
	/** Tokens of its prompt. */
	readonly prompt: number;
	/** When it goes out, in milliseconds since 1970. */
	readonly at: number;
}

const MINUTES_A_DAY = 24 * 60;

/**
 * The prices of a model that hold for a request: those of the list, with those of each override whose conditions it meets. Of two that
 * name the same price the later one holds, as OpenRouter's documentation has it.
 */
export function pricingFor(
	model: Pick<CatalogueModel, 'pricing' | 'priceOverrides'> | undefined,
	request: PricedRequest,
): CatalogueModel['pricing'] {
	const { pricing, priceOverrides = [] } = model ?? {};
	if (pricing === undefined) return undefined;
	const prices = { ...pricing };
	for (const override of priceOverrides) {
		if (applies(override, request)) Object.assign(prices, override.pricing);
	}
	return prices;
}

function applies({ minPromptTokens = -1, hours }: PriceOverride, { prompt, at }: PricedRequest) {
	if (prompt <= minPromptTokens) return false;
	if (hours === undefined) return true;
	const now = Math.floor(at / 60_000) % MINUTES_A_DAY;
	const { from, to } = hours;
	// "22:00 to 06:00" is over midnight.
	return from <= to ? now >= from && now < to : now >= from || now < to;
}

/** 1630, as OpenRouter has half past four, or "16:30", or "16:30:00Z", as minutes of the day; undefined for what is no time of day. */
export function minuteOfDay(time: unknown): number | undefined {
	const text = String(time);
	const clock = /^\d{1,4}$/.test(text) ? text.padStart(4, '0').replace(/..$/, ':$&') : text;
	const [, hours = '', minutes = ''] = /^(\d\d?):(\d\d)(?::\d\d)?Z?$/.exec(clock) ?? [];
	const minute = Number(hours) * 60 + Number(minutes);
	return hours === '' || Number(minutes) > 59 || minute > MINUTES_A_DAY ? undefined : minute;
}
