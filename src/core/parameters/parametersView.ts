import type { ChatChoices } from '../../shared/conversation/messages.ts';
import { errorText } from '../../shared/errors/errorText.ts';
import type { ParametersView, ShownParameter } from '../../shared/parameters/parameterProtocol.ts';
import { shownModelName } from '../models/modelName.ts';
import { routingInWords } from '../server/routing.ts';
import { type RawSettings, withChoices } from '../settings/rawSettings.ts';
import { readRouting } from '../settings/routingSettings.ts';
import { effortView, shownEffort } from './effortSent.ts';
import { namedPresets, presetOf } from './presets.ts';
import { parameterRows, shownParameters } from './requestParameters.ts';
import type { RequestTarget } from './requestTarget.ts';

/**
 * What the panel of parameters shows of a chat.
 * @param reread what the server reads again with another system prompt, in a sentence
 */
export function parametersView(
	raw: RawSettings,
	choices: ChatChoices,
	target: RequestTarget,
	reread?: string,
): ParametersView {
	const effort = effortView(raw, choices, target);
	return {
		modelName: shownModelName(withChoices(raw, choices)),
		systemPrompt: {
			own: choices.systemPrompt ?? null,
			inSettings: String(raw('systemPrompt') ?? ''),
			...(reread === undefined ? {} : { reread }),
		},
		rows: parameterRows(raw, choices, target),
		...(effort === undefined ? {} : { effort }),
		presets: namedPresets(raw),
		preset: presetOf(raw, choices.parameters ?? {}),
		routing: {
			sent: target.profile.kind === 'openrouter',
			own: choices.routing !== undefined,
			lines: shownRouting(withChoices(raw, choices)),
		},
	};
}

/**
 * The parameters that go along with the next message and those that do not, and the routing where there is any: a line for each field.
 * @param prompt tokens of the prompt, estimated
 */
export function sentAlong(
	raw: RawSettings,
	target: RequestTarget,
	prompt?: number,
): { parameters: ShownParameter[]; routing?: string[] } {
	const routing = target.profile.kind === 'openrouter' ? shownRouting(raw) : [];
	return {
		parameters: [...shownParameters(raw, target, prompt), ...shownEffort(raw, target)].toSorted(
			(a, b) => Number(a.notSent !== undefined) - Number(b.notSent !== undefined),
		),
		...(routing.length === 0 ? {} : { routing }),
	};
}

/** The routing of the settings and choices, in lines; what is wrong with it is the only one where something is. */
function shownRouting(raw: RawSettings): string[] {
	try {
		return routingInWords(readRouting(raw));
	} catch (error) {
		return [errorText(error)];
	}
}
