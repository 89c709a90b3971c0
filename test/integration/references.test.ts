import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Diagnostic, env, languages, Range, Uri, window } from 'vscode';
import { findGit, repositoriesOf } from '../../src/host/git/gitApi.ts';
import { chatSuite, run } from './chatSuite.ts';
import { at, FOLDER, file, show } from './documents.ts';
import { page } from './page.ts';
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

/** The chips over the box. */
function chips() {
	return (page.status?.attachments ?? []).flatMap((one) => (one.kind === 'excerpt' ? one : []));
}

describe('# in the box', () => {
	chatSuite();

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
		assert.deepEqual(await names('zebra'), ['zebra.txt']);
		await writeFile(join(PROJECT, 'src/zebra-new.txt'), 'x');
		await until(async () => (await names('zebra')).length === 2);
		await rm(join(PROJECT, 'src/zebra-new.txt'));
		await until(async () => (await names('zebra')).length === 1);
		assert.deepEqual(await names('fff'), []);
		await take('zebra', 'zebra.txt');
		await until(() => chips().length === 1);
		assert.equal(chips()[0]?.label, 'project/src/zebra.txt');
	});

	it('takes the changes, and names what an editor has not saved', async () => {
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
		assert.deepEqual(chips()[0]?.leftOut, ['what is not saved in src/zoo.txt']);
		await take('changes', '#changes:staged');
		await until(() => chips().length === 2);
		assert.equal(chips()[1]?.label, 'Staged changes of project');
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

	it('leaves the clipboard as it was where the terminal has nothing to copy', async () => {
		const terminal = window.createTerminal('references');
		try {
			terminal.show(true);
			await env.clipboard.writeText('as it was');
			page.status = undefined;
			await take('terminal', '#terminal:selection');
			const { message } = await until(() => page.status?.notice);
			assert.match(message, /Nothing is selected in the terminal/);
			assert.equal(await env.clipboard.readText(), 'as it was');
		} finally {
			terminal.dispose();
		}
	});
});
