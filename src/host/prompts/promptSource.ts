import { ChatError } from '../../core/errors/chatError.ts';
import {
	askedPrompt,
	findPrompts,
	nameAsked,
	type Prompt,
} from '../../core/prompts/promptCatalogue.ts';
import type { Become } from '../composer/composerPorts.ts';
import type { Found, SuggestionSource } from '../suggestions/suggestionSource.ts';
import { attachPrompt, type PromptPorts } from './askPrompt.ts';

/** The list after "/". */
export function promptSource(ports: PromptPorts): SuggestionSource {
	return {
		find: async (query): Promise<Found> => {
			// As it opens, the list is as the disk is.
			const { prompts, notes } = await (query === ''
				? ports.library.load()
				: ports.library.recent());
			const items = findPrompts(prompts, query).map(({ id, name, description, origin }) => ({
				id,
				name: `/${name}`,
				description,
				origin,
				insert: '',
			}));
			return items.length === 0 || notes.length === 0
				? { items }
				: { items, note: notes.join(' ') };
		},
		take: async (id, _query, conversation) => {
			await attachPrompt(ports, await promptOf(ports, id), '', conversation);
		},
	};
}

async function promptOf({ library }: PromptPorts, id: string): Promise<Prompt> {
	for (const read of [() => library.recent(), () => library.load()]) {
		const found = (await read()).prompts.find((prompt) => prompt.id === id);
		if (found !== undefined) return found;
	}
	throw new ChatError('refused', 'This prompt is not there any more.');
}

/** Makes a chip of the prompt whose name a text begins with: what it is in full is seen before it is sent. */
export function becomePrompt(ports: PromptPorts): Become {
	return async (text, conversation) => {
		if (nameAsked(text) === undefined) return 'text';
		const { library } = ports;
		const asked =
			askedPrompt((await library.recent()).prompts, text) ??
			// Its file may be a moment old.
			askedPrompt((await library.load()).prompts, text);
		if (asked === undefined) return 'text';
		const rest = await attachPrompt(ports, asked.prompt, asked.typed, conversation);
		return rest === undefined ? 'left' : { rest };
	};
}
