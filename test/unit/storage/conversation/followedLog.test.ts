import assert from 'node:assert/strict';
import type { EventEmitter } from 'node:events';
import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
	type ConversationEvent,
	formatEvent,
} from '../../../../src/core/conversation/conversationEvent.ts';
import { ConversationLog } from '../../../../src/storage/conversation/conversationLog.ts';
import { type Files, nodeFiles } from '../../../../src/storage/disk/files.ts';
import { FaultyFiles } from '../../../faults/faultyFiles.ts';
import { chat, header, question, text } from '../../core/conversation/conversationSamples.ts';
import { inTemporaryFolder, unexpected } from '../disk/temporaryFolder.ts';

const asText = (...events: readonly ConversationEvent[]) =>
	events.map((event) => `${formatEvent(event)}\n`).join('');
const nothing = { events: [], newer: false };

/** Counts what is opened, and which of it is still open. */
function counting() {
	const opened: string[] = [];
	let open = 0;
	const files: Files = {
		...nodeFiles,
		open: async (path, ...rest) => {
			const file = await nodeFiles.open(path, ...rest);
			opened.push(String(path));
			open++;
			(file as unknown as EventEmitter).on('close', () => open--);
			return file;
		},
	};
	return { files, opened, open: () => open };
}

describe('a log that is followed', () => {
	it('reads nothing where nobody else has written, and leaves nothing open', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c-1.jsonl');
			const { files, opened, open } = counting();
			const log = new ConversationLog(path, unexpected, files, header);
			assert.ok(await log.append(chat));
			assert.ok(await log.append([text('r3', 'more')]));
			assert.deepEqual(opened, [path, folder, path]);
			assert.deepEqual(await log.news(), nothing);
			assert.equal(opened.length, 3);
			await appendFile(path, asText(text('r3', 'theirs')));
			assert.deepEqual((await log.news()).events, [text('r3', 'theirs')]);
			assert.deepEqual([opened.length, open()], [4, 0]);
		}));

	it('does not sync the folder of a file that was there', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c-1.jsonl');
			await writeFile(path, asText(header, ...chat));
			const { files, opened } = counting();
			const log = new ConversationLog(path, unexpected, files);
			assert.ok(await log.append([text('r3', 'more')]));
			assert.deepEqual(opened, [path]);
		}));

	it('has no news in a file that nobody has loaded', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c-1.jsonl');
			await writeFile(path, asText(header, ...chat));
			const log = new ConversationLog(path, unexpected, nodeFiles);
			assert.deepEqual(await log.news(), nothing);
			await appendFile(path, asText(text('r3', 'theirs')));
			assert.deepEqual(await log.news(), nothing);
		}));

	it('knows its first lines where another window writes at the same moment', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c-1.jsonl');
			const disk = new FaultyFiles();
			const log = new ConversationLog(path, unexpected, disk.files, header);
			const theirs = question('theirs', null);
			disk.before = async ({ name }) => {
				if (name !== 'write') return;
				disk.before = () => {};
				await appendFile(path, asText(theirs));
			};
			assert.ok(await log.append(chat));
			assert.deepEqual((await log.news()).events, [theirs]);
		}));

	/** Resolves with the next call. */
	function calls() {
		let count = 0;
		let next = () => {};
		const called = () => {
			count++;
			next();
		};
		const once = () => new Promise<void>((resolve) => (next = resolve));
		return { called, once, count: () => count };
	}

	/** Three times, each of which is told of. */
	async function othersWrite(path: string, followed: ReturnType<typeof calls>): Promise<void> {
		for (let round = 0; round < 3; round++) {
			const told = followed.once();
			await appendFile(path, asText(text('r3', 'theirs')));
			await told;
			await setImmediate();
		}
	}

	it('tells of what others write, in a file that was there or came later, until it is left', () =>
		inTemporaryFolder(async (folder) => {
			for (const isNew of [true, false]) {
				const path = join(folder, `${isNew}.jsonl`);
				if (!isNew) await writeFile(path, asText(header));
				const log = new ConversationLog(path, unexpected, nodeFiles, isNew ? header : undefined);
				const [left, followed] = [calls(), calls()];
				const leave = log.watch(left.called);
				const stop = log.watch(followed.called);
				if (isNew) {
					const begun = followed.once();
					assert.ok(await log.append(chat));
					await begun;
				}
				leave();
				const before = left.count();
				await othersWrite(path, followed);
				assert.equal(left.count(), before);
				stop();
			}
		}));

	it('is left by all of its watchers where its first write failed at the very end', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c-1.jsonl');
			const disk = new FaultyFiles();
			const log = new ConversationLog(path, () => {}, disk.files, header);
			disk.fault = ({ name }) => (name === 'datasync' ? 'EIO' : undefined);
			assert.equal(await log.append(chat), false);
			const [left, followed] = [calls(), calls()];
			const leave = log.watch(left.called);
			disk.fault = () => undefined;
			assert.ok(await log.flush());
			leave();
			const before = left.count();
			const stop = log.watch(followed.called);
			await othersWrite(path, followed);
			assert.equal(left.count(), before);
			stop();
		}));
});

describe('a log whose file is moved or lost', () => {
	it('is not away where there was nothing to put away', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c-1.jsonl');
			const log = new ConversationLog(path, unexpected, nodeFiles, header);
			assert.equal(await log.moveAway(true, async () => false), false);
			assert.ok(await log.append(chat));
			assert.equal(await readFile(path, 'utf8'), asText(header, ...chat));
		}));

	it('is not written to while it is moved', () =>
		inTemporaryFolder(async (folder) => {
			const log = new ConversationLog(join(folder, 'c-1.jsonl'), unexpected, nodeFiles, header);
			const other = new ConversationLog(join(folder, 'c-2.jsonl'), unexpected, nodeFiles, header);
			let moved = () => {};
			const moving = log.moveAway(false, () => new Promise((go) => (moved = () => go(false))));
			const written = log.append(chat);
			// As long as that takes elsewhere, and once more.
			assert.ok(await other.append(chat));
			assert.ok(await other.append([...chat, { type: 'title', title: 'T' }]));
			assert.equal(log.unsaved, chat.length + 1);
			moved();
			await moving;
			assert.ok(await written);
			assert.equal(log.unsaved, 0);
		}));

	it('is begun anew while nothing whole of it is written, and not once its header is', () =>
		inTemporaryFolder(async (folder) => {
			const long = { ...header, workspace: `file:///${'x'.repeat(50)}` };
			for (const [name, faults, isBegun] of [
				['nothing', ['ENOSPC'], false],
				['header', ['short', 'ENOSPC'], true],
			] as const) {
				const path = join(folder, `${name}.jsonl`);
				const disk = new FaultyFiles();
				const left = [...faults];
				const log = new ConversationLog(path, () => {}, disk.files, long);
				disk.fault = (operation) => (operation.name === 'write' ? left.shift() : undefined);
				assert.equal(await log.append([question('q', null, 'y'.repeat(400))]), false);
				assert.equal(log.unsaved, isBegun ? 1 : 2, name);
				await rm(path);
				assert.equal(await log.flush(), !isBegun, name);
				assert.equal((await readdir(folder)).includes(`${name}.jsonl`), !isBegun, name);
			}
		}));
});
