import assert from 'node:assert/strict';
import type { FileHandle } from 'node:fs/promises';
import type { IndexEntry } from '../../../../src/storage/history/indexFile.ts';
import { findInText, newestHits } from '../../../../src/storage/history/indexSearch.ts';

const MEGABYTE = 1024 * 1024;

/** A file with this text, and what was read of it, as "offset+bytes". */
function fileWith(text: string): { file: FileHandle; reads: string[] } {
	const content = Buffer.from(text);
	const reads: string[] = [];
	const file = {
		read: async (buffer: Buffer, offset: number, length: number, position: number) => {
			reads.push(`${position}+${length}`);
			return { bytesRead: content.copy(buffer, offset, position, position + length) };
		},
	};
	return { file: file as unknown as FileHandle, reads };
}

function entry(id: string, offset: number, bytes: number, updated = 0, title = ''): IndexEntry {
	const summary = { id, title, created: 0, updated, workspace: null, messages: 1 };
	return { summary, size: 1, offset, bytes };
}

const words = (...all: string[]) => all.map((word) => Buffer.from(word));

describe('a search of the index', () => {
	it('finds the chats that have all words, each in its own text', async () => {
		const { file, reads } = fileWith('xx one two|two one|one|two');
		const entries = [entry('d', 23, 3), entry('a', 3, 7), entry('b', 11, 7), entry('c', 19, 3)];
		const found = await findInText(file, entries, words('two', 'one'));
		assert.deepEqual(
			found.map(({ summary, at }) => [summary.id, at]),
			[
				['a', 4],
				['b', 0],
			],
		);
		assert.deepEqual(reads, ['3+23']);
	});

	it('has four megabytes in memory at a time, and more only for one chat', async () => {
		const { file, reads } = fileWith('x'.repeat(16 * MEGABYTE));
		const entries = [
			entry('a', 0, 2 * MEGABYTE),
			entry('b', 2 * MEGABYTE, 2 * MEGABYTE),
			entry('c', 4 * MEGABYTE, 2 * MEGABYTE + 1),
			entry('d', 6 * MEGABYTE + 1, 2 * MEGABYTE),
			entry('e', 9 * MEGABYTE, 5 * MEGABYTE),
		];
		const found = await findInText(file, entries, words('x'));
		assert.equal(found.length, 5);
		assert.deepEqual(reads, [
			`0+${4 * MEGABYTE}`,
			`${4 * MEGABYTE}+${2 * MEGABYTE + 1}`,
			`${6 * MEGABYTE + 1}+${2 * MEGABYTE}`,
			`${9 * MEGABYTE}+${5 * MEGABYTE}`,
		]);
	});
});

describe('what a search has found', () => {
	const line = async (text: string, at: number, title = '') => {
		const { file } = fileWith(text);
		const found = entry('a', 0, Buffer.byteLength(text), 0, title);
		const { hits } = await newestHits([{ summary: found.summary, at, entry: found }], 1, file);
		return hits[0]?.line;
	};

	it('is told newest first, so many of it, and how many more there are', async () => {
		const found = [1, 3, 2].map((updated) => {
			const each = entry(`c-${updated}`, 0, 4, updated);
			return { summary: each.summary, at: 0, entry: each };
		});
		const { hits, more } = await newestHits(found, 2, fileWith('text').file);
		assert.deepEqual(
			hits.map(({ chat }) => chat.id),
			['c-3', 'c-2'],
		);
		assert.equal(more, 1);
	});

	it('has no line where it is in the title, of which nothing stands in the text', async () => {
		assert.equal(await line('title\nline', 4, 'title'), '');
		assert.equal(await line('title\nline', 6, 'title'), 'line');
		assert.equal(await line('\u00e9\nline', 1, 'e\u0301'), '');
		assert.equal(await line('\u00e9\nline', 3, 'e\u0301'), 'line');
	});

	it('has its line, of a long one 600 bytes on either side', async () => {
		assert.equal(await line('one\ntwo\nthree', 5), 'two');
		const long = `${'a'.repeat(900)}x${'b'.repeat(900)}`;
		assert.equal(await line(long, 900), `${'a'.repeat(600)}x${'b'.repeat(599)}`);
		assert.equal(await line(`x${'b'.repeat(900)}`, 0), `x${'b'.repeat(599)}`);
		assert.equal(await line(`${'a'.repeat(900)}x`, 900), `${'a'.repeat(600)}x`);
	});

	it('is read from memory where it is there, and has no line where it is nowhere', async () => {
		const { summary } = entry('a', 0, 3);
		const text = Buffer.from('one\ntwo');
		const chat = { summary, size: 1, text, folded: text };
		const none = undefined;
		const hitsOf = async (found: Parameters<typeof newestHits>[0]) =>
			(await newestHits(found, 1, none)).hits;
		assert.deepEqual(await hitsOf([{ summary, at: 4, entry: chat }]), [
			{ chat: summary, line: 'two' },
		]);
		assert.deepEqual(await hitsOf([{ summary, at: 4, entry: entry('a', 0, 7) }]), [
			{ chat: summary, line: '' },
		]);
	});
});
