import assert from 'node:assert/strict';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import type { ConversationEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import { LOST_TEXT, lostMessages } from '../../../../src/core/conversation/lostMessage.ts';
import { chat, header, question } from './conversationSamples.ts';

/** Replays the events without the one at this place, as after damage to its line. */
function replayWithout(index: number, events = chat): Conversation {
	const conversation = new Conversation(header);
	for (const event of events.toSpliced(index, 1)) {
		for (const message of lostMessages(conversation, event)) {
			assert.ok(conversation.apply({ type: 'message', message }));
		}
		conversation.apply(event);
	}
	return conversation;
}

function shown(conversation: Conversation): string[] {
	return conversation.path().map(({ id, text }) => `${id}: ${text}`);
}

describe('a lost message', () => {
	it('is not seen where nothing is lost', () => {
		const conversation = new Conversation(header);
		for (const event of chat) {
			assert.deepEqual(lostMessages(conversation, event), []);
			conversation.apply(event);
		}
	});

	it('does not take the rest of the chat along when it was the first question', () => {
		assert.deepEqual(shown(replayWithout(0)), [
			`q1: ${LOST_TEXT}`,
			'r1: A newline — 行 \u{1f999} is `\\n`.\n',
			'q2: And a tab?',
			'r3: A tab',
		]);
	});

	it('leaves its text when it was a reply', () => {
		assert.deepEqual(shown(replayWithout(1)), shown(replayWithout(chat.length)));
		assert.equal(replayWithout(9).lastReply()?.text, 'A tab');
	});

	it('stays a sibling when it was a second answer', () => {
		assert.deepEqual(replayWithout(5).siblings('r1'), ['r1', 'r2']);
	});

	it('stands between a reply and a question that follows a reply with no other trace', () => {
		const conversation = replayWithout(1, [
			question('q1', null),
			question('x', 'q1'),
			question('q2', 'r1'),
		]);
		assert.deepEqual(shown(conversation), ['q1: Ask q1?', `r1: ${LOST_TEXT}`, 'q2: Ask q2?']);
	});

	it('stands in with a question of its own when nothing is before it', () => {
		const text: ConversationEvent = { type: 'text', id: 'r1', text: 'Only this.' };
		assert.deepEqual(shown(replayWithout(0, [question('q1', null), text])), [
			`r1-question: ${LOST_TEXT}`,
			'r1: Only this.',
		]);
	});

	it('is not one that was deleted', () => {
		const conversation = new Conversation(header);
		for (const event of chat) {
			conversation.apply(event);
		}
		conversation.apply({ type: 'deleted', id: 'r1' });
		assert.deepEqual(lostMessages(conversation, { type: 'text', id: 'r3', text: 'x' }), []);
		assert.deepEqual(lostMessages(conversation, question('q9', 'r3')), []);
	});
});
