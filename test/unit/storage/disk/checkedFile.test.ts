import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { readChecked, writeChecked } from '../../../../src/storage/disk/checkedFile.ts';
import { nodeFiles } from '../../../../src/storage/disk/files.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

const Schema = v.object({ a: v.number() });

/** What is read after `change` was done to the text of a file that holds {"a":12}. */
async function readAfter(change: (text: string) => string, schema: v.GenericSchema = Schema) {
	let read: unknown;
	await inTemporaryFolder(async (folder) => {
		const path = join(folder, 'file.json');
		await writeChecked(nodeFiles, path, '{"a":12}');
		await writeFile(path, change(await readFile(path, 'utf8')));
		read = await readChecked(nodeFiles, path, schema);
	});
	return read;
}

describe('a file with a checksum', () => {
	it('is read as it was written', async () => {
		assert.deepEqual(await readAfter((text) => text), { a: 12 });
	});

	it('is none where anything of it has changed', async () => {
		for (const change of [
			(text: string) => text.replace('12', '13'),
			(text: string) => text.replace(/^\{"sha256":"./, '{"sha256":"x'),
			(text: string) => text.slice(0, -2),
			(text: string) => ` ${text}`,
			() => '',
		]) {
			assert.equal(await readAfter(change), undefined, String(change));
		}
	});

	it('is none where it holds something else', async () => {
		assert.equal(await readAfter((text) => text, v.string()), undefined);
	});

	it('is none where there is none', () =>
		inTemporaryFolder(async (folder) => {
			assert.equal(await readChecked(nodeFiles, join(folder, 'none'), Schema), undefined);
		}));

	it('is not made up where it cannot be read', () =>
		inTemporaryFolder(async (folder) => {
			await assert.rejects(readChecked(nodeFiles, folder, Schema), /EISDIR/);
		}));
});
