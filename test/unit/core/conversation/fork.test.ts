import assert from 'node:assert/strict';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import type { ConversationEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import { adopted, forkTitle } from '../../../../src/core/conversation/fork.ts';
import { header, ORIGIN, question, reply } from './conversationSamples.ts';

describe('the title of a fork', () => {
	it('tells it from the original, and from the forks before it', () => {
		assert.equal(forkTitle('Why?'), 'Why? (fork)');
		assert.equal(forkTitle('Why? (fork)'), 'Why? (fork 2)');
		assert.equal(forkTitle('Why? (fork 9)'), 'Why? (fork 10)');
		assert.equal(forkTitle('A (fork) in the road'), 'A (fork) in the road (fork)');
	});
});

describe('the origin of a fork', () => {
	function conversationOf(...events: readonly ConversationEvent[]): Conversation {
		const conversation = new Conversation(header);
		for (const event of events) conversation.apply(event);
		return conversation;
	}

	/** The lines of a fork of that chat, under ids of its own. */
	function linesOf(chat: Conversation, origin: typeof ORIGIN, prefix: string): ConversationEvent[] {
		let ids = 0;
		return [...adopted(chat.path(), origin, () => `${prefix}${++ids}`)].map((message) => ({
			type: 'message',
			message,
		}));
	}

	const chat = conversationOf(question('q1', null), reply('r1', 'q1'), question('q2', 'r1'));

	it('stands with its first message only, and is that of the last fork', () => {
		assert.equal(chat.origin, undefined);
		const fork = conversationOf(...linesOf(chat, ORIGIN, 'f'));
		assert.deepEqual(fork.origin, ORIGIN);
		const marked = fork.path().filter((one) => 'forkedFrom' in one);
		assert.deepEqual(
			marked.map(({ id }) => id),
			['f1'],
		);
		const next = { chat: 'f', message: 'f2', title: 'Why? (fork)' };
		assert.deepEqual(conversationOf(...linesOf(fork, next, 'g')).origin, next);
	});

	it('stays when the first message is asked anew or deleted', () => {
		const fork = conversationOf(...linesOf(chat, ORIGIN, 'f'), question('other', null));
		assert.deepEqual(fork.origin, ORIGIN);
		fork.apply({ type: 'deleted', id: 'f1' });
		assert.deepEqual(fork.origin, ORIGIN);
	});
});
