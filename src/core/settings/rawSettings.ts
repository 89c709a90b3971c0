import type { ChatChoices } from '../../shared/conversation/messages.ts';

/** Reads the value of a setting, by its name without the "llamaChat." prefix; undefined or null where it is not set. */
export type RawSettings = (name: string) => unknown;

/** The settings as they are for a chat: what it has chosen stands in place of theirs, null included. */
export function withChoices(raw: RawSettings, choices: ChatChoices): RawSettings {
	const { model, parameters = {}, routing, reasoningEffort, systemPrompt } = choices;
	return (name) => {
		if (name === 'model') return model ?? raw(name);
		if (name === 'systemPrompt') return systemPrompt ?? raw(name);
		if (name === 'reasoningEffort' && reasoningEffort !== undefined) return reasoningEffort;
		if (name === 'routing' && routing !== undefined) return routing['provider'];
		if (name === 'fallbackModels' && routing !== undefined) return routing['models'];
		return Object.hasOwn(parameters, name) ? parameters[name] : raw(name);
	};
}
