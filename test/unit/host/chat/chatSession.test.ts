import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { OpenChats } from '../../../../src/host/chat/openChats.ts';
import { FaultyFiles } from '../../../faults/faultyFiles.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';
import { type SessionInTest, State } from './sessionInTest.ts';
import { sessionsInTest } from './sessionsInTest.ts';

describe('several places that show the chats of a window', () => {
	const sessions = sessionsInTest(() => test.session.flush());
	let state: State;
	let test: SessionInTest;
	let view: OpenChats;
	let editor: OpenChats;
	let box: string[];

	beforeEach(async () => {
		state = new State();
		test = sessions.window({}, state);
		view = test.chats;
		await view.restore();
		box = [];
		editor = test.open(undefined, box);
		await editor.restore();
	});

	const idOf = ({ chat }: OpenChats) => chat.conversation.id;
	const textsOf = ({ chat }: OpenChats) => chat.messages().map(({ text }) => text);
	const idle = (place: OpenChats) => test.until(() => !place.chat.turns.busy);

	/** Asks in a place, and waits until the reply has ended. */
	async function ask(place: OpenChats, text: string, reply: string): Promise<void> {
		sessions.standin.script({ kind: 'reply', text: reply });
		await place.box.send(text);
		await idle(place);
	}

	it('stream at once and never mix, each with its own draft, attachments and notice', async () => {
		sessions.standin.script([
			{ kind: 'reply', text: 'a '.repeat(20), holdAfter: 5 },
			{ kind: 'reply', text: 'b '.repeat(20), holdAfter: 5 },
		]);
		await view.box.send('A?');
		await sessions.standin.waitForHold(1);
		await editor.box.send('B?');
		await sessions.standin.waitForHold(2);
		view.box.keepDraft(idOf(view), 'for a');
		editor.box.attach([EXCERPT]);
		editor.notify({ kind: 'refused', message: 'Only here.' });
		await test.until(() => textsOf(view)[1] !== '' && textsOf(editor)[1] !== '');
		assert.match(textsOf(view)[1] ?? '', /^a( a)* ?$/);
		assert.match(textsOf(editor)[1] ?? '', /^b( b)* ?$/);
		assert.deepEqual([view.box.draft, editor.box.draft], ['for a', '']);
		assert.deepEqual([view.box.attachments.length, editor.box.attachments.length], [0, 1]);
		assert.deepEqual([view.notice, editor.notice?.message], [null, 'Only here.']);
		assert.deepEqual([test.box, box], [['accepted'], ['accepted']]);
		view.chat.turns.stop();
		await idle(view);
		assert.notEqual(editor.chat.turns.running, null, 'Stop is for the one that was meant');
		sessions.standin.release(sessions.standin.chats[1]);
		await idle(editor);
		assert.equal(textsOf(editor)[1], 'b '.repeat(20));
	});

	it('never show the same chat: one that is moved leaves a new one behind', async () => {
		await ask(view, 'A?', 'A.');
		const { chat } = view;
		view.box.keepDraft(idOf(view), 'begun');
		await editor.open(chat.conversation.id);
		assert.equal(editor.chat, chat, 'the very same, with what can be undone in it');
		assert.equal(editor.box.draft, 'begun');
		assert.deepEqual(textsOf(view), []);
		assert.notEqual(idOf(view), idOf(editor));
	});

	it('move a chat without a message, too, and one whose reply comes in', async () => {
		view.box.keepDraft(idOf(view), 'nothing sent');
		const empty = idOf(view);
		await editor.open(empty);
		assert.deepEqual([idOf(editor), editor.box.draft], [empty, 'nothing sent']);
		sessions.standin.script({ kind: 'reply', text: 'word '.repeat(20), holdAfter: 5 });
		await view.box.send('Now?');
		await sessions.standin.waitForHold();
		view.box.queue('Then?');
		await editor.open(idOf(view));
		sessions.standin.script({ kind: 'reply', text: 'Then.' });
		sessions.standin.release();
		await test.until(() => textsOf(editor).at(-1) === 'Then.');
		await idle(editor);
		assert.deepEqual(textsOf(view), []);
	});

	it('have what goes on in one that is closed go on, with its queue, to be found again', async () => {
		sessions.standin.script([
			{ kind: 'reply', text: 'word '.repeat(20), holdAfter: 5 },
			{ kind: 'reply', text: 'Then.' },
		]);
		await editor.box.send('Now?');
		await sessions.standin.waitForHold();
		editor.box.queue('Then?');
		const { chat } = editor;
		const { id } = chat.conversation;
		editor.close();
		assert.equal(test.session.displayOf(id), undefined);
		assert.equal(test.session.isReplying(id), true);
		await view.open(id);
		assert.equal(view.chat, chat);
		sessions.standin.release();
		await test.until(() => textsOf(view).at(-1) === 'Then.');
		await idle(view);
	});

	it('give what was begun in an empty chat that is closed to the next new one', async () => {
		editor.box.keepDraft(idOf(editor), 'begun in the editor');
		editor.close();
		await ask(view, 'A?', 'A.');
		view.newChat();
		assert.equal(view.box.draft, 'begun in the editor');
		await ask(view, 'B?', 'B.');
		view.newChat();
		assert.equal(view.box.draft, '', 'and only once');
	});

	it('let go of an empty chat in which nothing was begun, once another was left', async () => {
		setFlagsFromString('--expose-gc');
		const collect: unknown = runInNewContext('gc');
		assert.ok(typeof collect === 'function');
		editor.box.keepDraft(idOf(editor), 'begun');
		const begun = idOf(editor);
		editor.close();
		const chats: WeakRef<object>[] = [];
		for (let count = 0; count < 10; count++) {
			const one = test.open(undefined);
			chats.push(new WeakRef(one.chat));
			one.close();
		}
		// Each has begun to look at its log, and is held until that is done.
		do {
			await setImmediate();
			collect();
		} while (chats.filter((chat) => chat.deref() !== undefined).length > 2);
		await ask(view, 'A?', 'A.');
		view.newChat();
		await ask(view, 'B?', 'B.');
		view.newChat();
		assert.deepEqual([idOf(view), view.box.draft], [begun, 'begun']);
	});

	for (const last of ['fails', 'ends'] as const) {
		it(`send what waits after the answer that is shown, also where another of its question ${last} last`, async () => {
			const [good, bad] = [
				{ kind: 'reply', text: 'word '.repeat(20), holdAfter: 5 },
				{ kind: 'reply', text: 'word '.repeat(20), holdAfter: 5, ending: { kind: 'cut' } },
			] as const;
			sessions.standin.script(last === 'fails' ? [good, bad] : [bad, good]);
			const { turns } = view.chat;
			await turns.compare({ text: 'Which?', attachments: [] }, [{}, {}], () => {});
			await sessions.standin.waitForHold(2);
			view.box.queue('Then?');
			const [first, second] = sessions.standin.chats;
			sessions.standin.release(first);
			await test.until(() => turns.allRunning.length === 1);
			sessions.standin.script({ kind: 'reply', text: 'Then.' });
			sessions.standin.release(second);
			await idle(view);
			if (last === 'fails') await test.until(() => textsOf(view).at(-1) === 'Then.');
			assert.equal(textsOf(view).includes('Then?'), last === 'fails');
			assert.equal(view.box.messageQueue.messages.length, last === 'fails' ? 0 : 1);
		});
	}

	it('know which reply somebody who watches a chat shows in front', async () => {
		await ask(view, 'A?', 'a');
		const id = idOf(view);
		const none = () => {};
		const watcher = { changed: none, settled: none, text: none, reasoning: none, replaced: none };
		using _other = test.session.watch(id, watcher);
		assert.equal(test.session.isSeen(id, 'r'), false);
		using _watching = test.session.watch(id, { ...watcher, sees: (reply) => reply === 'r' });
		assert.deepEqual(
			[test.session.isSeen(id, 'r'), test.session.isSeen(id, 's'), test.session.isSeen('x', 'r')],
			[true, false, false],
		);
	});

	it('come back to the very chat that a page beside them watches, and to no other once it is gone', async () => {
		await ask(view, 'A?', 'a');
		await test.session.flush();
		const { chat } = view;
		const id = idOf(view);
		const none = () => {};
		const watcher = { changed: none, settled: none, text: none, reasoning: none, replaced: none };
		const watching = test.session.watch(id, watcher);
		view.newChat();
		await test.session.flush();
		await view.open(id);
		assert.equal(view.chat, chat);
		view.newChat();
		watching[Symbol.dispose]();
		assert.equal(test.session.liveChat(id), undefined);
	});

	it('say whether they show a message: not one that is gone, nor one of a chat that is', async () => {
		await ask(view, 'A?', 'a');
		const id = idOf(view);
		const reply = view.chat.messages()[1]?.id ?? '';
		assert.equal(await test.session.showMessage(id, reply), true);
		assert.equal(await test.session.showMessage(id, 'unknown'), false);
		await test.session.delete(id);
		assert.equal(await test.session.showMessage(id, reply), false);
	});

	it('put a new chat in the place of one that is deleted, and have it back there', async () => {
		await ask(editor, 'B?', 'B.');
		const deleted = idOf(editor);
		const shown = idOf(view);
		const undo = await test.session.delete(deleted);
		assert.deepEqual(textsOf(editor), []);
		assert.equal(idOf(view), shown);
		await undo?.();
		assert.equal(idOf(editor), deleted);
		assert.deepEqual(textsOf(editor), ['B?', 'B.']);
	});

	it('leave a chat that is brought back in the history where its place is gone', async () => {
		await ask(editor, 'B?', 'B.');
		const deleted = idOf(editor);
		const undo = await test.session.delete(deleted);
		editor.close();
		await undo?.();
		assert.equal(test.session.displayOf(deleted), undefined);
		await view.open(deleted);
		assert.deepEqual(textsOf(view), ['B?', 'B.']);
	});

	describe('where one reads a chat slowly', () => {
		let slow: string;
		let release: () => void;
		let reading: Promise<unknown>;

		/** The view has a chat of its own, and begins to read another. */
		beforeEach(async () => {
			await ask(view, 'Slow?', 'Yes.');
			slow = idOf(view);
			view.newChat();
			await test.session.flush();
			const held = new Promise<void>((resolve) => {
				release = resolve;
			});
			const disk = new FaultyFiles();
			disk.before = ({ name, path }) =>
				name === 'readFile' && path.includes(slow) ? held : undefined;
			test = sessions.window({ files: disk.files }, state);
			view = test.chats;
			editor = test.open();
			await ask(view, 'Present?', 'Yes.');
			reading = view.open(slow);
		});

		async function read(): Promise<string[]> {
			release();
			await reading;
			return textsOf(view);
		}

		it('show it there once it is read, also where another took the present one meanwhile', async () => {
			await editor.open(idOf(view));
			assert.deepEqual([textsOf(view), textsOf(editor)], [[], ['Present?', 'Yes.']]);
			assert.deepEqual(await read(), ['Slow?', 'Yes.']);
		});

		it('show it there, too, where the present one was deleted meanwhile', async () => {
			await test.session.delete(idOf(view));
			assert.deepEqual(await read(), ['Slow?', 'Yes.']);
		});

		it('leave it to the view where the editor that asked for it is closed meanwhile', async () => {
			const late = editor.open(slow);
			editor.close();
			assert.deepEqual(await read(), ['Slow?', 'Yes.']);
			await late;
			assert.deepEqual(textsOf(view), ['Slow?', 'Yes.']);
			assert.notEqual(idOf(editor), slow);
		});

		it('do not show it over a fork that was asked for since', async () => {
			view.fork(view.chat.conversation.head ?? '');
			const fork = idOf(view);
			assert.deepEqual(await read(), ['Present?', 'Yes.']);
			assert.equal(idOf(view), fork);
		});

		it('show it where there was nothing to fork', async () => {
			view.fork('unknown');
			assert.deepEqual(await read(), ['Slow?', 'Yes.']);
		});

		it('do not show it over what was begun with a branch since', async () => {
			const said = { id: 'q', parent: null, at: 1, text: 'Begun?', excerpts: [] };
			view.begin([{ role: 'user', ...said }], {});
			assert.deepEqual(await read(), ['Begun?']);
		});

		it('do not show it over the chat in which something was asked since', async () => {
			sessions.standin.script({ kind: 'reply', text: 'So.' });
			await view.ask('Explain', []);
			await idle(view);
			assert.deepEqual(await read(), ['Present?', 'Yes.', 'Explain', 'So.']);
		});
	});

	it('come back each to its own after a reload, also to what was only begun', async () => {
		await ask(view, 'A?', 'A.');
		await ask(editor, 'B?', 'B.');
		const begun = test.open();
		begun.box.keepDraft(idOf(begun), 'not sent');
		await test.session.flush();
		const [a, b, c] = [idOf(view), idOf(editor), idOf(begun)];
		test = sessions.window({}, state);
		const [again, empty] = [b, c].map((id) => test.open({ id, keep() {} }));
		assert.ok(again && empty);
		const found = await Promise.all([test.chats, again, empty].map((place) => place.restore()));
		assert.deepEqual([idOf(test.chats), idOf(again)], [a, b]);
		assert.deepEqual(textsOf(again), ['B?', 'B.']);
		assert.equal(empty.box.draft, 'not sent');
		assert.deepEqual(found, [true, true, false]);
	});

	it('show a chat that two were left with in the editor only, with what was begun in its box', async () => {
		await ask(view, 'A?', 'A.');
		await test.session.flush();
		const id = idOf(view);
		view.box.keepDraft(id, 'begun');
		view.box.attach([EXCERPT]);
		test = sessions.window({}, state);
		const again = test.open({ id, keep() {} });
		const found = await Promise.all([test.chats.restore(), again.restore()]);
		assert.equal(idOf(again), id);
		assert.notEqual(idOf(test.chats), id);
		assert.deepEqual(found, [true, true], 'the chat is there, wherever it is shown');
		assert.deepEqual([again.box.draft, again.box.attachments], ['begun', [EXCERPT]]);
		assert.deepEqual([test.chats.box.draft, test.chats.box.attachments], ['', []]);
	});
});
