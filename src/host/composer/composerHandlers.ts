import type { Anyway } from '../../core/chat/prepareTurn.ts';
import type { ComposerFromPage } from '../../shared/composer/composerProtocol.ts';
import type { MessageHandlers } from '../../shared/panel/messageHandlers.ts';
import type { ComposerBox } from './composerBox.ts';
import type { Become } from './composerPorts.ts';

interface RunningChat {
	/** `running` is the reply that comes in, or null. */
	readonly turns: { readonly running: string | null; stop(): void };
}

/** The shown chat, as its box needs it. */
export interface ComposerChat {
	readonly box: ComposerBox;
	readonly chat: RunningChat;
	/** A chat of this window, by its conversation's id. */
	liveChat(id: string): RunningChat | undefined;
	dismissNotice(): void;
	sendAnyway(how: Anyway): Promise<void>;
}

/** What the page's box asks for. */
export function composerHandlers(
	chats: ComposerChat,
	become: Become,
): MessageHandlers<ComposerFromPage> {
	const { box } = chats;
	return {
		send: async ({ conversation, text, ...how }) => {
			if (await box.staysText(text, conversation, become)) await box.send(text, how, conversation);
		},
		sendAnyway: ({ secrets }) =>
			chats.sendAnyway(secrets === undefined ? { anyway: true } : { secrets }),
		queue: async ({ conversation, text }) => {
			if (await box.staysText(text, conversation, become)) await box.queue(text, conversation);
		},
		editQueued: ({ id }) => box.editQueued(id),
		removeQueued: ({ id }) => box.removeQueued(id),
		sendQueued: ({ id }) => box.sendQueued(id),
		draft: ({ conversation, text }) => box.keepDraft(conversation, text),
		// What the user saw and wanted to end may go on behind another chat by now.
		stop: ({ id, conversation }) => {
			const { turns } =
				(conversation === undefined ? chats.chat : chats.liveChat(conversation)) ?? {};
			if (turns !== undefined && (id === undefined || id === turns.running)) turns.stop();
		},
		dismissNotice: () => chats.dismissNotice(),
	};
}
