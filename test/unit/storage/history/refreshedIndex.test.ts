import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Files, nodeFiles } from '../../../../src/storage/disk/files.ts';
import {
	ConversationIndex,
	type ConversationLogs,
} from '../../../../src/storage/history/conversationIndex.ts';
import { textOf } from '../../../../src/storage/history/indexFile.ts';
import { inTemporaryFolder } from '../disk/temporaryFolder.ts';

const MEGABYTE = 1024 * 1024;

/** A disk that takes nothing any more. */
const FULL: Files = { ...nodeFiles, open: () => Promise.reject(new Error('ENOSPC')) };

/** Logs in memory, which note what is read of them. */
class Logs implements ConversationLogs {
	readonly texts = new Map<string, string>();
	/** What was read since it was last asked. */
	#reads: string[] = [];
	updated = 1;
	broken = false;

	get reads(): string[] {
		return this.#reads.splice(0).sort();
	}

	add(count: number, text = 'word'): this {
		for (let n = 0; n < count; n++) this.texts.set(`c-${this.texts.size}`, text);
		return this;
	}

	get ids(): string[] {
		return [...this.texts.keys()];
	}

	async states(ids: readonly string[]) {
		if (this.broken) throw new Error('EIO');
		const there = ids.flatMap((id) => {
			const text = this.texts.get(id);
			return text === undefined ? [] : [[id, this.#stateOf(text)] as const];
		});
		return new Map(there);
	}

	async read(id: string) {
		this.#reads.push(id);
		const text = this.texts.get(id);
		if (text === undefined) return undefined;
		const { size, updated } = this.#stateOf(text);
		const summary = { id, title: '', created: 1, updated, workspace: null, messages: 1 };
		return { summary, size, ...textOf(text) };
	}

	#stateOf(text: string) {
		return { size: text.length + 1, updated: this.updated };
	}
}

/** An index of these logs, in a folder that is gone afterwards. */
async function withIndex(
	logs: Logs,
	run: (index: ConversationIndex, folder: string) => Promise<void>,
	files: Files = nodeFiles,
): Promise<void> {
	await inTemporaryFolder((folder) => {
		const path = join(folder, 'index');
		return run(new ConversationIndex(path, logs, files), path);
	});
}

const isWritten = (folder: string) => readdir(folder).then(Boolean, () => false);

async function found(index: ConversationIndex, query = 'word', wanted = (_: string) => true) {
	const { hits } = await index.search(query, ({ id }) => wanted(id), 1000);
	return hits.map(({ chat }) => chat.id).sort();
}

describe('the index of chats, refreshed', () => {
	it('reads what it does not know, and nothing again to search it', () => {
		const logs = new Logs().add(2);
		return withIndex(logs, async (index) => {
			assert.equal((await index.refresh(logs.ids)).length, 2);
			assert.deepEqual(logs.reads, ['c-0', 'c-1']);
			await index.refresh(logs.ids);
			assert.deepEqual(await found(index), ['c-0', 'c-1']);
			assert.deepEqual(await found(index, 'else'), []);
			assert.deepEqual(await found(index, 'word', (id) => id === 'c-1'), ['c-1']);
			assert.deepEqual(logs.reads, []);
		});
	});

	it('reads again what has another size or time, and forgets what is gone', () => {
		const logs = new Logs().add(3);
		return withIndex(logs, async (index) => {
			await index.refresh(logs.ids);
			assert.equal(logs.reads.length, 3);
			logs.texts.set('c-1', 'another');
			await index.refresh(logs.ids);
			assert.deepEqual(logs.reads, ['c-1']);
			logs.updated = 2;
			const ids = logs.ids;
			logs.texts.delete('c-2');
			const listed = await index.refresh(ids);
			assert.deepEqual(logs.reads, ['c-0', 'c-1']);
			assert.deepEqual(listed.map(({ id }) => id).sort(), ['c-0', 'c-1']);
			assert.deepEqual(await found(index), ['c-0']);
		});
	});

	it('keeps 64 chats in memory, and writes more to its file', () => {
		const logs = new Logs().add(64);
		return withIndex(logs, async (index, folder) => {
			await index.refresh(logs.ids);
			assert.equal(await isWritten(folder), false);
			await index.refresh(logs.add(1).ids);
			assert.equal(await isWritten(folder), true);
			assert.equal(logs.reads.length, 65);
			assert.equal((await found(index)).length, 65);
			assert.deepEqual(logs.reads, []);
		});
	});

	it('keeps eight megabytes in memory, and writes more to its file', () => {
		const logs = new Logs().add(2, 'x'.repeat(4 * MEGABYTE));
		return withIndex(logs, async (index, folder) => {
			assert.equal((await index.refresh(logs.ids)).length, 2);
			assert.equal(await isWritten(folder), false);
			assert.equal((await index.refresh(logs.add(1, 'x').ids)).length, 3);
			assert.equal(await isWritten(folder), true);
		});
	});

	it('takes from its file what has not changed since', () => {
		const logs = new Logs().add(100);
		return withIndex(logs, async (index) => {
			await index.refresh(logs.ids);
			assert.equal(logs.reads.length, 100);
			for (const id of logs.ids.slice(0, 70)) logs.texts.set(id, 'changed word');
			await index.refresh(logs.ids);
			assert.deepEqual(logs.reads, logs.ids.slice(0, 70).sort());
			assert.equal((await found(index)).length, 100);
			assert.equal((await found(index, 'changed')).length, 70);
			logs.texts.set('c-99', 'a new word');
			await index.refresh(logs.ids);
			assert.deepEqual(logs.reads, ['c-99']);
			assert.deepEqual(await found(index, 'new'), ['c-99']);
			assert.equal((await found(index)).length, 100);
		});
	});

	it('takes the text of what is gone for good out of its file, if it is there', () => {
		const logs = new Logs().add(70);
		return withIndex(logs, async (index, folder) => {
			await index.refresh(logs.ids);
			const before = await readdir(folder);
			await index.forget(['c-70'], logs.ids);
			assert.deepEqual(await readdir(folder), before);
			logs.texts.delete('c-1');
			await index.forget(['c-70', 'c-1'], logs.ids);
			assert.notDeepEqual(await readdir(folder), before);
			assert.equal((await found(index)).length, 69);
		});
	});

	it('lists what it cannot write, and searches the logs then', () => {
		const logs = new Logs().add(70);
		return withIndex(
			logs,
			async (index) => {
				assert.equal((await index.refresh(logs.ids)).length, 70);
				assert.equal(new Set(logs.reads).size, 70);
				assert.equal((await found(index)).length, 70);
				assert.equal(logs.reads.length, 70);
				logs.texts.delete('c-1');
				assert.equal((await found(index)).length, 69);
				assert.equal(logs.reads.length, 70, 'one that is gone is no reason to begin anew');
			},
			FULL,
		);
	});

	it('finds what it has kept in memory where its file could not be written', () => {
		const logs = new Logs().add(64);
		return withIndex(
			logs,
			async (index) => {
				await index.refresh(logs.ids);
				await index.refresh(logs.add(1).ids);
				assert.equal(logs.reads.filter((id) => id === 'c-3').length, 1);
				assert.equal((await found(index)).length, 65);
				assert.deepEqual(logs.reads, ['c-64']);
			},
			FULL,
		);
	});

	it('is searched once it is refreshed, and goes on after a failure', () => {
		const logs = new Logs().add(1);
		return withIndex(logs, async (index) => {
			logs.broken = true;
			const failing = index.refresh(logs.ids);
			const nothing = found(index);
			await assert.rejects(failing, /EIO/);
			assert.deepEqual(await nothing, []);
			logs.broken = false;
			const refreshed = index.refresh(logs.ids);
			assert.deepEqual(await found(index), ['c-0']);
			await refreshed;
		});
	});

	it('is searched anew where another window has put another in its place', () => {
		const logs = new Logs().add(70);
		return withIndex(logs, async (index, folder) => {
			await index.refresh(logs.ids);
			const other = new ConversationIndex(folder, logs, nodeFiles);
			await other.refresh(logs.ids);
			await other.forget(['c-0'], logs.ids);
			assert.equal(logs.reads.length, 70);
			assert.equal((await found(index)).length, 70);
			assert.deepEqual(logs.reads, []);
		});
	});
});
