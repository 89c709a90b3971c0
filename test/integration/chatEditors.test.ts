import assert from 'node:assert/strict';
import { ViewColumn, window } from 'vscode';
import { ask, chatSuite, explain, run } from './chatSuite.ts';
import { at, closeEditors, show, untitled } from './documents.ts';
import { comeBack, type EditorPage, editorPages } from './editorPages.ts';
import { settledAfter } from './files.ts';
import { page } from './page.ts';
import { accept, answer, nextQuickPick, pressItemButton } from './stubs.ts';
import { until } from './until.ts';

const KIND = 'llamaChat.chatEditor';

/** The clock by which the extension measures how long something takes: it can be put ahead, in milliseconds. */
function clockInTest(): { ahead: number } & Disposable {
	const { now } = performance;
	const clock = {
		ahead: 0,
		[Symbol.dispose]: () => {
			performance.now = now;
		},
	};
	performance.now = () => now.call(performance) + clock.ahead;
	return clock;
}

/** The window has the keyboard, as far as the extension is told: that of a test has none on some systems. */
function windowHasKeyboard(): Disposable {
	const before = Object.getOwnPropertyDescriptor(window, 'state');
	Object.defineProperty(window, 'state', {
		configurable: true,
		value: { focused: true, active: true },
	});
	return {
		[Symbol.dispose]: () => {
			if (before !== undefined) Object.defineProperty(window, 'state', before);
		},
	};
}

