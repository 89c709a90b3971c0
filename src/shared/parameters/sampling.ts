/**
 * The sampling parameters: the single truth that the manifest, the settings reader and the request are checked against.
 * Ranges and the API's defaults are OpenRouter's (docs, "Parameters").
 */
export interface SamplingParameter {
	/** The setting's name without the "llamaChat." prefix. */
	readonly setting: string;
	/** The field of the request body. */
	readonly wire: string;
	readonly min?: number;
	readonly max?: number;
	readonly integer?: true;
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

export type NumericWireName = (typeof NUMERIC_PARAMETERS)[number]['wire'];

/** The parameters of a request that are set; what is not set is absent. */
export type WireSampling = { readonly [K in NumericWireName]?: number } & {
	readonly stop?: readonly string[];
};
