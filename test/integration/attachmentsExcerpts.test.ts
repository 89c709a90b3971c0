import assert from 'node:assert/strict';
import {
	commands,
	type Disposable,
	DocumentSymbol,
	languages,
	NotebookCellData,
	NotebookCellKind,
	NotebookData,
	NotebookRange,
	Selection,
	SymbolKind,
	Uri,
	window,
	workspace,
} from 'vscode';
import { chatSuite, explain, run } from './chatSuite.ts';
import { at, file, show, untitled } from './documents.ts';
import { set } from './settings.ts';
import { answer } from './stubs.ts';
import { until } from './until.ts';

const PARAGRAPHS = ['one', 'two', '', '', 'three', 'four', 'five', '', 'six'].join('\n');

describe('Explain Selection takes', () => {
	const suite = chatSuite({}, { oneServer: true });
	const question = () => suite.standin.chats.at(-1)?.chat?.messages.at(-1)?.content;

	it('the selection, under its file, lines and language', async () => {
		await show(await file('inventory.py'), at(7, 1, 10, 17));
		await explain();
		assert.equal(
			question(),
			[
				'Explain this code.',
				'',
				'inventory.py, lines 7–10 (python):',
				'',
				'```python',
				'class Item:',
				'    name: str',
				'    quantity: int',
				'    price: float',
				'```',
			].join('\n'),
		);
	});

	it('a selection of whole lines without the line it ends at the start of', async () => {
		await show(await file('inventory.py'), at(8, 1, 9, 1));
		await explain();
		assert.equal(
			question(),
			'Explain this code.\n\ninventory.py, line 8 (python):\n\n```python\n    name: str\n```',
		);
	});

	it('a part of a line as it is', async () => {
		await show(await untitled('const answer = 42;', 'javascript'), at(1, 7, 1, 13));
		await explain();
		assert.match(String(question()), /\n```javascript\nanswer\n```$/);
	});

	it('a selection that was made backwards', async () => {
		const editor = await show(await untitled(PARAGRAPHS));
		editor.selection = new Selection(1, 3, 0, 0);
		await explain();
		assert.match(String(question()), /lines 1–2 \(plaintext\):\n\n```plaintext\none\ntwo\n```$/);
	});

	it('several selections in the order of the document, whichever was made first', async () => {
		await show(await untitled(PARAGRAPHS), at(5, 1, 5, 6), at(9, 2, 9, 2), at(1, 1, 2, 4));
		await explain();
		const label = window.activeTextEditor?.document.fileName;
		assert.equal(
			question(),
			[
				'Explain this code.',
				'',
				`${label}, lines 1–2 (plaintext):`,
				'',
				'```plaintext',
				'one',
				'two',
				'```',
				'',
				`${label}, line 5 (plaintext):`,
				'',
				'```plaintext',
				'three',
				'```',
			].join('\n'),
		);
	});

	it('the paragraph around the cursor when nothing is selected', async () => {
		await show(await untitled(PARAGRAPHS), at(6, 3));
		await explain();
		assert.match(
			String(question()),
			/lines 5–7 \(plaintext\):\n\n```plaintext\nthree\nfour\nfive\n```$/,
		);
	});

	it('the paragraph below when the cursor is on an empty line, and above where none is below', async () => {
		await show(await untitled(PARAGRAPHS), at(3, 1));
		await explain();
		assert.match(String(question()), /lines 5–7 /);
		await show(await untitled(`${PARAGRAPHS}\n\n`), at(11, 1));
		await explain();
		assert.match(String(question()), /line 9 \(plaintext\):\n\n```plaintext\nsix\n```$/);
	});

	describe('with an extension that knows the language', () => {
		let provider: Disposable | undefined;
		afterEach(() => provider?.dispose());

		/** A class of lines 1 to 9 with a method of lines 5 to 9 that has a variable in line 6. */
		function provide(): void {
			const symbol = (kind: SymbolKind, from: number, to: number) => {
				const range = at(from, 3, to, 4);
				return new DocumentSymbol('name', '', kind, range, range);
			};
			const outer = symbol(SymbolKind.Class, 1, 9);
			const method = symbol(SymbolKind.Method, 5, 9);
			method.children.push(symbol(SymbolKind.Variable, 6, 6));
			outer.children.push(method);
			provider = languages.registerDocumentSymbolProvider('plaintext', {
				provideDocumentSymbols: () => [outer],
			});
		}

		it('the innermost function or class around the cursor, from the start of its line', async () => {
			provide();
			await show(await untitled(PARAGRAPHS), at(6, 3));
			await explain();
			assert.match(
				String(question()),
				/lines 5–9 \(plaintext\):\n\n```plaintext\nthree\nfour\nfive\n\nsix\n```$/,
			);
		});

		it('the class where the cursor is in none of its methods', async () => {
			provide();
			await show(await untitled(PARAGRAPHS), at(2, 1));
			await explain();
			assert.match(String(question()), /lines 1–9 \(plaintext\)/);
		});

		it('the paragraph where the cursor is in no symbol', async () => {
			provide();
			await show(await untitled(`${PARAGRAPHS}\n\nseven`), at(11, 2));
			await explain();
			assert.match(String(question()), /line 11 \(plaintext\):\n\n```plaintext\nseven\n```$/);
		});

		it('the paragraph when that extension fails', async () => {
			provider = languages.registerDocumentSymbolProvider('plaintext', {
				provideDocumentSymbols: () => Promise.reject(new Error('broken')),
			});
			await show(await untitled(PARAGRAPHS), at(6, 3));
			await explain();
			assert.match(String(question()), /lines 5–7 /);
		});
	});

	it('a document that was never saved, under its name', async () => {
		const editor = await show(await untitled('answer = 42', 'python'), at(1, 1, 1, 12));
		await explain();
		assert.equal(
			question(),
			`Explain this code.\n\n${editor.document.uri.path}, line 1 (python):\n\n\`\`\`python\nanswer = 42\n\`\`\``,
		);
	});

	it('what is in the editor, not what is saved', async () => {
		const editor = await show(await file('saved.txt', 'saved'), at(1, 1));
		await editor.edit((edit) => edit.insert(at(1, 1).start, 'not yet '));
		await explain();
		assert.match(String(question()), /\nnot yet saved\n/);
	});

	it('a document with CRLF with \\n line ends', async () => {
		await show(await file('crlf.txt', 'one\r\ntwo\r\n\r\nthree'), at(1, 1, 4, 6));
		assert.equal(window.activeTextEditor?.document.eol, 2);
		await explain();
		assert.match(
			String(question()),
			/lines 1–4 \(plaintext\):\n\n```plaintext\none\ntwo\n\nthree\n```$/,
		);
		assert.doesNotMatch(suite.standin.chats[0]?.bodyText ?? '', /\\r/);
	});

	it('text with fences in a longer fence', async () => {
		await show(await untitled('```js\n1\n```\n````', 'markdown'), at(1, 1, 4, 5));
		await explain();
		assert.match(String(question()), /\n`````markdown\n```js\n1\n```\n````\n`````$/);
	});

	it('text of any script as it is', async () => {
		const text = 'naïve 🦙 日本語 שלום "\\" \t<b>';
		await show(await untitled(text), at(1, 1, 1, text.length + 1));
		await explain();
		assert.ok(String(question()).endsWith(`\n${text}\n\`\`\``));
	});

	describe('in a notebook', () => {
		const data = () =>
			new NotebookData([
				new NotebookCellData(NotebookCellKind.Code, 'first = 1', 'python'),
				new NotebookCellData(NotebookCellKind.Code, 'second = 2\nthird = 3', 'python'),
				new NotebookCellData(NotebookCellKind.Code, '', 'python'),
				new NotebookCellData(NotebookCellKind.Markup, '# Title', 'markdown'),
			]);

		it('the selected cells, each under its number', async () => {
			const notebook = await workspace.openNotebookDocument('jupyter-notebook', data());
			const editor = await window.showNotebookDocument(notebook, {
				selections: [new NotebookRange(0, 3)],
			});
			await until(() => editor.selections[0]?.end === 3);
			await explain();
			assert.equal(
				question(),
				[
					'Explain this code.',
					'',
					`${notebook.uri.path}, cell 1, line 1 (python):`,
					'',
					'```python',
					'first = 1',
					'```',
					'',
					`${notebook.uri.path}, cell 2, lines 1–2 (python):`,
					'',
					'```python',
					'second = 2',
					'third = 3',
					'```',
				].join('\n'),
			);
		});

		it('the text of a cell that is shown, not edited', async () => {
			const notebook = await workspace.openNotebookDocument('jupyter-notebook', data());
			const editor = await window.showNotebookDocument(notebook, {
				selections: [new NotebookRange(3, 4)],
			});
			await until(() => editor.selections[0]?.start === 3);
			await explain();
			assert.match(
				String(question()),
				/, cell 4, line 1 \(markdown\):\n\n```markdown\n# Title\n```$/,
			);
		});

		it('the selection in the cell that is edited', async () => {
			const notebook = await workspace.openNotebookDocument('jupyter-notebook', data());
			await window.showNotebookDocument(notebook, { selections: [new NotebookRange(1, 2)] });
			await commands.executeCommand('notebook.cell.edit');
			const cell = notebook.cellAt(1).document;
			const editor = await until(() =>
				window.activeTextEditor?.document === cell ? window.activeTextEditor : undefined,
			);
			editor.selection = at(2, 1, 2, 10);
			await explain();
			assert.equal(
				question(),
				`Explain this code.\n\n${notebook.uri.path}, cell 2, line 2 (python):\n\n\`\`\`python\nthird = 3\n\`\`\``,
			);
		});
	});

	describe('nothing, says so and sends nothing', () => {
		async function refused(message: RegExp): Promise<void> {
			const errors = answer('showErrorMessage');
			await run('explainSelection');
			assert.equal(errors.length, 1);
			assert.match(errors[0]?.[0], message);
			assert.deepEqual(suite.standin.asked, []);
		}

		it('from 1 MB, naming the limit', async () => {
			const text = `${'x'.repeat(1023)}\n`.repeat(1024);
			await show(await untitled(text), at(1, 1, 1025, 1));
			await refused(/^The selection has 1,024 KB; one message takes at most 512 KB\./);
		});

		it('from many selections that are too much together', async () => {
			const text = `${'x'.repeat(1023)}\n`.repeat(600);
			await show(await untitled(text), at(1, 1, 300, 1), at(301, 1, 600, 1));
			await refused(/one message takes at most 512 KB/);
		});

		it('from an empty document', async () => {
			await show(await untitled(''));
			await refused(/^There is no code at the cursor\./);
		});

		it('from a document of white space', async () => {
			await show(await untitled(' \n\t\n'), at(2, 1));
			await refused(/^There is no code at the cursor\./);
		});

		it('without an editor', async () => {
			assert.equal(window.activeTextEditor, undefined);
			await refused(/^There is no code at the cursor\. Open a file/);
		});

		it('from an image', async () => {
			await file('dot.png', '');
			await commands.executeCommand(
				'vscode.open',
				Uri.joinPath((await file('inventory.py')).uri, '../dot.png'),
			);
			await refused(/^There is no code at the cursor\./);
		});
	});

	it('exactly as much as the limit', async () => {
		const text = `${'x'.repeat(1023)}\n`.repeat(512);
		await show(await untitled(text), at(1, 1, 513, 1));
		// One of which nobody knows how much it takes: the default takes less.
		await set('model', 'me/my-own-finetune');
		await explain();
		assert.equal(suite.standin.chats[0]?.bodyText.match(/x{1023}/g)?.length, 512);
	});
});
