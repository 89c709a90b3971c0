import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Files, nodeFiles } from '../../../../src/storage/disk/files.ts';
import { ConversationFolder } from '../../../../src/storage/history/conversationFolder.ts';
import { inTemporaryFolder } from '../disk/temporaryFolder.ts';

const filesIn = async (folder: string) =>
	(await readdir(folder, { recursive: true, withFileTypes: true }))
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
		.sort();

describe('the folder of the chats', () => {
	it('has the ids of the logs in it', () =>
		inTemporaryFolder(async (folder) => {
			for (const name of ['a.jsonl', 'b.quarantine', 'pinned.json', 'No id.jsonl']) {
				await writeFile(join(folder, name), '');
			}
			await mkdir(join(folder, 'c.jsonl'));
			const chats = new ConversationFolder(folder, nodeFiles);
			assert.deepEqual(await chats.ids(), ['a']);
			assert.deepEqual(await chats.deletedIds(), []);
		}));

	it('puts away and brings back a log with what could not be read of it', () =>
		inTemporaryFolder(async (folder) => {
			const chats = new ConversationFolder(folder, nodeFiles);
			for (const path of [chats.log('a'), chats.quarantine('a')]) await writeFile(path, '');
			const there = ['a.jsonl', 'a.quarantine'];
			assert.equal(await chats.delete('a'), true);
			assert.deepEqual(
				await filesIn(folder),
				there.map((name) => join('deleted', name)),
			);
			assert.deepEqual(await chats.deletedIds(), ['a']);
			assert.equal(await chats.restore('a'), true);
			assert.deepEqual(await filesIn(folder), there);
			await chats.delete('a');
			await chats.purge('a');
			assert.deepEqual(await filesIn(folder), []);
			await chats.purge('a');
		}));

	it('has nothing to move where there is no log', () =>
		inTemporaryFolder(async (folder) => {
			const chats = new ConversationFolder(folder, nodeFiles);
			await writeFile(chats.quarantine('a'), '');
			assert.equal(await chats.delete('a'), false);
			assert.equal(await chats.restore('a'), false);
			assert.deepEqual(await filesIn(folder), ['a.quarantine']);
		}));

	it('tells what the system does not allow', async () => {
		const denied = () => Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' }));
		const files: Files = { ...nodeFiles, mkdir: denied, rename: denied, readdir: denied };
		const chats = new ConversationFolder('folder', files);
		await assert.rejects(chats.ids(), /EACCES/);
		await assert.rejects(chats.delete('a'), /EACCES/);
		await assert.rejects(chats.restore('a'), /EACCES/);
	});

	it('takes no other id', () => {
		const chats = new ConversationFolder('folder', nodeFiles);
		for (const path of ['log', 'quarantine', 'deletedLog'] as const) {
			assert.throws(() => chats[path]('../a'), /^TypeError: Not the id of a conversation\.$/);
		}
	});
});
