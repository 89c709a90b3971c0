import {
	compareDecimals,
	multiplyDecimals,
	parseDecimal,
	withoutDust,
} from '../../shared/text/decimal.ts';
import type { CatalogueModel } from '../server/chatServer.ts';

const MILLION = '1000000';

/**
 * A price per token as dollars per million tokens, to the last digit: "0.00000007" is "$0.07". "varies" for what the catalogue
 * has below zero, which is its sign for a price that depends on the model chosen; undefined for what is no price.
 */
export function pricePerMillion(perToken: string | undefined): string | undefined {
	const price = perToken === undefined ? undefined : withoutDust(perToken);
	if (price === undefined) return undefined;
	return compareDecimals(price, '0') < 0 ? 'varies' : dollars(multiplyDecimals(price, MILLION));
}

/** Cents at least: "$0.30", "$0.075", "$3". */
function dollars(amount: string): string {
	const [whole = '0', fraction = ''] = amount.split('.');
	return fraction === '' ? `$${whole}` : `$${whole}.${fraction.padEnd(2, '0')}`;
}

/**
 * What a model's reasoning costs, in a sentence; undefined where the list does not say. It has "0" where reasoning has no price of its
 * own: then it is billed as the reply is.
 */
export function reasoningPrice({ pricing }: CatalogueModel): string | undefined {
	const own = pricePerMillion(pricing?.['internal_reasoning']);
	if (own !== undefined && own !== 'varies' && own !== '$0')
		return `Tokens of reasoning cost ${own} per million.`;
	const reply = pricePerMillion(pricing?.['completion']);
	if (reply === undefined || reply === 'varies') return undefined;
	return `Tokens of reasoning are billed as the reply’s are: ${reply} per million.`;
}

/** Whether the server says that the model costs nothing, whatever is done with it. */
export function isFree({ pricing }: CatalogueModel): boolean {
	if (pricing === undefined) return false;
	const { prompt, completion, request = '0' } = pricing;
	return [prompt, completion, request].every(
		(price) => price !== undefined && parseDecimal(price) === '0',
	);
}

/** Whether, and when, these prices are not those of a request. */
function otherPrices({ priceOverrides = [] }: CatalogueModel): string {
	const lengths = priceOverrides.flatMap(({ minPromptTokens }) => minPromptTokens ?? []);
	const least = lengths.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
	const from = lengths.length === 0 ? [] : [`above ${least.toLocaleString('en')} tokens`];
	const hours = priceOverrides.some((override) => override.hours) ? ['at some hours'] : [];
	const when = [...from, ...hours].join(' and ');
	return when === '' ? '' : `, others ${when}`;
}

/** "free", "price varies", "$0.30 in, $0.40 out per million tokens"; undefined where the server does not say. */
export function priceInWords(model: CatalogueModel): string | undefined {
	if (isFree(model)) return 'free';
	const prompt = pricePerMillion(model.pricing?.['prompt']);
	const completion = pricePerMillion(model.pricing?.['completion']);
	if (prompt === undefined || completion === undefined) return undefined;
	if (prompt === 'varies' || completion === 'varies') return 'price varies';
	const request = withoutDust(model.pricing?.['request'] ?? '0') ?? '0';
	const perRequest = compareDecimals(request, '0') > 0 ? `, ${dollars(request)} per request` : '';
	return `${prompt} in, ${completion} out per million tokens${perRequest}${otherPrices(model)}`;
}
