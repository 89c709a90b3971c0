import * as v from 'valibot';
import type { ChatChoices } from '../../shared/conversation/messages.ts';
import {
	MAX_STOP_STRINGS,
	NUMERIC_PARAMETERS,
	type SamplingParameter,
	type WireSampling,
} from '../../shared/parameters/sampling.ts';
import { ChatError } from '../errors/chatError.ts';
import { isOpenRouter } from '../server/chatRequest.ts';
import { type Routing, readRouting } from '../server/routing.ts';
import { readCount } from './networkSettings.ts';

/** All settings, read once for one request and never changed. */
export interface Settings {
	/** Http or https, without a trailing slash. */
	readonly baseUrl: string;
	readonly model: string;
	readonly systemPrompt: string;
	readonly siteUrl: string;
	readonly siteName: string;
	readonly sampling: WireSampling;
	/** Empty for any server but OpenRouter, which alone has providers to choose from. */
	readonly routing: Routing;
	/** Whether OpenRouter is asked to say what it passes on to the provider. */
	readonly debugEcho: boolean;
	/** How often a request is sent again by itself. */
	readonly retries: number;
}

/** Reads the value of a setting, by its name without the "llamaChat." prefix; undefined or null where it is not set. */
export type RawSettings = (name: string) => unknown;

/** The settings as they are for a chat: what it has chosen stands in place of theirs, null included. */
export function withChoices(raw: RawSettings, choices: ChatChoices): RawSettings {
	const { model, parameters = {}, routing } = choices;
	return (name) => {
		if (name === 'model') return model ?? raw(name);
		if (name === 'routing' && routing !== undefined) return routing['provider'];
		if (name === 'fallbackModels' && routing !== undefined) return routing['models'];
		return Object.hasOwn(parameters, name) ? parameters[name] : raw(name);
	};
}

function refuse(setting: string, value: unknown, wanted: string): never {
	const shown = JSON.stringify(value) ?? String(value);
	const short = shown.length > 80 ? `${shown.slice(0, 77)}…` : shown;
	throw new ChatError(
		'badSetting',
		`The setting llamaChat.${setting} is ${short}; it must be ${wanted}. Nothing was sent.`,
		{ setting },
	);
}

function readText(raw: RawSettings, setting: string): string {
	const value = raw(setting) ?? '';
	return typeof value === 'string' ? value : refuse(setting, value, 'a text');
}

function readSwitch(raw: RawSettings, setting: string): boolean {
	const value = raw(setting) ?? false;
	return typeof value === 'boolean' ? value : refuse(setting, value, 'true or false');
}

/** "a number from 0 to 2", "a whole number of at least 1", "a whole number": the range in words, or undefined if none. */
export function rangeInWords(parameter: SamplingParameter): string {
	const kind = parameter.integer ? 'a whole number' : 'a number';
	if (parameter.min !== undefined && parameter.max !== undefined) {
		return `${kind} from ${parameter.min} to ${parameter.max}`;
	}
	return parameter.min === undefined ? kind : `${kind} of at least ${parameter.min}`;
}

function readNumber(raw: RawSettings, parameter: SamplingParameter): number | undefined {
	const value = raw(parameter.setting) ?? undefined;
	if (value === undefined) return undefined;
	const fits =
		typeof value === 'number' &&
		Number.isFinite(value) &&
		(!parameter.integer || Number.isSafeInteger(value)) &&
		value >= (parameter.min ?? value) &&
		value <= (parameter.max ?? value);
	if (!fits) refuse(parameter.setting, value, `${rangeInWords(parameter)}, or null to not send it`);
	return value;
}

/** What `stop` may be, in words. */
export const STOP_RANGE = `a list of up to ${MAX_STOP_STRINGS} texts, none empty`;

const StopStrings = v.pipe(
	v.array(v.pipe(v.string(), v.minLength(1))),
	v.maxLength(MAX_STOP_STRINGS),
);

function readStop(raw: RawSettings): readonly string[] | undefined {
	const value = raw('stop') ?? undefined;
	if (value === undefined) return undefined;
	const result = v.safeParse(StopStrings, value);
	if (!result.success) {
		refuse('stop', value, `${STOP_RANGE}, or null`);
	}
	return result.output.length === 0 ? undefined : result.output;
}

/** @throws ChatError of kind badSetting for a value of the wrong type or out of range */
export function parseSampling(raw: RawSettings): WireSampling {
	const numbers: [string, number][] = [];
	for (const parameter of NUMERIC_PARAMETERS) {
		const value = readNumber(raw, parameter);
		if (value !== undefined) numbers.push([parameter.wire, value]);
	}
	const stop = readStop(raw);
	const sampling: WireSampling = Object.fromEntries(numbers);
	return stop === undefined ? sampling : { ...sampling, stop };
}

/** @throws ChatError of kind badSetting where a value is not of its parameter's range, or there is no such parameter */
export function checkParameter(setting: string, value: unknown): void {
	const known = setting === 'stop' || NUMERIC_PARAMETERS.some((one) => one.setting === setting);
	if (!known) throw new ChatError('badSetting', `There is no parameter called "${setting}".`);
	parseSampling((name) => (name === setting ? value : undefined));
}

/** The parameters that are set, by the names of their settings. */
export function parameterSettings(raw: RawSettings): Record<string, number | string[]> {
	const sampling = parseSampling(raw);
	const numbers = NUMERIC_PARAMETERS.flatMap(({ setting, wire }): [string, number][] => {
		const value = sampling[wire];
		return value === undefined ? [] : [[setting, value]];
	});
	const { stop } = sampling;
	return { ...Object.fromEntries(numbers), ...(stop === undefined ? {} : { stop: [...stop] }) };
}

/** @throws ChatError of kind badSetting for anything but an http or https address */
export function parseBaseUrl(raw: RawSettings): string {
	const text = readText(raw, 'baseUrl').trim();
	const wanted = 'an address such as https://openrouter.ai/api/v1';
	if (!URL.canParse(text)) refuse('baseUrl', text, wanted);
	const url = new URL(text);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') refuse('baseUrl', text, wanted);
	// A password in the address would be shown, logged and kept: keys have a place of their own.
	if (url.username !== '' || url.password !== '') {
		refuse('baseUrl', `${url.origin}${url.pathname}`, `${wanted}, without a user name or password`);
	}
	if (url.search !== '' || url.hash !== '') {
		refuse('baseUrl', text, `${wanted}, with nothing after the path`);
	}
	return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** @throws ChatError of kind badSetting, naming setting, value and what it must be */
export function parseSettings(raw: RawSettings): Settings {
	const baseUrl = parseBaseUrl(raw);
	const model = readText(raw, 'model').trim();
	if (model === '')
		refuse('model', model, 'the id of a model, such as meta-llama/llama-3-70b-instruct');
	return {
		baseUrl,
		model,
		systemPrompt: readText(raw, 'systemPrompt'),
		siteUrl: readText(raw, 'siteUrl').trim(),
		siteName: readText(raw, 'siteName').trim(),
		sampling: parseSampling(raw),
		routing: isOpenRouter(baseUrl) ? readRouting(raw) : {},
		debugEcho: readSwitch(raw, 'debugEcho'),
		retries: readCount(raw, 'retries'),
	};
}
