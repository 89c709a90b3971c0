import { env } from 'vscode';
import { ChatError } from '../../core/errors/chatError.ts';
import { chatAsMarkdown } from '../../core/history/chatMarkdown.ts';
import type {
	ConversationStore,
	ConversationSummary,
} from '../../core/history/conversationStore.ts';
import { historyTime } from '../../core/history/historyTime.ts';
import { FileFinder } from '../../core/references/fileFinder.ts';
import { linesThatFit } from '../../core/references/textParts.ts';
import { shorten } from '../../shared/text/shorten.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { attachText } from './attachText.ts';
import { MOST_OFFERS, type Offer, type OfferSource, type Taking } from './offers.ts';

export interface ChatReferencesPorts {
	readonly chats: Pick<OpenChats, 'chat' | 'liveChat'>;
	readonly store: Pick<ConversationStore, 'list' | 'read'>;
}

/** Earlier chats, by their titles. */
export function chatReferences({ chats, store }: ChatReferencesPorts): OfferSource {
	return {
		find: async (query) => {
			const shown = chats.chat.conversation.id;
			const all = (await store.list()).filter(({ id, messages }) => id !== shown && messages > 0);
			// Slashes in a title are no folders.
			const finder = new FileFinder(all.map(({ title }) => title.replaceAll('/', ' ')));
			const found =
				query === ''
					? all.slice(0, MOST_OFFERS)
					: finder.find(query, MOST_OFFERS).flatMap((place) => all[place] ?? []);
			const offers = found.map((chat) => chatOffer(chat, (taking) => take(taking, chat)));
			if (offers.length > 0) return { offers };
			return all.length === 0 ? { offers, note: 'There is no other chat yet.' } : { offers };
		},
	};

	async function take(taking: Taking, { id, title }: ConversationSummary): Promise<void> {
		const live = chats.liveChat(id)?.conversation;
		const conversation = live ?? (await store.read(id));
		if (conversation === undefined) {
			throw new ChatError('refused', `The chat "${title}" is not there any more.`);
		}
		const text = chatAsMarkdown(conversation).trimEnd();
		const made = {
			source: 'chat',
			label: `Chat "${shorten(title, 60)}"`,
			language: 'markdown',
			about: id,
		} as const;
		attachText(taking, made, (bytes) => linesThatFit(text, bytes, 'last'));
	}
}

function chatOffer(
	{ id, title, updated }: ConversationSummary,
	take: Required<Offer>['take'],
): Offer {
	const when = historyTime(updated, Date.now(), env.language);
	return {
		id: `chat ${id}`,
		name: title,
		description: when,
		insert: `#chat:${shorten(title, 40)}`,
		take,
	};
}
