import type { ExtensionContext } from 'vscode';
import type { ChatController } from '../host/panel/chatController.ts';
import { promptSource } from '../host/prompts/promptSource.ts';
import type { SuggestionSources } from '../host/suggestions/suggestionSource.ts';
import type { Prompts } from './openPrompts.ts';
import { openReferences } from './openReferences.ts';
import type { Storage } from './openStorage.ts';

/** What the lists after `/` and `#` are filled from. */
export function openSuggestions(
	context: ExtensionContext,
	storage: Storage,
	chat: ChatController,
	prompts: Prompts,
): SuggestionSources {
	return {
		prompts: promptSource(prompts(chat)),
		context: openReferences(context, storage, chat),
	};
}
