import type { KeyCredit } from '../../core/server/chatServer.ts';
import { parseDecimal } from '../../shared/text/decimal.ts';
import { field, numberField } from '../json/jsonFields.ts';

/** What an answer to `GET {baseUrl}/key` says of money; undefined where it says nothing (any server but OpenRouter). */
export function readKeyCredit(json: unknown): KeyCredit | undefined {
	const data = field(json, 'data');
	const remaining = amount(data, 'limit_remaining');
	const usedToday = amount(data, 'usage_daily');
	return remaining === undefined && usedToday === undefined ? undefined : { remaining, usedToday };
}

function amount(data: unknown, name: string): string | undefined {
	const value = numberField(data, name);
	return value === undefined ? undefined : parseDecimal(value);
}
