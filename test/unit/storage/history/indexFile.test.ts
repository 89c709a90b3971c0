import assert from 'node:assert/strict';
import { readdir, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Files, nodeFiles } from '../../../../src/storage/disk/files.ts';
import {
	type IndexedChat,
	IndexFile,
	readText,
	textOf,
} from '../../../../src/storage/history/indexFile.ts';
import { inTemporaryFolder } from '../disk/temporaryFolder.ts';

const MEGABYTE = 1024 * 1024;

function chat(id: string, text: string): IndexedChat {
	const summary = { id, title: id, created: 1, updated: 2, workspace: null, messages: 3 };
	return { summary, size: 4, ...textOf(text) };
}

async function* all(...chats: readonly IndexedChat[]): AsyncGenerator<IndexedChat> {
	yield* chats;
}

async function textIn(index: IndexFile, id: string, texts: 'text' | 'folded' = 'text') {
	await using file = await index.open(texts);
	const entry = index.entry(id);
	return file && entry && String(await readText(file, entry));
}

const textFiles = async (folder: string) =>
	(await readdir(folder)).filter((name) => name !== 'table.json');

describe('the file of the index', () => {
	it('is none where nothing was written', () =>
		inTemporaryFolder(async (folder) => {
			const index = new IndexFile(folder, nodeFiles);
			await index.load();
			assert.equal(index.entry('a'), undefined);
			assert.equal(await index.open('text'), undefined);
			await index.reload();
			assert.equal(index.entry('a'), undefined);
		}));

	it('gives each chat’s text as it is and folded, to every window', () =>
		inTemporaryFolder(async (folder) => {
			const writer = new IndexFile(join(folder, 'index'), nodeFiles);
			await writer.replace(all(chat('a', 'Öne'), chat('b', ''), chat('c', 'THREE')));
			const reader = new IndexFile(join(folder, 'index'), nodeFiles);
			await reader.load();
			for (const index of [writer, reader]) {
				assert.equal(await textIn(index, 'a'), 'Öne');
				assert.equal(await textIn(index, 'b'), '');
				assert.equal(await textIn(index, 'c', 'folded'), 'three');
				assert.deepEqual(index.entry('c'), {
					summary: chat('c', '').summary,
					size: 4,
					offset: 4,
					bytes: 5,
				});
			}
			if (process.platform === 'win32') return;
			for (const name of await readdir(join(folder, 'index'))) {
				assert.equal((await stat(join(folder, 'index', name))).mode & 0o777, 0o600);
			}
		}));

	it('stays the one in use until it is read again', () =>
		inTemporaryFolder(async (folder) => {
			const [one, other] = [new IndexFile(folder, nodeFiles), new IndexFile(folder, nodeFiles)];
			await one.replace(all(chat('a', 'one')));
			await other.replace(all(chat('b', 'two')));
			await one.load();
			assert.ok(one.entry('a'));
			await one.reload();
			assert.equal(one.entry('a'), undefined);
			assert.equal(await textIn(one, 'b'), 'two');
		}));

	for (const texts of ['text', 'folded']) {
		for (const damage of ['cut off', 'gone'] as const) {
			it(`is none where its ${texts} is ${damage}, until it is written anew`, () =>
				inTemporaryFolder(async (folder) => {
					const index = new IndexFile(folder, nodeFiles);
					await index.replace(all(chat('a', 'one')));
					const name = (await readdir(folder)).find((name) => name.endsWith(texts));
					if (damage === 'gone') await nodeFiles.rm(join(folder, name ?? ''));
					else await truncate(join(folder, name ?? ''), 2);
					await index.reload();
					assert.equal(index.entry('a'), undefined);
					await index.load();
					assert.equal(index.entry('a'), undefined);
					await index.replace(all(chat('a', 'one')));
					assert.equal(await textIn(index, 'a'), 'one');
					await index.reload();
					assert.equal(await textIn(index, 'a'), 'one');
				}));
		}
	}

	it('is none where its table says what no table does', () =>
		inTemporaryFolder(async (folder) => {
			await new IndexFile(folder, nodeFiles).replace(all(chat('a', 'one')));
			const table = await readFile(join(folder, 'table.json'), 'utf8');
			await writeFile(join(folder, 'table.json'), table.replace('"size":4', '"size":5'));
			const index = new IndexFile(folder, nodeFiles);
			await index.load();
			assert.equal(index.entry('a'), undefined);
		}));

	it('stays as it was where it cannot be written', () =>
		inTemporaryFolder(async (folder) => {
			const index = new IndexFile(folder, nodeFiles);
			await index.replace(all(chat('a', 'one')));
			async function* failing() {
				yield chat('b', 'two');
				throw new Error('EIO');
			}
			await assert.rejects(index.replace(failing()), /EIO/);
			assert.equal(await textIn(index, 'a'), 'one');
			assert.equal(index.entry('b'), undefined);
		}));

	it('replaces the texts before it, and leaves those that another window may be writing', () =>
		inTemporaryFolder(async (folder) => {
			const index = new IndexFile(folder, nodeFiles);
			await index.replace(all(chat('a', 'one')));
			const first = await textFiles(folder);
			assert.equal(first.length, 2);
			const hour = 3600;
			const now = Date.now() / 1000;
			for (const [name, age] of [
				['young.text', hour - 60],
				['old.text', hour + 60],
			] as const) {
				await writeFile(join(folder, name), '');
				await utimes(join(folder, name), now - age, now - age);
			}
			await index.replace(all(chat('a', 'two')));
			const second = await textFiles(folder);
			assert.equal(second.length, 3);
			assert.ok(second.includes('young.text'));
			assert.ok(first.every((name) => !second.includes(name)));
		}));

	it('is written a megabyte at a time, and its table when all of that is on the disk', () =>
		inTemporaryFolder(async (folder) => {
			const done: string[] = [];
			const open = (async (path: string, flags: string, mode: number) => {
				const file = await nodeFiles.open(path, flags, mode);
				if (!path.endsWith('.text')) return file;
				return {
					writeFile: async (bytes: Buffer) => done.push(`${bytes.length / MEGABYTE}`),
					datasync: async () => done.push('synced'),
					close: async () => {
						done.push('closed');
						await file.close();
					},
				};
			}) as unknown as Files['open'];
			const rename: Files['rename'] = async (from, to) => {
				done.push('table');
				await nodeFiles.rename(from, to);
			};
			const index = new IndexFile(folder, { ...nodeFiles, open, rename });
			const half = 'x'.repeat(MEGABYTE / 2);
			const chats = ['a', 'b', 'c', 'd', 'e'].map((id) => chat(id, half));
			await index.replace(all(...chats));
			assert.deepEqual(done, ['1.5', '1', 'synced', 'table', 'closed']);
		}));
});

