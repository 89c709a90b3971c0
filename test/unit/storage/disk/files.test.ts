import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
	type Files,
	nodeFiles,
	removeUnfinished,
	replaceFile,
} from '../../../../src/storage/disk/files.ts';
import { ModelPreferences } from '../../../../src/storage/models/modelPreferences.ts';
import { inTemporaryFolder, unexpected } from './temporaryFolder.ts';

const SERVER = 'http://127.0.0.1:11434/v1';

/** The files of a window that dies when a file is whole but has not its name yet. */
const dying: Files = {
	...nodeFiles,
	rename: () => Promise.reject(new Error('died')),
	rm: () => Promise.reject(new Error('died')),
};

const filesIn = async (folder: string) =>
	(await readdir(folder, { recursive: true, withFileTypes: true }))
		.filter((entry) => entry.isFile())
		.map(({ name }) => name)
		.sort();

describe('files that a window died in the middle of writing', () => {
	it('are removed wherever they are, and nothing else is', () =>
		inTemporaryFolder(async (folder) => {
			const id = crypto.randomUUID();
			for (const path of ['models.json', 'models/list.json', `conversations/${id}.jsonl`]) {
				await replaceFile(nodeFiles, join(folder, path), 'whole');
				// In the history an imported chat stands where it stood.
				await assert.rejects(replaceFile(dying, join(folder, path), 'newer', 1000), /died/);
			}
			const whole = [`${id}.jsonl`, 'list.json', 'models.json'].sort();
			assert.equal((await filesIn(folder)).length, 6);
			await removeUnfinished(folder, Date.now() - 60_000);
			assert.equal((await filesIn(folder)).length, 6);
			await removeUnfinished(folder, Date.now() + 60_000);
			assert.deepEqual(await filesIn(folder), whole);
		}));

	it('cost nobody what was there before them', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'models.json');
			await new ModelPreferences(path, unexpected).favour(SERVER, 'a/b', true);
			const died = new ModelPreferences(path, unexpected, dying).favour(SERVER, 'c/d', true);
			await assert.rejects(died, /died/);
			await removeUnfinished(folder, Date.now() + 60_000);
			const { favourites } = await new ModelPreferences(path, unexpected).of(SERVER);
			assert.deepEqual(favourites, ['a/b']);
		}));

	it('are none where there is no folder yet', () =>
		inTemporaryFolder(async (folder) => {
			await removeUnfinished(join(folder, 'none'), Date.now() + 60_000);
			assert.deepEqual(await readdir(folder), []);
		}));
});
