import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	commands,
	Diagnostic,
	type Disposable,
	DocumentSymbol,
	EventEmitter,
	env,
	Location,
	languages,
	Range,
	SymbolInformation,
	SymbolKind,
	type Terminal,
	Uri,
	window,
	workspace,
} from 'vscode';
import { findGit, repositoriesOf } from '../../src/host/git/gitApi.ts';
import { ask, chatSuite, run } from './chatSuite.ts';
import { at, FOLDER, file, show } from './documents.ts';
import { settledAfter } from './files.ts';
import { nextNotice, page } from './page.ts';
import { answer } from './stubs.ts';
import { until } from './until.ts';

/** A repository of its own in the folder: what the others test with stays as it is. */
const PROJECT = join(FOLDER, 'project');

function git(...args: string[]): void {
	const me = ['-c', 'user.name=Me', '-c', 'user.email=me@example.org'];
	execFileSync('git', [...me, ...args], { cwd: PROJECT, stdio: 'pipe' });
}

/** What the list after "#" says. */
async function listed(query: string) {
	page.answered = undefined;
	page.post({ type: 'suggest', kind: 'context', query });
	return until(() => (page.answered?.query === query ? page.answered : undefined));
}

async function take(query: string, name: string) {
	const { items } = await listed(query);
	const item = items.find((one) => one.name === name);
	assert.ok(item, `${name} among ${items.map((one) => one.name).join(', ')}`);
	page.post({
		type: 'takeSuggestion',
		conversation: page.conversation,
		kind: 'context',
		id: item.id,
		query,
	});
}

/** Sends what stands in the box, as the page does. */
function send(text: string): void {
	page.post({ type: 'send', conversation: page.conversation, text });
}

function disposed(provider: Disposable) {
	return { [Symbol.dispose]: () => provider.dispose() };
}

/** The chips over the box. */
function chips() {
	return (page.status?.attachments ?? []).flatMap((one) => (one.kind === 'excerpt' ? one : []));
}

