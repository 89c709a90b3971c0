import type { Chat } from '../../core/chat/chat.ts';
import type { ChatPorts } from '../../core/chat/chatPorts.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { canAskLater } from '../../shared/conversation/laterDetails.ts';
import type { Failure } from '../../shared/conversation/messages.ts';

/**
 * Asks the server of the settings what it says of a reply by now, once, and keeps that with the reply.
 * @param say says why there is nothing
 */
export async function askForDetails(
	chat: Chat,
	id: string,
	{ server, prepare, now }: Pick<ChatPorts, 'server' | 'prepare' | 'now'>,
	say: (failure: Failure) => void,
): Promise<void> {
	const facts = chat.conversation.reply(id)?.facts;
	if (facts?.id === undefined || !canAskLater(facts)) return;
	try {
		const { destination } = await prepare(chat.conversation.choices);
		const details = await server.replyDetails?.(
			destination,
			facts.id,
			new AbortController().signal,
		);
		if (details !== undefined) chat.addDetails(id, { at: now(), ...details });
	} catch (error) {
		if (!(error instanceof ChatError)) throw error;
		say(error.toFailure());
	}
}
