import { ChatError } from '../../core/errors/chatError.ts';
import { errorText } from '../../shared/errors/errorText.ts';
import type { MessageHandlers } from '../../shared/panel/messageHandlers.ts';
import type {
	SuggestionFromPage,
	SuggestionKind,
	Suggestions,
} from '../../shared/suggestions/suggestionProtocol.ts';
import type { OpenChats } from '../chat/openChats.ts';
import type { Found, SuggestionSources } from './suggestionSource.ts';

/** After this long without an answer the list says that it is still looked for, in milliseconds. */
const SLOW_MS = 1500;

const LISTS: Record<SuggestionKind, string> = { prompts: 'The prompts', context: 'The context' };

/** The page with the lists, as they need it. */
export interface SuggestionPage {
	readonly chats: OpenChats;
	readonly suggestions: SuggestionSources;
	/** Answers suggest. */
	sendSuggestions(answer: Suggestions): void;
}

/** What the lists of a page ask for. Each list is answered for what was asked last. */
export function suggestionHandlers(page: SuggestionPage): MessageHandlers<SuggestionFromPage> {
	const { chats, suggestions } = page;
	const last = new Map<SuggestionKind, object>();
	return {
		suggest: async (asked) => {
			const { kind, query } = asked;
			last.set(kind, asked);
			const answer = (found: Found) => {
				if (last.get(kind) !== asked) return;
				page.sendSuggestions({ type: 'suggestions', kind, query, ...found });
			};
			const slow = setTimeout(answer, SLOW_MS, { items: [], note: 'Still looking…' });
			try {
				answer((await suggestions[kind]?.find(query)) ?? { items: [] });
			} catch (error) {
				const note = `${LISTS[kind]} cannot be listed: ${errorText(error)}`;
				answer({ items: [], note });
				// The log is to have it as well.
				throw error;
			} finally {
				clearTimeout(slow);
			}
		},
		takeSuggestion: async ({ kind, id, query, conversation }) => {
			try {
				await suggestions[kind]?.take(id, query, conversation);
			} catch (error) {
				if (error instanceof ChatError) return chats.notify(error.toFailure());
				chats.notify({ kind: 'refused', message: `It was not attached: ${errorText(error)}` });
				throw error;
			}
		},
	};
}
