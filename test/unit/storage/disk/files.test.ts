import assert from 'node:assert/strict';
import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	type Files,
	fileStates,
	namesIn,
	nodeFiles,
	readOrEmpty,
	removeUnfinished,
	replaceFile,
	syncFolder,
	wholeFilesIn,
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

describe('a file left by a window that died', () => {
	const name = `models.json.${crypto.randomUUID()}`;

	it('may still be written where it was touched just now', () =>
		inTemporaryFolder(async (folder) => {
			await writeFile(join(folder, name), '');
			const { ctimeMs } = await stat(join(folder, name));
			await removeUnfinished(folder, ctimeMs);
			assert.deepEqual(await readdir(folder), [name]);
			await removeUnfinished(folder, ctimeMs + 1);
			assert.deepEqual(await readdir(folder), []);
		}));

	it('that another window has removed meanwhile is no failure, but others are told', () =>
		inTemporaryFolder(async (folder) => {
			await writeFile(join(folder, name), '');
			const failing = (code: string): Files => ({
				...nodeFiles,
				rm: () => Promise.reject(Object.assign(new Error(code), { code })),
			});
			await removeUnfinished(folder, Number.POSITIVE_INFINITY, failing('ENOENT'));
			const removal = removeUnfinished(folder, Number.POSITIVE_INFINITY, failing('EIO'));
			await assert.rejects(removal, /EIO/);
		}));
});

describe('a file that is written whole', () => {
	it('is its owner’s alone, in a folder that is made, and as old as is said', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'a', 'b');
			await replaceFile(nodeFiles, path, 'old');
			await replaceFile(nodeFiles, path, 'new', 1000);
			assert.equal(await readFile(path, 'utf8'), 'new');
			const { mode, mtimeMs } = await stat(path);
			if (process.platform !== 'win32') assert.equal(mode & 0o777, 0o600);
			assert.equal(mtimeMs, 1_000_000);
			assert.deepEqual(await readdir(join(folder, 'a')), ['b']);
		}));

	it('leaves what was there, and nothing beside it, where it fails', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'a');
			await replaceFile(nodeFiles, path, 'old');
			const rename = () => Promise.reject(new Error('EIO'));
			await assert.rejects(replaceFile({ ...nodeFiles, rename }, path, 'new'), /EIO/);
			assert.equal(await readFile(path, 'utf8'), 'old');
			assert.deepEqual(await readdir(folder), ['a']);
		}));

	it('is on the disk, with its name, once it is said to be', () =>
		inTemporaryFolder(async (folder) => {
			const done: string[] = [];
			const files: Files = {
				...nodeFiles,
				rename: async (from, to) => {
					done.push('renamed');
					await nodeFiles.rename(from, to);
				},
				open: (path, flags) => {
					done.push(`opened ${flags} ${path}`);
					return nodeFiles.open(path, flags);
				},
				writeFile: (path, content, options) => {
					assert.ok(typeof options === 'object' && options?.flush);
					return nodeFiles.writeFile(path, content, options);
				},
			};
			await replaceFile(files, join(folder, 'a'), 'new');
			assert.deepEqual(done, ['renamed', `opened r ${folder}`]);
		}));
});

describe('a folder whose entries are to be on the disk', () => {
	it('is synced and closed', async () => {
		const done: string[] = [];
		const handle = {
			sync: async () => done.push('synced'),
			[Symbol.asyncDispose]: async () => done.push('closed'),
		};
		const open = (async () => handle) as unknown as Files['open'];
		await syncFolder({ ...nodeFiles, open }, 'folder');
		assert.deepEqual(done, ['synced', 'closed']);
	});

	it('is no failure where the system cannot', async () => {
		const open = () => Promise.reject(new Error('EISDIR'));
		await syncFolder({ ...nodeFiles, open }, 'folder');
	});
});

describe('what is on the disk', () => {
	it('is nothing where there is no file or folder, and a failure is told', () =>
		inTemporaryFolder(async (folder) => {
			assert.deepEqual(await namesIn(nodeFiles, join(folder, 'none')), []);
			assert.equal(await readOrEmpty(nodeFiles, join(folder, 'none')), '');
			await writeFile(join(folder, 'file'), 'text');
			assert.deepEqual(await namesIn(nodeFiles, folder), ['file']);
			assert.equal(await readOrEmpty(nodeFiles, join(folder, 'file')), 'text');
			await assert.rejects(namesIn(nodeFiles, join(folder, 'file')), /ENOTDIR/);
			await assert.rejects(readOrEmpty(nodeFiles, folder), /EISDIR/);
		}));

	it('are whole files, without those that are being written or removed', () =>
		inTemporaryFolder(async (folder) => {
			for (const name of ['whole', 'going', `whole.${crypto.randomUUID()}`]) {
				await writeFile(join(folder, name), 'text');
				await utimes(join(folder, name), 7, 7);
			}
			const without = (code: string): Files => ({
				...nodeFiles,
				stat: ((path: string) =>
					path.endsWith('going')
						? Promise.reject(Object.assign(new Error(code), { code }))
						: nodeFiles.stat(path)) as Files['stat'],
			});
			const whole = { name: 'whole', size: 4, mtimeMs: 7000 };
			assert.deepEqual(await wholeFilesIn(without('ENOENT'), folder), [whole]);
			await assert.rejects(wholeFilesIn(without('EIO'), folder), /EIO/);
			assert.deepEqual(await wholeFilesIn(nodeFiles, join(folder, 'none')), []);
		}));

	it('has a size and a time in whole milliseconds, where there is something', () =>
		inTemporaryFolder(async (folder) => {
			for (const [name, text] of [
				['one', 'x'],
				['empty', ''],
			] as const) {
				await writeFile(join(folder, name), text);
				await utimes(join(folder, name), 7, 7.0005);
			}
			const states = await fileStates(nodeFiles, ['one', 'empty', 'none'], (id) =>
				join(folder, id),
			);
			assert.deepEqual([...states], [['one', { size: 1, updated: 7000 }]]);
			const beyond = fileStates(nodeFiles, ['one'], (id) => join(folder, id, 'x'));
			await assert.rejects(beyond, /ENOTDIR/);
		}));
});
