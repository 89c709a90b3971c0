import type { CatalogueEntry } from './catalogue.ts';

/** A rule of prices, as OpenRouter's list has it in `pricing.overrides`. */
interface PriceRule {
	/** It holds for prompts of more than these. */
	readonly min_prompt_tokens?: number;
	/** Hours and minutes, UTC: 1630 is half past four. */
	readonly utc_start?: number;
	readonly utc_end?: number;
	readonly [price: string]: string | number | undefined;
}

/** What a request is billed by. */
export interface Billed {
	readonly prompt: number;
	readonly cached: number;
	readonly written: number;
	readonly completion: number;
	readonly images: number;
	/** Minutes of the day, UTC. */
	readonly minute: number;
}

/** What OpenRouter would bill by the entry's prices and rules, in US dollars: the prompt's share and the reply's. "-1" counts as nothing. */
export function billOf(
	entry: CatalogueEntry | undefined,
	{ prompt, cached, written, completion, images, minute }: Billed,
): { readonly prompt: number; readonly completion: number } {
	const prices: Record<string, unknown> = { ...entry?.pricing };
	for (const rule of rulesOf(prices['overrides'])) {
		const { min_prompt_tokens: least = -1, utc_start: start, utc_end: end, ...own } = rule;
		if (prompt > least && isWithin(minute, start, end)) Object.assign(prices, own);
	}
	const price = (name: string, otherwise = 0) => {
		const value = Number(prices[name] ?? Number.NaN);
		return value >= 0 ? value : otherwise;
	};
	const each = price('prompt');
	const read = prompt - cached - written;
	// "0" is OpenRouter's word for no price of its own.
	const writing = price('input_cache_write') || each;
	return {
		prompt:
			read * each +
			cached * price('input_cache_read', each) +
			written * writing +
			images * price('image') +
			price('request'),
		completion: completion * price('completion'),
	};
}

function rulesOf(value: unknown): readonly PriceRule[] {
	return Array.isArray(value) ? value : [];
}

function isWithin(minute: number, start: number | undefined, end: number | undefined): boolean {
	if (start === undefined || end === undefined) return true;
	const [from, to] = [minuteOf(start), minuteOf(end)];
	return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

function minuteOf(time: number): number {
	return Math.floor(time / 100) * 60 + (time % 100);
}
