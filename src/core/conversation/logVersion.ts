import type { Message } from '../../shared/conversation/messages.ts';
import { withheldLists } from '../../shared/conversation/withheldLists.ts';
import {
	type ConversationEvent,
	LOG_VERSION,
	SHARED_TEXTS_VERSION,
	SUMMARY_VERSION,
	WITHHELD_VERSION,
} from './conversationEvent.ts';

type Version =
	| typeof LOG_VERSION
	| typeof SHARED_TEXTS_VERSION
	| typeof SUMMARY_VERSION
	| typeof WITHHELD_VERSION;

/** The version of the log that a line needs: what older versions read is written as they read it. */
export function versionOf(event: ConversationEvent): Version {
	switch (event.type) {
		case 'summary':
			return event.summary?.withheld === undefined ? SUMMARY_VERSION : WITHHELD_VERSION;
		case 'continued':
			if (event.request?.withheld !== undefined) return WITHHELD_VERSION;
			return event.unsent?.some(({ why }) => why === 'inSummary') ? SUMMARY_VERSION : LOG_VERSION;
		case 'message':
			return versionOfMessage(event.message);
		default:
			return LOG_VERSION;
	}
}

function versionOfMessage(message: Message): Version {
	if (withheldLists(message).some((list) => list !== undefined) || hasAnswers(message))
		return WITHHELD_VERSION;
	if (message.summary !== undefined) return SUMMARY_VERSION;
	if (message.role === 'assistant') {
		const isShort = message.unsent?.some(({ why }) => why === 'inSummary');
		return isShort ? SUMMARY_VERSION : LOG_VERSION;
	}
	const shares = message.excerpts.some(({ sameAs }) => sameAs !== undefined);
	return shares ? SHARED_TEXTS_VERSION : LOG_VERSION;
}

function hasAnswers(message: Message): boolean {
	if (message.role === 'user') return false;
	const { extras = [] } = message;
	return extras.some((extra) => extra.type === 'toolCall' && extra.result !== undefined);
}
