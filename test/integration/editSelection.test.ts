import assert from 'node:assert/strict';
import {
	type CodeAction,
	CodeActionKind,
	commands,
	DocumentSymbol,
	EndOfLine,
	EventEmitter,
	languages,
	NotebookCellData,
	NotebookCellKind,
	NotebookData,
	NotebookRange,
	type QuickPick,
	type QuickPickItem,
	Range,
	type Selection,
	SymbolKind,
	type TextDocument,
	WorkspaceEdit,
	window,
	workspace,
} from 'vscode';
import { chatSuite, run } from './chatSuite.ts';
import { at, file, proposedDiff, show, untitled } from './documents.ts';
import { set } from './settings.ts';
import { answer, nextQuickPick } from './stubs.ts';
import { until } from './until.ts';

const SUM = 'export function sum(a: number, b: number) {\n\treturn a + b;\n}\n';
const CODE = `import { log } from './log';\n\n${SUM}\nlog(sum(1, 2));\n`;
const NEW_SUM = SUM.replace('return a + b', 'return a - b').trimEnd();

describe('Edit Selection', () => {
	const suite = chatSuite({}, { oneServer: true });
	let number = 0;

	function sample(text = CODE, end = 'ts'): Promise<TextDocument> {
		return file(`edit${++number}.${end}`, text);
	}

	/** Selects a piece of a document, which is in it once. */
	function selectionOf(document: TextDocument, piece: string): Selection {
		const start = document.getText().indexOf(piece);
		assert.ok(start >= 0, piece);
		const [from, to] = [start, start + piece.length].map((place) => document.positionAt(place));
		return at(
			(from?.line ?? 0) + 1,
			(from?.character ?? 0) + 1,
			(to?.line ?? 0) + 1,
			(to?.character ?? 0) + 1,
		);
	}

	function replies(code: string, before = ''): void {
		suite.standin.script({ kind: 'reply', text: `${before}\`\`\`ts\n${code}\n\`\`\`\n` });
	}

	/** Runs the command where the user is, with this typed. */
	async function begin(instruction: string): Promise<{ done: Promise<void> }> {
		const opened = nextQuickPick();
		const done = run('editSelection');
		await type(await opened, instruction);
		return { done };
	}

	/** The same, with a reply that stops before its end until the stand-in is released. */
	async function beginHeld(): Promise<{ done: Promise<void> }> {
		suite.standin.script({
			kind: 'reply',
			text: `\`\`\`ts\n${NEW_SUM}\n\`\`\`\n`,
			holdAfter: 1,
		});
		const begun = await begin('Subtract');
		await suite.standin.waitForHold();
		return begun;
	}

	async function type(picker: QuickPick<QuickPickItem>, instruction: string): Promise<void> {
		picker.value = instruction;
		// VS Code tells of it as if it had been typed.
		await until(() => picker.items[0]?.label === instruction);
		await until(() => picker.activeItems[0]?.label === instruction);
		await accepted();
	}

	async function edit(instruction: string): Promise<void> {
		await (await begin(instruction)).done;
	}

	async function proposed(): Promise<string> {
		const { modified } = await until(proposedDiff);
		return (await workspace.openTextDocument(modified)).getText();
	}

	function asked(): string {
		return String(suite.standin.chats.at(-1)?.chat?.messages.at(-1)?.content);
	}

	it('sends the selection as a message of the chat, and ends in the diff', async () => {
		const document = await sample();
		await show(document, selectionOf(document, SUM));
		replies(NEW_SUM);
		await edit('Subtract instead');
		assert.equal(await proposed(), CODE.replace('a + b', 'a - b'));
		assert.equal(document.getText(), CODE);
		assert.match(asked(), /^Subtract instead\n\n.*one code block/s);
		assert.match(asked(), /edit\d+\.ts, lines 3–5 \(typescript\)/);
		await run('acceptChanges');
		assert.equal(document.getText(), CODE.replace('a + b', 'a - b'));
	});

	it('keeps CRLF and tabs, and the indentation of the place', async () => {
		const text = 'class A {\r\n\tone() {\r\n\t\treturn 1;\r\n\t}\r\n\r\n\ttwo() {}\r\n}\r\n';
		const document = await sample(text);
		assert.equal(document.eol, EndOfLine.CRLF);
		await show(document, selectionOf(document, '\tone() {\r\n\t\treturn 1;\r\n\t}'));
		replies('one() {\n    return 11;\n}');
		await edit('More');
		assert.equal(await proposed(), text.replace('return 1;', 'return 11;'));
	});

	it('takes the function around the cursor where nothing is selected', async () => {
		const text = 'a\ndef one():\n  return 1\n\ndef two():\n  return 2\n';
		const document = await untitled(text);
		const whole = (from: number, to: number) => new Range(from, 0, to, 10);
		using _provider = provider(document, [
			symbol('one', SymbolKind.Function, whole(1, 2)),
			symbol('two', SymbolKind.Function, whole(4, 5)),
		]);
		await show(document, at(6, 4));
		replies('def two():\n  return 22');
		await edit('More');
		assert.equal(await proposed(), text.replace('return 2\n', 'return 22\n'));
		assert.doesNotMatch(asked(), /def one/);
	});

	it('changes several selections at once, a block for each, in one step', async () => {
		const document = await sample();
		const [first, last] = ["import { log } from './log';", 'log(sum(1, 2));'];
		await show(document, selectionOf(document, last), selectionOf(document, first));
		const text = "```ts\nimport { warn } from './log';\n```\n\n```ts\nwarn(sum(1, 2));\n```";
		suite.standin.script({ kind: 'reply', text });
		await edit('Warn');
		const changed = CODE.replaceAll('log }', 'warn }').replace('log(sum', 'warn(sum');
		assert.equal(await proposed(), changed);
		assert.match(asked(), /2 code blocks, one for each part/);
		assert.ok(asked().indexOf(first) < asked().indexOf(last));
		await run('acceptChanges');
		assert.equal(document.getText(), changed);
		await commands.executeCommand('undo');
		assert.equal(document.getText(), CODE);
	});

	it('changes none of several selections where the reply has not a block for each', async () => {
		const warnings = answer('showWarningMessage');
		const document = await sample();
		const pieces = ["import { log } from './log';", 'log(sum(1, 2));'];
		await show(document, ...pieces.map((piece) => selectionOf(document, piece)));
		replies('warn(sum(1, 2));');
		await edit('Warn');
		assert.match(String(warnings[0]?.[0]), /1 code block for 2 selections.*Nothing was changed/);
		assert.equal(document.getText(), CODE);
		assert.equal(proposedDiff(), undefined);
	});

	it('says what to do where nothing is selected and no function is known', async () => {
		const errors = answer('showErrorMessage');
		await show(await untitled('just text'), at(1, 3));
		await run('editSelection');
		assert.match(String(errors[0]?.[0]), /Nothing is selected.*Select the code to be edited/);
		const document = await untitled('one two three\nfour');
		await show(document, at(1, 1, 1, 4), at(1, 9, 1, 14));
		await run('editSelection');
		assert.match(String(errors[1]?.[0]), /are in one line.*Select whole lines/);
		await show(document, at(1, 1, 1, 4), at(2, 1));
		await run('editSelection');
		assert.match(String(errors[2]?.[0]), /2 cursors .* not all of them select something/);
		assert.equal(suite.standin.chats.length, 0);
	});

	it('refuses what cannot come back whole, with the numbers', async () => {
		const errors = answer('showErrorMessage');
		await set('maxTokens', 100);
		const document = await untitled('some words of code; '.repeat(200));
		await show(document, at(1, 1, 1, 4001));
		await edit('Shorter');
		assert.match(
			String(errors[0]?.[0]),
			/about [\d,]+ tokens, and Max Tokens allows replies of 100/,
		);
		assert.equal(suite.standin.chats.length, 0);
	});

	it('follows the selection where the document changes above it meanwhile', async () => {
		const document = await sample();
		await show(document, selectionOf(document, SUM));
		const { done } = await beginHeld();
		await change(document, 0, 0, `// above\n${SUM}`);
		suite.standin.release();
		await done;
		const now = document.getText();
		const last = now.lastIndexOf('a + b');
		assert.equal(await proposed(), `${now.slice(0, last)}a - b${now.slice(last + 5)}`);
	});

	it('says why not where the selection itself was changed meanwhile', async () => {
		const said = answer('showWarningMessage');
		const document = await sample();
		await show(document, selectionOf(document, SUM));
		const { done } = await beginHeld();
		const place = document.getText().indexOf('a + b');
		await change(document, place, 1, 'b');
		suite.standin.release();
		await done;
		assert.match(
			String(said[0]?.[0]),
			/was changed where it was being edited.*Nothing was changed/,
		);
		assert.equal(proposedDiff(), undefined);
	});

	it('stops, and changes nothing', async () => {
		const said = answer('showWarningMessage');
		const document = await sample();
		await show(document, selectionOf(document, SUM));
		const { done } = await beginHeld();
		await run('stop');
		await done;
		assert.equal(await suite.standin.chats[0]?.whenClosed, 'byClient');
		assert.equal(proposedDiff(), undefined);
		assert.deepEqual(said, []);
	});

	it('stops by Cancel in its notification', async () => {
		const { withProgress } = window;
		const cancel = new EventEmitter<void>();
		const titles: unknown[] = [];
		Object.assign(window, {
			withProgress: (({ title }, task) => {
				titles.push(title);
				const token = { isCancellationRequested: false, onCancellationRequested: cancel.event };
				return task({ report: () => {} }, token);
			}) satisfies typeof withProgress,
		});
		try {
			const document = await sample();
			await show(document, selectionOf(document, SUM));
			suite.standin.script({ kind: 'reply', text: 'Never whole', holdAfter: 1 });
			const { done } = await begin('Subtract');
			await suite.standin.waitForHold();
			cancel.fire();
			await done;
			assert.match(String(titles.at(-1)), /^Editing edit\d+\.ts, lines 3–5$/);
			assert.equal(await suite.standin.chats[0]?.whenClosed, 'byClient');
			assert.equal(proposedDiff(), undefined);
		} finally {
			Object.assign(window, { withProgress });
		}
	});

	it('edits a notebook’s cell', async () => {
		const text = 'def one():\n    return 1\n\nprint(one())';
		const cell = new NotebookCellData(NotebookCellKind.Code, text, 'python');
		const notebook = await workspace.openNotebookDocument(
			'jupyter-notebook',
			new NotebookData([cell]),
		);
		await window.showNotebookDocument(notebook, { selections: [new NotebookRange(0, 1)] });
		await commands.executeCommand('notebook.cell.edit');
		const { document } = notebook.cellAt(0);
		await until(() => window.activeTextEditor?.document === document);
		const inCell = window.activeTextEditor;
		assert.ok(inCell);
		inCell.selections = [selectionOf(document, 'return 1')];
		replies('return 11');
		await edit('More');
		assert.equal(await proposed(), text.replace('return 1', 'return 11'));
		await run('acceptChanges');
		assert.equal(document.getText(), text.replace('return 1', 'return 11'));
	});

	it('is in the lightbulb of a selection, as a refactoring', async () => {
		const document = await sample();
		await show(document, selectionOf(document, SUM));
		const action = await until(async () => {
			const found = await commands.executeCommand<CodeAction[]>(
				'vscode.executeCodeActionProvider',
				document.uri,
				selectionOf(document, SUM),
				CodeActionKind.Refactor.value,
			);
			return found.find(({ title }) => title === 'Edit Selection with Llama Chat');
		});
		assert.equal(action.kind?.value, CodeActionKind.RefactorRewrite.value);
		assert.equal(action.command?.command, 'llamaChat.editSelection');
	});

	for (const [what, text, says] of [
		['no code block', 'Use a minus.', /has no code block/],
		['two code blocks', '```ts\na\n```\n\nor\n\n```ts\nb\n```\n', /has 2 code blocks/],
		['a block that was cut off', '```ts\nexport', /cut off before the code was whole/],
	] as const) {
		it(`says so where the reply has ${what}, and leads to the chat`, async () => {
			const said = answer('showWarningMessage');
			const document = await sample();
			await show(document, selectionOf(document, SUM));
			const finishReason = text.endsWith('export') ? 'length' : 'stop';
			suite.standin.script({ kind: 'reply', text, finishReason });
			await edit('Subtract');
			assert.match(String(said[0]?.[0]), says);
			assert.equal(said[0]?.[1], 'Show Chat');
			assert.equal(document.getText(), CODE);
			assert.equal(proposedDiff(), undefined);
		});
	}

	it('has the last instructions at hand, the last one first', async () => {
		const document = await sample();
		for (const instruction of ['First', 'Second', 'First']) {
			await show(document, selectionOf(document, SUM));
			suite.standin.script({ kind: 'reply', text: 'No.' });
			await edit(instruction);
		}
		await show(document, selectionOf(document, SUM));
		const opened = nextQuickPick();
		const done = run('editSelection');
		const picker = await opened;
		const labels = picker.items.map(({ label }) => label);
		assert.deepEqual(labels.slice(0, 2), ['First', 'Second']);
		picker.hide();
		await done;
	});
});

function symbol(name: string, kind: SymbolKind, range: Range): DocumentSymbol {
	return new DocumentSymbol(name, '', kind, range, range);
}

function provider({ uri }: TextDocument, symbols: DocumentSymbol[]): Disposable {
	const registered = languages.registerDocumentSymbolProvider(
		{ pattern: uri.path, scheme: uri.scheme },
		{ provideDocumentSymbols: () => symbols },
	);
	return { [Symbol.dispose]: () => registered.dispose() };
}

async function accepted(): Promise<void> {
	await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
}

async function change(
	document: TextDocument,
	start: number,
	length: number,
	text: string,
): Promise<void> {
	const change = new WorkspaceEdit();
	const range = new Range(document.positionAt(start), document.positionAt(start + length));
	change.replace(document.uri, range, text);
	assert.ok(await workspace.applyEdit(change));
}