describe('a chat in an editor', () => {
	const suite = chatSuite({}, { oneServer: true });

	beforeEach(async () => {
		await run('open');
		await until(() => page.view?.visible && page.conversation);
	});

	/** Does what opens an editor with a chat, and waits until its page shows that. */
	async function opened(action: () => Thenable<unknown>): Promise<EditorPage> {
		const before = editorPages.length;
		await action();
		const editor = await until(() => editorPages[before]);
		await until(() => editor.conversation);
		return editor;
	}

	const tab = () => window.tabGroups.activeTabGroup.activeTab?.label;
	const texts = (editor: EditorPage) => [...editor.texts.values()];

	/** Gives one of the pages the keyboard, as far as the host is told. */
	function focus(to: EditorPage | typeof page, from: EditorPage | typeof page): void {
		from.post({ type: 'focusChanged', focused: false });
		to.post({ type: 'focusChanged', focused: true });
	}

	it('is the one of the view, which has a new one then', async () => {
		suite.standin.script({ kind: 'reply', text: 'Moved.' });
		await ask();
		const { conversation } = page;
		const editor = await opened(() => run('openInEditor'));
		assert.equal(editor.conversation, conversation);
		assert.equal(texts(editor).at(-1), 'Moved.');
		await until(() => page.conversation !== conversation && page.status?.title === 'New Chat');
		await until(() => tab() === editor.status?.title && editor.panel.active);
		const { length } = editorPages;
		await run('openInEditor');
		assert.equal(editorPages.length, length, 'the one in front has its editor');
		const other = page.conversation;
		const second = await opened(() => run('openViewInEditor'));
		assert.equal(second.conversation, other);
		await until(() => page.conversation !== other);
	});

	it('inserts into the file that was in use before it, beside or behind it, and asks about that', async () => {
		suite.standin.script({ kind: 'reply', text: '~~~\n42\n~~~' });
		await ask();
		await show(await untitled('beside = ;'));
		const { document } = await show(await untitled('answer = ;'), at(1, 10));
		const editor = await opened(() => run('openInEditor'));
		await until(() => window.activeTextEditor === undefined);
		await run('insertReplyAtCursor');
		assert.equal(document.getText(), 'answer = 42;');
		editor.panel.reveal(ViewColumn.Beside);
		await until(() => window.activeTextEditor === undefined && editor.panel.active);
		suite.standin.script({ kind: 'reply', text: 'An answer.' });
		await explain();
		const { content = '' } = suite.standin.chats.at(-1)?.chat?.messages.at(-1) ?? {};
		assert.match(String(content), /answer = 42;/);
	});

	it('streams at the same time as the one in the view, and they never mix', async () => {
		const editor = await opened(() => run('newChatEditor'));
		suite.standin.script([
			{ kind: 'reply', text: 'view '.repeat(40), holdAfter: 5 },
			{ kind: 'reply', text: 'editor '.repeat(40), holdAfter: 5 },
		]);
		page.post({ type: 'send', conversation: page.conversation, text: 'In the view?' });
		await suite.standin.waitForHold(1);
		editor.post({ type: 'send', conversation: editor.conversation, text: 'In the editor?' });
		await suite.standin.waitForHold(2);
		for (const request of suite.standin.chats) suite.standin.release(request);
		await until(() => page.status?.running === null && page.text === 'view '.repeat(40));
		await until(
			() => editor.status?.running === null && texts(editor).at(-1) === 'editor '.repeat(40),
		);
		assert.deepEqual(texts(editor), ['In the editor?', 'editor '.repeat(40)]);
		assert.deepEqual(
			suite.standin.chats.map(({ chat }) => chat?.messages.at(-1)?.content),
			['In the view?', 'In the editor?'],
		);
	});

	it('gets the commands when it had the keyboard last, and the view when that had', async () => {
		suite.standin.script([
			{ kind: 'reply', text: 'of the view' },
			{ kind: 'reply', text: 'of the editor' },
		]);
		page.post({ type: 'send', conversation: page.conversation, text: 'View?' });
		await until(() => page.status?.running === null && page.text === 'of the view');
		const editor = await opened(() => run('newChatEditor'));
		editor.post({ type: 'send', conversation: editor.conversation, text: 'Editor?' });
		await until(() => editor.status?.running === null && texts(editor).length === 2);
		const target = await show(await untitled(''));
		for (const [to, from, inserted] of [
			[editor, page, 'of the editor'],
			[page, editor, 'of the view'],
		] as const) {
			focus(to, from);
			await run('insertReplyAtCursor');
			await until(() => target.document.getText().endsWith(inserted));
		}
		focus(editor, page);
		const shown = page.conversation;
		const before = editor.conversation;
		await run('newChat');
		await until(() => editor.conversation !== before && editor.status?.title === 'New Chat');
		assert.equal(page.conversation, shown);
	});

	it('is where Explain Selection asks when it had the keyboard last', async () => {
		const editor = await opened(() => run('newChatEditor'));
		focus(editor, page);
		const shown = page.conversation;
		suite.standin.script({ kind: 'reply', text: 'It is the answer.' });
		await ask();
		await until(() => texts(editor).at(-1) === 'It is the answer.');
		assert.equal(page.conversation, shown);
		assert.equal(page.status?.title, 'New Chat');
	});

	it('is revealed by the history, which can open one to the side; its tab has the chat’s name', async () => {
		suite.standin.script({ kind: 'reply', text: 'Found again.' });
		const first = await opened(() => run('newChatEditor'));
		focus(first, page);
		await settledAfter(async () => {
			first.post({ type: 'send', conversation: first.conversation, text: 'A name of its own' });
		});
		await until(() => tab() === 'A name of its own');
		answer('showInputBox', () => 'Renamed of late');
		let picking = nextQuickPick();
		let done = run('showHistory');
		let picker = await picking;
		const item = (label: string) => until(() => picker.items.find((one) => one.label === label));
		await item('A name of its own');
		pressItemButton(picker, 'A name of its own', 'Rename');
		await item('Renamed of late');
		await until(() => first.panel.title === 'Renamed of late');
		await show(await untitled('in front'));
		focus(page, first);
		await accept(picker, await item('Renamed of late'));
		await done;
		await until(() => first.panel.active && tab() === 'Renamed of late');
		assert.equal(page.status?.title, 'New Chat');

		await closeEditors();
		await until(() => first.closed);
		picking = nextQuickPick();
		done = run('showHistory');
		picker = await picking;
		await item('Renamed of late');
		const again = await opened(async () =>
			pressItemButton(picker, 'Renamed of late', 'Open to the Side'),
		);
		await done;
		assert.deepEqual(texts(again), ['A name of its own', 'Found again.']);
	});

	it('goes on when its editor is closed, and is found in the history with its reply', async () => {
		suite.standin.script({ kind: 'reply', text: 'goes on '.repeat(20), holdAfter: 5 });
		const editor = await opened(() => run('newChatEditor'));
		const settled = await settledAfter(async () => {
			editor.post({ type: 'send', conversation: editor.conversation, text: 'Closed soon' });
			await suite.standin.waitForHold();
			editor.panel.dispose();
			await until(() => editor.closed);
			suite.standin.release();
		});
		assert.deepEqual([settled.status, settled.text], ['complete', 'goes on '.repeat(20)]);
	});

	it('tells of a long reply that ended unseen, with a badge on the view, until it is seen', async () => {
		using time = clockInTest();
		using _focused = windowHasKeyboard();
		const pressed = Promise.withResolvers<string>();
		const said = answer('showInformationMessage', () => pressed.promise);
		suite.standin.script({ kind: 'reply', text: 'at last '.repeat(20), holdAfter: 5 });
		const editor = await opened(() => run('newChatEditor'));
		const { conversation } = editor;
		await settledAfter(async () => {
			editor.post({ type: 'send', conversation, text: 'A long one' });
			await suite.standin.waitForHold();
			editor.panel.dispose();
			await until(() => editor.closed);
			time.ahead = 30_000;
			suite.standin.release();
		});
		await until(() => said.length === 1);
		assert.deepEqual(said[0], ['The reply in “A long one” is complete.', 'Show']);
		assert.deepEqual(page.view?.badge, { value: 1, tooltip: '1 chat has a new reply' });
		assert.notEqual(page.conversation, conversation);
		page.revealed = undefined;
		pressed.resolve('Show');
		await until(() => page.conversation === conversation);
		await until(() => page.revealed === '');
		await until(() => page.view?.badge === undefined);
	});

	it('comes back after a reload with its chat, and what is only begun with its draft', async () => {
		suite.standin.script({ kind: 'reply', text: 'Still here.' });
		const editor = await opened(() => run('newChatEditor'));
		const { conversation } = editor;
		await settledAfter(async () => {
			editor.post({ type: 'send', conversation, text: 'Will it come back?' });
		});
		await run('newChat');
		editor.panel.dispose();
		await until(() => editor.closed);
		const back = await comeBack(KIND, 'Anything', { conversation, begun: true });
		await until(() => back.conversation === conversation && texts(back).at(-1) === 'Still here.');
		assert.equal(back.panel.title, 'Will it come back?');
		assert.equal(back.status?.notice, null);
	});

	it('is a new one, and says so, where its chat is gone or it is not known which it was', async () => {
		for (const state of [undefined, { conversation: 5 }, { conversation: 'gone', begun: true }]) {
			const gone = await comeBack(KIND, 'As it was', state);
			await until(() => gone.status?.notice);
			assert.match(gone.status?.notice?.message ?? '', /^“As it was” could not be shown/);
			assert.equal(gone.panel.title, 'New Chat');
		}
		for (const state of [undefined, { conversation: 'empty', begun: false }]) {
			const fresh = await comeBack(KIND, 'New Chat', state);
			await until(() => fresh.conversation);
			assert.deepEqual([fresh.status?.notice, fresh.texts.size], [null, 0]);
		}
	});

	it('comes back by its snapshot when its page is made anew, with its draft', async () => {
		const editor = await opened(() => run('newChatEditor'));
		const { conversation, loaded } = editor;
		// What the page tells of its own empty box would take the place of this.
		await until(() => editor.told !== undefined);
		editor.post({ type: 'draft', conversation, text: 'half a thought' });
		await show(await untitled('over it'));
		await until(() => !editor.panel.visible);
		editor.panel.reveal();
		await until(() => editor.loaded > loaded && editor.draft === 'half a thought');
		assert.equal(editor.conversation, conversation);
	});
});
