import assert from 'node:assert/strict';
import { readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import type { ConversationStore } from '../../../../src/core/history/conversationStore.ts';
import { FileConversationStore } from '../../../../src/storage/history/fileConversationStore.ts';
import {
	chat,
	header,
	question,
	reply,
	text,
} from '../../core/conversation/conversationSamples.ts';
import { inTemporaryFolder, unexpected } from '../disk/temporaryFolder.ts';

/** So many that they are not all kept in memory. */
const MANY = 100;

async function writeChat(folder: string, number: number, answer = `Answer <${number}>`) {
	const events = [
		header,
		question('q', null, `Question ${number}?`),
		reply('r', 'q'),
		text('r', 'First line.\n'),
		text('r', `${answer.slice(0, 3)}`),
		text('r', `${answer.slice(3)}\nLast line.`),
	];
	const path = join(folder, `c-${number}.jsonl`);
	await writeFile(path, `${events.map(formatEvent).join('\n')}\n`);
	await utimes(path, number, number);
}

async function writeMany(folder: string): Promise<void> {
	for (let number = 1; number <= MANY; number++) await writeChat(folder, number);
}

async function found(store: ConversationStore, query: string) {
	const { hits } = await store.search(query, () => true, 10);
	return hits.map(({ chat, line }) => [chat.id, line]);
}

async function indexFiles(folder: string): Promise<string[]> {
	const names = await readdir(join(folder, 'index'));
	return names.map((name) => name.replace(/^[0-9a-f-]{36}/, '')).sort();
}

describe('the index of the chats', () => {
	it('finds questions, replies and titles, and shows the line', () =>
		inTemporaryFolder(async (folder) => {
			const store = new FileConversationStore(folder, unexpected);
			await store.create(null).log.append(chat);
			await writeChat(folder, 7);
			const [first] = await store.list();
			assert.deepEqual(await found(store, 'aNsWeR <7>'), [['c-7', 'Answer <7>']]);
			assert.deepEqual(await found(store, 'question'), [['c-7', '']]);
			assert.deepEqual(await found(store, 'another'), [[first?.id, 'Another view.']]);
			assert.deepEqual(await found(store, 'a newline'), [
				[first?.id, 'A newline — 行 \u{1f999} is `\\n`.'],
			]);
			assert.deepEqual(await found(store, 'escapes'), [[first?.id, '']]);
			assert.deepEqual(await found(store, 'nowhere'), []);
			assert.deepEqual(await readdir(folder).then((names) => names.includes('index')), false);
		}));

	it('finds the same in a file, in this window and the next, newest first and up to the limit', () =>
		inTemporaryFolder(async (folder) => {
			await writeMany(folder);
			for (let window = 0; window < 2; window++) {
				const store = new FileConversationStore(folder, unexpected);
				assert.equal((await store.list()).length, MANY);
				assert.deepEqual(await indexFiles(folder), ['.folded', '.text', 'table.json']);
				assert.deepEqual(await found(store, 'answer <42>'), [['c-42', 'Answer <42>']]);
				const { hits, more } = await store.search('answer', () => true, 3);
				assert.deepEqual(
					hits.map((hit) => [hit.chat.id, hit.line]),
					[100, 99, 98].map((number) => [`c-${number}`, `Answer <${number}>`]),
				);
				assert.equal(more, MANY - 3);
				const odd = await store.search('answer', ({ updated }) => updated % 2000 !== 0, MANY);
				assert.equal(odd.hits.length, MANY / 2);
			}
		}));

	it('is never believed over a log that has changed, is new or is gone', () =>
		inTemporaryFolder(async (folder) => {
			await writeMany(folder);
			const store = new FileConversationStore(folder, unexpected);
			await store.list();
			await writeChat(folder, 1, 'Otherwise now.');
			await writeChat(folder, 500);
			await rm(join(folder, 'c-2.jsonl'));
			for (const each of [store, new FileConversationStore(folder, unexpected)]) {
				const list = await each.list();
				assert.deepEqual([list.length, list[0]?.id], [MANY, 'c-500']);
				assert.deepEqual(await found(each, 'answer <1>'), []);
				assert.deepEqual(await found(each, 'otherwise'), [['c-1', 'Otherwise now.']]);
				assert.deepEqual(await found(each, 'answer <500>'), [['c-500', 'Answer <500>']]);
				assert.deepEqual(await found(each, 'answer <2>'), []);
			}
		}));

	it('may be lost, damaged or replaced by another window', () =>
		inTemporaryFolder(async (folder) => {
			await writeMany(folder);
			const store = new FileConversationStore(folder, unexpected);
			await store.list();
			await rm(join(folder, 'index'), { recursive: true });
			assert.deepEqual(await found(store, 'answer <42>'), [['c-42', 'Answer <42>']]);
			for (const name of await readdir(join(folder, 'index'))) {
				await truncate(join(folder, 'index', name), 10);
			}
			assert.deepEqual(await found(store, 'answer <42>'), [['c-42', 'Answer <42>']]);
			const other = new FileConversationStore(folder, unexpected);
			await rm(join(folder, 'index/table.json'));
			assert.equal((await other.list()).length, MANY);
			assert.deepEqual(await found(store, 'answer <42>'), [['c-42', 'Answer <42>']]);
		}));

	it('lists when it cannot be written', () =>
		inTemporaryFolder(async (folder) => {
			await writeMany(folder);
			await writeFile(join(folder, 'index'), '');
			const store = new FileConversationStore(folder, unexpected);
			assert.equal((await store.list()).length, MANY);
		}));

	it('lists all when it is gone and cannot be written anew', () =>
		inTemporaryFolder(async (folder) => {
			await writeMany(folder);
			const store = new FileConversationStore(folder, unexpected);
			await store.list();
			await rm(join(folder, 'index'), { recursive: true });
			await writeFile(join(folder, 'index'), '');
			for (let number = 1; number <= 70; number++) await writeChat(folder, number, 'Anew.');
			assert.equal((await store.list()).length, MANY);
		}));

	it('forgets what is purged', () =>
		inTemporaryFolder(async (folder) => {
			await writeMany(folder);
			const store = new FileConversationStore(folder, unexpected);
			await store.list();
			await store.delete('c-42');
			await store.purgeDeleted(Number.POSITIVE_INFINITY);
			const files = await readdir(join(folder, 'index'));
			assert.equal(files.length, 3);
			for (const name of files) {
				assert.doesNotMatch(await readFile(join(folder, 'index', name), 'utf8'), /answer <42>/i);
			}
			assert.deepEqual(await found(store, 'answer <41>'), [['c-41', 'Answer <41>']]);
		}));
});
