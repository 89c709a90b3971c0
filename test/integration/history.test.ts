import assert from 'node:assert/strict';
import { commands, type QuickPick, type QuickPickItem, QuickPickItemKind } from 'vscode';
import { chatSuite, explain, run } from './chatSuite.ts';
import { at, show, untitled } from './documents.ts';
import { page } from './page.ts';
import { accept, answer, nextQuickPick, pressItemButton } from './stubs.ts';
import { until } from './until.ts';

/** So that each test's chats have names of their own among those of all tests. */
let chats = 0;

describe('history', () => {
	const suite = chatSuite();

	/** A new chat with this reply, and a name of its own. */
	async function chatWith(text: string): Promise<string> {
		suite.standin.script({ kind: 'reply', text });
		await run('newChat');
		await show(await untitled('answer = 42'), at(1, 1, 1, 12));
		await explain();
		return renamed('Explain this code.', `Chat ${++chats}`);
	}

	async function renamed(label: string, name: string): Promise<string> {
		answer('showInputBox', () => name);
		const { picker, done } = await history(label);
		pressItemButton(picker, label, 'Rename');
		await until(() => labels(picker).includes(name));
		await left(done);
		return name;
	}

	async function history(label?: string) {
		const opened = nextQuickPick();
		const done = run('showHistory');
		const picker = await opened;
		await until(() => picker.items.length > 0 && (!label || labels(picker).includes(label)));
		return { picker, done };
	}

	async function left(done: Promise<void>): Promise<void> {
		await commands.executeCommand('workbench.action.closeQuickOpen');
		await done;
	}

	it('groups the chats, marks the one that is open, and offers all workspaces', async () => {
		const name = await chatWith('something');
		const { picker, done } = await history(name);
		assert.equal(picker.title, 'History: This Workspace');
		assert.ok(separators(picker).includes('Today'));
		assert.match(item(picker, name)?.description ?? '', /^open · /);
		assert.deepEqual(
			picker.buttons.map(({ tooltip }) => tooltip),
			['Show All'],
		);
		await left(done);
	});

	it('renames a chat: in the list, in the panel and after it was opened again', async () => {
		const name = await chatWith('something');
		await until(() => page.status?.title === name);
		await run('newChat');
		const other = await renamed(name, `${name}, renamed`);
		const { picker, done } = await history(other);
		assert.equal(item(picker, name), undefined);
		await accept(picker, await until(() => item(picker, other)));
		await done;
		await until(() => page.status?.title === other);
	});

	it('keeps a pinned chat on top until it is unpinned', async () => {
		const name = await chatWith('something');
		await chatWith('something newer');
		const { picker, done } = await history(name);
		pressItemButton(picker, name, 'Pin');
		await until(() => separators(picker)[0] === 'Pinned' && labels(picker)[0] === name);
		pressItemButton(picker, name, 'Unpin');
		await until(() => separators(picker)[0] !== 'Pinned' && labels(picker)[0] !== name);
		await left(done);
	});

	it('finds a chat by what was replied, shows the line, and opens it there', async () => {
		const word = `needle${Date.now()}`;
		const name = await chatWith(`First line.\nHere is a ${word}, at last.\nLast line.`);
		const { picker, done } = await history(name);
		picker.value = word.toUpperCase();
		await until(() => labels(picker).length === 1 || undefined);
		assert.deepEqual(labels(picker), [name]);
		assert.equal(item(picker, name)?.detail, `Here is a ${word}, at last.`);
		assert.equal(item(picker, name)?.alwaysShow, true);
		await run('newChat');
		await accept(picker, await until(() => item(picker, name)));
		await done;
		await until(() => page.status?.title === name && page.revealed === word.toUpperCase());
	});

	it('deletes the open chat, shows a new one, and brings it back', async () => {
		const name = await chatWith('to be deleted');
		let undo: (choice: string | undefined) => void = () => {};
		const said = answer('showInformationMessage', () => new Promise((resolve) => (undo = resolve)));
		const { picker, done } = await history(name);
		pressItemButton(picker, name, 'Delete');
		await until(() => said.length > 0 && !labels(picker).includes(name));
		assert.deepEqual(said, [[`“${name}” was deleted.`, 'Undo']]);
		await until(() => page.status?.title === 'New Chat');
		undo('Undo');
		await until(() => labels(picker).includes(name) && page.status?.title === name);
		await left(done);
	});

	it('stops a reply of a chat that is deleted', async () => {
		suite.standin.script({ kind: 'answer', holdAfter: 1 });
		await show(await untitled('answer = 42'), at(1, 1, 1, 12));
		await run('explainSelection');
		await suite.standin.waitForHold();
		const { picker, done } = await history('Explain this code.');
		assert.match(item(picker, 'Explain this code.')?.description ?? '', /replying/);
		const failed = answer('showErrorMessage');
		pressItemButton(picker, 'Explain this code.', 'Delete');
		assert.equal(await suite.standin.chats[0]?.whenClosed, 'byClient');
		await until(() => page.status?.title === 'New Chat');
		await left(done);
		assert.deepEqual(failed, []);
	});
});

function item(picker: QuickPick<QuickPickItem>, label: string): QuickPickItem | undefined {
	return picker.items.find((item) => item.label === label);
}

function labels({ items }: QuickPick<QuickPickItem>): string[] {
	return items.flatMap(({ kind, label }) => (kind === QuickPickItemKind.Separator ? [] : [label]));
}

function separators({ items }: QuickPick<QuickPickItem>): string[] {
	return items.flatMap(({ kind, label }) => (kind === QuickPickItemKind.Separator ? [label] : []));
}
