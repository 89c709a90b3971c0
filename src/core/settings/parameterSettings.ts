import {
	REASONING_EFFORTS,
	type ReasoningEffort,
} from '../../shared/parameters/reasoningEffort.ts';
import {
	MAX_STOP_STRINGS,
	NUMERIC_PARAMETERS,
	STOP_RANGE,
	type WireSampling,
} from '../../shared/parameters/sampling.ts';
import { ChatError } from '../errors/chatError.ts';
import type { RawSettings } from './rawSettings.ts';
import { readChoice, readList, readNumber } from './settingReaders.ts';

/** @throws ChatError of kind badSetting for a value of the wrong type or out of range */
export function parseSampling(raw: RawSettings): WireSampling {
	const numbers: [string, number][] = [];
	for (const parameter of NUMERIC_PARAMETERS) {
		const value = readNumber(raw, parameter.setting, parameter);
		if (value !== undefined) numbers.push([parameter.wire, value]);
	}
	const stop = readList(raw, 'stop', { most: MAX_STOP_STRINGS, wanted: STOP_RANGE });
	const sampling: WireSampling = Object.fromEntries(numbers);
	return stop === undefined ? sampling : { ...sampling, stop };
}

/**
 * How much the model is to reason; undefined where it is not set.
 * @throws ChatError of kind badSetting
 */
export function readEffort(raw: RawSettings): ReasoningEffort | undefined {
	const value = raw('reasoningEffort') ?? undefined;
	return value === undefined ? undefined : readChoice(raw, 'reasoningEffort', REASONING_EFFORTS);
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
