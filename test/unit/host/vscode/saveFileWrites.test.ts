import assert from 'node:assert/strict';
import {
	lstat,
	mkdir,
	readdir,
	readFile,
	readlink,
	rename,
	rm,
	stat,
	symlink,
	writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import type { Uri } from 'vscode';
import { provideVscode } from '../../../vscode/apiStandin.ts';
import { inTemporaryFolder } from '../../storage/disk/temporaryFolder.ts';

provideVscode();
const { window, workspace } = await import('vscode').then(
	(module) => module as unknown as typeof import('../../../vscode/apiStandin.ts'),
);
const { saveFile } = await import('../../../../src/host/vscode/saveFile.ts');

interface Target {
	readonly path: string;
	with(change: { path: string }): Target;
}

const file = (path: string): Target => ({ path, with: (change) => file(change.path) });

describe('a file that the user saves', () => {
	const before = { ...window };
	const said: string[] = [];
	/** Which write fails, counted from 1, half done. */
	let failing = 0;
	let writes = 0;

	beforeEach(() => {
		said.length = 0;
		failing = 0;
		writes = 0;
		Object.assign(window, { showErrorMessage: async (message: string) => void said.push(message) });
		// As VS Code's own does it: a link is followed, and no link is left out.
		const fs = {
			writeFile: async ({ path }: Target, bytes: Uint8Array) => {
				const isFailing = ++writes === failing;
				await writeFile(path, isFailing ? bytes.subarray(0, bytes.length / 2) : bytes);
				if (isFailing) throw new Error('ENOSPC: no space left on device');
			},
			readFile: ({ path }: Target) => readFile(path),
			stat: ({ path }: Target) => lstat(path),
			rename: (from: Target, to: Target) => rename(from.path, to.path),
			delete: ({ path }: Target) => rm(path),
		};
		Object.assign(workspace, { fs });
	});
	afterEach(() => {
		Object.assign(window, before);
		Reflect.deleteProperty(workspace, 'fs');
	});

	const save = (path: string, text: string) => saveFile(file(path) as unknown as Uri, text);

	it('is there, and nothing beside it', () =>
		inTemporaryFolder(async (folder) => {
			for (const text of ['first', 'second']) {
				await save(join(folder, 'chat.md'), text);
				assert.deepEqual(await readdir(folder), ['chat.md']);
				assert.equal(await readFile(join(folder, 'chat.md'), 'utf8'), text);
			}
			assert.deepEqual(said, []);
		}));

	it('stays the link that it is, also to a file that is not there yet', () =>
		inTemporaryFolder(async (folder) => {
			await mkdir(join(folder, 'notes'));
			await writeFile(join(folder, 'notes', 'real.md'), 'old');
			for (const name of ['real.md', 'none.md']) {
				const link = join(folder, `link to ${name}`);
				await symlink(join('notes', name), link);
				await save(link, `new ${name}`);
				assert.equal(await readlink(link), join('notes', name));
				assert.equal(await readFile(join(folder, 'notes', name), 'utf8'), `new ${name}`);
			}
			assert.deepEqual(await readdir(join(folder, 'notes')), ['none.md', 'real.md']);
		}));

	it('keeps who may read it', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'chat.md');
			await writeFile(path, 'old', { mode: 0o640 });
			const { mode, ino } = await stat(path);
			await save(path, 'new');
			assert.deepEqual([(await stat(path)).mode, (await stat(path)).ino], [mode, ino]);
		}));

	it('is as it was where it cannot be written, and it is said why', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'chat.md');
			await writeFile(path, 'old');
			for (failing of [1, 2]) {
				writes = 0;
				await save(path, 'something new');
				assert.equal(await readFile(path, 'utf8'), 'old');
				assert.deepEqual(await readdir(folder), ['chat.md']);
				assert.match(said.pop() ?? '', /^chat\.md could not be written: the disk is full\./);
			}
			failing = 1;
			writes = 0;
			await save(join(folder, 'new.md'), 'something new');
			assert.deepEqual(await readdir(folder), ['chat.md']);
		}));
});
