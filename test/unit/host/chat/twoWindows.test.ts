import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageViews } from '../../../../src/core/panel/messageViews.ts';
import { FileConversationStore } from '../../../../src/storage/history/fileConversationStore.ts';
import { unexpected } from '../../storage/disk/temporaryFolder.ts';
import { type SessionInTest, State } from './sessionInTest.ts';
import { sessionsInTest } from './sessionsInTest.ts';

const WORDS = Array.from({ length: 20 }, (_, word) => `word${word + 1} `).join('');

describe('one chat in two windows', () => {
	const sessions = sessionsInTest(async () => {
		for (const { chats, session } of [one, other]) {
			chats.chat.turns.stop();
			await session.flush();
			chats.newChat();
		}
	});
	let living: Set<number>;
	let one: SessionInTest;
	let other: SessionInTest;

	beforeEach(async () => {
		living = new Set([1, 2]);
		one = window(1);
		other = window(2);
		await Promise.all([one.chats.restore(), other.chats.restore()]);
	});

	const window = (own: number) => sessions.window({ own, living });
	const idle = (test: SessionInTest) => test.until(() => !test.chats.chat.turns.busy);

	/** The first window asks and stands still in mid-reply; the second opens that chat. */
	async function holdReply(): Promise<void> {
		sessions.standin.script({ kind: 'reply', text: WORDS, holdAfter: 5 });
		await one.chats.box.send('One?');
		await sessions.standin.waitForHold();
		await one.until(() => one.texts[1]?.includes('word5') ?? false);
		await one.session.flush();
		await other.chats.open(one.chats.chat.conversation.id);
	}

	const status = (test: SessionInTest) => {
		const message = test.chats.chat.messages().at(-1);
		return message?.role === 'assistant' ? message.status : undefined;
	};

	it('a reply is shown as running in the other one, grows there and ends there', async () => {
		await holdReply();
		assert.deepEqual(other.texts, one.texts);
		assert.equal(status(other), 'streaming');
		assert.equal(messageViews(other.chats.chat).at(-1)?.elsewhere, true);
		assert.equal(other.chats.chat.turns.running, null, 'there is nothing to stop here');
		sessions.standin.release();
		await other.until(() => status(other) === 'complete');
		assert.deepEqual(other.texts, ['One?', WORDS]);
		assert.equal(messageViews(other.chats.chat).at(-1)?.elsewhere, undefined);
		assert.equal(one.chats.chat.messages()[1]?.text, WORDS);
	});

	it('takes no question meanwhile, and keeps what waits for the window it was queued in', async () => {
		await holdReply();
		await other.chats.box.send('Too early?');
		assert.deepEqual(other.box, ['refused']);
		assert.match(other.chats.notice?.message ?? '', /another window/);
		other.chats.box.queue('Mine, later.');
		assert.match(other.chats.box.messageQueue.waiting ?? '', /another window/);
		await other.chats.box.sendQueued();
		one.chats.box.queue('Next?');
		sessions.standin.script({ kind: 'reply', text: 'Next.' });
		sessions.standin.release();
		await other.until(() => other.texts.at(-1) === 'Next.' && status(other) === 'complete');
		await idle(one);
		assert.deepEqual(other.queued, ['Mine, later.']);
		assert.deepEqual(one.queued, []);
		sessions.standin.script({ kind: 'reply', text: 'Yours.' });
		await other.chats.box.sendQueued();
		await one.until(() => one.texts.at(-1) === 'Yours.' && status(one) === 'complete');
		assert.deepEqual(one.texts, ['One?', WORDS, 'Next?', 'Next.', 'Mine, later.', 'Yours.']);
		assert.equal(sessions.standin.chats.length, 3, 'nothing was sent twice');
	});

	it('explaining a selection there begins a chat of its own', async () => {
		await holdReply();
		const id = one.chats.chat.conversation.id;
		sessions.standin.script({ kind: 'reply', text: 'Explained.' });
		await other.chats.ask('Explain', []);
		await other.until(() => status(other) === 'complete');
		assert.notEqual(other.chats.chat.conversation.id, id);
		sessions.standin.release();
		await idle(one);
	});

	it('a reply whose window has died is shown as interrupted, and the chat goes on', async () => {
		await holdReply();
		living.delete(1);
		await other.session.look();
		assert.equal(status(other), 'interrupted');
		sessions.standin.script({ kind: 'reply', text: 'Two.' });
		await other.chats.box.send('Two?');
		await idle(other);
		assert.equal(other.texts.at(-1), 'Two.');
		sessions.standin.release();
	});

	it('what is deleted in one is gone in the other, and is not answered on', async () => {
		await holdReply();
		const question = other.chats.chat.messages()[0];
		assert.ok(question);
		other.chats.chat.delete(question.id);
		await idle(one);
		await one.until(() => one.texts.length === 0);
		assert.equal(await sessions.standin.chats[0]?.whenClosed, 'byClient');
	});

	for (const place of [0, 1]) {
		it(`what is deleted in one while it comes in ends, and comes back with its end (message ${place})`, async () => {
			await holdReply();
			const deleted = other.chats.chat.messages()[place];
			assert.ok(deleted);
			other.chats.chat.delete(deleted.id);
			await idle(one);
			await one.session.flush();
			await other.session.look();
			other.chats.chat.undoDelete();
			await other.session.flush();
			await one.until(() => one.texts.length === 2);
			const store = new FileConversationStore(sessions.folder, unexpected);
			const loaded = await store.load(one.chats.chat.conversation.id);
			assert.deepEqual(loaded?.conversation.unsettledReplies(), []);
			const [, reply] = loaded.conversation.path();
			assert.ok(reply?.role === 'assistant');
			assert.equal(reply.status, 'stopped');
			assert.notEqual(reply.facts.timing, undefined);
			assert.match(reply.text, /word5/);
			for (const { chats } of [one, other])
				assert.deepEqual(chats.chat.messages()[1], reply, 'both show it as the log has it');
		});
	}

	it('a question below what the other one has just deleted goes back to its box', async () => {
		sessions.standin.script({ kind: 'reply', text: 'One.' });
		await one.chats.box.send('One?');
		await idle(one);
		await one.session.flush();
		const first = one.chats.chat.messages()[0];
		assert.ok(first);
		const sending = one.chats.box.send('Two?');
		one.chats.chat.merge([{ type: 'deleted', id: first.id }]);
		await sending;
		assert.deepEqual(one.box.slice(-1), ['refused']);
		assert.match(one.chats.notice?.message ?? '', /deleted meanwhile\. Nothing was sent\./);
		assert.equal(sessions.standin.chats.length, 1);
	});

	it('a branch that is begun in one does not take the other away from its reply', async () => {
		sessions.standin.script({ kind: 'reply', text: 'One.' });
		await one.chats.box.send('One?');
		await idle(one);
		await one.session.flush();
		await other.chats.open(one.chats.chat.conversation.id);
		const first = other.chats.chat.messages()[0];
		assert.ok(first);
		sessions.standin.script({ kind: 'reply', text: WORDS, holdAfter: 5 });
		await one.chats.box.send('Two?');
		await sessions.standin.waitForHold();
		// Before it has heard of that, the other one asks something else.
		const { conversation } = other.chats.chat;
		sessions.standin.script({ kind: 'reply', text: 'Elsewhere.' });
		conversation.apply({ type: 'head', id: first.id });
		await other.chats.edit(first.id, 'One, but other?');
		await other.until(() => other.texts.at(-1) === 'Elsewhere.');
		await one.until(() => one.chats.chat.conversation.siblings(first.id).length === 2);
		assert.deepEqual(one.texts.slice(0, 3), ['One?', 'One.', 'Two?']);
		other.chats.chat.rename('Both');
		await one.until(() => one.chats.chat.conversation.title === 'Both');
		sessions.standin.release();
		await one.until(() => one.texts.at(-1) === WORDS);
		await idle(one);
	});

	it('both end with what the log says', async () => {
		await holdReply();
		sessions.standin.release();
		await other.until(() => status(other) === 'complete');
		sessions.standin.script({ kind: 'reply', text: 'Two.' });
		await other.chats.box.send('Two?');
		await one.until(() => one.texts.at(-1) === 'Two.' && status(one) === 'complete');
		await idle(other);
		await other.session.flush();
		const store = new FileConversationStore(sessions.folder, unexpected);
		const loaded = await store.load(one.chats.chat.conversation.id);
		assert.equal(loaded?.quarantined, 0);
		for (const { chats } of [one, other]) {
			assert.deepEqual(chats.chat.conversation.messages(), loaded.conversation.messages());
			assert.equal(chats.chat.conversation.head, loaded.conversation.head);
		}
	});

	it('each window comes back to its own chat, and both are in the history of either', async () => {
		const states = [new State(), new State()];
		const windows = states.map((state, index) =>
			sessions.window({ own: index + 1, living }, state),
		);
		for (const [index, test] of windows.entries()) {
			await test.chats.restore();
			sessions.standin.script({ kind: 'reply', text: `Answer ${index}.` });
			await test.chats.box.send(`Window ${index}?`);
			await idle(test);
			test.chats.box.keepDraft(test.chats.chat.conversation.id, `draft ${index}`);
			await test.session.flush();
		}
		for (const [index, state] of states.entries()) {
			const again = sessions.window({ own: index + 1, living }, state);
			await again.chats.restore();
			assert.deepEqual(again.texts, [`Window ${index}?`, `Answer ${index}.`]);
			assert.equal(again.chats.box.draft, `draft ${index}`);
			again.chats.newChat();
		}
		for (const { chats } of windows) chats.newChat();
		const listed = await new FileConversationStore(sessions.folder, unexpected).list();
		assert.deepEqual(listed.map(({ title }) => title).sort(), ['Window 0?', 'Window 1?']);
	});

	it('a newer version that writes into the chat makes it read-only here', async () => {
		sessions.standin.script({ kind: 'reply', text: 'One.' });
		await one.chats.box.send('One?');
		await idle(one);
		await one.session.flush();
		const path = join(sessions.folder, `${one.chats.chat.conversation.id}.jsonl`);
		await appendFile(path, '{"type":"header","version":2}\n{"type":"hologram"}\n');
		await one.session.look();
		await one.chats.box.send('Two?');
		assert.match(one.chats.notice?.message ?? '', /newer version/);
	});
});
