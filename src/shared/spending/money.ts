import type { Dollars, ReplyFacts } from '../conversation/messages.ts';
import { addDecimals, withoutDust } from '../text/decimal.ts';
import { withoutEnd } from '../text/withoutEnd.ts';

/** What was paid for something, or would be, in US dollars as decimals; undefined where nothing is known. */
export interface Cost {
	/** What the server billed, and, with a key of the user's own, what the provider did. */
	readonly billed: string | undefined;
	/** By the catalogue's prices, for what the server did not say. */
	readonly estimated: string | undefined;
}

/** What a reply cost. With the user's own key the server bills its fee only, and the provider the rest. */
export function costOf({ usage, estimated_cost: estimated }: ReplyFacts): Cost {
	if (usage?.cost === undefined) return { billed: undefined, estimated };
	const atProvider = usage.is_byok ? (usage.upstream_inference_cost ?? 0) : 0;
	return { billed: addDecimals(usage.cost, atProvider), estimated };
}

/** Billed and estimated together; undefined where nothing is known. */
export function totalOf({ billed, estimated }: Cost): string | undefined {
	if (billed === undefined || estimated === undefined) return billed ?? estimated;
	return addDecimals(billed, estimated);
}

/** "$0.0003", or "≈$0.0003" where a part of it is an estimate; undefined where nothing is known. */
export function costInWords(cost: Cost): string | undefined {
	const total = totalOf(cost);
	if (total === undefined) return undefined;
	return `${cost.estimated === undefined ? '' : '≈'}${dollars(total)}`;
}

/** US dollars for the eye: cents from a cent on, two significant digits below. */
export function dollars(amount: Dollars): string {
	const value = Number(amount);
	const sign = value < 0 ? '-' : '';
	const size = Math.abs(value);
	if (!Number.isFinite(size) || size === 0) return '$0';
	if (size >= 0.01) {
		const cents = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
		return `${sign}$${size.toLocaleString('en', cents)}`;
	}
	const places = Math.min(12, 1 - Math.floor(Math.log10(size)));
	return `${sign}$${withoutEnd(withoutEnd(size.toFixed(places), '0'), '.')}`;
}

/** US dollars with all the digits that are meant. */
export function exactDollars(amount: Dollars): string {
	const [whole = '', ...places] = String(withoutDust(amount) ?? amount).split('.');
	// Thousands are set apart, as they are where it is rounded. A number has no room for the digits of a large amount.
	const set = /^-?\d{4,}$/.test(whole) ? BigInt(whole).toLocaleString('en') : whole;
	return `$${[set, ...places].join('.')}`;
}
