import type { Conversation } from '../conversation/conversation.ts';

const sessions = new WeakMap<Conversation, string>();

/**
 * What a server may know the requests of an open chat by: random, and nothing that the chat is known by anywhere else. A chat that is
 * opened again has a new one, since no provider's cache lasts that long.
 */
export function sessionOf(conversation: Conversation): string {
	const session = sessions.get(conversation) ?? crypto.randomUUID();
	sessions.set(conversation, session);
	return session;
}
