import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commands, Uri, window } from 'vscode';
import { png } from '../samples/images.ts';
import { chatSuite, run } from './chatSuite.ts';
import { FOLDER, file, show, untitled } from './documents.ts';
import { settledAfter } from './files.ts';
import { page } from './page.ts';
import { set } from './settings.ts';
import { answer } from './stubs.ts';
import { until } from './until.ts';

const uriOf = (name: string) => Uri.file(join(FOLDER, name));

/** The labels of the chips over the box. */
function chips(): string[] {
	return (page.status?.attachments ?? []).map((one) =>
		one.kind === 'image'
			? `${one.image.name} ${one.image.width}×${one.image.height}`
			: `${one.label}:${one.startLine}–${one.endLine}`,
	);
}

describe('Add File to Chat', () => {
	const suite = chatSuite({}, { oneServer: true });
	before(async () => {
		await mkdir(join(FOLDER, 'assets'), { recursive: true });
		await writeFile(join(FOLDER, 'assets/notes.txt'), 'one\r\ntwo\n');
		await writeFile(join(FOLDER, 'assets/wide.png'), png(3000, 1500));
		await writeFile(join(FOLDER, 'assets/cut.png'), png(30, 20).subarray(0, 60));
		await writeFile(join(FOLDER, 'assets/large.log'), 'x'.repeat(512 * 1024 + 1));
		await writeFile(
			join(FOLDER, 'assets/tool.bin'),
			new Uint8Array(600).map((_, at) => at % 7),
		);
		await writeFile(join(FOLDER, 'assets/empty.txt'), '');
	});
	after(() => rm(join(FOLDER, 'assets'), { recursive: true, force: true }));

	const addFile = (...names: string[]) =>
		commands.executeCommand('llamaChat.addFile', uriOf(names[0] ?? ''), names.map(uriOf));

	it('takes the file of the active editor, whole and as it stands there', async () => {
		await show(await untitled('let a;\nlet b;'));
		await run('addFile');
		await until(() => chips().length === 1);
		assert.match(chips()[0] ?? '', /:1–2$/);
		await show(await file('inventory.py'));
		await run('addFile');
		await until(() => chips().length === 2);
		assert.equal(chips()[1], 'inventory.py:1–40');
	});

	it('takes all files that are selected in the Explorer; images are made smaller by the page', async () => {
		await addFile('assets/notes.txt', 'assets/wide.png', 'fetcher.go');
		await until(() => chips().length === 3);
		assert.deepEqual(chips().toSorted(), [
			'assets/notes.txt:1–2',
			'fetcher.go:1–49',
			'wide.png 2048×1024',
		]);
	});

	it('says of each file why it is not taken, and takes the others', async () => {
		answer('showWarningMessage');
		await addFile('assets/empty.txt', 'assets/none.txt', 'assets/notes.txt');
		const { message } = await until(() => page.status?.notice);
		assert.match(message, /empty\.txt is empty\./);
		assert.match(message, /none\.txt cannot be read: /);
		assert.match(message, /They were not attached\.$/);
		assert.deepEqual(chips(), ['assets/notes.txt:1–2']);
	});

	it('says so where no file is open', async () => {
		const said = answer('showErrorMessage');
		await run('addFile');
		assert.match(said[0]?.[0], /There is no file to add/);
		assert.equal(window.activeTextEditor, undefined);
	});

	it('is what happens to files that are dropped on the page too', async () => {
		await run('open');
		page.post({ type: 'attachFiles', uris: [uriOf('assets/notes.txt').toString(), ':no uri'] });
		await until(() => chips().length === 1);
		assert.deepEqual(chips(), ['assets/notes.txt:1–2']);
	});

	it('and a pasted text opens to be read, so that closing it asks nothing', async () => {
		await run('open');
		const { conversation } = page;
		page.post({ type: 'attachPasted', conversation, text: 'one\ntwo' });
		const chip = await until(() => page.status?.attachments[0]);
		page.post({ type: 'openExcerpt', attachment: chip.id });
		await until(() => window.activeTextEditor?.document.getText() === 'one\ntwo');
		const { isDirty, isUntitled, uri } = window.activeTextEditor?.document ?? {};
		assert.deepEqual([isDirty, isUntitled, uri?.scheme], [false, false, 'llama-chat-text']);
	});

	it('and Attach offers files, images and the selection', async () => {
		const offered = answer('showQuickPick', (items: { label: string }[]) =>
			items.find(({ label }) => label.includes('Images')),
		);
		const asked = answer('showOpenDialog', () => [uriOf('assets/wide.png')]);
		await run('open');
		page.post({ type: 'attach' });
		await until(() => chips().length === 1);
		assert.deepEqual(chips(), ['wide.png 2048×1024']);
		assert.deepEqual(
			offered[0]?.[0].map(({ label }: { label: string }) => label.replace(/\$\(.*\) /, '')),
			['Files…', 'Folder…', 'Images…', 'Selection'],
		);
		assert.equal(asked[0]?.[0].canSelectMany, true);
	});

	it('and an image goes with the detail that is chosen at its chip', async () => {
		const detail = () => page.status?.attachments.map((one) => one.kind === 'image' && one.image);
		// A model that is known to read images, should the list of models be there.
		await set('model', 'meta-llama/llama-4-maverick');
		await addFile('assets/wide.png');
		await until(() => chips().length === 1);
		const [attachment = ''] = (page.status?.attachments ?? []).map(({ id }) => id);
		for (const wanted of ['low', 'auto', 'high']) {
			const offered = answer('showQuickPick', (items: { label: string }[]) =>
				items.find(({ label }) => label === wanted),
			);
			page.post({ type: 'chooseDetail', attachment });
			const shown = wanted === 'auto' ? undefined : wanted;
			await until(() => detail()?.some((one) => one !== false && one.detail === shown) ?? false);
			assert.deepEqual(
				offered[0]?.[0].map(({ label }: { label: string }) => label),
				['auto', 'low', 'high'],
			);
		}
		await settledAfter(async () => page.post({ type: 'send', text: 'What is it?' }));
		const [, image] = [suite.standin.chats.at(-1)?.chat?.messages.at(-1)?.content].flat();
		assert.ok(typeof image === 'object' && image.type === 'image_url');
		assert.equal(image.image_url.detail, 'high');
	});
});
