import assert from 'node:assert/strict';
import { MessageQueue, persistedQueues } from '../../../../src/core/composer/messageQueue.ts';
import type { ConversationEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import type { Question } from '../../../../src/shared/conversation/messages.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';
import { IMAGE } from '../../../samples/image.ts';
import { question, reply, settle } from '../conversation/conversationSamples.ts';
import { boxedChat, countedIds, stateInMemory } from './stateInMemory.ts';

function queueIn(state = stateInMemory(), ...events: ConversationEvent[]) {
	const boxed = boxedChat('c-1', ...events);
	return {
		...boxed,
		state,
		queue: new MessageQueue(boxed.chat, persistedQueues(state), countedIds()),
	};
}

const textsOf = (queue: MessageQueue) => queue.messages.map(({ text }) => text);

describe('a queue of messages', () => {
	it('has them in order, with what goes along, over a reload', () => {
		const { queue, state } = queueIn();
		queue.add('one', []);
		queue.add('x'.repeat(300), [EXCERPT, IMAGE]);
		const again = queueIn(state).queue;
		assert.deepEqual(again.messages, [
			{ id: 'n1', text: 'one', excerpts: [] },
			{ id: 'n2', text: 'x'.repeat(300), excerpts: [EXCERPT], images: [IMAGE] },
		]);
		assert.deepEqual(again.views(), [
			{ id: 'n1', text: 'one', attachments: 0 },
			{ id: 'n2', text: 'x'.repeat(200), attachments: 2 },
		]);
	});

	it('keeps nothing once it is empty', () => {
		const { queue, state } = queueIn();
		queue.add('one', []);
		assert.equal(queue.take('n1')?.text, 'one');
		assert.equal(queue.take('n1'), undefined);
		assert.deepEqual(queue.messages, []);
		assert.equal(state.values.get('queued'), undefined);
	});

	it('sends its first message under the id that it had, and only while no reply runs', async () => {
		const { queue, turns, sent } = queueIn();
		await queue.sendNext();
		queue.add('one', [EXCERPT]);
		queue.add('two', []);
		turns.busy = true;
		await queue.sendNext();
		assert.deepEqual(sent, []);
		turns.busy = false;
		await queue.sendNext();
		assert.deepEqual(sent, [['one', [EXCERPT], 'n1']]);
		assert.deepEqual(textsOf(queue), ['two']);
	});

	it('keeps what is refused, and lets nobody take what is just being sent', async () => {
		const { queue, turns } = queueIn();
		queue.add('one', []);
		let isTaken: unknown = 'not asked';
		turns.send = async () => {
			isTaken = queue.take('n1');
			throw new Error('Refused');
		};
		await assert.rejects(queue.sendNext(), /Refused/);
		assert.equal(isTaken, undefined);
		assert.deepEqual(textsOf(queue), ['one']);
		assert.equal(queue.take('n1')?.text, 'one', 'it can be taken again');
	});

	it('takes back what it has sent last, as the first', async () => {
		const { queue } = queueIn();
		queue.add('one', []);
		queue.add('two', []);
		await queue.sendNext();
		const asked: Question = {
			role: 'user',
			id: 'n1',
			parent: null,
			at: 1,
			text: 'one',
			excerpts: [EXCERPT],
			images: [IMAGE],
		};
		assert.equal(queue.cameBack({ ...asked, id: 'other' }), false);
		assert.deepEqual(textsOf(queue), ['two']);
		assert.equal(queue.cameBack(asked), true);
		assert.deepEqual(queue.messages[0], {
			id: 'n3',
			text: 'one',
			excerpts: [EXCERPT],
			images: [IMAGE],
		});
		assert.deepEqual(textsOf(queue), ['one', 'two']);
	});

	it('strikes off what the conversation has, or had, when the window comes back', () => {
		const { queue, state } = queueIn();
		for (const text of ['one', 'two', 'three']) queue.add(text, []);
		const again = queueIn(state, question('n1', null), question('n2', null), {
			type: 'deleted',
			id: 'n2',
		}).queue;
		assert.deepEqual(textsOf(again), ['three']);
		assert.deepEqual(textsOf(queueIn(state).queue), ['three']);
	});

	it('says why it waits', () => {
		const { queue, turns } = queueIn();
		assert.equal(queue.waiting, null);
		queue.add('one', []);
		assert.equal(queue.waiting, 'Not sent yet.');
		turns.runningElsewhere = true;
		assert.equal(queue.waiting, 'Waiting: a reply is coming in in another window.');
		turns.busy = true;
		assert.equal(queue.waiting, null);
		const after = (...events: ConversationEvent[]) => {
			const { queue: other } = queueIn(
				stateInMemory(),
				question('q', null),
				reply('r', 'q'),
				...events,
			);
			other.add('one', []);
			return other.waiting;
		};
		const failed: ConversationEvent = {
			type: 'settle',
			id: 'r',
			at: 3,
			status: 'failed',
			facts: {},
		};
		assert.equal(after(), 'Waiting: the last reply was interrupted.');
		assert.equal(after(settle('r', 'interrupted')), 'Waiting: the last reply was interrupted.');
		assert.equal(after(settle('r', 'stopped')), 'Waiting: the reply was stopped.');
		assert.equal(after(failed), 'Waiting: the reply failed.');
		assert.equal(after(settle('r')), 'Not sent yet.');
	});
});
