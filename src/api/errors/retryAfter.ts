import { field, isObject, listField } from '../json/jsonFields.ts';
import type { HttpHeaders } from '../network/transport.ts';

/** "7.5 s", "700ms", and "1m30s" in two, as headers, Google's details and sentences have them. */
const UNIT = 'd(?:ays?)?|h(?:(?:ou)?rs?)?|ms|milliseconds?|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?';
const AMOUNT = String.raw`(\d{1,9}(?:\.\d{1,9})?)[\s-]?(${UNIT})(?![a-z])`;
const DURATION = new RegExp(AMOUNT, 'gi');
/** "2 hours, 5 minutes and 10 seconds". */
const BETWEEN = String.raw`\s{0,3}(?:,\s{0,3})?(?:and\s)?`;
const ALL = `${AMOUNT}(?:${BETWEEN}${AMOUNT}){0,4}`;
/** A wait that has been too long is told as a limit, and says nothing of the next. */
const NO_LIMIT = String.raw`(?<!\b(?:max(?:imum)?|exceed(?:s|ed|ing)?|answer,?|after|the|total|allowed|queue) )`;
const IN_WORDS = new RegExp(
	String.raw`(?:\b(?:try(?: it)? again|retry(?:ing)?|available(?: again)?|resets?) (?:in|after)|${NO_LIMIT}\bwait(?: for)?(?: at least)?) (?:about |approximately |another )?(${ALL})(?! (?:(?:was|is|has|have|been) ){0,2}(?:exceeded|elapsed|expired|passed|reached|time-?out|limit)\b)`,
	'i',
);
const WHOLE = new RegExp(`^${ALL}$`, 'i');

/** What is said in a place that has it for nothing else, by its name in small letters without "_" and "-", and how many of it are a second. */
const NAMES: readonly (readonly [name: string, perSecond: number])[] = [
	['retryafterms', 1000],
	['retryaftermilliseconds', 1000],
	['retryafterseconds', 1],
	['retryafter', 1],
	['retrydelay', 1],
	['retryin', 1],
];

/** Seconds from Retry-After (seconds, a duration or a date), or from OpenRouter's X-RateLimit-Reset, which is a time in Unix milliseconds. */
export function retryAfterOf(headers: HttpHeaders): number | undefined {
	const exact = secondsOf(headers['retry-after-ms'], 1000);
	const seconds = exact ?? secondsOf(headers['retry-after'], 1);
	if (seconds !== undefined) return seconds;
	const reset = headers['x-ratelimit-reset'];
	// Other servers put seconds or a duration there: believed only as a time within the next day.
	const wait = reset === undefined ? undefined : untilUnix(Number(reset));
	return wait !== undefined && wait > 0 && wait < 86_400 ? wait : undefined;
}

/** Seconds, where an object of an error's body says when to try again: as a field, or among Google's details. */
export function retryAfterIn(holder: unknown): number | undefined {
	for (const one of [holder, ...listField(holder, 'details')]) {
		const told = new Map(
			Object.entries(isObject(one) ? one : {}).map(([name, value]) => [
				name.toLowerCase().replaceAll(/[_-]/g, ''),
				value,
			]),
		);
		for (const [name, unit] of NAMES) {
			const seconds = secondsOf(told.get(name), unit);
			if (seconds !== undefined) return seconds;
		}
	}
	return undefined;
}

/** Seconds, where a sentence says when: "Please try again in 1m30s." */
export function retryAfterInWords(text: string): number | undefined {
	return durationOf(IN_WORDS.exec(text)?.[1]?.trim() ?? '');
}

/** Google's own object has them apart. */
function secondsOf(value: unknown, unit: number): number | undefined {
	if (isObject(value)) return secondsOf(field(value, 'seconds'), unit);
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const told = String(value).trim();
	const text = told.split(',', 1)[0]?.trim() ?? '';
	if (text === '') return undefined;
	const number = Number(text);
	if (Number.isFinite(number) && number < 0) return undefined;
	if (Number.isFinite(number)) return Math.max(0, untilUnix(number) ?? number / unit);
	const duration = durationOf(told) ?? durationOf(text);
	if (duration !== undefined) return duration;
	// A date may have a comma of its own. One that has passed says that it may be tried now.
	const date = dateOf(told);
	return date === undefined ? undefined : Math.max(0, (date - Date.now()) / 1000);
}

/** The three forms that HTTP has for a date, and that of JSON. The oldest names no zone and is GMT. */
const DATE = /^(?:[a-z]{3,9}, \d|\d{4}-\d\d)/i;
const OLDEST_DATE = /^[a-z]{3} [a-z]{3} [ \d]\d [\d:]{8} \d{4}$/i;

/** Unix milliseconds. */
function dateOf(text: string): number | undefined {
	if (!DATE.test(text) && !OLDEST_DATE.test(text)) return undefined;
	const date = Date.parse(OLDEST_DATE.test(text) ? `${text} GMT` : text);
	return Number.isFinite(date) ? date : undefined;
}

/** Seconds; undefined where a text is no duration. Of one that is told twice, the first. */
function durationOf(text: string): number | undefined {
	if (text.length > MAX_DURATION || !WHOLE.test(text)) return undefined;
	const parts = [...text.matchAll(DURATION)];
	const units = parts.map(([, , unit = '']) => millisecondsIn(unit));
	const next = units.findIndex((unit, at) => at > 0 && unit >= (units[at - 1] ?? Infinity));
	const own = parts.slice(0, next < 0 ? parts.length : next);
	return own.reduce((sum, [, amount], at) => sum + Number(amount) * (units[at] ?? 0), 0) / 1000;
}

/** Longer than any, in characters. */
const MAX_DURATION = 60;

function millisecondsIn(unit: string): number {
	if (/^d/i.test(unit)) return 86_400_000;
	if (/^h/i.test(unit)) return 3_600_000;
	if (/^m(?:in|$)/i.test(unit)) return 60_000;
	return /^s/i.test(unit) ? 1000 : 1;
}

/** Seconds until a time in Unix seconds or milliseconds; undefined for a number that is none. */
function untilUnix(time: number): number | undefined {
	if (!(time > 1e9)) return undefined;
	return (time > 1e11 ? time : time * 1000) / 1000 - Date.now() / 1000;
}
