import type { ChatChoices } from '../../shared/conversation/messages.ts';
import type { ParameterRow, ShownParameter } from '../../shared/parameters/parameterProtocol.ts';
import {
	NUMERIC_PARAMETERS,
	rangeInWords,
	type SamplingParameter,
	STOP_RANGE,
	type WireSampling,
} from '../../shared/parameters/sampling.ts';
import { settingLabel } from '../../shared/text/settingLabel.ts';
import { longestReply } from '../models/longestReply.ts';
import type { CatalogueModel } from '../server/chatServer.ts';
import { fitSampling, type ParameterName } from '../server/serverProfiles.ts';
import { parseSampling } from '../settings/parameterSettings.ts';
import type { RawSettings } from '../settings/rawSettings.ts';
import type { RequestTarget } from './requestTarget.ts';

/** A parameter of the table, by setting and field. */
type Parameter = Pick<SamplingParameter, 'setting'> & { readonly wire: ParameterName };

const STOP: Parameter = { setting: 'stop', wire: 'stop' };
const PARAMETERS: readonly Parameter[] = [...NUMERIC_PARAMETERS, STOP];

/** What a value of one's own begins with: the API's default, where there is one. */
const FIRST_VALUES: ReadonlyMap<string, number> = new Map([
	['temperature', 1],
	['topP', 1],
	['repetitionPenalty', 1],
	['maxTokens', 1024],
]);

/** A server of which it is not known what it makes of a field. */
const OPAQUE = new Set(['other', 'litellm']);

/**
 * The parameters with `max_tokens` brought down to what the model can give after the prompt: above a provider's maximum OpenRouter
 * silently leaves that provider out, and other servers refuse; all refuse what goes beyond the context together with the prompt.
 * @param prompt tokens of the prompt, estimated
 */
export function clampedSampling(
	sampling: WireSampling,
	known: CatalogueModel | undefined,
	prompt = 0,
): WireSampling {
	const most = longestReply(known, prompt);
	const { max_tokens: asked } = sampling;
	return asked === undefined || most === undefined || asked <= most
		? sampling
		: { ...sampling, max_tokens: most };
}

/**
 * The parameters that are set, as they go out with each message, and then those that do not. A wrong setting is told of at the
 * send.
 * @param prompt tokens of the prompt, estimated
 */
export function shownParameters(
	raw: RawSettings,
	{ profile, known }: RequestTarget,
	prompt?: number,
): ShownParameter[] {
	const asked = readableSampling(raw);
	const clamped = clampedSampling(asked, known, prompt);
	const { unsent } = fitSampling(profile, clamped);
	const refused = new Set(unsent.map(({ name }) => name));
	const shown = PARAMETERS.flatMap(({ setting, wire }): ShownParameter[] => {
		const value = clamped[wire];
		if (value === undefined) return [];
		const name = profile.renames?.[wire] ?? wire;
		const text = JSON.stringify(value);
		if (refused.has(wire)) {
			return [{ setting, name: wire, value: text, notSent: `${profile.name} does not take it` }];
		}
		return asked[wire] === value
			? [{ setting, name, value: text }]
			: [{ setting, name, value: text, asked: JSON.stringify(asked[wire]) }];
	});
	return [...shown.filter((one) => !one.notSent), ...shown.filter((one) => one.notSent)];
}

/** The parameters that are set; none where one of them is wrong, which is told of at the send. */
export function readableSampling(raw: RawSettings): WireSampling {
	try {
		return parseSampling(raw);
	} catch {
		return {};
	}
}

/** Each parameter with where its value comes from and what the model makes of it. */
export function parameterRows(
	raw: RawSettings,
	{ parameters = {} }: ChatChoices,
	target: RequestTarget,
): ParameterRow[] {
	return PARAMETERS.map(({ setting, wire }) => {
		const chosen = Object.hasOwn(parameters, setting) ? parameters[setting] : undefined;
		const inSettings = raw(setting) ?? null;
		const most = longestReply(target.known);
		const numeric: SamplingParameter | undefined = NUMERIC_PARAMETERS.find(
			(one) => one.setting === setting,
		);
		return {
			setting,
			label: settingLabel(setting),
			wire: target.profile.renames?.[wire] ?? wire,
			source: chosen === undefined ? 'settings' : chosen === null ? 'notSent' : 'chat',
			inSettings: inSettings === null ? null : JSON.stringify(inSettings),
			value: chosen ?? firstValue(setting, inSettings),
			range: numeric === undefined ? STOP_RANGE : rangeInWords(numeric),
			...(numeric?.min === undefined ? {} : { min: numeric.min }),
			...(numeric?.max === undefined ? {} : { max: numeric.max }),
			...(numeric?.integer ? { integer: true } : {}),
			...(setting === 'maxTokens' && most !== undefined ? { modelMaximum: most } : {}),
			...support(wire, target),
		};
	});
}

function firstValue(setting: string, inSettings: unknown): number | string[] {
	if (setting === 'stop') {
		return Array.isArray(inSettings)
			? inSettings.filter((text): text is string => typeof text === 'string')
			: [];
	}
	return typeof inSettings === 'number' ? inSettings : (FIRST_VALUES.get(setting) ?? 0);
}

function support(
	wire: ParameterName,
	{ profile, known }: RequestTarget,
): Pick<ParameterRow, 'support' | 'why'> {
	if (profile.refuses.includes(wire)) {
		return { support: 'ignores', why: `${profile.name} does not take it, so it is not sent.` };
	}
	const supported = known?.supportedParameters;
	if (supported !== undefined) {
		const names: readonly string[] =
			wire === 'max_tokens' ? [wire, 'max_completion_tokens'] : [wire];
		return names.some((name) => supported.includes(name))
			? { support: 'supports', why: 'The list of models says that this model takes it.' }
			: { support: 'ignores', why: 'The list of models does not name it for this model.' };
	}
	if (profile.kind === 'openrouter') {
		return { support: 'mayIgnore', why: 'The list of models has not been read, or says nothing.' };
	}
	return OPAQUE.has(profile.kind)
		? { support: 'mayIgnore', why: `It is not known what ${profile.name} does with it.` }
		: { support: 'supports', why: `${profile.name} takes it.` };
}
