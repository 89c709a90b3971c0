import assert from 'node:assert/strict';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CutOffReply, TurnObserver } from '../../../../src/core/chat/turnObserver.ts';
import {
	type ConversationEvent,
	formatEvent,
} from '../../../../src/core/conversation/conversationEvent.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { messageViews } from '../../../../src/core/panel/messageViews.ts';
import { FaultyFiles } from '../../../faults/faultyFiles.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';
import { header, question, reply, text } from '../../core/conversation/conversationSamples.ts';
import { type SessionInTest, State, type WindowInTest } from './sessionInTest.ts';
import { sessionsInTest } from './sessionsInTest.ts';

describe('OpenChats', () => {
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
		await test.chats.restore();
	}

	/** Sends a question whose reply stands still until it is released. */
	async function holdReply(text: string): Promise<void> {
		sessions.standin.script({ kind: 'reply', text: 'word '.repeat(20), holdAfter: 5 });
		await test.chats.box.send(text);
		await sessions.standin.waitForHold();
	}

	const idle = () => test.until(() => !test.chats.chat.turns.busy);
	const asked = () => sessions.standin.chats.map(({ chat }) => chat?.messages.at(-1)?.content);

	describe('queued messages', () => {
		it('are sent one after the other, each when the reply before it is complete', async () => {
			await holdReply('One?');
			test.chats.box.attach([EXCERPT]);
			test.chats.box.queue('Two?');
			test.chats.box.queue('Three?');
			test.chats.box.queue('');
			assert.deepEqual(test.queued, ['Two?', 'Three?']);
			assert.deepEqual(test.chats.box.attachments, []);
			assert.equal(test.chats.box.messageQueue.waiting, null);
			assert.equal(sessions.standin.chats.length, 1);
			sessions.standin.script({ kind: 'reply', text: 'Two.' });
			sessions.standin.script({ kind: 'reply', text: 'Three.' });
			sessions.standin.release();
			await test.until(() => test.texts.at(-1) === 'Three.');
			await idle();
			assert.deepEqual(test.queued, []);
			assert.deepEqual(test.texts.slice(2), ['Two?', 'Two.', 'Three?', 'Three.']);
			const question = test.chats.chat.messages()[2];
			assert.ok(question?.role === 'user');
			assert.deepEqual(question.excerpts, [EXCERPT]);
			assert.equal(sessions.standin.chats.length, 3);
		});

		it('wait after a reply that was stopped, until the user sends them', async () => {
			await holdReply('One?');
			test.chats.box.queue('Two?');
			test.chats.chat.turns.stop();
			await idle();
			assert.deepEqual(test.queued, ['Two?']);
			assert.match(test.chats.box.messageQueue.waiting ?? '', /stopped/);
			sessions.standin.script({ kind: 'reply', text: 'Two.' });
			await test.chats.box.sendQueued();
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
			await test.chats.box.send('One?');
			await sessions.standin.waitForHold();
			test.chats.box.queue('Two?');
			sessions.standin.release();
			await idle();
			assert.deepEqual(test.queued, ['Two?']);
			assert.match(test.chats.box.messageQueue.waiting ?? '', /failed/);
			assert.equal(sessions.standin.chats.length, 1);
		});

		it('stay, with the reason as the notice, when they are refused', async () => {
			await holdReply('One?');
			test.chats.box.queue('Two?');
			test.refusal = new ChatError('badSetting', 'wrong', { setting: 'topK' });
			sessions.standin.release();
			await test.until(() => test.chats.notice !== null);
			assert.deepEqual(test.queued, ['Two?']);
			assert.notEqual(test.chats.box.messageQueue.waiting, null);
			await test.chats.box.sendQueued();
			assert.deepEqual(test.queued, ['Two?']);
			assert.equal(sessions.standin.chats.length, 1);
		});

		it('come back to the queue, not to the box, when the server wants a key that is not there', async () => {
			await holdReply('One?');
			test.chats.box.queue('Two?');
			sessions.standin.requireKey('sk-test');
			sessions.standin.release();
			await test.until(() => test.chats.notice?.kind === 'noKey');
			assert.deepEqual(test.queued, ['Two?']);
			assert.deepEqual(
				test.box.filter((line) => line.startsWith('returned')),
				[],
			);
			sessions.standin.requireKey(undefined);
			sessions.standin.script({ kind: 'reply', text: 'Two.' });
			await test.chats.box.sendQueued();
			await idle();
			assert.deepEqual(test.texts.slice(2), ['Two?', 'Two.']);
		});

		it('are taken out to be changed or for good, but not while they are being sent', async () => {
			await holdReply('One?');
			test.chats.box.attach([EXCERPT]);
			for (const text of ['Two?', 'Three?', 'Four?']) test.chats.box.queue(text);
			const [two, three, four] = test.chats.box.messageQueue.messages;
			assert.ok(two && three && four);
			test.chats.box.editQueued(two.id);
			test.chats.box.editQueued(two.id);
			test.chats.box.removeQueued(three.id);
			assert.deepEqual(test.box.slice(-1), ['unqueued Two?']);
			assert.deepEqual(test.chats.box.attachments, [EXCERPT]);
			assert.deepEqual(test.queued, ['Four?']);
			test.chats.chat.turns.stop();
			await idle();
			sessions.standin.script({ kind: 'reply', text: 'Four.' });
			const sending = [test.chats.box.sendQueued(), test.chats.box.sendQueued()];
			test.chats.box.editQueued(four.id);
			await Promise.all(sending);
			await idle();
			assert.deepEqual(test.texts.slice(2), ['Four?', 'Four.']);
			assert.deepEqual(test.queued, []);
			assert.equal(sessions.standin.chats.length, 2);
		});

		it('are sent once by a Send Now that comes twice, which names the message that was first', async () => {
			await holdReply('One?');
			for (const text of ['Two?', 'Three?']) test.chats.box.queue(text);
			const [two, three] = test.chats.box.messageQueue.messages;
			assert.ok(two && three);
			test.chats.chat.turns.stop();
			await idle();
			await test.chats.box.sendQueued(three.id);
			assert.deepEqual(test.queued, ['Two?', 'Three?']);
			sessions.standin.script({ kind: 'reply', text: 'word '.repeat(20), holdAfter: 5 });
			await test.chats.box.sendQueued(two.id);
			await test.until(() => test.texts.at(-1)?.startsWith('word') === true);
			assert.deepEqual(test.queued, ['Three?']);
			// Its reply is stopped, so that the next one waits: a second click on the first is not meant for it.
			test.chats.chat.turns.stop();
			await idle();
			await test.chats.box.sendQueued(two.id);
			await idle();
			assert.deepEqual(test.queued, ['Three?']);
			assert.equal(sessions.standin.chats.length, 2);
			assert.equal(test.chats.notice, null);
		});

		it('stay with their chat, which goes on behind another one', async () => {
			await holdReply('One?');
			test.chats.box.queue('Two?');
			const first = test.chats.chat;
			test.chats.newChat();
			assert.deepEqual(test.queued, []);
			sessions.standin.script({ kind: 'reply', text: 'Two.', holdAfter: 1 });
			sessions.standin.release();
			await sessions.standin.waitForHold();
			await test.chats.open(first.conversation.id);
			assert.equal(test.chats.chat, first, 'the chat that is running, not one from the disk');
			sessions.standin.release();
			await idle();
			assert.deepEqual(test.texts.slice(2), ['Two?', 'Two.']);
			assert.deepEqual(asked(), ['One?', 'Two?']);
		});

		it('outlive the window and wait then, and are not sent twice', async () => {
			await holdReply('One?');
			test.chats.box.queue('Two?');
			test.chats.box.queue('Three?');
			// The window goes away as the first is recorded and before it is struck off.
			const [two] = test.chats.box.messageQueue.messages;
			assert.ok(two);
			const queued = state.get('queued');
			test.chats.chat.turns.stop();
			await idle();
			// Held, so that its end does not send the third while the next window opens.
			sessions.standin.script({ kind: 'reply', text: 'Two.', holdAfter: 1 });
			await test.chats.box.sendQueued();
			await sessions.standin.waitForHold();
			await test.session.flush();
			await state.update('queued', queued);
			const before = test;
			await open();
			assert.deepEqual(test.queued, ['Three?']);
			assert.notEqual(test.chats.box.messageQueue.waiting, null);
			sessions.standin.release();
			await before.until(() => !before.chats.chat.turns.busy);
			await before.session.flush();
			assert.deepEqual(asked().slice(0, 2), ['One?', 'Two?']);
		});

		it('a message that comes just after the end of the reply is sent at once', async () => {
			sessions.standin.script({ kind: 'reply', text: 'One.' });
			sessions.standin.script({ kind: 'reply', text: 'Two.' });
			await test.chats.box.send('One?');
			await idle();
			test.chats.box.queue('Two?');
			await test.until(() => test.texts.at(-1) === 'Two.');
			await idle();
			assert.deepEqual(test.queued, []);
		});
	});

	it('keeps the reader’s place in each chat over a reload, and the branch that was open', async () => {
		sessions.standin.script({ kind: 'reply', text: 'One.' });
		sessions.standin.script({ kind: 'reply', text: 'Another.' });
		await test.chats.box.send('One?');
		await idle();
		const first = test.chats.chat.conversation.id;
		const reply = test.chats.chat.messages()[1];
		assert.ok(reply);
		await test.chats.regenerate(reply.id);
		await idle();
		test.chats.chat.showSibling(test.chats.chat.messages()[1]?.id ?? '', -1);
		test.chats.keepPlace(first, { id: reply.id, offset: 40 });
		await test.session.flush();
		await open();
		assert.deepEqual(test.texts, ['One?', 'One.']);
		assert.deepEqual(test.chats.place, { id: reply.id, offset: 40 });
		test.chats.newChat();
		assert.equal(test.chats.place, null);
		await test.chats.open(first);
		assert.deepEqual(test.chats.place, { id: reply.id, offset: 40 });
		test.chats.keepPlace(first, null);
		assert.equal(state.get('places'), undefined);
	});

	describe('a window that is closed', () => {
		it('ends its replies as interrupted, in the chats behind the shown one too, and not as failed', async () => {
			await holdReply('One?');
			const first = test.chats.chat.conversation.id;
			test.chats.newChat();
			sessions.standin.script({ kind: 'reply', text: 'word '.repeat(20), holdAfter: 5 });
			await test.chats.box.send('Two?');
			await test.until(() => test.texts.at(-1)?.startsWith('word') === true);
			test.chats.box.queue('Three?');
			const closing = test;
			test.session.close();
			await test.session.flush();
			await Promise.all(sessions.standin.chats.map(({ whenClosed }) => whenClosed));
			await open({ own: 2 });
			for (const id of [test.chats.chat.conversation.id, first]) {
				await test.chats.open(id);
				const last = test.chats.chat.conversation.lastReply();
				assert.equal(last?.status, 'interrupted');
				assert.equal(last?.failure, undefined);
				assert.match(last?.text ?? '', /^word/);
			}
			assert.equal(sessions.standin.chats.length, 2);
			assert.equal(closing.chats.chat.turns.busy, false);
		});

		it('has what was about to go out in its box, and sends nothing more', async () => {
			sessions.standin.script({ kind: 'reply', text: 'One.' });
			const sent = test.chats.box.send('One?');
			test.session.close();
			await sent;
			await test.chats.box.send('Two?');
			assert.deepEqual(test.box, ['refused', 'refused']);
			assert.match(test.chats.notice?.message ?? '', /closed or reloaded/);
			await test.session.flush();
			assert.deepEqual(test.texts, []);
			assert.equal(sessions.standin.chats.length, 0);
		});
	});

	it('has a reply counted that was cut off with its window, but not while that lives', async () => {
		await holdReply('One?');
		const id = test.chats.chat.turns.running;
		await test.session.flush();
		const counted: CutOffReply[] = [];
		const observer: TurnObserver = {
			permit: async () => {},
			begin: () => assert.fail('nothing is sent'),
			forget: async () => {},
			cutOff: async (found) => void counted.push(found),
		};
		const first = test;
		await open({ own: 2, living: new Set([1]), observer });
		assert.equal(counted.length, 0);
		await open({ own: 2, observer });
		assert.deepEqual(
			counted.map(({ reply }) => reply.id),
			[id],
		);
		assert.match(counted[0]?.reply.text ?? '', /^word /);
		assert.deepEqual(
			counted[0]?.path.map(({ text }) => text),
			['One?'],
		);
		first.chats.chat.turns.stop();
		sessions.standin.release();
		await first.until(() => !first.chats.chat.turns.busy);
		await first.session.flush();
	});

	it('has no reply counted that no window of this machine has received: of a chat that came from elsewhere', async () => {
		const counted: CutOffReply[] = [];
		const observer: TurnObserver = {
			permit: async () => {},
			begin: () => assert.fail('nothing is sent'),
			forget: async () => {},
			cutOff: async (found) => void counted.push(found),
		};
		const lines = [header, question('q1', null), reply('r1', 'q1'), text('r1', 'Half an ans')];
		const file = (id: string) => join(sessions.folder, `${id}.jsonl`);
		await writeFile(file('c-1'), `${lines.map(formatEvent).join('\n')}\n`);
		await open({ observer });
		await test.chats.open('c-1');
		assert.deepEqual(test.texts.at(-1), 'Half an ans');
		assert.equal(counted.length, 0);
		lines.push({ type: 'running', id: 'r1', process: 7 });
		await writeFile(file('c-2'), `${lines.map(formatEvent).join('\n')}\n`);
		await utimes(file('c-2'), 1, 1);
		await test.chats.open('c-2');
		assert.equal(counted.length, 1);
		await open({ observer, machine: 'this' });
		counted.length = 0;
		for (const machine of ['another', 'this']) {
			const all = [...lines.slice(0, -1), { type: 'running', id: 'r1', process: 7, machine }];
			await writeFile(
				file(machine),
				`${all.map((line) => formatEvent(line as ConversationEvent)).join('\n')}\n`,
			);
			await utimes(file(machine), 1, 1);
			await test.chats.open(machine);
			assert.deepEqual(test.texts.at(-1), 'Half an ans');
			assert.equal(counted.length, machine === 'this' ? 1 : 0);
		}
	});

	it('has the part counted in which a reply that had gone on was cut off', async () => {
		const counted: CutOffReply[] = [];
		const observer: TurnObserver = {
			permit: async () => {},
			begin: () => assert.fail('nothing is sent'),
			forget: async () => {},
			cutOff: async (found) => void counted.push(found),
		};
		const ended = { type: 'settle', id: 'r1', at: 1, status: 'stopped', facts: {} } as const;
		const running = { type: 'running', id: 'r1', process: 7 } as const;
		const lines: ConversationEvent[] = [
			...[header, question('q1', null), reply('r1', 'q1'), running, text('r1', 'One'), ended],
			...[{ type: 'continued', id: 'r1' } as const, running, text('r1', ', two'), ended],
			...[{ type: 'continued', id: 'r1' } as const, running],
			text('r1', ', three'),
			text('r1', ', four'),
		];
		const file = join(sessions.folder, 'c-1.jsonl');
		await writeFile(file, `${lines.map(formatEvent).join('\n')}\n`);
		await utimes(file, 1, 1);
		await open({ observer });
		await test.chats.open('c-1');
		assert.deepEqual(
			counted.map(({ part }) => part),
			[{ number: 2, earlier: 'One, two', came: ', three, four', at: 1000 }],
		);
	});

	it('does not show a chat that is read slowly over one that was asked for since', async () => {
		const ask = async (text: string) => {
			sessions.standin.script({ kind: 'reply', text: 'Yes.' });
			await test.chats.box.send(text);
			await idle();
			return test.chats.chat.conversation.id;
		};
		const slow = await ask('Slow?');
		test.chats.newChat();
		const quick = await ask('Quick?');
		await test.session.flush();
		let release = () => {};
		const held = new Promise<void>((resolve) => {
			release = resolve;
		});
		const disk = new FaultyFiles();
		disk.before = ({ name, path }) =>
			name === 'readFile' && path.includes(slow) ? held : undefined;
		await open({ files: disk.files });
		const { chats } = test;
		const waiting = [chats.open(slow)];
		await chats.open(quick);
		assert.deepEqual(test.texts, ['Quick?', 'Yes.']);
		chats.newChat();
		waiting.push(chats.open(slow));
		chats.newChat();
		chats.box.keepDraft(chats.chat.conversation.id, 'begun');
		release();
		await Promise.all(waiting);
		assert.deepEqual([test.texts, chats.box.draft], [[], 'begun']);
		await chats.open(slow);
		assert.deepEqual(test.texts, ['Slow?', 'Yes.']);
	});

	it('keeps what a chat has chosen before its first message over a reload, and with it', async () => {
		const model = 'openai/gpt-4o';
		test.chats.chooseModel(model);
		await open();
		assert.deepEqual(test.chats.chat.conversation.choices, { model });
		await open();
		assert.deepEqual(test.chats.chat.conversation.choices, { model });
		await test.chats.box.send('One?');
		await idle();
		await test.session.flush();
		await open();
		assert.deepEqual(test.chats.chat.conversation.choices, { model });
		test.chats.newChat();
		test.chats.chooseModel(model);
		test.chats.newChat();
		await open();
		assert.deepEqual(test.chats.chat.conversation.choices, {}, 'New Chat begins anew');
		assert.equal(state.get('choices'), undefined);
	});

	/** What the page is told over the first message. */
	const shownOrigin = () => {
		const [first] = messageViews(test.chats.chat);
		return first?.message.role === 'user' ? first.message.forkedFrom : undefined;
	};

	it('names a fork so that it is told from its original, in the history too', async () => {
		sessions.standin.script({ kind: 'reply', text: 'One.' });
		await test.chats.box.send('One?');
		await idle();
		const reply = test.chats.chat.messages()[1];
		const { id: chat } = test.chats.chat.conversation;
		test.chats.fork(reply?.id ?? '');
		assert.equal(test.chats.chat.conversation.title, 'One? (fork)');
		await test.session.flush();
		const forked = test.chats.chat.conversation.id;
		await open();
		assert.equal(test.chats.chat.conversation.id, forked);
		assert.equal(test.chats.chat.conversation.title, 'One? (fork)');
		assert.deepEqual(test.texts, ['One?', 'One.']);
		const origin = { chat, message: reply?.id, title: 'One?' };
		assert.deepEqual(test.chats.chat.conversation.origin, origin);
		assert.deepEqual(shownOrigin(), origin);
		sessions.standin.script({ kind: 'reply', text: 'Two.' });
		await test.chats.edit(test.chats.chat.messages()[0]?.id ?? '', 'Two?');
		await idle();
		assert.deepEqual(shownOrigin(), origin, 'over another first question, too');
	});

	it('keeps everything in order while the clock runs backwards', async () => {
		let now = Date.UTC(2030, 0, 1);
		const backwards = { now: () => (now -= 86_400_000) };
		test = sessions.window(backwards, state);
		await test.chats.restore();
		for (const text of ['One', 'Two', 'Three']) {
			sessions.standin.script({ kind: 'reply', text: `${text}.`, reasoning: 'Hm, well.' });
			await test.chats.box.send(`${text}?`);
			await idle();
		}
		const first = test.chats.chat.messages()[0];
		sessions.standin.script({ kind: 'reply', text: 'Later.' });
		await test.chats.edit(first?.id ?? '', 'Asked last, at the earliest time?');
		await idle();
		const { conversation } = test.chats.chat;
		await test.session.flush();
		const times = conversation.messages().map(({ at }) => at);
		assert.deepEqual(
			times,
			times.toSorted((a, b) => b - a),
			'each is earlier than the one before',
		);
		test = sessions.window(backwards, state);
		await test.chats.restore();
		assert.deepEqual(test.texts, ['Asked last, at the earliest time?', 'Later.']);
		assert.deepEqual(test.chats.chat.conversation.messages(), conversation.messages());
		for (const message of conversation.messages()) {
			if (message.role === 'assistant') assert.ok((message.reasoningMs ?? 0) >= 0);
		}
		test.chats.chat.showSibling(test.chats.chat.messages()[0]?.id ?? '', -1);
		assert.deepEqual(test.texts, ['One?', 'One.', 'Two?', 'Two.', 'Three?', 'Three.']);
	});

	describe('what was typed in a chat that is no longer shown when it arrives', () => {
		const shown = () => test.chats.chat.conversation.id;

		it('is sent and queued there while this window has it', async () => {
			await holdReply('One?');
			const first = shown();
			test.chats.box.attach([EXCERPT]);
			// Explain Selection, with the reply still coming in.
			sessions.standin.script({ kind: 'reply', text: 'Explained.' });
			await test.chats.ask('Explain', []);
			await test.until(() => test.texts.at(-1) === 'Explained.');
			await test.chats.box.queue('Two?', first);
			assert.deepEqual(test.queued, []);
			await test.chats.open(first);
			assert.deepEqual(test.queued, ['Two?']);
			assert.deepEqual(test.chats.box.attachments, []);
			sessions.standin.script({ kind: 'reply', text: 'Two.' });
			sessions.standin.release();
			await test.until(() => test.texts.at(-1) === 'Two.');
			await idle();
		});

		it('waits in its box where it was left, with the notice saying so', async () => {
			sessions.standin.script({ kind: 'reply', text: 'One.' });
			await test.chats.box.send('One?');
			await idle();
			await test.session.flush();
			const first = shown();
			for (const [number, send] of [
				() => test.chats.box.send('Late?', {}, first),
				() => test.chats.box.queue('Late?', first),
			].entries()) {
				test.chats.newChat();
				await test.session.flush();
				await send();
				assert.match(
					test.chats.notice?.message ?? '',
					/not sent; it is in the box of its own chat/,
				);
				assert.deepEqual(test.texts, []);
				assert.equal(test.chats.box.draft, '');
				await test.chats.open(first);
				assert.equal(test.chats.box.draft, 'Late?', String(number));
				assert.deepEqual(test.queued, []);
				test.chats.box.keepDraft(first, '');
			}
			assert.equal(sessions.standin.chats.length, 1, 'nothing was sent anywhere');
		});
	});

	describe('drafts', () => {
		it('are gone with the message that was sent of them, whatever its first line begins with', async () => {
			const { id } = test.chats.chat.conversation;
			test.chats.box.keepDraft(id, '\n    def f(x):\n        return x\n');
			sessions.standin.script({ kind: 'reply', text: 'One.' });
			await test.chats.box.send('    def f(x):\n        return x');
			assert.equal(test.chats.box.draft, '');
			await idle();
			assert.equal(asked()[0], '    def f(x):\n        return x');
		});

		it('belong to their chat, with the attachments', async () => {
			sessions.standin.script({ kind: 'reply', text: 'One.' });
			await test.chats.box.send('One?');
			await idle();
			const first = test.chats.chat.conversation.id;
			test.chats.box.keepDraft(first, 'for the first');
			test.chats.box.attach([EXCERPT]);
			test.chats.newChat();
			const second = test.chats.chat.conversation.id;
			assert.equal(test.chats.box.draft, '');
			assert.deepEqual(test.chats.box.attachments, []);
			test.chats.box.keepDraft(second, 'for the second');
			await test.chats.open(first);
			assert.equal(test.chats.box.draft, 'for the first');
			assert.deepEqual(test.chats.box.attachments, [EXCERPT]);
			test.chats.newChat();
			assert.equal(test.chats.chat.conversation.id, second, 'the one that is still empty');
			assert.equal(test.chats.box.draft, 'for the second');
		});

		it('come back after a reload, also that of a chat without a message', async () => {
			test.chats.box.keepDraft(test.chats.chat.conversation.id, 'half a thought');
			await open();
			assert.equal(test.chats.box.draft, 'half a thought');
			await open();
			assert.equal(test.chats.box.draft, 'half a thought');
			sessions.standin.script({ kind: 'reply', text: 'One.' });
			await test.chats.box.send('half a thought');
			await idle();
			assert.equal(test.chats.box.draft, '');
			test.chats.box.keepDraft(test.chats.chat.conversation.id, 'more');
			await test.session.flush();
			await open();
			assert.deepEqual(test.texts, ['half a thought', 'One.']);
			assert.equal(test.chats.box.draft, 'more');
			test.chats.box.keepDraft(test.chats.chat.conversation.id, '');
			assert.equal(state.get('drafts'), undefined);
		});

		it('a refused message stays in its box, or is kept for it when another chat is shown', async () => {
			test.refusal = new ChatError('badSetting', 'wrong');
			await test.chats.box.send('One?');
			assert.deepEqual(test.box, ['refused']);
			test.refusal = undefined;
			sessions.standin.script({ kind: 'reply', text: 'One.' });
			await test.chats.box.send('One?');
			await idle();
			assert.deepEqual(test.box, ['refused', 'accepted']);
			const first = test.chats.chat.conversation.id;
			test.refusal = new ChatError('badSetting', 'wrong');
			const sending = test.chats.box.send('Two?');
			test.chats.newChat();
			await sending;
			assert.deepEqual(test.box, ['refused', 'accepted']);
			await test.chats.open(first);
			assert.equal(test.chats.box.draft, 'Two?');
		});
	});
});
