import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	commands,
	NotebookCellData,
	NotebookCellKind,
	NotebookData,
	NotebookEdit,
	Range,
	Uri,
	WorkspaceEdit,
	window,
	workspace,
} from 'vscode';
import { chatSuite, run } from './chatSuite.ts';
import { at, FOLDER, file, show, untitled } from './documents.ts';
import { settledAfter } from './files.ts';
import { nextNotice, page } from './page.ts';
import { until } from './until.ts';

const uriOf = (name: string) => Uri.file(join(FOLDER, name));

describe('What is attached', () => {
	const suite = chatSuite({}, { oneServer: true });
	const question = () => String(suite.standin.chats.at(-1)?.chat?.messages.at(-1)?.content);
	const chip = (): { [field: string]: unknown } => ({ ...page.status?.attachments[0] });

	async function addFile(name: string): Promise<void> {
		await commands.executeCommand('llamaChat.addFile', uriOf(name));
		await until(() => page.status?.attachments.length === 1);
	}

	async function addSelection(): Promise<void> {
		await run('addSelection');
		await until(() => page.status?.attachments.length === 1);
	}

	const send = () => settledAfter(async () => page.post({ type: 'send', text: 'Why?' }));

	it('is a file as its editor shows it when it is sent, and its chip says that it has changed', async () => {
		const editor = await show(await file('now.txt', 'first\n'));
		await addFile('now.txt');
		assert.equal(chip()['changed'], undefined);
		await editor.edit((edit) => edit.insert(at(2, 1).start, 'not saved\n'));
		await until(() => chip()['changed'] === true);
		assert.equal(chip()['endLine'], 2);
		await send();
		assert.match(
			question(),
			/now\.txt, lines 1–2 \(plaintext\):\n\n```plaintext\nfirst\nnot saved\n```$/,
		);
	});

	it('is a file as it is on the disk by then, where no editor has it', async () => {
		await writeFile(join(FOLDER, 'disk.txt'), 'old\n');
		await addFile('disk.txt');
		await writeFile(join(FOLDER, 'disk.txt'), 'new text\n');
		await until(() => chip()['changed'] === true);
		await send();
		assert.match(question(), /\nnew text\n```$/);
	});

	it('is a selection where it is by now, with what was changed within it', async () => {
		const text = 'one\ntwo\nthree\nfour\n';
		const editor = await show(await file('moved.txt', text), at(2, 1, 3, 6));
		await addSelection();
		await editor.edit((edit) => edit.insert(at(1, 1).start, 'zero\nand a half\n'));
		await editor.edit((edit) => edit.insert(at(4, 1).start, '\t'));
		await until(() => chip()['startLine'] === 4);
		await send();
		assert.match(
			question(),
			/moved\.txt, lines 4–5 \(plaintext\):\n\n```plaintext\n\ttwo\nthree\n```$/,
		);
	});

	it('is a selection as it was attached where its text is gone, and says so', async () => {
		const editor = await show(await file('gone.txt', 'one\ntwo\nthree\n'), at(2, 1, 2, 4));
		await addSelection();
		await editor.edit((edit) => edit.delete(new Range(1, 0, 2, 0)));
		await until(() => chip()['asAttached'] === true);
		await send();
		assert.match(question(), /\ntwo\n```$/);
	});

	it('is refused by its name where it is gone, and stays in the box', async () => {
		await file('away.txt', 'text');
		await addFile('away.txt');
		await rm(join(FOLDER, 'away.txt'));
		const notice = nextNotice();
		page.post({ type: 'send', text: 'Why?' });
		assert.match((await notice).message, /^away\.txt cannot be read: .* Nothing was sent\.$/);
		assert.equal(page.status?.attachments.length, 1);
		assert.deepEqual(suite.standin.chats, []);
	});

	it('is refused by its name where it was never saved and is closed', async () => {
		await show(await untitled('let a;'), at(1, 1, 1, 4));
		await addSelection();
		await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		await until(() => workspace.textDocuments.every(({ isUntitled }) => !isUntitled));
		const notice = nextNotice();
		page.post({ type: 'send', text: 'Why?' });
		assert.match((await notice).message, /Untitled-\d+ is closed\. Remove it/);
		assert.deepEqual(suite.standin.chats, []);
	});

	it('is a notebook with its cells as they are by then', async () => {
		const notebook = await workspace.openNotebookDocument(
			'jupyter-notebook',
			new NotebookData([new NotebookCellData(NotebookCellKind.Code, 'first = 1', 'python')]),
		);
		await window.showNotebookDocument(notebook);
		await run('addFile');
		await until(() => page.status?.attachments.length === 1);
		const edit = new WorkspaceEdit();
		const cell = new NotebookCellData(NotebookCellKind.Markup, '# Added', 'markdown');
		edit.set(notebook.uri, [NotebookEdit.insertCells(0, [cell])]);
		await workspace.applyEdit(edit);
		await until(() => chip()['changed'] === true);
		await send();
		assert.match(question(), /# Added\n\n```python\nfirst = 1\n```/);
	});

	it('is read when a message leaves the queue', async () => {
		const editor = await show(await file('queued.txt', 'old\n'));
		suite.standin.script({ kind: 'reply', text: 'word '.repeat(20), holdAfter: 5 });
		page.post({ type: 'send', text: 'One?' });
		await suite.standin.waitForHold();
		await addFile('queued.txt');
		page.post({ type: 'queue', text: 'Two?' });
		await until(() => page.status?.queued.length === 1);
		await editor.edit((edit) => edit.replace(new Range(0, 0, 0, 3), 'new'));
		await settledAfter(async () => suite.standin.release());
		await until(() => suite.standin.chats.length === 2);
		assert.match(question(), /^Two\?[\s\S]*\nnew\n```$/);
	});

	it('goes as it was sent with another reply, and as it is now where an edit wants that', async () => {
		const editor = await show(await file('edited.txt', 'old\n'));
		await addFile('edited.txt');
		await send();
		await editor.edit((edit) => edit.replace(new Range(0, 0, 0, 3), 'new'));
		await settledAfter(async () => page.post({ type: 'regenerate', id: page.replyId }));
		assert.match(question(), /\nold\n```$/);
		const id = page.questionId;
		page.changed = undefined;
		page.post({ type: 'askChanged', id });
		const now = await until(() => page.changed);
		assert.equal(now.length, 1);
		await settledAfter(async () => page.post({ type: 'edit', id, text: 'And now?', now }));
		assert.match(question(), /^And now\?[\s\S]*\nnew\n```$/);
		assert.deepEqual(
			page.parts?.map(({ source, label, hash }) => [source, label, hash.length]),
			[['file', 'edited.txt', 64]],
		);
	});

	it('is read for Preview Request too', async () => {
		const editor = await show(await file('preview.txt', 'old\n'));
		await addFile('preview.txt');
		await editor.edit((edit) => edit.replace(new Range(0, 0, 0, 3), 'previewed'));
		await run('previewRequest');
		await until(() => window.activeTextEditor?.document.getText().includes('previewed'));
	});
});
