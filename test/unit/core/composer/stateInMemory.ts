import type { Chat } from '../../../../src/core/chat/chat.ts';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import type { ConversationEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import type { PersistedState } from '../../../../src/core/memento/persistedMap.ts';
import type { Attachment } from '../../../../src/shared/conversation/messages.ts';
import { header } from '../conversation/conversationSamples.ts';

/** What VS Code keeps, in memory. */
export function stateInMemory(): PersistedState & { readonly values: Map<string, unknown> } {
	const values = new Map<string, unknown>();
	return {
		values,
		get: (key) => values.get(key),
		update: async (key, value) => void values.set(key, value),
	};
}

/** As much of a chat as those need to know that belong to its box. */
export function boxedChat(id: string, ...events: readonly ConversationEvent[]) {
	const conversation = new Conversation({ ...header, id });
	for (const event of events) conversation.apply(event);
	const sent: [string, readonly Attachment[], string][] = [];
	const turns = {
		busy: false,
		runningElsewhere: false,
		send: async (...message: [string, readonly Attachment[], string]) => void sent.push(message),
	};
	return { chat: { conversation, turns } as unknown as Chat, turns, sent };
}

/** Ids that are counted: "n1", "n2". */
export function countedIds(): () => string {
	let count = 0;
	return () => `n${++count}`;
}
