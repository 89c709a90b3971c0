import type { Message, Question, Reply } from '../../shared/conversation/messages.ts';
import type { Conversation } from './conversation.ts';
import type { ConversationEvent } from './conversationEvent.ts';

/**
 * When the line that added a message is damaged, the lines that name it are still whole. A message stands in for the lost
 * one, so that everything said below it, and the text of a reply whose first line is gone, can still be read.
 */

/** What stands where a message's text is lost. */
export const LOST_TEXT = '(This message could not be read from the disk.)';
const LOST_MODEL = 'unknown';

/**
 * The messages to add before this event of a log, because it is about one whose own line was lost: none, one, or a
 * question with its reply. Depends only on the events so far, so the same log gives the same messages every time.
 */
export function lostMessages(conversation: Conversation, event: ConversationEvent): Message[] {
	if (event.type === 'message') {
		const { parent, role, at } = event.message;
		if (parent === null || isKnown(conversation, parent)) {
			return [];
		}
		return role === 'assistant'
			? [lostQuestion(conversation, parent, at)]
			: lostReply(conversation, parent, at, LOST_TEXT);
	}
	if (event.type === 'text' || event.type === 'settle') {
		const at = event.type === 'settle' ? event.at : conversation.created;
		return isKnown(conversation, event.id) ? [] : lostReply(conversation, event.id, at, '');
	}
	return [];
}

function isKnown(conversation: Conversation, id: string): boolean {
	return conversation.message(id) !== undefined || conversation.wasDeleted(id);
}

/** It follows the last reply before it. */
function lostQuestion(conversation: Conversation, id: string, at: number): Question {
	const parent = conversation.lastReply()?.id ?? null;
	return { role: 'user', id, parent, at, text: LOST_TEXT, excerpts: [] };
}

/** It answers the last question before it; where that is lost as well, one stands in for it too. */
function lostReply(conversation: Conversation, id: string, at: number, text: string): Message[] {
	const last = conversation.path().findLast((message) => message.role === 'user');
	const question = last ?? lostQuestion(conversation, `${id}-question`, at);
	const reply: Reply = {
		role: 'assistant',
		id,
		parent: question.id,
		at,
		model: LOST_MODEL,
		text,
		reasoning: '',
		status: 'interrupted',
		facts: {},
	};
	return last ? [reply] : [question, reply];
}
