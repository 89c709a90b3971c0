import assert from 'node:assert/strict';
import type { CutOffReply, TurnWatch } from '../../../../src/core/chat/turnObserver.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';
import { type SessionInTest, State, type WindowInTest } from './sessionInTest.ts';
import { sessionsInTest } from './sessionsInTest.ts';

describe('ChatSession', () => {
	const sessions = sessionsInTest(() => test.session.flush());
	let state: State;
	let test: SessionInTest;

	beforeEach(async () => {
		state = new State();
		await open();
	});

	/** A window on the same sessions.folder and state, as after a reload. */
	async function open(window: WindowInTest = {}): Promise<void> {
		test = sessions.window(window, state);
		await test.session.restore();
	}

	/** Sends a question whose reply stands still until it is released. */
	async function holdReply(text: string): Promise<void> {
		sessions.standin.script({ kind: 'reply', text: 'word '.repeat(20), holdAfter: 5 });
		await test.session.box.send(text);
		await sessions.standin.waitForHold();
	}

	const idle = () => test.until(() => !test.session.chat.busy);
	const asked = () => sessions.standin.chats.map(({ chat }) => chat?.messages.at(-1)?.content);

	describe('queued messages', () => {
		it('are sent one after the other, each when the reply before it is complete', async () => {
			await holdReply('One?');
			test.session.box.attach([EXCERPT]);
			test.session.box.queue('Two?');
			test.session.box.queue('Three?');
			test.session.box.queue('');
			assert.deepEqual(test.queued, ['Two?', 'Three?']);
			assert.deepEqual(test.session.box.attachments, []);
			assert.equal(test.session.box.messageQueue.waiting, null);
			assert.equal(sessions.standin.chats.length, 1);
			sessions.standin.script({ kind: 'reply', text: 'Two.' });
			sessions.standin.script({ kind: 'reply', text: 'Three.' });
			sessions.standin.release();
			await test.until(() => test.texts.at(-1) === 'Three.');
			await idle();
			assert.deepEqual(test.queued, []);
			assert.deepEqual(test.texts.slice(2), ['Two?', 'Two.', 'Three?', 'Three.']);
			const question = test.session.chat.messages()[2];
			assert.ok(question?.role === 'user');
			assert.deepEqual(question.excerpts, [EXCERPT]);
			assert.equal(sessions.standin.chats.length, 3);
		});

		it('wait after a reply that was stopped, until the user sends them', async () => {
			await holdReply('One?');
			test.session.box.queue('Two?');
			test.session.chat.stop();
			await idle();
			assert.deepEqual(test.queued, ['Two?']);
			assert.match(test.session.box.messageQueue.waiting ?? '', /stopped/);
			sessions.standin.script({ kind: 'reply', text: 'Two.' });
			await test.session.box.sendQueued();
			await idle();
			assert.deepEqual(test.texts.slice(2), ['Two?', 'Two.']);
			assert.deepEqual(test.queued, []);
		});

		it('wait after a reply that failed', async () => {
			const ending = { kind: 'error', shape: 'A', code: 502, message: 'down' } as const;
			sessions.standin.script({
				kind: 'reply',
				text: 'word '.repeat(20),
				holdAfter: 5,
				ending: { ...ending, afterChunks: 8 },
			});
			await test.session.box.send('One?');
			await sessions.standin.waitForHold();
			test.session.box.queue('Two?');
			sessions.standin.release();
			await idle();
			assert.deepEqual(test.queued, ['Two?']);
			assert.match(test.session.box.messageQueue.waiting ?? '', /failed/);
			assert.equal(sessions.standin.chats.length, 1);
		});

		it('stay, with the reason as the notice, when they are refused', async () => {
			await holdReply('One?');
			test.session.box.queue('Two?');
			test.refusal = new ChatError('badSetting', 'wrong', { setting: 'topK' });
			sessions.standin.release();
			await test.until(() => test.session.notice !== null);
			assert.deepEqual(test.queued, ['Two?']);
			assert.notEqual(test.session.box.messageQueue.waiting, null);
			await test.session.box.sendQueued();
			assert.deepEqual(test.queued, ['Two?']);
			assert.equal(sessions.standin.chats.length, 1);
		});

		it('come back to the queue, not to the box, when the server wants a key that is not there', async () => {
			await holdReply('One?');
			test.session.box.queue('Two?');
			sessions.standin.requireKey('sk-test');
			sessions.standin.release();
			await test.until(() => test.session.notice?.kind === 'noKey');
			assert.deepEqual(test.queued, ['Two?']);
			assert.deepEqual(
				test.box.filter((line) => line.startsWith('returned')),
				[],
			);
			sessions.standin.requireKey(undefined);
			sessions.standin.script({ kind: 'reply', text: 'Two.' });
			await test.session.box.sendQueued();
			await idle();
			assert.deepEqual(test.texts.slice(2), ['Two?', 'Two.']);
		});

		it('are taken out to be changed or for good, but not while they are being sent', async () => {
			await holdReply('One?');
			test.session.box.attach([EXCERPT]);
			for (const text of ['Two?', 'Three?', 'Four?']) test.session.box.queue(text);
			const [two, three, four] = test.session.box.messageQueue.messages;
			assert.ok(two && three && four);
			test.session.box.editQueued(two.id);
			test.session.box.editQueued(two.id);
			test.session.box.removeQueued(three.id);
			assert.deepEqual(test.box.slice(-1), ['unqueued Two?']);
			assert.deepEqual(test.session.box.attachments, [EXCERPT]);
			assert.deepEqual(test.queued, ['Four?']);
			test.session.chat.stop();
			await idle();
			sessions.standin.script({ kind: 'reply', text: 'Four.' });
			const sending = [test.session.box.sendQueued(), test.session.box.sendQueued()];
			test.session.box.editQueued(four.id);
			await Promise.all(sending);
			await idle();
			assert.deepEqual(test.texts.slice(2), ['Four?', 'Four.']);
			assert.deepEqual(test.queued, []);
			assert.equal(sessions.standin.chats.length, 2);
		});

		it('stay with their chat, which goes on behind another one', async () => {
			await holdReply('One?');
			test.session.box.queue('Two?');
			const first = test.session.chat;
			test.session.newChat();
			assert.deepEqual(test.queued, []);
			sessions.standin.script({ kind: 'reply', text: 'Two.', holdAfter: 1 });
			sessions.standin.release();
			await sessions.standin.waitForHold();
			await test.session.open(first.conversation.id);
			assert.equal(test.session.chat, first, 'the chat that is running, not one from the disk');
			sessions.standin.release();
			await idle();
			assert.deepEqual(test.texts.slice(2), ['Two?', 'Two.']);
			assert.deepEqual(asked(), ['One?', 'Two?']);
		});

		it('outlive the window and wait then, and are not sent twice', async () => {
			await holdReply('One?');
			test.session.box.queue('Two?');
			test.session.box.queue('Three?');
			// The window goes away as the first is recorded and before it is struck off.
			const [two] = test.session.box.messageQueue.messages;
			assert.ok(two);
			const queued = state.get('queued');
			test.session.chat.stop();
			await idle();
			// Held, so that its end does not send the third while the next window opens.
			sessions.standin.script({ kind: 'reply', text: 'Two.', holdAfter: 1 });
			await test.session.box.sendQueued();
			await sessions.standin.waitForHold();
			await test.session.flush();
			await state.update('queued', queued);
			const before = test;
			await open();
			assert.deepEqual(test.queued, ['Three?']);
			assert.notEqual(test.session.box.messageQueue.waiting, null);
			sessions.standin.release();
			await before.until(() => !before.session.chat.busy);
			await before.session.flush();
			assert.deepEqual(asked().slice(0, 2), ['One?', 'Two?']);
		});

		it('a message that comes just after the end of the reply is sent at once', async () => {
			sessions.standin.script({ kind: 'reply', text: 'One.' });
			sessions.standin.script({ kind: 'reply', text: 'Two.' });
			await test.session.box.send('One?');
			await idle();
			test.session.box.queue('Two?');
			await test.until(() => test.texts.at(-1) === 'Two.');
			await idle();
			assert.deepEqual(test.queued, []);
		});
	});

	it('keeps the reader’s place in each chat over a reload, and the branch that was open', async () => {
		sessions.standin.script({ kind: 'reply', text: 'One.' });
		sessions.standin.script({ kind: 'reply', text: 'Another.' });
		await test.session.box.send('One?');
		await idle();
		const first = test.session.chat.conversation.id;
		const reply = test.session.chat.messages()[1];
		assert.ok(reply);
		await test.session.regenerate(reply.id);
		await idle();
		test.session.chat.showSibling(test.session.chat.messages()[1]?.id ?? '', -1);
		test.session.keepPlace(first, { id: reply.id, offset: 40 });
		await test.session.flush();
		await open();
		assert.deepEqual(test.texts, ['One?', 'One.']);
		assert.deepEqual(test.session.place, { id: reply.id, offset: 40 });
		test.session.newChat();
		assert.equal(test.session.place, null);
		await test.session.open(first);
		assert.deepEqual(test.session.place, { id: reply.id, offset: 40 });
		test.session.keepPlace(first, null);
		assert.equal(state.get('places'), undefined);
	});

	it('has a reply counted that was cut off with its window, but not while that lives', async () => {
		await holdReply('One?');
		const id = test.session.chat.running;
		await test.session.flush();
		const counted: CutOffReply[] = [];
		const watch: TurnWatch = {
			permit: async () => {},
			begin: () => assert.fail('nothing is sent'),
			forget: async () => {},
			cutOff: async (found) => void counted.push(found),
		};
		const first = test;
		await open({ own: 2, living: new Set([1]), watch });
		assert.equal(counted.length, 0);
		await open({ own: 2, watch });
		assert.deepEqual(
			counted.map(({ reply }) => reply.id),
			[id],
		);
		assert.match(counted[0]?.reply.text ?? '', /^word /);
		assert.deepEqual(
			counted[0]?.path.map(({ text }) => text),
			['One?'],
		);
		first.session.chat.stop();
		sessions.standin.release();
		await first.until(() => !first.session.chat.busy);
		await first.session.flush();
	});

	it('keeps what a chat has chosen before its first message over a reload, and with it', async () => {
		const model = 'openai/gpt-4o';
		test.session.chooseModel(model);
		await open();
		assert.deepEqual(test.session.chat.conversation.choices, { model });
		await open();
		assert.deepEqual(test.session.chat.conversation.choices, { model });
		await test.session.box.send('One?');
		await idle();
		await test.session.flush();
		await open();
		assert.deepEqual(test.session.chat.conversation.choices, { model });
		test.session.newChat();
		test.session.chooseModel(model);
		test.session.newChat();
		await open();
		assert.deepEqual(test.session.chat.conversation.choices, {}, 'New Chat begins anew');
		assert.equal(state.get('choices'), undefined);
	});

	it('names a fork so that it is told from its original, in the history too', async () => {
		sessions.standin.script({ kind: 'reply', text: 'One.' });
		await test.session.box.send('One?');
		await idle();
		const reply = test.session.chat.messages()[1];
		test.session.fork(reply?.id ?? '');
		assert.equal(test.session.chat.conversation.title, 'One? (fork)');
		await test.session.flush();
		const forked = test.session.chat.conversation.id;
		await open();
		assert.equal(test.session.chat.conversation.id, forked);
		assert.equal(test.session.chat.conversation.title, 'One? (fork)');
		assert.deepEqual(test.texts, ['One?', 'One.']);
	});

	it('keeps everything in order while the clock runs backwards', async () => {
		let now = Date.UTC(2030, 0, 1);
		const backwards = { now: () => (now -= 86_400_000) };
		test = sessions.window(backwards, state);
		await test.session.restore();
		for (const text of ['One', 'Two', 'Three']) {
			sessions.standin.script({ kind: 'reply', text: `${text}.`, reasoning: 'Hm, well.' });
			await test.session.box.send(`${text}?`);
			await idle();
		}
		const first = test.session.chat.messages()[0];
		sessions.standin.script({ kind: 'reply', text: 'Later.' });
		await test.session.edit(first?.id ?? '', 'Asked last, at the earliest time?');
		await idle();
		const { conversation } = test.session.chat;
		await test.session.flush();
		const times = conversation.messages().map(({ at }) => at);
		assert.deepEqual(
			times,
			times.toSorted((a, b) => b - a),
			'each is earlier than the one before',
		);
		test = sessions.window(backwards, state);
		await test.session.restore();
		assert.deepEqual(test.texts, ['Asked last, at the earliest time?', 'Later.']);
		assert.deepEqual(test.session.chat.conversation.messages(), conversation.messages());
		for (const message of conversation.messages()) {
			if (message.role === 'assistant') assert.ok((message.reasoningMs ?? 0) >= 0);
		}
		test.session.chat.showSibling(test.session.chat.messages()[0]?.id ?? '', -1);
		assert.deepEqual(test.texts, ['One?', 'One.', 'Two?', 'Two.', 'Three?', 'Three.']);
	});

	describe('drafts', () => {
		it('belong to their chat, with the attachments', async () => {
			sessions.standin.script({ kind: 'reply', text: 'One.' });
			await test.session.box.send('One?');
			await idle();
			const first = test.session.chat.conversation.id;
			test.session.box.keepDraft(first, 'for the first');
			test.session.box.attach([EXCERPT]);
			test.session.newChat();
			const second = test.session.chat.conversation.id;
			assert.equal(test.session.box.draft, '');
			assert.deepEqual(test.session.box.attachments, []);
			test.session.box.keepDraft(second, 'for the second');
			await test.session.open(first);
			assert.equal(test.session.box.draft, 'for the first');
			assert.deepEqual(test.session.box.attachments, [EXCERPT]);
			test.session.newChat();
			assert.equal(test.session.chat.conversation.id, second, 'the one that is still empty');
			assert.equal(test.session.box.draft, 'for the second');
		});

		it('come back after a reload, also that of a chat without a message', async () => {
			test.session.box.keepDraft(test.session.chat.conversation.id, 'half a thought');
			await open();
			assert.equal(test.session.box.draft, 'half a thought');
			await open();
			assert.equal(test.session.box.draft, 'half a thought');
			sessions.standin.script({ kind: 'reply', text: 'One.' });
			await test.session.box.send('half a thought');
			await idle();
			assert.equal(test.session.box.draft, '');
			test.session.box.keepDraft(test.session.chat.conversation.id, 'more');
			await test.session.flush();
			await open();
			assert.deepEqual(test.texts, ['half a thought', 'One.']);
			assert.equal(test.session.box.draft, 'more');
			test.session.box.keepDraft(test.session.chat.conversation.id, '');
			assert.equal(state.get('drafts'), undefined);
		});

		it('a refused message stays in its box, or is kept for it when another chat is shown', async () => {
			test.refusal = new ChatError('badSetting', 'wrong');
			await test.session.box.send('One?');
			assert.deepEqual(test.box, ['refused']);
			test.refusal = undefined;
			sessions.standin.script({ kind: 'reply', text: 'One.' });
			await test.session.box.send('One?');
			await idle();
			assert.deepEqual(test.box, ['refused', 'accepted']);
			const first = test.session.chat.conversation.id;
			test.refusal = new ChatError('badSetting', 'wrong');
			const sending = test.session.box.send('Two?');
			test.session.newChat();
			await sending;
			assert.deepEqual(test.box, ['refused', 'accepted']);
			await test.session.open(first);
			assert.equal(test.session.box.draft, 'Two?');
		});
	});
});