describe('a part of the texts', () => {
	const file = (bytesRead: number) =>
		({
			read: async (buffer: Buffer, offset: number, length: number, position: number) => {
				buffer.fill('x', offset, offset + Math.min(length, bytesRead));
				assert.equal(position, 7);
				return { bytesRead };
			},
		}) as unknown as Parameters<typeof readText>[0];

	it('is read whole, into what is given for it', async () => {
		assert.equal(String(await readText(file(2), { offset: 7, bytes: 2 })), 'xx');
		const buffer = Buffer.from('abcd');
		assert.equal(String(await readText(file(2), { offset: 7, bytes: 2 }, buffer)), 'xx');
		assert.equal(String(buffer), 'xxcd');
		assert.equal((await readText(file(2), { offset: 0, bytes: 0 })).length, 0);
	});

	it('is refused where the file is shorter', async () => {
		const read = readText(file(1), { offset: 7, bytes: 2 });
		await assert.rejects(read, /The index is shorter than its table says/);
	});
});

describe('a text as the index keeps it', () => {
	it('has one form of what looks the same', () => {
		const { text, folded } = textOf('E\u0301TE\u0301');
		assert.equal(String(text), '\u00c9T\u00c9');
		assert.equal(String(folded), '\u00e9t\u00e9');
		assert.equal(textOf('\ud800A').text.length, textOf('\ud800A').folded.length);
	});
});
