import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeFiles } from '../../../../src/storage/disk/files.ts';
import { FileConversationStore } from '../../../../src/storage/history/fileConversationStore.ts';
import { PinnedChats } from '../../../../src/storage/history/pinnedChats.ts';
import { inTemporaryFolder, unexpected } from '../disk/temporaryFolder.ts';

describe('pinned chats', () => {
	it('stay, in every window, until they are unpinned', () =>
		inTemporaryFolder(async (folder) => {
			const one = new FileConversationStore(join(folder, 'chats'), unexpected);
			const other = new FileConversationStore(join(folder, 'chats'), unexpected);
			assert.deepEqual([...(await one.pinned())], []);
			await Promise.all([one.pin('a', true), one.pin('b', true), one.pin('a', true)]);
			await other.pin('c', true);
			await other.pin('a', false);
			assert.deepEqual([...(await one.pinned())], ['b', 'c']);
			assert.deepEqual(await readdir(join(folder, 'chats')), ['pinned.json']);
		}));

	it('are not written where they stay the same', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'pinned.json');
			await new PinnedChats(path, unexpected, nodeFiles).change(['a', 'b'], true);
			const rename = () => assert.fail('they are written');
			const same = new PinnedChats(path, unexpected, { ...nodeFiles, rename });
			await same.change(['a'], true);
			await same.change(['c'], false);
			assert.deepEqual([...(await same.read())], ['a', 'b']);
		}));

	it('are none in a damaged file, which the next pin sets aside', () =>
		inTemporaryFolder(async (folder) => {
			const told: unknown[] = [];
			const store = new FileConversationStore(folder, (...problem) => told.push(problem));
			await writeFile(join(folder, 'pinned.json'), '{"torn');
			assert.deepEqual([...(await store.pinned())], []);
			await store.pin('a', true);
			assert.deepEqual([...(await store.pinned())], ['a']);
			const aside = join(folder, 'pinned.json.damaged');
			assert.deepEqual(told, [[aside, 'aside']]);
			assert.equal(await readFile(aside, 'utf8'), '{"torn');
		}));
});
