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

/** A string that is not empty: servers send "" where they mean nothing. */
export function stringField(value: unknown, name: string): string | undefined {
	const found = field(value, name);
	return typeof found === 'string' && found !== '' ? found : undefined;
}

export function numberField(value: unknown, name: string): number | undefined {
	const found = field(value, name);
	return typeof found === 'number' ? found : undefined;
}

/** An amount of money: a number, or, for one that a number does not hold to its last digit, its own text (see parseJson). */
export function dollarsField(value: unknown, name: string): Dollars | undefined {
	const found = field(value, name);
	if (typeof found === 'number') return found;
	return typeof found === 'string' ? parseDecimal(found) : undefined;
}

export function listField(value: unknown, name: string): readonly unknown[] {
	const found = field(value, name);
	return Array.isArray(found) ? found : [];
}

/**
 * The value, or undefined (which no JSON text means) where the text is not JSON. Amounts of money are exact: one that a
 * number does not hold to its last digit is a decimal text instead.
 */
export function parseJson(text: string): unknown {
	try {
		return text.includes('cost"') ? JSON.parse(text, exactly) : JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** A reviver; the third parameter is given by V8 since Node 21. */
function exactly(name: string, value: unknown, context?: { readonly source?: string }): unknown {
	if (typeof value !== 'number' || !name.endsWith('cost')) return value;
	const decimal = parseDecimal(context?.source ?? value);
	return decimal === undefined || decimal === parseDecimal(value) ? value : decimal;
}
