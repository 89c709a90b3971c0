import assert from 'node:assert/strict';
import type { Message } from '../../../../src/shared/conversation/messages.ts';
import type { Standin } from '../../../standin/standin.ts';
import { ChatInTest } from './chatInTest.ts';
import { standinForSuite } from './standinForSuite.ts';

const texts = (messages: readonly Message[]) => messages.map(({ text }) => text);

describe('Chat', () => {
	const suite = standinForSuite();
	let standin: Standin;
	let test: ChatInTest;

	beforeEach(() => {
		standin = suite.standin;
		test = new ChatInTest(standin, suite.server);
	});

	it('deletes a message with what follows it, stopping the reply that is running below', async () => {
		await test.ask('One?', 'One.');
		standin.script({ kind: 'reply', text: 'word '.repeat(50), holdAfter: 5 });
		await test.chat.turns.send('Two?', []);
		await standin.waitForHold();
		test.chat.delete(test.messages[2]?.id ?? '');
		await test.settled();
		assert.equal(await standin.chats.at(-1)?.whenClosed, 'byClient');
		assert.deepEqual(texts(test.messages), ['One?', 'One.']);
	});

	it('brings back what was deleted, until something else is done', async () => {
		await test.ask('One?', 'One.');
		await test.ask('Two?', 'Two.');
		const before = test.messages;
		assert.equal(test.chat.canUndoDelete, false);
		test.chat.delete(before[0]?.id ?? '');
		assert.deepEqual(test.messages, []);
		assert.equal(test.chat.canUndoDelete, true);
		test.chat.undoDelete();
		assert.deepEqual(test.messages, before);
		assert.deepEqual(test.replayed().path(), before);
		assert.equal(test.chat.canUndoDelete, false);
		test.chat.delete(before[2]?.id ?? '');
		await test.ask('Three?', 'Three.');
		test.chat.undoDelete();
		assert.deepEqual(texts(test.messages), ['One?', 'One.', 'Three?', 'Three.']);
	});

	it('can bring back what was deleted while nothing is done but a reply that comes in', async () => {
		await test.ask('One?', 'One.');
		const [asked] = test.messages;
		for (const [done, undoable] of [
			[() => test.chat.merge([]), true],
			[() => test.chat.merge([{ type: 'running', id: 'none', process: 1 }]), true],
			[() => test.chat.rename('Another'), false],
			[() => test.chat.choose({ model: 'a/b' }), false],
			[() => test.chat.merge([{ type: 'title', title: 'Other' }]), false],
		] as const) {
			test.chat.delete(asked?.id ?? '');
			done();
			assert.equal(test.chat.canUndoDelete, undoable, String(done));
			test.chat.conversation.apply({ type: 'restored', id: asked?.id ?? '' });
		}
	});

	it('can bring back what was deleted beside a reply that goes on', async () => {
		await test.ask('One?', 'One.');
		const [asked] = test.messages;
		standin.script({ kind: 'reply', text: 'word '.repeat(50), holdAfter: 5 });
		await test.chat.turns.edit(asked?.id ?? '', 'Changed?');
		await standin.waitForHold();
		test.chat.delete(asked?.id ?? '');
		test.chat.turns.stop();
		await test.settled();
		assert.equal(test.chat.canUndoDelete, true);
		test.chat.undoDelete();
		assert.ok(test.chat.conversation.message(asked?.id ?? ''));
	});

	it('brings back a reply that was deleted while it came in, as stopped', async () => {
		standin.script({ kind: 'reply', text: 'word '.repeat(50), holdAfter: 5 });
		await test.chat.turns.send('One?', []);
		await standin.waitForHold();
		test.chat.delete(test.messages[0]?.id ?? '');
		await test.settled();
		test.chat.undoDelete();
		const reply = test.messages[1];
		assert.ok(reply?.role === 'assistant');
		assert.equal(reply.status, 'stopped');
		assert.deepEqual(test.replayed().path(), test.messages);
	});

	it('takes on a branch of another chat under new ids', async () => {
		await test.ask('One?', 'One.');
		await test.ask('Two?', 'Two.');
		const other = new ChatInTest(standin, suite.server);
		const origin = { chat: 'c', message: test.messages[1]?.id ?? '', title: 'One?' };
		other.chat.adopt(test.chat.conversation.pathTo(origin.message), origin);
		assert.deepEqual(other.replayed().origin, origin);
		assert.deepEqual(texts(other.messages), ['One?', 'One.']);
		assert.deepEqual(other.replayed().path(), other.messages);
		assert.equal(other.messages[1]?.parent, other.messages[0]?.id);
	});
});
