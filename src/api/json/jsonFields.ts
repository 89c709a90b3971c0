import type { Dollars } from '../../shared/conversation/messages.ts';
import { parseDecimal } from '../../shared/text/decimal.ts';

/**
 * Reads of JSON that came from outside. Servers differ and change, so a field that is missing or of another type is simply
 * not there: it never costs the rest of the answer.
 */

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function field(value: unknown, name: string): unknown {
	return isObject(value) ? value[name] : undefined;
}

/** A string that is not empty: servers send "" where they mean nothing. What is half a character in it is U+FFFD. */
export function stringField(value: unknown, name: string): string | undefined {
	const found = field(value, name);
	return typeof found === 'string' && found !== '' ? found.toWellFormed() : undefined;
}

/** One that has an end: JSON can say 1e999, and what is written down of that is null, which nobody can read again. */
export function numberField(value: unknown, name: string): number | undefined {
	const found = field(value, name);
	return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

/** How many tokens there is room for. Servers have 0 and -1 where they mean nothing. */
export function tokensField(value: unknown, name: string): number | undefined {
	const found = numberField(value, name);
	return Number.isSafeInteger(found) && Number(found) > 0 ? found : undefined;
}

/** More than there is. */
const MAX_DOLLARS = 1e17;

/** Far more than an amount has. */
const MAX_DOLLAR_CHARACTERS = 100;

/** US dollars around an amount; any other currency makes it none. */
const BEFORE = /^(?:(?:USD? ?)?\$|USD)/i;
const AFTER = /(?:(?:USD? ?)?\$|USD|(?:US )?dollars?)$/i;

/** "1,200.50", "12,345,678.9": a comma between thousands is told by the point behind it. */
const THOUSANDS = /^\+?\d{1,3}(?:,\d{3})+\.\d*$/;

/** A comma before the fraction: "0,0012", "1,2e-3". "1,200" may be either, so it is no amount. */
const COMMA = /^(\+?0*),(\d+)$|^(\+?\d+),(\d{1,2}|\d{4,})$|^(\+?\d+),(\d+)(?=e)/i;

/**
 * An amount of US dollars: a number, or, for one that a number does not hold to its last digit, its own text (see parseJson). Some
 * servers write it for people: "$0.0012", "0.0012 USD", "1,2e-3". Undefined for what nobody is billed, such as less than nothing.
 */
export function dollarsOf(value: unknown): Dollars | undefined {
	if (typeof value === 'string' && value.length > MAX_DOLLAR_CHARACTERS) return undefined;
	const amount =
		typeof value === 'number'
			? value
			: typeof value === 'string'
				? parseDecimal(plainAmount(value))
				: undefined;
	return Number(amount) >= 0 && Number(amount) < MAX_DOLLARS ? amount : undefined;
}

/** As numbers are written in JSON, where it is certain which one is meant. */
function plainAmount(text: string): string {
	const bare = text.trim().replace(BEFORE, '').replace(AFTER, '').trim();
	const digits = THOUSANDS.test(bare)
		? bare.replaceAll(',', '')
		: bare.replace(COMMA, (comma) => comma.replace(',', '.'));
	return digits.replace(/^(\+?)\./, '$10.');
}

export function listField(value: unknown, name: string): readonly unknown[] {
	const found = field(value, name);
	return Array.isArray(found) ? found : [];
}

/**
 * The value, or undefined (which no JSON text means) where the text is not JSON, or is nested deeper than anything that is meant. Amounts
 * of money are exact: one that a number does not hold to its last digit is a decimal text instead. A number that is `content`, `text` or
 * `response` is its own text: "1.10".
 */
export function parseJson(text: string): unknown {
	if (isTooDeep(text)) return undefined;
	try {
		return EXACT.test(text) ? JSON.parse(text, exactly) : JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** What goes through a value, or writes it down again, needs room on the stack for each level; servers have some ten. */
const MAX_NESTING = 500;

function isTooDeep(text: string): boolean {
	if (text.length <= MAX_NESTING) return false;
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		const sign = text[at];
		if (sign === '"') at = endOfString(text, at);
		else if (sign === '{' || sign === '[') depth++;
		else if (sign === '}' || sign === ']') depth--;
		if (depth > MAX_NESTING) return true;
	}
	return false;
}

/** The quote that closes the one at `start`; the text's end where none does. */
function endOfString(text: string, start: number): number {
	let end = text.indexOf('"', start + 1);
	while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
	return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
	let first = at;
	while (text[first - 1] === '\\') first--;
	return (at - first) % 2 === 1;
}

/** Whether a text may have an amount of money, or a number in place of a text. */
const EXACT =
	/(?:cost|price)[a-z_]{0,24}"|(?:usd|nanogpt_pricing|billing)"|"(?:content|text|response)"\s{0,8}:\s{0,8}[-\d]/i;

/** What amounts of money are called: "cost", "total_price", "cost_in_cents", and within an object of costs, by what they are of. */
const MONEY =
	/(?:cost|price)(?:_?(?:in|usd|dollars?|cents?|micros?|nanos?|ticks|total)){0,3}$|^(?:(?:total_?)?usd|dollars|(?:usd_?)?(?:cents?|micros?|nanos?)|total|amount(?:_?usd)?|value|units)$|^(?:input|prompt|output|completion|request|reasoning|citation|search|cache_?(?:read|write)|image|audio)$/i;

/** What a server took for a number was a text. */
const TEXT = /^(?:content|text|response)$/;

/** A reviver; the third parameter is given by V8 since Node 21. */
function exactly(name: string, value: unknown, context?: { readonly source?: string }): unknown {
	if (typeof value !== 'number') return value;
	if (TEXT.test(name)) return context?.source ?? value;
	if (!MONEY.test(name)) return value;
	const decimal = parseDecimal(context?.source ?? value);
	return decimal === undefined || decimal === parseDecimal(value) ? value : decimal;
}
