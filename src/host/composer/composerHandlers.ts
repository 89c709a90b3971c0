import type { ComposerFromPage } from '../../shared/composer/composerProtocol.ts';
import type { MessageHandlers } from '../../shared/panel/messageHandlers.ts';
import type { ComposerBox } from './composerBox.ts';

/** The shown chat, as its box needs it. */
export interface ComposerChat {
	readonly box: ComposerBox;
	readonly chat: { readonly turns: { stop(): void } };
	dismissNotice(): void;
	sendAnyway(): Promise<void>;
}

/** What the page's box asks for. */
export function composerHandlers(chats: ComposerChat): MessageHandlers<ComposerFromPage> {
	return {
		send: ({ conversation, text, ...how }) => chats.box.send(text, how, conversation),
		sendAnyway: () => chats.sendAnyway(),
		queue: ({ conversation, text }) => chats.box.queue(text, conversation),
		editQueued: ({ id }) => chats.box.editQueued(id),
		removeQueued: ({ id }) => chats.box.removeQueued(id),
		sendQueued: ({ id }) => chats.box.sendQueued(id),
		draft: ({ conversation, text }) => chats.box.keepDraft(conversation, text),
		stop: () => chats.chat.turns.stop(),
		dismissNotice: () => chats.dismissNotice(),
	};
}
