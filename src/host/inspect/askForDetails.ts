import type { Chat } from '../../core/chat/chat.ts';
import type { ChatPorts } from '../../core/chat/chatPorts.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { canAskLater } from '../../shared/conversation/laterDetails.ts';
import type { Failure } from '../../shared/conversation/messages.ts';

export interface DetailsPorts extends Pick<ChatPorts, 'server' | 'prepare' | 'now'> {
	/** Whether a server tells details of replies. */
	tells(baseUrl: string): boolean;
}

/**
 * Asks the server of the settings what it says of a reply by now, once, and keeps that with the reply.
 * @param say says why there is nothing
 */
export async function askForDetails(
	chat: Chat,
	id: string,
	{ server, prepare, now, tells }: DetailsPorts,
	say: (failure: Failure) => void,
): Promise<void> {
	const facts = chat.conversation.reply(id)?.facts;
	if (facts?.id === undefined || !canAskLater(facts)) return;
	try {
		const { destination } = await prepare(chat.conversation.choices);
		if (!tells(destination.baseUrl)) throw asksElsewhere();
		const details = await server.replyDetails?.(
			destination,
			facts.id,
			new AbortController().signal,
		);
		// Meanwhile it may have gone on, or been asked for again.
		const isSame = chat.conversation.reply(id)?.facts.id === facts.id;
		if (details !== undefined && isSame) chat.addDetails(id, { at: now(), ...details });
	} catch (error) {
		if (!(error instanceof ChatError)) throw error;
		say(error.toFailure());
	}
}

function asksElsewhere(): ChatError {
	return new ChatError(
		'refused',
		'This reply came from OpenRouter, and the setting Base Url leads elsewhere now. Nothing was asked.',
		{ setting: 'baseUrl' },
	);
}
