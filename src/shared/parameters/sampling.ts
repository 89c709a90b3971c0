import { settingLabel } from '../text/settingLabel.ts';

/** What a number may be, both bounds included; without one, any finite number. */
export interface NumberRange {
	readonly min?: number;
	readonly max?: number;
	readonly integer?: true;
}

/**
 * The sampling parameters: the single truth that the manifest, the settings reader and the request are checked against.
 * Ranges and the API's defaults are OpenRouter's (docs, "Parameters").
 */
export interface SamplingParameter extends NumberRange {
	/** The setting's name without the "llamaChat." prefix. */
	readonly setting: string;
	/** The field of the request body. */
	readonly wire: string;
}

export const NUMERIC_PARAMETERS = [
	{ setting: 'temperature', wire: 'temperature', min: 0, max: 2 },
	{ setting: 'topP', wire: 'top_p', min: 0, max: 1 },
	{ setting: 'topK', wire: 'top_k', min: 0, integer: true },
	{ setting: 'minP', wire: 'min_p', min: 0, max: 1 },
	{ setting: 'topA', wire: 'top_a', min: 0, max: 1 },
	{ setting: 'frequencyPenalty', wire: 'frequency_penalty', min: -2, max: 2 },
	{ setting: 'presencePenalty', wire: 'presence_penalty', min: -2, max: 2 },
	{ setting: 'repetitionPenalty', wire: 'repetition_penalty', min: 0, max: 2 },
	{ setting: 'maxTokens', wire: 'max_tokens', min: 1, integer: true },
	{ setting: 'seed', wire: 'seed', integer: true },
] as const satisfies readonly SamplingParameter[];

/** The API takes at most this many stop strings. */
export const MAX_STOP_STRINGS = 4;

/** What `stop` may be, in words. */
export const STOP_RANGE = `a list of up to ${MAX_STOP_STRINGS} texts, none empty`;

/** "a number from 0 to 2", "a whole number of at least 1", "a whole number" */
export function rangeInWords({ min, max, integer }: NumberRange): string {
	const kind = integer ? 'a whole number' : 'a number';
	if (min === undefined) return kind;
	return max === undefined ? `${kind} of at least ${min}` : `${kind} from ${min} to ${max}`;
}

/** A property of a request by the label of the setting that it comes from: "top_p" is "Top P". What is no setting keeps its name. */
export function parameterInWords(wire: string): string {
	// What newer servers call the longest reply.
	const usual = wire === 'max_completion_tokens' ? 'max_tokens' : wire;
	const setting =
		usual === 'stop' ? usual : NUMERIC_PARAMETERS.find((one) => one.wire === usual)?.setting;
	return setting === undefined ? wire : settingLabel(setting);
}

/** Values by the names of their settings, in words: "Temperature 0, Top P not sent". */
export function parametersInWords(
	values: Readonly<Record<string, number | string | readonly string[] | null>>,
): string {
	return Object.entries(values)
		.map(([setting, value]) => `${settingLabel(setting)} ${valueInWords(value)}`)
		.join(', ');
}

function valueInWords(value: number | string | readonly string[] | null): string {
	if (value === null) return 'not sent';
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export type NumericWireName = (typeof NUMERIC_PARAMETERS)[number]['wire'];

/** The parameters of a request that are set; what is not set is absent. */
export type WireSampling = { readonly [K in NumericWireName]?: number } & {
	readonly stop?: readonly string[];
};
