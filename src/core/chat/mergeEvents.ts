import type { Conversation } from '../conversation/conversation.ts';
import type { ConversationEvent } from '../conversation/conversationEvent.ts';
import { turnWith } from '../conversation/turns.ts';
import type { ChatListener } from './chatPorts.ts';

type Told = Pick<ChatListener, 'changed' | 'text' | 'reasoning' | 'replaced'>;

/**
 * Applies what other windows have written and tells of it, event by event where nothing else of what is shown can have changed.
 *
 * @param keepHead the shown branch stays the shown one, whatever has been added elsewhere
 */
export function mergeEvents(
	conversation: Conversation,
	events: readonly ConversationEvent[],
	keepHead: boolean,
	listener: Told,
): void {
	let replaced = false;
	for (const event of events) {
		const { head } = conversation;
		if (!conversation.apply(event)) continue;
		if (keepHead && conversation.head !== head) conversation.apply({ type: 'head', id: head });
		if (!tell(event, conversation, followsHead(conversation, event, head), listener))
			replaced = true;
	}
	if (replaced) listener.replaced();
}

/** Whether a message was added where the shown branch ended, and is shown. */
function followsHead(
	conversation: Conversation,
	event: ConversationEvent,
	head: string | null,
): boolean {
	if (event.type !== 'message') return false;
	return event.message.parent === head && conversation.head === event.message.id;
}

/** Tells of an event by itself; false where all that is shown may be different. */
function tell(
	event: ConversationEvent,
	conversation: Conversation,
	follows: boolean,
	listener: Told,
): boolean {
	switch (event.type) {
		case 'message':
			if (follows) listener.changed(event.message.id);
			return follows;
		case 'text':
			if (event.thought) return false;
			if (event.reasoning !== undefined) listener.reasoning(event.id, event.reasoning);
			if (event.text !== undefined) listener.text(event.id, event.text);
			if (event.extras !== undefined) listener.changed(event.id);
			return true;
		case 'settle':
		case 'continued':
		case 'running':
		case 'summary':
			listener.changed(event.id);
			return true;
		case 'context':
			for (const { id } of turnWith(conversation.path(), event.id)) listener.changed(id);
			return true;
		default:
			return false;
	}
}
