import type { ChatController } from '../host/panel/chatController.ts';
import { promptSource } from '../host/prompts/promptSource.ts';
import type { SuggestionSources } from '../host/suggestions/suggestionSource.ts';
import type { Prompts } from './openPrompts.ts';

/** What the lists after `/` and `#` are filled from. */
export function openSuggestions(chat: ChatController, prompts: Prompts): SuggestionSources {
	return { prompts: promptSource(prompts(chat)) };
}
