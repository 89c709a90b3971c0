import type { Conversation } from '../../core/conversation/conversation.ts';

/** The models that the server named in the place of this one when it last refused it in this chat, the best first. */
export function namedInstead(conversation: Conversation, model: string): readonly string[] {
	const reply = conversation.lastReply();
	return reply?.model === model ? (reply.failure?.instead ?? []) : [];
}
