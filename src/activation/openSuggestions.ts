import type { ExtensionContext } from 'vscode';
import type { Become } from '../host/composer/composerPorts.ts';
import type { ChatPlace } from '../host/panel/chatPlace.ts';
import type { SuggestionSource, SuggestionSources } from '../host/suggestions/suggestionSource.ts';
import type { Prompts } from './openPrompts.ts';
import { openReferences } from './openReferences.ts';
import type { Storage } from './openStorage.ts';

/** What the lists after `/` and `#` are filled from, in each place. */
export function openSuggestions(
	context: ExtensionContext,
	storage: Storage,
	prompts: Prompts,
): (place: ChatPlace) => SuggestionSources {
	const references = openReferences(context, storage);
	return (place) => ({
		prompts: lazySource(async () => {
			const { promptSource } = await import('../host/prompts/promptSource.ts');
			return promptSource(await prompts(place));
		}),
		context: lazySource(references(place)),
	});
}

/** A list whose code is loaded when it is first asked for. */
function lazySource(load: () => Promise<SuggestionSource>): SuggestionSource {
	return {
		find: async (query) => (await load()).find(query),
		take: async (...taken) => (await load()).take(...taken),
	};
}

/** See becomePrompt: only a text that names a prompt has to wait for its code. */
export function openBecome(place: ChatPlace, prompts: Prompts): Become {
	return async (text, conversation) => {
		if (!text.startsWith('/')) return 'text';
		const { becomePrompt } = await import('../host/prompts/promptSource.ts');
		return becomePrompt(await prompts(place))(text, conversation);
	};
}
