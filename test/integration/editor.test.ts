import assert from 'node:assert/strict';
import {
	commands,
	type Disposable,
	EndOfLine,
	EventEmitter,
	type FileSystemProvider,
	FileType,
	type TextEditor,
	Uri,
	window,
	workspace,
} from 'vscode';
import { ask, chatSuite, run } from './chatSuite.ts';
import { at, closeEditors, file, show, untitled } from './documents.ts';
import { takingFocus } from './page.ts';
import { answer } from './stubs.ts';
import { until } from './until.ts';

const BRANCH = 'if (a) {\n\tb();\n}';

describe('Insert Reply at Cursor', () => {
	const suite = chatSuite({}, { oneServer: true });

	/** A chat whose last reply is this text, and no editor. */
	async function replied(text: string): Promise<void> {
		suite.standin.script({ kind: 'reply', text });
		await ask();
		await closeEditors();
	}

	/** One that is a single code block, which is inserted without a question. */
	function repliedCode(code: string): Promise<void> {
		return replied(`~~~js\n${code}\n~~~`);
	}

	it('puts the text where the cursor is and the cursor behind it', async () => {
		await repliedCode('42');
		const { document } = await show(await untitled('answer = ;'), at(1, 10));
		await run('insertReplyAtCursor');
		assert.equal(document.getText(), 'answer = 42;');
		await until(() => window.activeTextEditor?.selection.isEqual(at(1, 12)));
	});

	it('at every cursor', async () => {
		await repliedCode('x');
		const { document } = await show(await untitled('1\n2\n3'), at(1, 2), at(2, 1), at(3, 2));
		await run('insertReplyAtCursor');
		assert.equal(document.getText(), '1x\nx2\n3x');
	});

	it('over every selection', async () => {
		await repliedCode('x');
		const editor = await show(await untitled('one two three'), at(1, 9, 1, 14), at(1, 1, 1, 4));
		await run('insertReplyAtCursor');
		assert.equal(editor.document.getText(), 'x two x');
		// What was inserted is not selected: the next key would replace it.
		assert.deepEqual(
			editor.selections.map(({ isEmpty, active }) => [isEmpty, active.character]).toSorted(),
			[
				[true, 1],
				[true, 7],
			],
		);
	});

	it('indented as each line it lands on', async () => {
		await repliedCode(BRANCH);
		const editor = await show(await untitled('  \n      \n', 'javascript'), at(1, 3), at(2, 7));
		await indentWith(editor, true, 2);
		await run('insertReplyAtCursor');
		assert.equal(
			editor.document.getText(),
			'  if (a) {\n    b();\n  }\n      if (a) {\n        b();\n      }\n',
		);
	});

	it('with the spaces of the document for tabs', async () => {
		await repliedCode(BRANCH);
		const editor = await show(await untitled('', 'javascript'));
		await indentWith(editor, true, 3);
		await run('insertReplyAtCursor');
		assert.equal(editor.document.getText(), 'if (a) {\n   b();\n}');
	});

	it('with the tabs of the document for spaces', async () => {
		await repliedCode('if (a) {\n    b();\n}');
		const editor = await show(await untitled('\t', 'javascript'), at(1, 2));
		await indentWith(editor, false, 4);
		await run('insertReplyAtCursor');
		assert.equal(editor.document.getText(), '\tif (a) {\n\t\tb();\n\t}');
	});

	it('with the line ends of the document', async () => {
		await repliedCode(BRANCH);
		const { document } = await show(await file('windows.txt', 'one\r\ntwo\r\n'), at(2, 4));
		await run('insertReplyAtCursor');
		assert.equal(document.eol, EndOfLine.CRLF);
		assert.match(document.getText(), /^one\r\ntwoif \(a\) \{\r\n[\t ]+b\(\);\r\n\}\r\n$/);
	});

	it('as plain text, whatever a snippet would make of it', async () => {
		// biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the reply says.
		const code = 'echo "$1 ${HOME:-x} $0 ${1|a,b|} \\$ \\\\ C:\\new $TM_SELECTED_TEXT }"';
		await repliedCode(code);
		const { document } = await show(await untitled('before after'), at(1, 1, 1, 7));
		await run('insertReplyAtCursor');
		assert.equal(document.getText(), `${code} after`);
	});

	it('without what the editor adds to what is typed', async () => {
		await repliedCode('call(["{');
		const { document } = await show(await untitled('', 'javascript'));
		await run('insertReplyAtCursor');
		assert.equal(document.getText(), 'call(["{');
	});

	it('as one step to undo, at all cursors', async () => {
		await repliedCode(BRANCH);
		const { document } = await show(await untitled('one\ntwo'), at(1, 2), at(2, 1, 2, 4));
		await run('insertReplyAtCursor');
		assert.notEqual(document.getText(), 'one\ntwo');
		await commands.executeCommand('undo');
		assert.equal(document.getText(), 'one\ntwo');
	});

	it('and gives the keyboard back to the editor', async () => {
		await repliedCode('x');
		const { document } = await show(await untitled(''));
		await takingFocus(() => run('open'));
		// VS Code hands the keyboard to a view once more a moment after it was shown; nobody is that quick.
		await until(async () => {
			await run('insertReplyAtCursor');
			await commands.executeCommand('type', { text: 'y' });
			return document.getText().endsWith('y');
		});
		assert.match(document.getText(), /^x+y$/);
	});

	it('while it still comes in, as far as it has come', async () => {
		suite.standin.script({ kind: 'reply', text: 'one two three', holdAfter: 1 });
		await show(await untitled('answer = 42'), at(1, 1, 1, 12));
		await run('explainSelection');
		await suite.standin.waitForHold();
		const { document } = await show(await untitled(''));
		await until(async () => {
			await run('insertReplyAtCursor');
			return document.getText() !== '';
		});
		assert.match(document.getText(), /^one ?$/);
	});

	describe('asks', () => {
		const TWO = 'First:\n\n```py\na = 1\n```\n\nThen:\n\n```py\n\nb = 2\nc = 3\n```\n';

		it('nothing for a reply without code', async () => {
			const lists = answer('showQuickPick');
			await replied('Just *words*.');
			const { document } = await show(await untitled(''));
			await run('insertReplyAtCursor');
			assert.deepEqual(lists, []);
			assert.equal(document.getText(), 'Just *words*.');
		});

		it('nothing for a reply that is one code block', async () => {
			const lists = answer('showQuickPick');
			await replied('```py\na = 1\nb = 2\n```\n');
			const { document } = await show(await untitled(''));
			await run('insertReplyAtCursor');
			assert.deepEqual(lists, []);
			assert.equal(document.getText(), 'a = 1\nb = 2');
		});

		it('which part where there is a choice: each code block, or the whole reply', async () => {
			const lists = answer('showQuickPick', (items) => items[1]);
			await replied(TWO);
			const { document } = await show(await untitled(''));
			await run('insertReplyAtCursor');
			assert.deepEqual(
				lists[0]?.[0].map(({ label, description, detail }: Record<string, unknown>) => ({
					label,
					description,
					detail,
				})),
				[
					{ label: 'Code block 1', description: 'py, 1 line', detail: 'a = 1' },
					{ label: 'Code block 2', description: 'py, 3 lines', detail: 'b = 2' },
					{ label: 'Whole reply', description: '13 lines', detail: undefined },
				],
			);
			assert.equal(document.getText(), '\nb = 2\nc = 3');
		});

		it('and inserts the whole reply when that is chosen', async () => {
			answer('showQuickPick', (items) => items.at(-1));
			await replied(TWO);
			const { document } = await show(await untitled(''));
			await run('insertReplyAtCursor');
			assert.equal(document.getText(), TWO);
		});

		it('and inserts nothing without an answer', async () => {
			answer('showQuickPick');
			await replied(TWO);
			const { document } = await show(await untitled('as it was'));
			await run('insertReplyAtCursor');
			assert.equal(document.getText(), 'as it was');
		});
	});

	it('into the file that was in use before the Output panel had the keyboard', async () => {
		await repliedCode('42');
		await show(await untitled('another'));
		await commands.executeCommand('workbench.action.splitEditorRight');
		const { document } = await show(await untitled('answer = ;'), at(1, 10));
		await run('showLog');
		await commands.executeCommand('workbench.panel.output.focus');
		await until(() => window.activeTextEditor?.document.uri.scheme === 'output');
		const warnings = answer('showWarningMessage');
		await run('insertReplyAtCursor');
		assert.deepEqual(warnings, []);
		assert.equal(document.getText(), 'answer = 42;');
		await commands.executeCommand('workbench.action.closePanel');
	});

	it('as code of the document’s own language where it has no name', async () => {
		await replied('~~~\na = [[\n\tb\n]]\n~~~');
		const { document } = await show(await untitled('do\n    ', 'lua'), at(2, 5));
		await run('insertReplyAtCursor');
		// Only Lua has a text in these brackets, which keeps its columns and its tab.
		assert.equal(document.getText(), 'do\n    a = [[\n\tb\n]]');
	});

	describe('offers a new file', () => {
		let registration: Disposable | undefined;
		afterEach(() => registration?.dispose());

		it('without an editor', async () => {
			await repliedCode('a = 1');
			const warnings = answer('showWarningMessage');
			await run('insertReplyAtCursor');
			assert.deepEqual(warnings, [['No editor is open to insert into.', 'Open in New File']]);
			assert.equal(window.activeTextEditor, undefined);
		});

		it('which has the text and its language', async () => {
			await repliedCode('const a = "$1";\n\tb();');
			answer('showWarningMessage', (_message, button) => button);
			await run('insertReplyAtCursor');
			await until(() => window.activeTextEditor?.document.isUntitled);
			const document = window.activeTextEditor?.document;
			assert.equal(document?.languageId, 'javascript');
			assert.equal(document?.getText(), 'const a = "$1";\n\tb();');
		});

		it('for a document that an extension provides', async () => {
			await repliedCode('x');
			registration = workspace.registerTextDocumentContentProvider('llama-chat-test', {
				provideTextDocumentContent: () => 'provided',
			});
			const uri = Uri.parse('llama-chat-test:/provided.txt');
			await readOnly(uri, 'provided');
		});

		it('for a document on a read-only file system', async () => {
			await repliedCode('x');
			registration = workspace.registerFileSystemProvider('llama-chat-disc', disc('burnt'), {
				isReadonly: true,
			});
			await readOnly(Uri.parse('llama-chat-disc:/burnt.txt'), 'burnt');
		});

		async function readOnly(uri: Uri, text: string): Promise<void> {
			const { document } = await show(await workspace.openTextDocument(uri));
			const warnings = answer('showWarningMessage', (_message, button) => button);
			await run('insertReplyAtCursor');
			assert.equal(document.getText(), text);
			assert.equal(warnings.length, 1);
			assert.match(warnings[0]?.[0], /(provided|burnt)\.txt cannot be written to\.$/);
			await until(() => window.activeTextEditor?.document.isUntitled);
			const opened = window.activeTextEditor?.document;
			assert.equal(opened?.getText(), 'x');
			await closeEditors();
		}
	});
});

async function indentWith(
	editor: TextEditor,
	insertSpaces: boolean,
	tabSize: number,
): Promise<void> {
	editor.options = { insertSpaces, tabSize };
	await until(
		() => editor.options.insertSpaces === insertSpaces && editor.options.tabSize === tabSize,
	);
}

/** A file system with one text in every file. */
function disc(text: string): FileSystemProvider {
	const refuse = () => {
		throw new Error('It cannot be written to');
	};
	return {
		onDidChangeFile: new EventEmitter<never>().event,
		watch: () => ({ dispose: () => undefined }),
		stat: () => ({ type: FileType.File, ctime: 0, mtime: 0, size: text.length }),
		readFile: () => new TextEncoder().encode(text),
		readDirectory: () => [],
		createDirectory: refuse,
		writeFile: refuse,
		delete: refuse,
		rename: refuse,
	};
}
