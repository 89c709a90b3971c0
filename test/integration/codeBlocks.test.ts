import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type Disposable,
	type InputBoxOptions,
	InputBoxValidationSeverity,
	languages,
	Range,
	type Terminal,
	type TextDocument,
	WorkspaceEdit,
	window,
	workspace,
} from 'vscode';
import { ask, chatSuite, explain, run } from './chatSuite.ts';
import { at, closeEditors, FOLDER, file, proposedDiff, show } from './documents.ts';
import { page, saidOverBox } from './page.ts';
import { answer } from './stubs.ts';
import { until } from './until.ts';

const { createTerminal } = window;

describe('what a code block offers', () => {
	const suite = chatSuite({}, { oneServer: true });
	let number = 0;

	/** Has a reply with this code block, and no editor. */
	async function reply(info: string, code: string): Promise<void> {
		page.blocks = [];
		suite.standin.script({ kind: 'reply', text: `~~~~${info}\n${code}\n~~~~` });
		await ask();
		await closeEditors();
		await run('open');
		await until(() => page.received.some(({ type }) => type === 'ready'));
	}

	const press = (type: 'newFile' | 'runInTerminal') =>
		page.post({ type, id: page.replyId, block: 0 });

	const newName = (end = '.ts') => `made${++number}/deep/file${end}`;
	const inFolder = (name: string) => join(FOLDER, name);
	const inFront = () => window.activeTextEditor?.document;

	/** The document of the active editor, once it is of this language. */
	const inFrontAs = (language: string) =>
		inFront()?.languageId === language ? inFront() : undefined;

	/** Types what the function says into the input box, and what VS Code says of it there. */
	function naming(name: (options: InputBoxOptions) => string | undefined) {
		const asked: InputBoxOptions[] = [];
		answer('showInputBox', (options: InputBoxOptions) => {
			asked.push(options);
			return name(options);
		});
		return asked;
	}

	/** What is proposed, once the diff is there. */
	async function proposed(): Promise<readonly [file: string, text: string]> {
		const { original, modified } = await until(proposedDiff);
		return [original.fsPath, (await workspace.openTextDocument(modified)).getText()];
	}

	describe('Apply', () => {
		const BEFORE = 'let a = 1;\nlet b = 2;\nlet c = 3;\n';
		const CHANGE = '<<<<<<< SEARCH\nlet b = 2;\n=======\nlet b = 20;\n>>>>>>> REPLACE';
		const AFTER = BEFORE.replace('b = 2', 'b = 20');
		const apply = (more = {}) => page.post({ type: 'apply', id: page.replyId, block: 0, ...more });
		const sample = () => file(`apply${++number}.ts`, BEFORE);
		const nameOf = ({ uri }: TextDocument) => uri.path.split('/').at(-1) ?? '';

		for (const [how, info, code] of [
			['the info string', (name: string) => `ts ${name}`, () => CHANGE],
			['a title', (name: string) => `ts title="${name}"`, () => CHANGE],
			['a comment', () => 'ts', (name: string) => `// ${name}\n${CHANGE}`],
		] as const) {
			it(`goes to the file that ${how} names`, async () => {
				const document = await sample();
				await reply(info(nameOf(document)), code(nameOf(document)));
				await show(await sample());
				apply();
				assert.deepEqual(await proposed(), [document.fileName, AFTER]);
			});
		}

		it('goes to what was attached to the question, at its place', async () => {
			const document = await sample();
			suite.standin.script({ kind: 'reply', text: '```ts\nlet b = 20;\n```' });
			await show(document, at(2, 1, 2, 11));
			await explain();
			await closeEditors();
			await run('open');
			await until(() => page.received.some(({ type }) => type === 'ready'));
			apply();
			assert.deepEqual(await proposed(), [document.fileName, AFTER]);
		});

		it('asks where nothing tells, open editors first, and does nothing without an answer', async () => {
			const document = await sample();
			await reply('ts', CHANGE);
			await show(document);
			const asked = answer('showQuickPick');
			apply();
			const [items] = (await until(() => asked[0])) ?? [];
			const labels = (await items).map(({ label }: { label: string }) => label);
			assert.deepEqual(labels.slice(0, 2), ['open editors', nameOf(document)]);
			assert.ok(labels.indexOf('inventory.py') > labels.indexOf('files of the workspace'));
			await until(() => page.received.length > 0);
			assert.equal(proposedDiff(), undefined);
			answer('showQuickPick', async (all) =>
				(await all).find(({ label }: { label: string }) => label === nameOf(document)),
			);
			// The first is done once it is answered.
			await until(() => {
				if (proposedDiff() === undefined) apply();
				return proposedDiff();
			});
			assert.deepEqual(await proposed(), [document.fileName, AFTER]);
		});

		it('asks where the code is of another language than what was attached', async () => {
			const document = await sample();
			suite.standin.script({ kind: 'reply', text: '```bash\nnpm test\n```' });
			await show(document, at(2, 1, 2, 11));
			await explain();
			await run('open');
			await until(() => page.received.some(({ type }) => type === 'ready'));
			const asked = answer('showQuickPick');
			apply();
			await until(() => asked.length > 0);
			assert.equal(proposedDiff(), undefined);
		});

		it('offers New File for a name that is not in the workspace', async () => {
			const name = newName();
			await reply(`ts ${name}`, 'let a;');
			answer('showWarningMessage', () => 'New File');
			const asked = naming(({ value }) => value);
			apply();
			assert.equal((await until(inFront)).uri.fsPath, inFolder(name));
			assert.equal(asked[0]?.value, name);
		});

		it('does not lead out of the workspace', async () => {
			await reply('ts ../outside.ts', CHANGE);
			const told = answer('showWarningMessage');
			apply();
			await until(() => told.length > 0);
			assert.match(String(told[0]?.[0]), /\.\.\/outside\.ts, which leads out of the workspace/);
			assert.deepEqual(told[0]?.slice(1), ['Choose File']);
		});

		it('Replace Selection proposes the code in place of what is selected, indented like it', async () => {
			const document = await file(`apply${++number}.py`, 'if a:\n    b()\n    c()\n');
			await reply('python', 'd()\ne()');
			await show(document, at(2, 5, 2, 8));
			apply({ selection: true });
			const [name, text] = await proposed();
			assert.equal(name, document.fileName);
			assert.equal(text, 'if a:\n    d()\n    e()\n    c()\n');
		});

		/** Changes the document while its symbols are asked for, which is while a place is looked for. */
		function whileLooking(document: TextDocument, from: string, to: string): Disposable {
			let isDone = false;
			return languages.registerDocumentSymbolProvider('python', {
				provideDocumentSymbols: async () => {
					if (isDone) return [];
					isDone = true;
					const start = document.positionAt(document.getText().indexOf(from));
					const edit = new WorkspaceEdit();
					const range = new Range(start, start.translate(0, from.length));
					edit.replace(document.uri, range, to);
					await workspace.applyEdit(edit);
					return [];
				},
			});
		}

		it('Replace Selection keeps to what was selected where the document changes meanwhile', async () => {
			const document = await file(`apply${++number}.py`, 'if a:\n    b()\n    c()\n');
			await reply('python', 'd()\ne()');
			await show(document, at(2, 5, 2, 8));
			const typing = whileLooking(document, 'if a:', 'x = 1\nif a and x:');
			try {
				apply({ selection: true });
				// VS Code asks for symbols as well, so the change may come before the proposal or after it, and is in it in the end.
				const after = 'x = 1\nif a and x:\n    d()\n    e()\n    c()\n';
				await until(async () => (await proposed())[1] === after);
			} finally {
				typing.dispose();
			}
		});

		it('Replace Selection refuses where what was selected changes meanwhile', async () => {
			const document = await file(`apply${++number}.py`, 'if a:\n    b()\n    c()\n');
			await reply('python', 'd()\ne()');
			await show(document, at(2, 5, 2, 8));
			const told = answer('showWarningMessage');
			const typing = whileLooking(document, 'b()', 'b(1)');
			try {
				apply({ selection: true });
				const text = await until(() => page.blocks.at(-1)?.text);
				assert.match(text, /^What was selected in apply\d+\.py has changed meanwhile/);
				assert.deepEqual(told, [], 'it stands at the block');
				assert.equal(proposedDiff(), undefined);
			} finally {
				typing.dispose();
			}
		});

		it('Replace Selection says so where nothing is selected', async () => {
			const document = await sample();
			await reply('ts', 'let b = 20;');
			await show(document);
			const told = answer('showWarningMessage');
			apply({ selection: true });
			await until(() => told.length > 0);
			assert.match(String(told[0]?.[0]), /^Nothing is selected in apply\d+\.ts/);
			assert.equal(proposedDiff(), undefined);
		});

		it('is opened again from the block, until it is discarded', async () => {
			const document = await sample();
			await reply(`ts ${nameOf(document)}`, CHANGE);
			apply();
			await proposed();
			await closeEditors();
			const open = () => page.post({ type: 'openChange', id: page.replyId, block: 0 });
			open();
			assert.deepEqual(await proposed(), [document.fileName, AFTER]);
			await run('discardChanges');
			const told = answer('showInformationMessage');
			await until(() => {
				if (told.length === 0) open();
				return told.length > 0;
			});
			assert.match(String(told[0]?.[0]), /was accepted or discarded/);
			assert.equal(proposedDiff(), undefined);
		});

		it('is refused where it fits several places, and each of them opens', async () => {
			const document = await file(`apply${++number}.ts`, 'let b = 2;\n\nlet b = 2;\n');
			await reply(`ts ${nameOf(document)}`, CHANGE);
			apply();
			await until(() => page.blocks.at(-1)?.phase === 'refused');
			assert.equal(proposedDiff(), undefined);
			page.post({ type: 'openPlace', id: page.replyId, block: 0, line: 3 });
			await until(() => inFront()?.uri.fsPath === document.fileName);
			await until(() => window.activeTextEditor?.selection.start.line === 2);
		});

		it('New File offers it for a file that is there', async () => {
			const document = await sample();
			await reply(`ts ${nameOf(document)}`, CHANGE);
			naming(({ value }) => value);
			saidOverBox(() => 'Apply');
			press('newFile');
			assert.deepEqual(await proposed(), [document.fileName, AFTER]);
		});
	});

	describe('New File', () => {
		it('without a name is a document in no file, in the block’s language', async () => {
			await reply('py', 'print(1)');
			press('newFile');
			const document = await until(() => inFrontAs('python'));
			assert.equal(document.isUntitled, true);
			assert.equal(document.getText(), 'print(1)');
		});

		for (const [how, info, code, language] of [
			['the info string', (name: string) => `ts ${name}`, () => 'let a;', 'typescript'],
			['the info string alone', (name: string) => name, () => 'let a;', 'typescript'],
			['a comment', () => 'ts', (name: string) => `// ${name}\nlet a;`, 'typescript'],
		] as const) {
			it(`fills in the name of ${how}, makes the folders, and opens it`, async () => {
				const name = newName();
				await reply(info(name), code(name));
				const asked = naming(({ value }) => value);
				press('newFile');
				const document = await until(inFront);
				assert.equal(asked[0]?.value, name);
				assert.equal(document.uri.fsPath, inFolder(name));
				assert.equal(document.languageId, language);
				assert.equal(await readFile(inFolder(name), 'utf8'), 'let a;\n');
			});
		}

		it('takes the name that is typed, and makes nothing where none is', async () => {
			const [name, other] = [newName(), newName()];
			await reply(`ts ${name}`, 'let a;');
			naming(() => other);
			press('newFile');
			await until(inFront);
			assert.ok(existsSync(inFolder(other)) && !existsSync(inFolder(name)));
			await closeEditors();
			await reply(`ts ${name}`, 'let a;');
			const asked = naming(() => undefined);
			press('newFile');
			await until(() => asked.length > 0);
			assert.ok(!existsSync(inFolder(name)));
		});

		it('writes over nothing, and says that the file is there', async () => {
			const { fileName } = await file('there.ts', 'let mine;');
			await reply('ts there.ts', 'let a;');
			const told = saidOverBox();
			const asked = naming(({ value }) => value);
			press('newFile');
			await until(() => told.length > 0);
			assert.match(String(told[0]?.[0]), /^there\.ts is there already, and nothing was written/);
			assert.deepEqual(await asked[0]?.validateInput?.('there.ts'), {
				message: 'This file exists already, and is not overwritten.',
				severity: InputBoxValidationSeverity.Info,
			});
			assert.equal(await readFile(fileName, 'utf8'), 'let mine;');
		});

		for (const path of ['../outside.ts', 'src/../../outside.ts']) {
			it(`does not lead out of the workspace: ${path}`, async () => {
				await reply(`ts ${path}`, 'let a;');
				const told = saidOverBox();
				press('newFile');
				const document = await until(inFront);
				assert.equal(document.isUntitled, true);
				await until(() => told.length > 0);
				assert.match(String(told[0]?.[0]), /was not made: it leads out of the workspace/);
				assert.ok(!existsSync(join(FOLDER, '../outside.ts')));
			});
		}

		it('a path from the root is one in the folder', async () => {
			const name = newName();
			await reply(`ts /${name}`, 'let a;');
			const asked = naming(({ value }) => value);
			press('newFile');
			assert.equal((await until(inFront)).uri.fsPath, inFolder(name));
			assert.equal(asked[0]?.value, name);
		});

		it('says what is wrong with a name while it is typed', async () => {
			await mkdir(inFolder('aFolder'), { recursive: true });
			await rm(inFolder('aLink'), { force: true });
			await symlink(tmpdir(), inFolder('aLink'));
			await reply(`ts ${newName()}`, 'let a;');
			const asked = naming(() => undefined);
			press('newFile');
			const [options] = await until(() => (asked.length > 0 ? asked : undefined));
			const said = async (name: string) => (await options?.validateInput?.(name)) ?? '';
			assert.match(String(await said('../a.ts')), /leave out/);
			assert.match(String(await said('aFolder')), /is a folder/);
			assert.match(String(await said('aLink/a.ts')), /aLink is a link/);
			assert.equal(await said('aFolder/a.ts'), '');
			await rm(inFolder('aLink'));
		});
	});

	describe('Run in Terminal', () => {
		let typed: [string, boolean | undefined][] = [];
		let made: Terminal[] = [];

		beforeEach(() => {
			typed = [];
			made = [];
			// VS Code's own terminal, whose shell is not told.
			Object.assign(window, {
				createTerminal: () => {
					const terminal = createTerminal();
					made.push(terminal);
					const send = terminal.sendText.bind(terminal);
					Object.assign(terminal, {
						sendText: (text: string, execute?: boolean) => {
							typed.push([text, execute]);
							send(text, execute);
						},
					});
					return terminal;
				},
			});
		});
		afterEach(() => {
			Object.assign(window, { createTerminal });
			for (const terminal of made) terminal.dispose();
		});

		it('types one line, and no Enter', async () => {
			await reply('sh', '$ echo one');
			const told = saidOverBox();
			press('runInTerminal');
			await until(() => typed.length > 0);
			assert.deepEqual(typed, [['echo one', false]]);
			await until(() => told.length > 0);
			assert.match(String(told[0]?.[0]), /prompt “\$” before each command was left out/);
		});

		it('of several lines types none unasked, and then one at a time', async () => {
			await reply('sh', 'echo one\necho two\necho three');
			const answers = ['Type Line by Line', 'Type Next Line', undefined];
			const told = saidOverBox(() => answers.shift());
			press('runInTerminal');
			await until(() => told.length === 3);
			assert.match(String(told[0]?.[0]), /3 lines, and each line end would run one/);
			assert.deepEqual(typed, [
				['echo one', false],
				['echo two', false],
			]);
		});

		it('opens several lines as a script', async () => {
			await reply('sh', '$ echo one\n$ echo two');
			saidOverBox(() => 'Open as Script');
			press('runInTerminal');
			const document = await until(() => inFrontAs('shellscript'));
			assert.equal(document.isUntitled, true);
			assert.equal(document.getText(), 'echo one\necho two');
			assert.deepEqual(typed, []);
		});

		for (const [character, name] of [
			['\u001B', 'ESCAPE'],
			['\u0003', 'CONTROL CHARACTER (U+0003)'],
			['\u202E', 'RIGHT-TO-LEFT OVERRIDE'],
			['\t', 'CHARACTER TABULATION'],
		] as const) {
			it(`refuses ${name} by name`, async () => {
				await reply('sh', `echo one${character}two`);
				const told = saidOverBox();
				press('runInTerminal');
				await until(() => told.length > 0);
				assert.ok(String(told[0]?.[0]).includes(name), String(told[0]?.[0]));
				assert.deepEqual([typed, made], [[], []]);
			});
		}
	});
});
