import assert from 'node:assert/strict';
import { formatEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { attachmentId } from '../../../../src/shared/attachments/attachmentId.ts';
import { readLog } from '../../../../src/storage/conversation/readLog.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';
import type { Standin } from '../../../standin/standin.ts';
import { ChatInTest } from './chatInTest.ts';
import { standinForSuite } from './standinForSuite.ts';

describe('What is attached to a message', () => {
	const suite = standinForSuite();
	let standin: Standin;
	let test: ChatInTest;

	const said = () => standin.chats.at(-1)?.chat?.messages.at(-1)?.content;
	const texts = () =>
		test.messages.flatMap((message) =>
			message.role === 'user' ? message.excerpts.map(({ text }) => text) : [],
		);

	beforeEach(() => {
		standin = suite.standin;
		test = new ChatInTest(standin, suite.server);
		let changes = 0;
		test.readNow = async (attachments) => {
			changes++;
			return attachments.map((one) => ({ ...one, text: `change ${changes}` }));
		};
	});

	it('is read when it is sent, and goes as it was sent with another reply and a changed question', async () => {
		standin.script({ kind: 'reply', text: 'One.' });
		await test.chat.turns.send('One?', [EXCERPT]);
		await test.settled();
		assert.match(String(said()), /change 1/);
		assert.deepEqual(texts(), ['change 1']);
		const [question, reply] = test.messages;
		assert.ok(question?.role === 'user' && reply);
		const [sent] = question.excerpts;
		assert.ok(sent);
		standin.script({ kind: 'reply', text: 'Again.' });
		await test.chat.turns.regenerate(reply.id);
		await test.settled();
		assert.match(String(said()), /change 1/);
		standin.script({ kind: 'reply', text: 'Edited.' });
		await test.chat.turns.edit(question.id, 'Other?');
		await test.settled();
		assert.match(String(said()), /^Other\?[\s\S]*change 1/);
		standin.script({ kind: 'reply', text: 'Now.' });
		await test.chat.turns.edit(question.id, 'Other?', [], [attachmentId(sent)]);
		await test.settled();
		assert.match(String(said()), /^Other\?[\s\S]*change 2/);
	});

	it('keeps the message from being sent where it cannot be read, and then leaves no trace', async () => {
		test.readNow = async () => {
			throw new ChatError('refused', 'a.ts is gone.');
		};
		await assert.rejects(test.chat.turns.send('One?', [EXCERPT]), /a\.ts is gone/);
		assert.deepEqual(test.events, []);
		assert.equal(test.chat.turns.busy, false);
	});

	it('keeps other messages out while it is read', async () => {
		const { promise, resolve } = Promise.withResolvers<void>();
		test.readNow = async (attachments) => {
			await promise;
			return attachments;
		};
		standin.script({ kind: 'reply', text: 'One.' });
		const sending = test.chat.turns.send('One?', [EXCERPT]);
		assert.equal(test.chat.turns.busy, true);
		await assert.rejects(test.chat.turns.send('Two?', []), ChatError);
		resolve();
		await sending;
		await test.settled();
		assert.equal(test.messages.length, 2);
	});

	it('has its text in the log once, however often it is sent, and comes back whole', async () => {
		const text = 'let answer = 42;\n'.repeat(8);
		test.readNow = async (attachments) => attachments;
		const excerpt = { ...EXCERPT, text };
		for (const words of ['One?', 'Two?']) {
			standin.script({ kind: 'reply', text: 'Yes.' });
			await test.chat.turns.send(words, [excerpt, { ...excerpt, label: 'b.ts' }]);
			await test.settled();
		}
		const lines = test.events.map(formatEvent);
		assert.equal(lines.filter((line) => line.includes('answer = 42')).length, 1);
		assert.equal(lines.join('\n').split(JSON.stringify(text)).length, 2);
		const versions = test.events.flatMap((event) => (event.type === 'header' ? event.version : []));
		assert.deepEqual(versions, [2]);
		assert.ok(lines.findIndex((line) => line.includes('"version":2')) < 3);
		assert.deepEqual(test.replayed().messages(), test.chat.conversation.messages());
		const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
		const read = readLog('c', bytes, 1);
		assert.deepEqual([read.newer, read.unreadable], [false, []]);
		const texts = read.conversation
			.messages()
			.flatMap((message) => (message.role === 'user' ? message.excerpts : []));
		assert.deepEqual(
			texts.map((one) => [one.text, one.sameAs]),
			Array(4).fill([text, undefined]),
		);
		assert.match(String(said()), /Two\?[\s\S]*answer = 42/);
	});
});
