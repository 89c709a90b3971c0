import * as v from 'valibot';
import { type NumberRange, rangeInWords } from '../../shared/parameters/sampling.ts';
import { settingLabel } from '../../shared/text/settingLabel.ts';
import { cut } from '../../shared/text/shorten.ts';
import { ChatError } from '../errors/chatError.ts';
import { wrongShape } from '../errors/wrongShape.ts';
import type { RawSettings } from './rawSettings.ts';

/**
 * One reader for each kind of value that a setting can have. Each takes the setting's name without the "llamaChat." prefix, takes null
 * for not set, and throws a ChatError of kind badSetting for any other value, which names the setting, the value and what it must be.
 */

/** How much of a wrong value is said again, in UTF-16 code units. */
const MOST_SHOWN = 80;

/**
 * @param wanted goes on after "it must be "
 * @throws ChatError of kind badSetting, always
 */
export function refuse(setting: string, value: unknown, wanted: string): never {
	const json = JSON.stringify(value) ?? String(value);
	const shown = json.length > MOST_SHOWN ? `${cut(json, MOST_SHOWN - 3)}…` : json;
	throw new ChatError(
		'badSetting',
		`The setting ${settingLabel(setting)} is ${shown}; it must be ${wanted}. Nothing was sent.`,
		{ setting },
	);
}

/** A text as it is written; empty where it is not set. */
export function readText(raw: RawSettings, setting: string): string {
	const value = raw(setting) ?? '';
	return typeof value === 'string' ? value : refuse(setting, value, 'a text');
}

/** False where it is not set. */
export function readSwitch(raw: RawSettings, setting: string): boolean {
	const value = raw(setting) ?? false;
	return typeof value === 'boolean' ? value : refuse(setting, value, 'true or false');
}

/** A finite number in its range; undefined where it is not set. */
export function readNumber(
	raw: RawSettings,
	setting: string,
	range: NumberRange,
): number | undefined {
	const value = raw(setting) ?? undefined;
	if (value === undefined || isWithin(range, value)) return value;
	return refuse(setting, value, `${rangeInWords(range)}, or null to not send it`);
}

/** A whole number, both bounds included. */
export interface CountRange {
	/** What holds where it is not set. */
	readonly default: number;
	readonly min: number;
	readonly max: number;
}

export function readCount(
	raw: RawSettings,
	setting: string,
	{ default: usual, min, max }: CountRange,
): number {
	const range = { min, max, integer: true } as const;
	const value = raw(setting) ?? usual;
	return isWithin(range, value) ? value : refuse(setting, value, rangeInWords(range));
}

/** One of several words, the first of them where it is not set. */
export function readChoice<const Choice extends string>(
	raw: RawSettings,
	setting: string,
	choices: readonly [Choice, ...Choice[]],
): Choice {
	const value = raw(setting) ?? choices[0];
	return choices.find((choice) => choice === value) ?? refuse(setting, value, eitherOf(choices));
}

/** Some texts, none of them empty; undefined where there are none or it is not set. */
export function readList(
	raw: RawSettings,
	setting: string,
	{ most, wanted }: { readonly most: number; readonly wanted: string },
): readonly string[] | undefined {
	const value = raw(setting) ?? undefined;
	if (value === undefined) return undefined;
	const list = v.safeParse(v.pipe(Texts, v.maxLength(most)), value);
	if (!list.success) return refuse(setting, value, `${wanted}, or null`);
	return list.output.length === 0 ? undefined : list.output;
}

const Texts = v.array(v.pipe(v.string(), v.minLength(1)));

/** An object or a list of the user's own making, of which is said what is wrong in it; undefined where it is not set. */
export function readShape<T>(
	raw: RawSettings,
	setting: string,
	shape: v.GenericSchema<unknown, T>,
): T | undefined {
	const value = raw(setting) ?? undefined;
	if (value === undefined) return undefined;
	const parsed = v.safeParse(shape, value);
	if (parsed.success) return parsed.output;
	throw wrongShape(`The setting ${settingLabel(setting)}`, parsed.issues[0], setting);
}

/** Whether a value is a number of a range. */
export function isWithin({ min, max, integer }: NumberRange, value: unknown): value is number {
	return (
		typeof value === 'number' &&
		Number.isFinite(value) &&
		(!integer || Number.isSafeInteger(value)) &&
		value >= (min ?? value) &&
		value <= (max ?? value)
	);
}

/** "auto", "undici" or "fetch" */
function eitherOf(choices: readonly string[]): string {
	const quoted = choices.map((choice) => `"${choice}"`);
	return [quoted.slice(0, -1).join(', '), ...quoted.slice(-1)].join(' or ');
}
