import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Uri, window } from 'vscode';
import { ask, chatSuite, run } from './chatSuite.ts';
import { page } from './page.ts';
import { answer } from './stubs.ts';
import { until } from './until.ts';

describe('export and import', () => {
	const suite = chatSuite();
	let folder: string;
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'llama-chat-export-'));
		suite.standin.script({ kind: 'reply', text: 'The answer to all.' });
	});
	afterEach(() => rm(folder, { recursive: true, force: true }));

	async function exportAs(label: string, name: string): Promise<string> {
		const path = join(folder, name);
		answer('showQuickPick', (items: { label: string }[]) =>
			items.find((item) => item.label === label),
		);
		answer('showSaveDialog', () => Uri.file(path));
		await run('exportChat');
		return path;
	}

	it('writes the chat as Markdown, and opens the same as a document', async () => {
		await ask();
		const markdown = await readFile(await exportAs('Markdown', 'chat.md'), 'utf8');
		assert.match(
			markdown,
			/^# Explain this code\.\n\n## You\n[\s\S]*answer = 42[\s\S]*The answer to all\./,
		);
		await run('openAsDocument');
		const { document } = await until(() => window.activeTextEditor);
		assert.equal(document.languageId, 'markdown');
		assert.equal(document.isUntitled, false);
		assert.equal(document.isDirty, false);
		assert.equal(document.getText(), markdown);
	});

	it('writes all as JSON, twice the same, and imports it beside what is there', async () => {
		await ask();
		const path = await exportAs('JSON', 'chat.json');
		const json = await readFile(path, 'utf8');
		assert.equal(await readFile(await exportAs('JSON', 'again.json'), 'utf8'), json);
		await run('newChat');
		await until(() => page.status?.title === 'New Chat');
		const said = answer('showInformationMessage');
		answer('showOpenDialog', () => [Uri.file(path)]);
		await run('importChat');
		assert.deepEqual(said, [['1 chat was imported.']]);
		await until(() => page.status?.title === 'Explain this code.');
		const imported = JSON.parse(await readFile(await exportAs('JSON', 'imported.json'), 'utf8'));
		const [before] = JSON.parse(json).chats;
		assert.notEqual(imported.chats[0].id, before.id);
		assert.deepEqual({ ...imported.chats[0], id: before.id }, before);
	});

	it('says what is wrong in a file that is no export', async () => {
		const path = join(folder, 'other.json');
		await writeFile(path, '{"format":"llama-chat","version":1,"chats":[{}]}');
		const said = answer('showErrorMessage');
		answer('showOpenDialog', () => [Uri.file(path)]);
		await run('importChat');
		assert.match(said[0]?.[0], /^other\.json could not be imported: chats\.0\.id: /);
	});

	it('says why a file cannot be written, and leaves what is there', async () => {
		await ask();
		const path = await exportAs('JSON', 'chat.json');
		const said = answer('showErrorMessage');
		await exportAs('JSON', join('chat.json', 'below.json'));
		assert.match(
			said[0]?.[0],
			/^below\.json could not be written: .* Or choose another folder\.$/s,
		);
		assert.equal(JSON.parse(await readFile(path, 'utf8')).format, 'llama-chat');
		assert.deepEqual(await readdir(folder), ['chat.json']);
	});

	it('has nothing to export in a new chat', async () => {
		const said = answer('showInformationMessage');
		await run('exportChat');
		await run('openAsDocument');
		assert.equal(said.length, 2);
	});
});
