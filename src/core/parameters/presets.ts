import * as v from 'valibot';
import type { ChatChoices } from '../../shared/conversation/messages.ts';
import { errorText } from '../../shared/errors/errorText.ts';
import { NUMERIC_PARAMETERS } from '../../shared/parameters/sampling.ts';
import { checksum } from '../../shared/text/checksum.ts';
import { ChatError } from '../errors/chatError.ts';
import { parseSampling } from '../settings/parameterSettings.ts';
import type { RawSettings } from '../settings/rawSettings.ts';

/** Parameters by the names of their settings; null is not sent. */
export type PresetParameters = NonNullable<ChatChoices['parameters']>;

export interface Preset {
	readonly name: string;
	readonly builtIn: boolean;
	readonly parameters: PresetParameters;
}

const BUILT_IN: readonly Preset[] = [
	{ name: 'Precise', builtIn: true, parameters: { temperature: 0 } },
	{ name: 'Balanced', builtIn: true, parameters: { temperature: 0.7, topP: 0.9 } },
	{
		name: 'Creative',
		builtIn: true,
		parameters: { temperature: 1.1, topP: 0.95, presencePenalty: 0.3 },
	},
];

/**
 * The setting `presets`: sets by their names, which may be any; a record of valibot's would leave out some. What a set may hold is
 * checked when it is applied.
 */
const Presets = v.nullish(
	v.custom<Record<string, unknown>>(
		(value) => typeof value === 'object' && value !== null && !Array.isArray(value),
	),
	{},
);

const Parameters = v.record(v.string(), v.nullable(v.union([v.number(), v.array(v.string())])));

const SETTINGS: ReadonlySet<string> = new Set([
	...NUMERIC_PARAMETERS.map(({ setting }) => setting),
	'stop',
]);

/** A preset as it is named to the page: a name alone may stand for another set a moment later. */
export type NamedPreset = Pick<Preset, 'name' | 'builtIn'> & {
	/** Of what it sets. */
	readonly mark: string;
};

/** All presets, one's own in place of a built-in one of the same name. */
export function namedPresets(raw: RawSettings): NamedPreset[] {
	const own = ownPresets(raw);
	return [
		...BUILT_IN.filter(({ name }) => !Object.hasOwn(own, name)).map(
			({ name, builtIn, parameters }) => ({ name, builtIn, mark: markOf(parameters) }),
		),
		...Object.entries(own).map(([name, preset]) => ({
			name,
			builtIn: false,
			mark: markOf(preset),
		})),
	];
}

function markOf(preset: unknown): string {
	return checksum(JSON.stringify(preset) ?? '');
}

/**
 * @param mark what the preset was when it was shown; absent where that is not known
 * @throws ChatError of kind badSetting where there is none of this name any more, or it is another one by now
 */
export function checkPreset(raw: RawSettings, name: string, mark: string | undefined): void {
	const preset = namedPresets(raw).find((named) => named.name === name);
	const problem =
		preset === undefined
			? 'is not there any more'
			: mark !== undefined && mark !== preset.mark
				? 'has changed since it was shown. Look at it and try again'
				: undefined;
	if (problem === undefined) return;
	throw new ChatError('badSetting', `The preset "${name}" ${problem}.`, { setting: 'presets' });
}

/** The user's own presets, unchecked; none where the setting is no object. */
export function ownPresets(raw: RawSettings): Record<string, unknown> {
	const parsed = v.safeParse(Presets, raw('presets'));
	return parsed.success ? parsed.output : {};
}

/**
 * What a preset sets.
 * @throws ChatError of kind badSetting that says what in it is wrong, or that there is no such preset
 */
export function presetParameters(raw: RawSettings, name: string): PresetParameters {
	const own = ownPresets(raw);
	if (!Object.hasOwn(own, name)) {
		const builtIn = BUILT_IN.find((preset) => preset.name === name);
		if (builtIn === undefined) throw wrong(name, 'there is no preset of this name');
		return builtIn.parameters;
	}
	const parsed = v.safeParse(Parameters, own[name]);
	if (!parsed.success) throw wrong(name, 'it must be an object of parameters');
	const unknown = Object.keys(parsed.output).find((setting) => !SETTINGS.has(setting));
	if (unknown !== undefined) throw wrong(name, `"${unknown}" is no sampling parameter`);
	try {
		parseSampling((setting) => parsed.output[setting]);
	} catch (error) {
		throw wrong(name, errorText(error));
	}
	return parsed.output;
}

/** The preset that sets just these parameters; null where none does. */
export function presetOf(raw: RawSettings, parameters: PresetParameters): string | null {
	const wanted = canonical(parameters);
	const same = namedPresets(raw).find(({ name }) => {
		try {
			return canonical(presetParameters(raw, name)) === wanted;
		} catch {
			return false;
		}
	});
	return same?.name ?? null;
}

function canonical(parameters: PresetParameters): string {
	return JSON.stringify(Object.entries(parameters).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function wrong(name: string, reason: string): ChatError {
	return new ChatError('badSetting', `The preset "${name}" was not applied: ${reason}.`, {
		setting: 'presets',
	});
}
