import type { Dollars, Usage } from '../../shared/conversation/messages.ts';
import { multiplyDecimals, parseDecimal } from '../../shared/text/decimal.ts';
import { dollarsOf, field, isObject, numberField, stringField } from '../json/jsonFields.ts';

/**
 * The tokens and the cost that a chunk or an answer tells; undefined where it tells of neither, or of a cost without any tokens.
 * @param known what was told before
 */
export function readUsage(answer: unknown, known: Usage | undefined): Usage | undefined {
	const usage = field(answer, 'usage');
	const cost = costIn(answer);
	const prompt = countField(usage, 'prompt_tokens');
	const completion = countField(usage, 'completion_tokens');
	if (prompt === undefined || completion === undefined) {
		return cost === undefined || known === undefined ? undefined : withCost(known, cost);
	}
	const cached = countField(field(usage, 'prompt_tokens_details'), 'cached_tokens');
	const reasoning = countField(field(usage, 'completion_tokens_details'), 'reasoning_tokens');
	const byok = field(usage, 'is_byok');
	const upstream = dollarsOf(field(field(usage, 'cost_details'), 'upstream_inference_cost'));
	const counted: Usage = {
		prompt_tokens: prompt,
		completion_tokens: completion,
		total_tokens: countField(usage, 'total_tokens') ?? prompt + completion,
	};
	return {
		...withCost(counted, cost ?? known?.cost),
		...(cached === undefined ? {} : { cached_tokens: cached }),
		...(reasoning === undefined ? {} : { reasoning_tokens: reasoning }),
		...(typeof byok === 'boolean' ? { is_byok: byok } : {}),
		...(upstream === undefined ? {} : { upstream_inference_cost: upstream }),
	};
}

function withCost(usage: Usage, cost: Dollars | undefined): Usage {
	return cost === undefined ? usage : { ...usage, cost };
}

/** OpenRouter has one number, Perplexity an object with its parts, xAI ticks, Venice an object beside the usage, DeepInfra its own name. */
function costIn(answer: unknown): Dollars | undefined {
	const usage = field(answer, 'usage');
	return (
		amountIn(field(usage, 'cost')) ??
		dollarsOf(field(usage, 'total_cost')) ??
		fromTicks(field(usage, 'cost_in_usd_ticks')) ??
		amountIn(field(usage, 'cost_details')) ??
		amountIn(field(answer, 'cost')) ??
		dollarsOf(field(usage, 'estimated_cost'))
	);
}

/** What an object of costs calls their sum. */
const SUMS = ['total_cost', 'total', 'usd', 'amount', 'cost'] as const;

/** An amount, or the sum in an object of amounts. Money of another currency is not counted. */
function amountIn(cost: unknown): Dollars | undefined {
	if (!isObject(cost)) return dollarsOf(cost);
	const currency = stringField(cost, 'currency') ?? 'USD';
	if (currency.toUpperCase() !== 'USD') return undefined;
	for (const name of SUMS) {
		const amount = dollarsOf(cost[name]);
		if (amount !== undefined) return amount;
	}
	return undefined;
}

/** xAI counts in 10^10 ticks to the dollar. */
function fromTicks(ticks: unknown): Dollars | undefined {
	const counted = dollarsOf(ticks);
	if (counted === undefined) return undefined;
	const amount = multiplyDecimals(counted, '1e-10');
	return parseDecimal(Number(amount)) === amount ? Number(amount) : amount;
}

/** A count of tokens; a negative one or a fraction is none, and the ledger would not read it again. */
function countField(holder: unknown, name: string): number | undefined {
	const count = numberField(holder, name);
	return count !== undefined && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** Both are made by readUsage, so equal ones have the same fields in the same order. */
export function sameUsage(one: Usage, other: Usage | undefined): boolean {
	return other !== undefined && JSON.stringify(one) === JSON.stringify(other);
}
