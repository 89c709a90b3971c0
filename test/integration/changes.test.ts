import assert from 'node:assert/strict';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	commands,
	Diagnostic,
	DiagnosticSeverity,
	DocumentSymbol,
	languages,
	NotebookCellData,
	NotebookCellKind,
	NotebookData,
	NotebookRange,
	Range,
	Selection,
	type StatusBarItem,
	SymbolKind,
	TabInputText,
	TabInputTextDiff,
	type TextDocument,
	WorkspaceEdit,
	window,
	workspace,
} from 'vscode';
import { ask, chatSuite, run } from './chatSuite.ts';
import { closeEditors, FOLDER, file, proposedDiff, show, untitled } from './documents.ts';
import { page } from './page.ts';
import { answer } from './stubs.ts';
import { until } from './until.ts';

const PARSE = 'def parse(text):\n    return text\n';
const BEFORE = `import os\n\n\n${PARSE}\n\nprint(parse("a"))\n`;
/** In place of the selected `return text`. */
const CHANGE = 'return text.strip()';
const AFTER = BEFORE.replace('return text', 'return text.strip()');

/** What the status bar says of the proposal in front. */
let proof: StatusBarItem | undefined;
// The tests are loaded before the extension is activated, and their `window` is the extension's too.
const createStatusBarItem = window.createStatusBarItem;
Object.assign(window, {
	createStatusBarItem: (...args: Parameters<typeof createStatusBarItem>) => {
		const item = createStatusBarItem(...args);
		if (item.id.endsWith('llamaChat.change')) proof = item;
		return item;
	},
});

