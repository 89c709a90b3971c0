import { dollars } from '../../shared/spending/money.ts';
import { addDecimals, compareDecimals, parseDecimal } from '../../shared/text/decimal.ts';
import type { RawSettings } from '../settings/rawSettings.ts';
import { refuse } from '../settings/settingReaders.ts';

/** What may be spent in a day, in US dollars as decimals; undefined for no limit. */
export interface Limits {
	/** Beyond it the user is asked before anything is sent. */
	readonly soft: string | undefined;
	/** Beyond it nothing is sent. */
	readonly hard: string | undefined;
}

/** @throws ChatError of kind badSetting */
export function parseLimits(raw: RawSettings): Limits {
	return { soft: readLimit(raw, 'softLimit'), hard: readLimit(raw, 'hardLimit') };
}

function readLimit(raw: RawSettings, setting: 'softLimit' | 'hardLimit'): string | undefined {
	const value = raw(setting) ?? undefined;
	if (value === undefined) return undefined;
	const limit = typeof value === 'number' && value >= 0 ? parseDecimal(value) : undefined;
	return limit ?? refuse(setting, value, 'a number of dollars of at least 0, or null for no limit');
}

/** What is to happen with a message: it goes, the user is asked first, or it does not go. The words are for people. */
export type Verdict =
	| { readonly is: 'allowed' }
	| { readonly is: 'asked'; readonly question: string; readonly detail: string }
	| { readonly is: 'refused'; readonly message: string };

/**
 * @param spent today, billed and estimated, as a decimal
 * @param next what the message to be sent is estimated at; undefined where its price is not known
 */
export function judge(limits: Limits, spent: string, next: string | undefined): Verdict {
	const sum = addDecimals(spent, next ?? 0);
	const { soft, hard } = limits;
	const soFar = `Today ${dollars(spent)} were spent${next === undefined ? '' : `, and this message is estimated at ${dollars(next)} without its reply`}.`;
	if (hard !== undefined && reaches(sum, spent, hard)) {
		return {
			is: 'refused',
			message: `The limit of ${dollars(hard)} for a day is reached. ${soFar} Nothing was sent.`,
		};
	}
	if (soft !== undefined && reaches(sum, spent, soft)) {
		return {
			is: 'asked',
			question: `The limit of ${dollars(soft)} for a day is reached. Send anyway?`,
			detail: soFar,
		};
	}
	return { is: 'allowed' };
}

/** The message may use the limit up, but not go beyond it; and nothing goes once it is used up, since no reply is free. */
function reaches(sum: string, spent: string, limit: string): boolean {
	return compareDecimals(sum, limit) > 0 || compareDecimals(spent, limit) >= 0;
}
