import type { LaterDetails } from '../../shared/conversation/laterDetails.ts';
import { exactDollars } from '../../shared/spending/money.ts';
import {
	addDecimals,
	compareDecimals,
	multiplyDecimals,
	withoutDust,
} from '../../shared/text/decimal.ts';
import type { LedgerEntry } from './ledger.ts';

/** A line that sets right what was counted for a reply, and that in a sentence. */
export interface Correction {
	readonly entry: LedgerEntry;
	readonly words: string;
}

/**
 * What the ledger lacks where the server says afterwards what a reply cost. Of a reply that went on it is the last part that the server was
 * asked about.
 * @returns undefined where it was counted so, where nothing was counted, and where it is not clear what was paid in all: with a key of
 * one's own at the provider the server may name its fee alone
 */
export function correctionOf(
	entries: readonly LedgerEntry[],
	reply: string,
	{ total_cost, upstream_inference_cost: upstream = 0 }: LaterDetails,
): Correction | undefined {
	if (total_cost === undefined) return undefined;
	const own = entries.filter((entry) => entry.reply === reply);
	const last = own.findLastIndex(({ corrects }) => !corrects);
	const [first, ...corrected] = own.slice(Math.max(0, last));
	if (first === undefined) return undefined;
	if (first.at_provider !== undefined || compareDecimals(upstream, total_cost) > 0)
		return undefined;
	const counted = [first, ...corrected];
	const billed = addDecimals(...counted.map((entry) => entry.billed ?? 0));
	const estimated = addDecimals(...counted.map((entry) => entry.estimated ?? 0));
	const before = addDecimals(billed, estimated);
	const wasEstimated = compareDecimals(estimated, 0) !== 0;
	const isSame = compareDecimals(withoutDust(before) ?? 0, withoutDust(total_cost) ?? 0) === 0;
	if (isSame && !wasEstimated) return undefined;
	const { at, chat, server, model, answered, provider } = first;
	const about = wasEstimated ? '≈' : '';
	return {
		entry: {
			type: 'reply',
			// On the day of the reply: that is whose sum was wrong.
			...{ at, chat, reply, server, model },
			...(answered !== undefined && { answered }),
			...(provider !== undefined && { provider }),
			billed: addDecimals(total_cost, multiplyDecimals(billed, -1)),
			...(wasEstimated && { estimated: multiplyDecimals(estimated, -1) }),
			corrects: true,
		},
		words: `OpenRouter billed ${exactDollars(total_cost)} for this reply, and ${about}${exactDollars(before)} had been counted. The sums are corrected.`,
	};
}