describe('# in the box', () => {
	const suite = chatSuite({}, { oneServer: true });
	const question = () => String(suite.standin.chats.at(-1)?.chat?.messages.at(-1)?.content);

	before(async () => {
		await mkdir(join(PROJECT, 'src'), { recursive: true });
		git('init', '-q');
		await writeFile(join(PROJECT, '.gitignore'), 'built/\n*.log\n');
		await writeFile(join(PROJECT, 'src/zebra.txt'), 'one\n');
		await writeFile(join(PROJECT, 'src/zoo.txt'), 'one\n');
		git('add', '.');
		git('commit', '-qm', 'first');
		await mkdir(join(PROJECT, 'built'));
		await writeFile(join(PROJECT, 'built/zebra.js'), '');
		await writeFile(join(PROJECT, 'zebra.log'), '');
		await writeFile(join(PROJECT, 'src/zebra.txt'), 'staged\n');
		git('add', '.');
		await writeFile(join(PROJECT, 'src/zoo.txt'), 'not staged\n');
	});

	after(() => rm(PROJECT, { recursive: true, force: true }));

	beforeEach(() => run('open'));

	it('lists files that are not ignored, and takes in those that are made', async () => {
		const names = async (query: string) => (await listed(query)).items.map(({ name }) => name);
		// Not in a folder that has just been made: VS Code's own watcher can miss what happens there.
		const made = 'zebra-new.txt';
		const old = async () => (await names('zebra')).filter((name) => name !== made);
		// The list may have been begun before these files were made: then VS Code's watcher tells of them.
		await until(async () => (await old()).length > 0);
		assert.deepEqual(await old(), ['zebra.txt']);
		try {
			await writeFile(join(PROJECT, made), 'x');
			await until(async () => (await names('zebra')).includes(made));
		} finally {
			await rm(join(PROJECT, made));
		}
		assert.deepEqual(await names('fff'), []);
		await take('zebra', 'zebra.txt');
		await until(() => chips().length === 1);
		assert.equal(chips()[0]?.label, 'project/src/zebra.txt');
	});

	it('takes the changes, of what is not saved as the editor shows it', async () => {
		const found = await findGit();
		assert.ok('repositories' in found, 'missing' in found ? found.missing : '');
		await until(async () =>
			(await repositoriesOf(found)).some(({ rootUri }) => rootUri.path === Uri.file(PROJECT).path),
		);
		const editor = await show(await file('project/src/zoo.txt'));
		await editor.edit((edit) => edit.insert(editor.selection.start, 'unsaved '));
		await take('changes', '#changes');
		await until(() => chips().length === 1);
		assert.equal(chips()[0]?.label, 'Changes of project');
		assert.equal(chips()[0]?.leftOut, undefined);
		await take('changes', '#changes:staged');
		await until(() => chips().length === 2);
		assert.equal(chips()[1]?.label, 'Staged changes of project');
		await editor.edit((edit) => edit.insert(editor.selection.start, 'still '));
		await settledAfter(async () => send('What do these do?'));
		const [, all, staged] = question().split(/(?=^(?:Changes|Staged changes) of project)/m);
		assert.match(all ?? '', /src\/zoo\.txt\n@@ .*\n-one\n\+.*still .*not staged\n/);
		assert.match(all ?? '', /# Staged\n[\s\S]*\+staged\n/);
		assert.doesNotMatch(staged ?? '', /zoo/);
	});

	it('says in the list, and when they are taken, that the changes are out of reach', async () => {
		const git = workspace.getConfiguration('git');
		await git.update('enabled', false, true);
		try {
			const { items } = await listed('changes');
			assert.deepEqual(
				items.map(({ description }) => description),
				Array(2).fill('Out of reach: git.enabled is off'),
			);
			const notice = nextNotice();
			await take('changes', '#changes');
			assert.match((await notice).message, /^The changes cannot be read\..*git\.enabled is off/);
			assert.deepEqual(chips(), []);
		} finally {
			await git.update('enabled', undefined, true);
		}
	});

	it('takes the problems of the active file', async () => {
		using problems = Object.assign(languages.createDiagnosticCollection('test'), {
			[Symbol.dispose]: () => problems.dispose(),
		});
		const document = await file('inventory.py');
		await show(document);
		problems.set(document.uri, [new Diagnostic(new Range(1, 0, 1, 3), 'It is wrong')]);
		await take('problems', '#problems');
		await until(() => chips().length === 1);
		assert.equal(chips()[0]?.label, 'Problems of inventory.py');
	});

	it('takes the selection', async () => {
		await show(await file('inventory.py'), at(1, 1, 3, 1));
		await run('open');
		await take('sel', '#selection');
		await until(() => chips().length === 1);
		assert.deepEqual([chips()[0]?.startLine, chips()[0]?.endLine], [1, 2]);
	});

	describe('of a terminal', () => {
		let terminal: Terminal | undefined;
		beforeEach(() => env.clipboard.writeText('as it was'));
		afterEach(() => terminal?.dispose());

		/** A terminal that has run a command, in the sequences by which a shell tells VS Code of it. */
		async function ranCommand(): Promise<void> {
			const written = new EventEmitter<string>();
			const told = (what: string) => `\u001b]633;${what}\u0007`;
			const open = () => {
				written.fire(`${told('A')}$ ${told('B')}npm test${told('E;npm test')}\r\n${told('C')}`);
				written.fire(`\u001b[31m1 failing\u001b[0m\r\n${told('D;1')}`);
				written.fire(`${told('A')}$ ${told('B')}`);
			};
			const pty = { onDidWrite: written.event, open, close: () => {} };
			terminal = window.createTerminal({ name: 'references', pty });
			terminal.show(true);
			await until(() => window.activeTerminal === terminal);
			const shows = async () => {
				await commands.executeCommand('workbench.action.terminal.selectAll');
				await commands.executeCommand('workbench.action.terminal.copySelection');
				return (await env.clipboard.readText()).includes('1 failing');
			};
			await until(shows);
			await commands.executeCommand('workbench.action.terminal.clearSelection');
			await env.clipboard.writeText('as it was');
		}

		it('takes the last command with what it has put out, and the clipboard is as it was', async () => {
			await ranCommand();
			await take('terminal', '#terminal');
			const [chip] = await until(() => (chips().length === 1 ? chips() : undefined));
			assert.equal(chip?.label, 'Last command in the terminal');
			assert.equal(await env.clipboard.readText(), 'as it was');
			await settledAfter(async () => send('Why? #terminal'));
			assert.match(question(), /npm test\n1 failing\n```$/);
		});

		it('takes what is selected there', async () => {
			await ranCommand();
			await commands.executeCommand('workbench.action.terminal.selectAll');
			await take('terminal', '#terminal:selection');
			await until(() => chips().length === 1);
			assert.equal(await env.clipboard.readText(), 'as it was');
			await settledAfter(async () => send('Why?'));
			assert.match(question(), /\$ npm test\n1 failing\n/);
		});

		it('asks first where the clipboard has no text, and takes nothing where it may not', async () => {
			await ranCommand();
			await env.clipboard.writeText('');
			const asked = answer('showWarningMessage');
			await take('terminal', '#terminal');
			await until(() => asked.length === 1);
			assert.match(String(asked[0]?.[0]), /perhaps an image/);
			assert.deepEqual(chips(), []);
			answer('showWarningMessage', () => 'Take It');
			await take('terminal', '#terminal');
			await until(() => chips().length === 1);
			assert.equal(await env.clipboard.readText(), '');
		});

		it('says what is missing where nothing is selected, or no shell has told of a command', async () => {
			const silent = { onDidWrite: new EventEmitter<string>().event, open() {}, close() {} };
			terminal = window.createTerminal({ name: 'silent', pty: silent });
			terminal.show(true);
			await until(() => window.activeTerminal === terminal);
			for (const [name, said] of [
				['#terminal:selection', /Nothing is selected in the terminal/],
				['#terminal', /no last command to copy\. That needs its shell integration/],
			] as const) {
				const notice = nextNotice();
				await take('terminal', name);
				assert.match((await notice).message, said);
				assert.equal(await env.clipboard.readText(), 'as it was');
			}
			assert.deepEqual(chips(), []);
		});

		it('says so where there is no terminal', async () => {
			for (const one of window.terminals) one.dispose();
			await until(() => window.terminals.length === 0);
			const notice = nextNotice();
			await take('terminal', '#terminal');
			assert.match((await notice).message, /There is no terminal/);
		});
	});

	it('takes a symbol with its whole body, by its name alone', async () => {
		const document = await file('inventory.py');
		await show(document);
		const range = new Range(6, 0, 9, 12);
		const tree = new DocumentSymbol('Item', '', SymbolKind.Class, range, new Range(6, 6, 6, 10));
		const name = new Location(document.uri, tree.selectionRange);
		using _ofDocument = disposed(
			languages.registerDocumentSymbolProvider('*', { provideDocumentSymbols: () => [tree] }),
		);
		using _ofWorkspace = disposed(
			languages.registerWorkspaceSymbolProvider({
				provideWorkspaceSymbols: (query) =>
					query === 'ite' ? [new SymbolInformation('Item', SymbolKind.Class, 'shop', name)] : [],
			}),
		);
		const active = await listed('symbol:');
		assert.deepEqual(
			active.items.map((item) => [item.name, item.description]),
			[['Item', 'inventory.py']],
		);
		assert.match((await listed('symbol:nobody')).note ?? '', /No extension knows/);
		await take('symbol:ite', 'Item');
		await until(() => chips().length === 1);
		const [{ label, startLine, endLine } = {}] = chips();
		assert.deepEqual([label, startLine, endLine], ['inventory.py', 7, 10]);
		await settledAfter(async () => send('What is it?'));
		assert.ok(question().includes(document.getText(range)), question());
	});

	it('takes an earlier chat as text', async () => {
		await ask();
		await run('newChat');
		await run('open');
		const { items } = await listed('chat:');
		const [earlier] = items;
		assert.ok(earlier);
		await take('chat:', earlier.name);
		await until(() => chips().length === 1);
		assert.equal(chips()[0]?.label, `Chat "${earlier.name}"`);
		await settledAfter(async () => send('Go on from there.'));
		assert.match(question(), /^Go on from there\.[\s\S]*## You\n[\s\S]*answer = 42/);
	});
});
