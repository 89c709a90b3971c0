import { withoutEnd } from './withoutEnd.ts';

/**
 * Sums of money, exact to the last digit. Numbers of JavaScript are binary fractions: 0.1 + 0.2 is not 0.3 there, and over a
 * month of replies such dust adds up. A decimal is a text like "0.00012" or "-1"; what is counted is counted in BigInt.
 */

/** Sign, digits, a fraction, an exponent: whatever JSON and the catalogue write for a number. */
const NUMBER = /^([+-]?)(\d+|(?=\.\d))(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Far more characters than any amount has: to add up millions of digits takes many seconds, each time that it is done. */
const MAX_LENGTH = 5000;

/** digits · 10^-places */
interface Scaled {
	readonly digits: bigint;
	/** 0 or more. */
	readonly places: number;
}

/** The number as a decimal in plain notation ("7e-8" becomes "0.00000007"); undefined for what is no finite number. */
export function parseDecimal(value: string | number): string | undefined {
	const scaled = parse(value);
	return scaled === undefined ? undefined : format(scaled);
}

/** The sum; what is no number counts as nothing. */
export function addDecimals(...values: readonly (string | number)[]): string {
	let sum: Scaled = { digits: 0n, places: 0 };
	for (const value of values) {
		const other = parse(value);
		if (other === undefined) continue;
		const places = Math.max(sum.places, other.places);
		sum = { digits: scaledTo(sum, places) + scaledTo(other, places), places };
	}
	return format(sum);
}

/** The product; what is no number counts as nothing. */
export function multiplyDecimals(one: string | number, other: string | number): string {
	const a = parse(one);
	const b = parse(other);
	if (a === undefined || b === undefined) return '0';
	return format({ digits: a.digits * b.digits, places: a.places + b.places });
}

/** Below 0 where the first is less, above 0 where it is more, 0 where both are the same; what is no number is 0. */
export function compareDecimals(one: string | number, other: string | number): number {
	const a = parse(one) ?? { digits: 0n, places: 0 };
	const b = parse(other) ?? { digits: 0n, places: 0 };
	const places = Math.max(a.places, b.places);
	const difference = scaledTo(a, places) - scaledTo(b, places);
	return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** What a binary fraction holds of a decimal for certain, in digits. */
const CERTAIN_DIGITS = 15;

/** An amount of so many digits at most is taken for what was meant, where what lies behind is what binary fractions leave. */
const MEANT_DIGITS = 12;

/**
 * The number as it was meant, to be shown: "0.30000000000000004" is what a program that counts in binary fractions makes of 0.3. Undefined
 * for what is no finite number.
 */
export function withoutDust(value: string | number): string | undefined {
	const scaled = parse(value);
	if (scaled === undefined) return undefined;
	const surplus = String(scaled.digits).replace('-', '').length - CERTAIN_DIGITS;
	if (surplus <= 0 || surplus > scaled.places) return format(scaled);
	const unit = 10n ** BigInt(surplus);
	const half = (unit / 2n) * (scaled.digits < 0n ? -1n : 1n);
	const rounded = { digits: (scaled.digits + half) / unit, places: scaled.places - surplus };
	const meant = withoutEnd(String(rounded.digits).replace('-', ''), '0');
	return format(meant.length <= MEANT_DIGITS ? rounded : scaled);
}

function parse(value: string | number): Scaled | undefined {
	const text = String(value);
	const match = text.length > MAX_LENGTH ? null : NUMBER.exec(text.trim());
	if (match === null) return undefined;
	const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
	const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
	const places = fraction.length - Number(exponent);
	const scaled =
		places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places };
	// Written plainly it can be longer, and is to be readable again.
	const longest = text.length + Math.abs(Number(exponent)) + 1;
	return longest > MAX_LENGTH && format(scaled).length > MAX_LENGTH ? undefined : scaled;
}

function scaledTo({ digits, places }: Scaled, wanted: number): bigint {
	return digits * 10n ** BigInt(wanted - places);
}

function format({ digits, places }: Scaled): string {
	const sign = digits < 0n ? '-' : '';
	const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0');
	const whole = text.slice(0, text.length - places);
	const fraction = withoutEnd(text.slice(text.length - places), '0');
	return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
