import type { Dollars } from '../../../shared/conversation/messages.ts';
import {
	addDecimals,
	compareDecimals,
	multiplyDecimals,
	parseDecimal,
} from '../../../shared/text/decimal.ts';
import { dollarsOf, field, isObject, parseJson, stringField } from '../../json/jsonFields.ts';

/** Proxies send it as JSON in a string, or as a list of one. */
export function unfolded(value: unknown): unknown {
	if (typeof value === 'string')
		return /^\s{0,8}[[{]/.test(value) ? unfolded(parseJson(value)) : value;
	return Array.isArray(value) && value.length === 1 && isObject(value[0]) ? value[0] : value;
}

/** OpenRouter has one number, Perplexity an object with its parts, xAI ticks, Venice an object beside the usage, DeepInfra its own name. */
export function costIn(answer: unknown, usage: unknown): Dollars | undefined {
	// Money of another currency is not counted, wherever that is told.
	if ([usage, answer].some((holder) => !isInDollars(holder) || isInCredits(holder)))
		return undefined;
	const bills = [usage, answer]
		.map((holder) => inCurrency(field(holder, 'billing')))
		.filter((bill) => bill !== undefined);
	return (
		amountIn(unfolded(field(usage, 'cost'))) ??
		amountIn(unfolded(field(usage, 'costs'))) ??
		dollarsNamed(usage) ??
		fromTicks(field(usage, 'cost_in_usd_ticks')) ??
		amountIn(field(usage, 'cost_details')) ??
		amountIn(field(usage, 'cost_breakdown')) ??
		amountIn(unfolded(field(answer, 'cost'))) ??
		sumTold(field(answer, 'costs')) ??
		amountIn(field(answer, 'cost_breakdown')) ??
		besideUsage(answer) ??
		bills.find((bill) => Number(bill) !== 0) ??
		inSmallUnits(usage) ??
		dollarsNamed(answer) ??
		inSmallUnits(answer) ??
		bills[0] ??
		dollarsOf(field(usage, 'estimated_cost')) ??
		[usage, answer].map((holder) => sumOfParts(holder, isCost)).find((sum) => sum !== undefined)
	);
}

/** Of a field beside the tokens, or beside their object. */
function isCost(name: string): boolean {
	return /_cost(?:_usd)?$/i.test(name);
}

/** What an object of costs calls their sum. */
const SUMS = [
	'total_cost',
	'total_cost_usd',
	'total',
	'total_usd',
	'usd',
	'cost_usd',
	'amount',
	'value',
	'cost',
] as const;

/** The same in a bill: first what is of this answer alone. */
const OF_BILL = ['amount', 'amount_usd', 'cost', 'cost_usd', 'value', ...SUMS] as const;

/** What an amount that stands by itself is called, as in_snake_case. */
const NAMES_OF_COST =
	/^(?:(?:total|billed|final|actual|inference|usage|response|usd|tensorzero)_)?cost(?:_in)?(?:_usd|_dollars?)?(?:_total)?$|^total_(?:price|usd)$/;

/** An amount that stands by itself, a total before others. */
function dollarsNamed(holder: unknown): Dollars | undefined {
	const found = Object.entries(isObject(holder) ? holder : {}).flatMap(([name, value]) => {
		const words = inSnakeCase(name);
		const amount = NAMES_OF_COST.test(words) ? withCurrency(value) : undefined;
		return amount === undefined ? [] : [{ words, amount }];
	});
	// A zero beside an amount says nothing.
	const amounts = found.filter(({ amount }) => Number(amount) !== 0);
	const told = amounts.length > 0 ? amounts : found;
	return (told.find(({ words }) => /^total_|_total$/.test(words)) ?? told[0])?.amount;
}

/** An amount, or one in an object beside its currency or its unit. */
function withCurrency(value: unknown): Dollars | undefined {
	if (!isObject(value)) return dollarsOf(value);
	return isInDollars(value) ? inParts(value) : undefined;
}

/** The amount of a bill: without a currency it may be in whatever its sender counts in. */
function inCurrency(told: unknown): Dollars | undefined {
	const isMoney = ['currency', 'currency_code', 'currencyCode'].some((name) =>
		stringField(told, name),
	);
	const bill = withoutAccount(told);
	return isMoney && isObject(bill) && isInDollars(bill) ? inParts(bill, OF_BILL) : undefined;
}

/** A bill without the totals that may be those of the account: they stand for this answer where no other amount does. */
function withoutAccount(bill: unknown): unknown {
	if (!isObject(bill)) return bill;
	const told = Object.entries(bill).map(([name, value]): [string, unknown] => [
		inSnakeCase(name),
		isObject(value) ? (isInDollars(value) ? (inParts(value) ?? value) : OTHER) : value,
	]);
	const isTotal = (name: string) => /^total(?:_|$)|_total$/.test(name);
	const hasOther = told.some(
		([name, value]) => !isTotal(name) && isAmountOfBill(name) && isSum(value),
	);
	return Object.fromEntries(told.filter(([name]) => !hasOther || !isTotal(name)));
}

/** In the place of an amount of another currency. */
const OTHER = Number.NaN;

/** Whether a total in the same bill may be of something else than this amount: one that is read here, or that may be one by its name. */
function isAmountOfBill(name: string): boolean {
	if ([...OF_BILL, 'dollars'].some((one) => one === name)) return true;
	if (smallUnit(name.replace(NOTHING, '')) !== undefined) return true;
	const isPart = PART.test(name.replace(/_price$/, '_cost'));
	return LIKE_AMOUNT.test(name) && !NO_AMOUNT.test(name) && !isPart;
}

const LIKE_AMOUNT = /(?:^|_)(?:costs?|prices?|amounts?|charge[ds]?|fees?)(?:_|$)/;

/** What comes to an amount or goes off it, is a rate, or no money. */
const NO_AMOUNT =
	/^(?:sub_?total|tax|vat|discount|balance|unit)_|_per_|_(?:id|at|created|timestamp|date|time|ms|tokens|count|requests|version|rate|tier)$/;

/** Whether it is an amount, be it one that cannot be right, such as less than nothing, and no other text. */
function isSum(value: unknown): boolean {
	if (typeof value === 'string') return AMOUNT_IN_WORDS.test(value);
	return typeof value === 'number';
}

/** In whatever currency, and however its thousands are set apart. */
const AMOUNT_IN_WORDS =
	/^\W{0,8}(?:[a-z]{1,3}\W{0,2})?\d[\d.,]*(?:e[+-]?\d+)?\s?(?:\W|[a-z]{3}|dollars?|cents?)?$/i;

/** Parts of an answer in which gateways have the cost. */
const HOLDERS = ['billing', 'metadata', 'meta', '_hidden_params'];

function besideUsage(answer: unknown): Dollars | undefined {
	const metadata = field(answer, 'provider_metadata') ?? field(answer, 'providerMetadata');
	const gateway = field(metadata, 'gateway');
	const router = field(field(metadata, 'openrouter'), 'usage');
	const bill = field(answer, 'billing');
	const holders = [...HOLDERS.map((name) => field(answer, name)), gateway, router].filter(
		isDollars,
	);
	// NanoGPT's, which also has the amount without a name for it.
	const nano = field(answer, 'x_nanogpt_pricing');
	return (
		holders
			.map((holder) => (holder === bill ? withoutAccount(holder) : holder))
			.map((holder) => sumTold(field(holder, 'cost')) ?? dollarsNamed(holder))
			.find((cost) => cost !== undefined) ??
		(isDollars(nano) ? (dollarsNamed(nano) ?? dollarsIn(nano, SUMS)) : undefined)
	);
}

/** Without the parts of a sum: so far from the usage they may as well be prices. */
function sumTold(cost: unknown): Dollars | undefined {
	if (!isObject(cost)) return dollarsOf(cost);
	return isDollars(cost) ? dollarsIn(cost, SUMS) : undefined;
}

/** Of what holds nothing but money: beside tokens, a `unit` is that of the tokens. */
function isDollars(holder: unknown): boolean {
	const unit = unitOf(holder);
	return isInDollars(holder) && (unit === undefined || isInDollars({ currency: unit }));
}

function unitOf(holder: unknown): string | undefined {
	return ['unit', 'units', 'cost_unit', 'costUnit']
		.map((name) => stringField(holder, name))
		.find(Boolean);
}

/** Whether the unit of a cost is told beside it, and is none of money. */
function isInCredits(holder: unknown): boolean {
	const unit = stringField(holder, 'cost_unit') ?? stringField(holder, 'costUnit');
	return unit !== undefined && !isInDollars({ currency: unit });
}

/** Amounts in parts of a dollar, by what their names say. */
const SMALL_UNITS = [
	[/^(?:usd_?)?cents?(?:_?usd)?$/, '1e-2'],
	[/^(?:usd_?)?micro(?:s|s?_?usd|s?_?dollars?)$/, '1e-6'],
	[/^(?:usd_?)?nano(?:s|s?_?usd|s?_?dollars?)$/, '1e-9'],
] as const;

/**
 * An amount that is told in parts of a dollar. In several of them it is one amount told several times, or not known.
 * @param before what stands before the unit in the name of a field
 */
function inSmallUnits(holder: unknown, before = COST_IN): Dollars | undefined {
	const told = Object.entries(isObject(holder) ? holder : {}).flatMap(([name, value]) => {
		const words = inSnakeCase(name);
		const unit = before.test(words) ? smallUnit(words.replace(before, '')) : undefined;
		const amount = unit === undefined ? undefined : dollarsOf(value);
		if (unit === undefined || amount === undefined) return [];
		return [{ isTotal: words.startsWith('total_'), amount: multiplyDecimals(amount, unit) }];
	});
	// A total is one of what is told beside it, and a zero beside an amount says nothing.
	const totals = told.filter(({ isTotal }) => isTotal);
	const all = (totals.length > 0 ? totals : told).map(({ amount }) => amount);
	const amounts = all.filter((amount) => Number(amount) !== 0);
	const [first] = amounts.length > 0 ? amounts : all;
	const isOne = first !== undefined && amounts.every((one) => compareDecimals(one, first) === 0);
	return isOne ? asDollars(first) : undefined;
}

const COST_IN = /^(?:total_)?cost_(?:in_)?/;
const NOTHING = /^(?:(?:amount|value|total)_)?(?:in_)?/;

/** What part of a dollar a unit is. */
function smallUnit(unit: string): string | undefined {
	return SMALL_UNITS.find(([names]) => names.test(inSnakeCase(unit)))?.[1];
}

function inSnakeCase(name: string): string {
	return name.replaceAll(/[a-z](?=[A-Z])/g, '$&_').toLowerCase();
}

const CURRENCY = /(?:^|_)currency(?:_?code)?$/;

/** Of whom the amount is shown to, who may be told it in another. */
const SHOWN_IN = /^(?:display|local|user|preferred)_/;

/** Whether no field names a currency but that of the United States; "currency" goes before those with more in their names. */
function isInDollars(holder: unknown): boolean {
	const told = Object.entries(isObject(holder) ? holder : {}).flatMap(([name, value]) => {
		const words = inSnakeCase(name);
		const isOne = CURRENCY.test(words) && !SHOWN_IN.test(words);
		return isOne && typeof value === 'string' && value !== '' ? [{ words, value }] : [];
	});
	const plain = told.filter(({ words }) => words === 'currency');
	return (plain.length > 0 ? plain : told).every(({ value }) =>
		/^(?:USD?\$?|\$|(?:US )?dollars?)$/i.test(value.trim()),
	);
}

/** An amount, or the sum in an object of amounts. Money of another currency is not counted. */
function amountIn(cost: unknown): Dollars | undefined {
	if (!isObject(cost)) return dollarsOf(cost);
	const small = isInDollars(cost) ? inParts(cost) : undefined;
	if (small !== undefined || !isDollars(cost)) return small;
	const costs = Object.fromEntries(
		Object.entries(cost).map(([name, value]) => [
			inSnakeCase(name),
			// An amount with its currency, within the object.
			isObject(value) ? (isInDollars(value) ? dollarsIn(value, SUMS) : 'other') : value,
		]),
	);
	return dollarsIn(costs, SUMS) ?? sumOfParts(costs, (name) => !/^(?:currency|unit)$/.test(name));
}

/** An amount that is counted in parts of a dollar: {"micros": 1200}, {"amount": 12, "unit": "cents"}, and Google's in whole units and nanos. */
function inParts(cost: object, names: readonly string[] = SUMS): Dollars | undefined {
	const unit = smallUnit(unitOf(cost) ?? '');
	const amount = unit === undefined ? undefined : dollarsIn(cost, names);
	if (unit !== undefined && amount !== undefined) return asDollars(multiplyDecimals(amount, unit));
	const sum = isDollars(cost) ? dollarsIn(cost, names) : undefined;
	return sum ?? wholeAndParts(cost);
}

/** Whole dollars and what comes to them, or both for the same amount. */
function wholeAndParts(cost: object): Dollars | undefined {
	const whole = dollarsIn(cost, WHOLE);
	const hasSmall = Object.keys(cost).some(
		(name) => smallUnit(inSnakeCase(name).replace(NOTHING, '')) !== undefined,
	);
	if (!hasSmall) return field(cost, 'units') === undefined ? whole : undefined;
	const parts = inSmallUnits(cost, NOTHING);
	if (whole === undefined || parts === undefined || compareDecimals(whole, parts) === 0)
		return parts;
	const isRest = Number.isInteger(Number(whole)) && Number(parts) < 1;
	return isRest ? asDollars(addDecimals(whole, parts)) : undefined;
}

const WHOLE = ['units', 'dollars'] as const;

/** What belongs to a sum in an object of costs: "input", "output_tokens_cost", "request_cost". A bare "input_tokens" is a count. */
const PART =
	/^(?:input|prompt|output|completion|request|reasoning|citation|search|cache_?(?:read|write)|image|audio)(?:(?:_?(?:tokens|quer(?:y|ies)))?_?cost(?:_usd)?)?$/i;
const INPUT_PART = /^(?:input|prompt)/i;
const OUTPUT_PART = /^(?:output|completion)/i;

/**
 * The sum of a cost that a server gives in parts alone. Undefined where the prompt's or the reply's part is missing, or an amount is
 * not known to belong to it: a sum that is too low must not be told as what was billed.
 * @param isAmount which names are those of amounts
 */
function sumOfParts(holder: unknown, isAmount: (name: string) => boolean): Dollars | undefined {
	const told = Object.entries(isObject(holder) ? holder : {}).filter(
		([name, value]) => isAmount(name) && value !== null,
	);
	const parts = told.map(([name, value]) => (PART.test(name) ? dollarsOf(value) : undefined));
	const amounts = parts.filter((part) => part !== undefined);
	const has = (part: RegExp) => told.some(([name]) => part.test(name));
	if (amounts.length < told.length || !has(INPUT_PART) || !has(OUTPUT_PART)) return undefined;
	return asDollars(addDecimals(...amounts));
}

/** As a number, where that holds it to its last digit. */
function asDollars(amount: string): Dollars {
	return parseDecimal(Number(amount)) === amount ? Number(amount) : amount;
}

function dollarsIn(holder: unknown, names: readonly string[]): Dollars | undefined {
	return names.map((name) => dollarsOf(field(holder, name))).find((found) => found !== undefined);
}

/** xAI counts in 10^10 ticks to the dollar. */
function fromTicks(ticks: unknown): Dollars | undefined {
	const counted = dollarsOf(ticks);
	if (counted === undefined) return undefined;
	return asDollars(multiplyDecimals(counted, '1e-10'));
}
