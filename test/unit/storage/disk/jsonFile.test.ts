import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { type Files, nodeFiles } from '../../../../src/storage/disk/files.ts';
import { JsonFile } from '../../../../src/storage/disk/jsonFile.ts';
import { inTemporaryFolder, unexpected } from './temporaryFolder.ts';

const List = v.array(v.string());

const fileIn = (
	folder: string,
	setAside: (path: string) => void = unexpected,
	files: Files = nodeFiles,
) => new JsonFile<readonly string[]>(files, join(folder, 'a.json'), List, ['none'], setAside);

const adding = (text: string) => (list: readonly string[]) => [...list, text];

describe('a small file that all windows share', () => {
	it('is what was made of what it stood for', () =>
		inTemporaryFolder(async (folder) => {
			const file = fileIn(folder);
			assert.deepEqual(await file.read(), ['none']);
			await file.change(adding('a'));
			await fileIn(folder).change(adding('b'));
			assert.deepEqual(await file.read(), ['none', 'a', 'b']);
		}));

	it('takes changes one after another, and is read after them', () =>
		inTemporaryFolder(async (folder) => {
			const file = fileIn(folder);
			const changes = ['a', 'b', 'c'].map((text) => file.change(adding(text)));
			assert.deepEqual(await file.read(), ['none', 'a', 'b', 'c']);
			await Promise.all(changes);
		}));

	it('is not written where nothing changes', () =>
		inTemporaryFolder(async (folder) => {
			await fileIn(folder).change(adding('a'));
			const rename = () => assert.fail('it was written');
			await fileIn(folder, unexpected, { ...nodeFiles, rename }).change((list) => list);
		}));

	it('is set aside where it is damaged, once something is to be written', () =>
		inTemporaryFolder(async (folder) => {
			const aside: string[] = [];
			const file = fileIn(folder, (path) => aside.push(path));
			await writeFile(join(folder, 'a.json'), '["a"');
			assert.deepEqual(await file.read(), ['none']);
			assert.deepEqual(aside, []);
			await file.change(adding('b'));
			assert.deepEqual(aside, [join(folder, 'a.json.damaged')]);
			assert.equal(await readFile(aside[0] ?? '', 'utf8'), '["a"');
			assert.deepEqual(await file.read(), ['none', 'b']);
		}));

	it('stays where it is damaged and cannot be set aside, but not where it is gone meanwhile', () =>
		inTemporaryFolder(async (folder) => {
			await writeFile(join(folder, 'a.json'), '["a"');
			const failing = (code: string): Files => ({
				...nodeFiles,
				rename: (from, to) =>
					String(to).endsWith('.damaged')
						? Promise.reject(Object.assign(new Error(code), { code }))
						: nodeFiles.rename(from, to),
			});
			const denied = fileIn(folder, unexpected, failing('EACCES')).change(adding('b'));
			await assert.rejects(denied, /EACCES/);
			assert.equal(await readFile(join(folder, 'a.json'), 'utf8'), '["a"');
			await fileIn(folder, unexpected, failing('ENOENT')).change(adding('b'));
			assert.equal(await readFile(join(folder, 'a.json'), 'utf8'), '["none","b"]');
		}));

	it('goes on after a change that failed, which says why', () =>
		inTemporaryFolder(async (folder) => {
			let broken = true;
			const rename: Files['rename'] = (from, to) =>
				broken ? Promise.reject(new Error('EIO')) : nodeFiles.rename(from, to);
			const file = fileIn(folder, unexpected, { ...nodeFiles, rename });
			await assert.rejects(file.change(adding('a')), /EIO/);
			broken = false;
			await file.change(adding('b'));
			assert.deepEqual(await file.read(), ['none', 'b']);
		}));
});
