import assert from 'node:assert/strict';
import { formatEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { attachmentId } from '../../../../src/shared/attachments/attachmentId.ts';
import { readLog } from '../../../../src/storage/conversation/readLog.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';
import type { Standin } from '../../../standin/standin.ts';
import { catalogueModel } from '../models/catalogueSamples.ts';
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

	describe('of a folder', () => {
		const folder = {
			...EXCERPT,
			label: 'src',
			source: 'folder' as const,
			text: 'word '.repeat(4000),
		};
		let rooms: (number | undefined)[] = [];

		beforeEach(() => {
			rooms = [];
			test.readNow = async (attachments, roomFor) => {
				const room = await roomFor(attachments);
				rooms.push(room?.tokens);
				const words =
					room === undefined
						? 4000
						: Math.floor((room.tokens / room.tokensOf('word '.repeat(1000))) * 1000) - 20;
				return attachments.map((one) =>
					'text' in one && one.source === 'folder'
						? {
								...one,
								text: 'word '.repeat(Math.max(0, Math.min(4000, words))),
								leftOut: ['b.ts'],
							}
						: one,
				);
			};
		});

		const ask = async (send: () => Promise<unknown>) => {
			standin.script({ kind: 'reply', text: 'Yes.' });
			await send();
			await test.settled();
		};
		const lastReply = () => {
			const reply = test.messages.findLast(({ role }) => role === 'assistant');
			return reply?.role === 'assistant' ? reply : undefined;
		};

		it('fits the model of that moment, and the reply says what went', async () => {
			test.known = catalogueModel('m', { contextLength: 2000 });
			await ask(() => test.chat.turns.send('One?', [folder]));
			assert.ok((rooms[0] ?? 0) > 500 && (rooms[0] ?? 0) < 2000, String(rooms));
			assert.deepEqual(
				lastReply()?.parts?.map(({ label, leftOut }) => [label, leftOut]),
				[['src', ['b.ts']]],
			);
			test.known = catalogueModel('m', { contextLength: 100_000 });
			await ask(() => test.chat.turns.send('Two?', [folder]));
			assert.ok((rooms[1] ?? 0) > 4000, String(rooms));
			test.known = undefined;
			await ask(() => test.chat.turns.send('Three?', [folder]));
			assert.equal(rooms[2], undefined);
		});

		it('has what it took before go in place of older messages, but not of pinned ones', async () => {
			test.readNow = async (attachments, roomFor) => {
				rooms.push((await roomFor(attachments))?.tokens);
				return attachments;
			};
			await ask(() => test.chat.turns.send('word '.repeat(3000), []));
			test.known = catalogueModel('m', { contextLength: 6500 });
			await ask(() => test.chat.turns.send('Two?', [folder]));
			assert.ok((rooms.at(-1) ?? 0) >= 4000, String(rooms));
			assert.equal(lastReply()?.unsent?.length, 2);
			test.chat.keepInContext(test.messages[0]?.id ?? '', 'pinned');
			await assert.rejects(test.chat.turns.send('Three?', [folder]), /does not fit/);
			assert.ok((rooms.at(-1) ?? 0) < 4000, String(rooms));
		});

		it('is cut beside what is sent as it was, where an edited question takes it as it is now', async () => {
			const other = { ...EXCERPT, text: 'word '.repeat(500) };
			await ask(() => test.chat.turns.send('One?', [other, folder]));
			const [question] = test.messages;
			assert.ok(question?.role === 'user');
			const sent = question.excerpts.find(({ source }) => source === 'folder');
			assert.ok(sent);
			test.known = catalogueModel('m', { contextLength: 2000 });
			await ask(() => test.chat.turns.edit(question.id, 'Two?', [], [attachmentId(sent)]));
			// Without the other text it would be more than 1,600.
			assert.ok((rooms.at(-1) ?? 0) < 1300, String(rooms));
		});

		it('is sent as it was where the message is to be sent although it does not fit', async () => {
			test.known = catalogueModel('m', { contextLength: 2000 });
			const long = 'word '.repeat(5000);
			await assert.rejects(test.chat.turns.send(long, [folder]), /does not fit/);
			await ask(() =>
				test.chat.turns.sendAnyway({ anyway: true }, () => test.chat.turns.send(long, [folder])),
			);
			assert.deepEqual(rooms, [0, undefined]);
		});
	});
});