describe('proposed changes', () => {
	const suite = chatSuite({}, { oneServer: true });
	let number = 0;

	/** A file of its own for each test. */
	function sample(text = BEFORE): Promise<TextDocument> {
		return file(`change${++number}.py`, text);
	}

	/** Has a reply with this code block, and presses Apply with a document in the active editor. */
	async function apply(code: string, document: TextDocument): Promise<void> {
		await replied(code);
		await applyAgain(document);
	}

	async function replied(code: string): Promise<void> {
		await repliedWith({ text: `~~~python\n${code}\n~~~` });
	}

	async function repliedWith(reply: { text: string; finishReason?: string }): Promise<void> {
		page.blocks = [];
		suite.standin.script({ kind: 'reply', ...reply });
		await ask();
		await closeEditors();
		await run('open');
		await until(() => page.received.some(({ type }) => type === 'ready'));
	}

	/** In place of what says `return text`. */
	async function applyAgain(document: TextDocument): Promise<void> {
		const editor = await show(document);
		editor.selections = [selectionOf(document)];
		const { done } = page;
		page.post({ type: 'apply', id: page.replyId, block: 0, selection: true });
		// While it is under way another one is not begun.
		await until(() => page.done > done);
	}

	function selectionOf(document: TextDocument): Selection {
		const start = document.getText().indexOf('return text');
		const end = start + 'return text'.length;
		return new Selection(document.positionAt(start), document.positionAt(end));
	}

	/** The document on its right side, once it is there. */
	async function proposed(): Promise<TextDocument> {
		const input = await until(proposedDiff);
		return workspace.openTextDocument(input.modified);
	}

	async function typeInto(document: TextDocument, from: string, to: string): Promise<void> {
		const edit = new WorkspaceEdit();
		const start = document.getText().indexOf(from);
		assert.ok(start >= 0, from);
		const range = new Range(document.positionAt(start), document.positionAt(start + from.length));
		edit.replace(document.uri, range, to);
		assert.ok(await workspace.applyEdit(edit));
	}

	const closed = () => until(() => proposedDiff() === undefined);

	it('are shown in the diff editor, with the file itself and its language', async () => {
		const document = await sample();
		await apply(CHANGE, document);
		const right = await proposed();
		assert.equal(proposedDiff()?.original.toString(), document.uri.toString());
		assert.equal(right.getText(), AFTER);
		assert.equal(right.languageId, 'python');
		assert.equal(document.getText(), BEFORE);
		assert.match(
			window.tabGroups.activeTabGroup.activeTab?.label ?? '',
			/^change\d+\.py: 1 change: in the range asked for$/,
		);
	});

	it('Accept writes once, leaves the file unsaved, closes the diff, and one undo takes it back', async () => {
		const document = await sample();
		await apply(CHANGE, document);
		await proposed();
		await run('acceptChanges');
		await closed();
		assert.equal(document.getText(), AFTER);
		assert.equal(document.isDirty, true);
		await until(() => window.activeTextEditor?.document === document);
		await commands.executeCommand('undo');
		assert.equal(document.getText(), BEFORE);
		assert.equal(document.isDirty, false);
	});

	it('what was edited by hand counts, and there is no question at Accept', async () => {
		const document = await sample();
		await apply(CHANGE, document);
		await typeInto(await proposed(), 'strip()', 'strip().lower()');
		await run('acceptChanges');
		await closed();
		assert.equal(document.getText(), AFTER.replace('strip()', 'strip().lower()'));
	});

	it('Discard writes nothing, asks nothing, and the code can be applied again', async () => {
		const document = await sample();
		await apply(CHANGE, document);
		await typeInto(await proposed(), 'strip()', 'strip().lower()');
		await run('discardChanges');
		await closed();
		assert.equal(document.getText(), BEFORE);
		await applyAgain(document);
		assert.equal((await proposed()).getText(), AFTER);
	});

	it('closed, they are opened again by Apply with what was edited by hand', async () => {
		const document = await sample();
		await apply(CHANGE, document);
		const first = await proposed();
		await typeInto(first, 'strip()', 'strip().lower()');
		await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		await closed();
		await applyAgain(document);
		const again = await proposed();
		assert.equal(again.uri.toString(), first.uri.toString());
		assert.equal(again.getText(), AFTER.replace('strip()', 'strip().lower()'));
	});

	it('shown without the file beside them, as VS Code brings them back, they become the diff again', async () => {
		const document = await sample();
		await apply(CHANGE, document);
		const right = await proposed();
		await typeInto(right, 'strip()', 'strip().lower()');
		const ofOurs = () =>
			window.tabGroups.all.flatMap(({ tabs }) =>
				tabs.filter(
					({ input }) => input instanceof TabInputText && input.uri.scheme === right.uri.scheme,
				),
			);
		await window.showTextDocument(right, { preview: false });
		await until(() => proposedDiff() !== undefined && ofOurs().length === 0);
		assert.equal(right.getText(), AFTER.replace('strip()', 'strip().lower()'));
		await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		await closed();
		await window.showTextDocument(await workspace.openTextDocument(right.uri), { preview: false });
		await until(() => proposedDiff() !== undefined && ofOurs().length === 0);
		assert.equal(proposedDiff()?.original.toString(), document.uri.toString());
	});

	it('are not placed by a text that changed while a question was open', async () => {
		const document = await sample();
		const said = answer('showWarningMessage', async (text: string) => {
			if (!/cannot be seen/.test(text)) return undefined;
			await typeInto(document, 'import os', 'import os, sys');
			return 'Insert Without Them';
		});
		await apply(`${CHANGE} # \u202e`, document);
		const told = await until(() => page.blocks.at(-1)?.text);
		assert.match(told, /has changed meanwhile. Apply the code again/);
		assert.equal(said.length, 1);
		assert.equal(proposedDiff(), undefined);
	});

	it('the same block applied twice opens the same proposal', async () => {
		const document = await sample();
		await apply(CHANGE, document);
		const first = await proposed();
		await applyAgain(document);
		assert.equal((await proposed()).uri.toString(), first.uri.toString());
		const shown = window.tabGroups.all.flatMap(({ tabs }) =>
			tabs.filter(({ input }) => input instanceof TabInputTextDiff),
		);
		assert.equal(shown.length, 1);
	});

	it('a file that changed meanwhile keeps what changed', async () => {
		const document = await sample();
		await apply(CHANGE, document);
		await proposed();
		await typeInto(document, 'import os', 'import os\nimport sys');
		await run('acceptChanges');
		await closed();
		assert.equal(document.getText(), AFTER.replace('import os', 'import os\nimport sys'));
	});

	it('what is typed into the file comes into the proposal, also into one that was edited by hand', async () => {
		const document = await sample();
		await apply(CHANGE, document);
		const right = await proposed();
		const more = (text: string, line: string) => text.replace('import os', `import os\n${line}`);
		await typeInto(document, 'import os', 'import os\nimport a');
		await until(() => right.getText() === more(AFTER, 'import a'));
		assert.equal(right.isDirty, false);
		await typeInto(right, 'strip()', 'strip().lower()');
		await typeInto(document, 'import a', 'import b');
		const edited = AFTER.replace('strip()', 'strip().lower()');
		await until(() => right.getText() === more(edited, 'import b'));
		await until(() => proof?.text.includes('1 other line changed by hand'));
		await typeInto(document, 'return text', 'return None');
		await until(() =>
			proof?.text.includes('the file has changed at the same place since (line 6)'),
		);
		assert.equal(right.getText(), more(edited, 'import b'));
	});

	it('a file that changed at the same lines is not written to, and Accept says where', async () => {
		const document = await sample();
		await apply(CHANGE, document);
		await proposed();
		await typeInto(document, 'return text', 'return text + "!"');
		const now = document.getText();
		const said = answer('showWarningMessage', () => 'Take as Shown');
		await run('acceptChanges');
		assert.match(String(said[0]?.[0]), /collides with that at line 5/);
		assert.equal(document.getText(), now);
		assert.ok(proposedDiff());
		// Told so, the user may take the right side as it is.
		await run('acceptChanges');
		await closed();
		assert.equal(document.getText(), AFTER);
	});

	it('saving a proposal writes no file and says so', async () => {
		const document = await sample();
		await apply(CHANGE, document);
		const right = await proposed();
		await typeInto(right, 'strip()', 'strip().lower()');
		const said = answer('showInformationMessage');
		assert.ok(await right.save());
		await until(() => said.length > 0);
		assert.match(String(said[0]?.[0]), /is kept, and change\d+\.py is not written/);
		assert.equal(document.getText(), BEFORE);
		assert.equal(right.isDirty, false);
	});

	it('a change that changes nothing says so and opens nothing', async () => {
		const document = await sample();
		const said = answer('showInformationMessage');
		await apply('return text', document);
		const told = await until(() => page.blocks.at(-1)?.text);
		assert.match(told, /has this code already: there is nothing to change/);
		assert.deepEqual(said, [], 'it stands at the block');
		assert.equal(proposedDiff(), undefined);
	});

	/** Has a reply with this code block, and applies it to what the document has of it. */
	async function applyToAll(code: string, document: TextDocument): Promise<void> {
		await replied(code);
		await show(document);
		// The file of the active editor is the first that is offered.
		answer('showQuickPick', async (items) =>
			(await items).find(({ uri }: { uri?: unknown }) => uri),
		);
		page.post({ type: 'apply', id: page.replyId, block: 0 });
	}

	const replacing = (from: string, to: string) =>
		`<<<<<<< SEARCH\n${from}\n=======\n${to}\n>>>>>>> REPLACE`;

	it('what fits several places is told, shown on request, and the rest stays usable', async () => {
		const document = await sample('a = 1\n\nb = 1\n\na = 1\n');
		const said = answer('showWarningMessage');
		const code = `${replacing('b = 1', 'b = 2')}\n${replacing('a = 1', 'a = 2')}`;
		await applyToAll(code, document);
		const right = await proposed();
		assert.equal(right.getText(), 'a = 1\n\nb = 2\n\na = 1\n');
		const told = await until(() => page.blocks.at(-1));
		assert.match(told.text, /it fits in 2 places, at lines 1 and 5/);
		assert.deepEqual(told.places, [1, 5]);
		assert.deepEqual(said, [], 'it stands at the block');
		await until(() => proof?.text.includes('it fits in 2 places'));
		await run('acceptChanges');
		await closed();
		assert.equal(document.getText(), right.getText());
	});

	it('code that is nowhere is told, and nothing is opened', async () => {
		const document = await sample();
		const said = answer('showWarningMessage', () => undefined);
		await applyToAll(replacing('nowhere = 1', 'nowhere = 2'), document);
		const told = await until(() => page.blocks.at(-1)?.text);
		assert.match(told, /was not found/);
		assert.deepEqual(said, [], 'it stands at the block');
		assert.equal(proposedDiff(), undefined);
	});

	it('what the block says is said in a notification where the chat is hidden', async () => {
		const document = await sample();
		await replied(replacing('nowhere = 1', 'nowhere = 2'));
		const id = page.replyId;
		await commands.executeCommand('workbench.action.closeAuxiliaryBar');
		await until(() => page.view?.visible !== true);
		const said = answer('showWarningMessage');
		await show(document);
		answer('showQuickPick', async (items) =>
			(await items).find(({ uri }: { uri?: unknown }) => uri),
		);
		page.post({ type: 'apply', id, block: 0 });
		await until(() => said.length > 0);
		assert.match(String(said[0]?.[0]), /was not found.*Nothing was changed/);
	});

	it('a function goes to the one of its name, by the symbols of the document', async () => {
		const document = await sample();
		const symbols = languages.registerDocumentSymbolProvider('python', {
			provideDocumentSymbols: (shown) =>
				[...shown.getText().matchAll(/^def (\w+).*\n(?: .*\n)*/gm)].map(
					({ 0: all, 1: name = '', index }) => {
						const end = shown.positionAt(index + all.trimEnd().length);
						const range = new Range(shown.positionAt(index), end);
						return new DocumentSymbol(name, '', SymbolKind.Function, range, range);
					},
				),
		});
		try {
			await applyToAll('def parse(text):\n    return text.strip()', document);
			assert.equal((await proposed()).getText(), AFTER);
			await until(() =>
				proof?.text.includes('1 change: at `parse()`; no other line changed; no symbol lost'),
			);
			await typeInto(await proposed(), 'def parse', 'def read');
			await until(() => proof?.text.includes('1 symbol lost: `parse'));
		} finally {
			symbols.dispose();
		}
	});

	it('a file that is gone, renamed or no text any more is told at Accept', async () => {
		const said = answer('showWarningMessage');
		const path = (document: TextDocument) =>
			join(FOLDER, document.uri.path.split('/').at(-1) ?? '');
		const gone = await sample();
		await apply(CHANGE, gone);
		await proposed();
		await rm(path(gone));
		await run('acceptChanges');
		assert.match(
			String(said.at(-1)?.[0]),
			/is gone: it was deleted, moved or renamed. Nothing was written/,
		);
		const renamed = await sample();
		await apply(CHANGE, renamed);
		await proposed();
		await rename(path(renamed), `${path(renamed)}.old`);
		await run('acceptChanges');
		assert.match(String(said.at(-1)?.[0]), /is gone/);
		const binary = await sample();
		await apply(CHANGE, binary);
		await proposed();
		await writeFile(path(binary), new Uint8Array([1, 0, 2, 0]));
		await run('acceptChanges');
		assert.match(String(said.at(-1)?.[0]), /is no text file any more/);
		assert.ok(proposedDiff());
	});

	it('a read-only file is told before, and not written', async () => {
		const document = await sample();
		const files = workspace.getConfiguration('files');
		const name = document.uri.path.split('/').at(-1) ?? '';
		await files.update('readonlyInclude', { [`**/${name}`]: true }, true);
		try {
			const said = answer('showWarningMessage');
			await apply(CHANGE, document);
			await proposed();
			assert.match(String(said[0]?.[0]), /is read-only: the setting files.readonlyInclude says so/);
			await run('acceptChanges');
			assert.match(String(said[1]?.[0]), /is read-only.*Nothing was written/s);
			assert.equal(document.getText(), BEFORE);
		} finally {
			await files.update('readonlyInclude', undefined, true);
		}
	});

	it('CRLF stays, and so does a file in another encoding', async () => {
		const crlf = await sample(BEFORE.replaceAll('\n', '\r\n'));
		await apply(CHANGE, crlf);
		assert.equal((await proposed()).getText(), AFTER.replaceAll('\n', '\r\n'));
		await run('acceptChanges');
		await closed();
		assert.equal(crlf.getText(), AFTER.replaceAll('\n', '\r\n'));
		const files = workspace.getConfiguration('files');
		await files.update('encoding', 'windows1252', true);
		try {
			const name = `change${++number}.py`;
			const bytes = Buffer.from('def größe():\n    return text\n', 'latin1');
			await writeFile(join(FOLDER, name), bytes);
			const latin = await file(name);
			assert.match(latin.getText(), /größe/);
			await apply('return "Łódź"', latin);
			assert.equal((await proposed()).getText(), 'def größe():\n    return "Łódź"\n');
			await run('acceptChanges');
			await closed();
			assert.equal(latin.getText(), 'def größe():\n    return "Łódź"\n');
			assert.equal(latin.encoding, 'windows1252');
		} finally {
			await files.update('encoding', undefined, true);
		}
	});

	it('an untitled file keeps its language, and stays when the diff is closed', async () => {
		await replied(CHANGE);
		const document = await untitled(BEFORE, 'python');
		await applyAgain(document);
		const right = await proposed();
		await until(() => right.isClosed || right.languageId === 'python');
		await run('acceptChanges');
		await closed();
		assert.equal(document.getText(), AFTER);
		assert.equal(document.isClosed, false);
	});

	it('a notebook’s cell is changed in its notebook, as one step', async () => {
		const cell = new NotebookCellData(NotebookCellKind.Code, BEFORE, 'python');
		const notebook = await workspace.openNotebookDocument(
			'jupyter-notebook',
			new NotebookData([cell]),
		);
		await window.showNotebookDocument(notebook, { selections: [new NotebookRange(0, 1)] });
		const document = notebook.cellAt(0).document;
		suite.standin.script({ kind: 'reply', text: `~~~python\n${CHANGE}\n~~~` });
		await ask();
		await window.showNotebookDocument(notebook, { selections: [new NotebookRange(0, 1)] });
		await commands.executeCommand('notebook.cell.edit');
		await until(() => window.activeTextEditor?.document === document);
		const inCell = window.activeTextEditor;
		assert.ok(inCell);
		inCell.selections = [selectionOf(document)];
		page.post({ type: 'apply', id: page.replyId, block: 0, selection: true });
		const right = await proposed();
		assert.equal(right.getText(), AFTER);
		await until(() => right.isClosed || right.languageId === 'python');
		await run('acceptChanges');
		await closed();
		assert.equal(notebook.cellAt(0).document.getText(), AFTER);
	});

	it('are refused where the reply was cut off within the code, and not where only its fence is open', async () => {
		const document = await sample();
		const text = `~~~python\n${CHANGE}`;
		await repliedWith({ text, finishReason: 'length' });
		await applyAgain(document);
		const [refused] = await until(() => (page.blocks.length > 0 ? page.blocks : undefined));
		assert.match(JSON.stringify(refused), /breaks off/);
		assert.equal(proposedDiff(), undefined);
		await repliedWith({ text, finishReason: 'stop' });
		await applyAgain(document);
		assert.equal((await proposed()).getText(), AFTER);
	});

	it('problems are not known until an extension has answered for the proposal', async () => {
		const collection = languages.createDiagnosticCollection('changes');
		const problems = (...texts: string[]) =>
			texts.map((text) => new Diagnostic(new Range(0, 0, 0, 1), text, DiagnosticSeverity.Error));
		const document = await sample();
		try {
			collection.set(document.uri, problems('a', 'b'));
			await apply(CHANGE, document);
			const right = await proposed();
			const expected = '1 change: in the range asked for; no other line changed';
			await until(() => proof?.text.includes(expected));
			assert.match(proof?.text ?? '', /problems not known$/);
			collection.set(right.uri, problems('b'));
			await until(() => proof?.text.endsWith('problems 2 → 1'));
			// An answer that there are none is one.
			collection.set(right.uri, []);
			await until(() => proof?.text.endsWith('problems 2 → 0'));
			// What is taken back is none any more.
			collection.delete(right.uri);
			await until(() => proof?.text.endsWith('problems not known'));
			// Those of the file count anew once the change is in it, each time that an extension has looked.
			await run('acceptChanges');
			await closed();
			const told = (end: string) => until(() => page.blocks.at(-1)?.text?.endsWith(end));
			await told('problems not known');
			collection.set(document.uri, problems('b', 'c', 'd'));
			await told('problems 2 → 3');
			collection.set(document.uri, []);
			await told('problems 2 → 0');
		} finally {
			collection.dispose();
		}
	});

	it('the proof in the status bar follows what is edited by hand', async () => {
		const document = await sample();
		await apply(CHANGE, document);
		const right = await proposed();
		await until(() => proof?.text.includes('no other line changed'));
		await typeInto(right, 'import os', 'import sys');
		await until(() => proof?.text.includes('1 other line changed by hand'));
		await typeInto(right, 'import sys', 'import os');
		await until(() => proof?.text.includes('no other line changed'));
	});

	it('that the diff hides lines that change in white space alone is said where it does', async () => {
		const document = await sample('if a:\n  return text\n');
		const settings = workspace.getConfiguration('diffEditor');
		await apply(CHANGE, document);
		await typeInto(await proposed(), '  return text.strip()', '    return text');
		await until(() => proof?.text.includes('1 line changes in white space alone'));
		assert.match(proof?.text ?? '', /the diff hides lines that change in white space alone/);
		await settings.update('ignoreTrimWhitespace', false, true);
		try {
			await typeInto(await proposed(), 'if a', 'if b');
			await until(() => proof?.text.includes('1 line changes in white space alone'));
			await until(() => !proof?.text.includes('the diff hides'));
		} finally {
			await settings.update('ignoreTrimWhitespace', undefined, true);
		}
	});
});
