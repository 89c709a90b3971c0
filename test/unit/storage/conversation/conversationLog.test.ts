import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { appendFile, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import {
	type ConversationEvent,
	formatEvent,
} from '../../../../src/core/conversation/conversationEvent.ts';
import { ConversationLog } from '../../../../src/storage/conversation/conversationLog.ts';
import { readLog } from '../../../../src/storage/conversation/readLog.ts';
import { nodeFiles } from '../../../../src/storage/disk/files.ts';
import { FileConversationStore } from '../../../../src/storage/history/fileConversationStore.ts';
import { FaultyFiles } from '../../../faults/faultyFiles.ts';
import {
	chat,
	header,
	question,
	reply,
	text,
} from '../../core/conversation/conversationSamples.ts';
import { inTemporaryFolder, unexpected } from '../disk/temporaryFolder.ts';

function asText(events: ConversationEvent[]): string {
	return events.map((event) => `${formatEvent(event)}\n`).join('');
}

function script(name: string): string {
	return join(import.meta.dirname, name);
}

describe('the log of a conversation', function () {
	// Some of it starts processes, which a busy machine makes wait.
	this.timeout(60_000);

	it('comes to disk with the first message, its header first, for the owner alone', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'new', 'c-1.jsonl');
			const log = new ConversationLog(path, unexpected, nodeFiles, header);
			const title: ConversationEvent = { type: 'title', title: 'Early' };
			assert.ok(await log.append([title]));
			assert.deepEqual(await readdir(folder), []);
			assert.equal(log.unsaved, 0);
			assert.ok(await log.append(chat));
			assert.equal(await readFile(path, 'utf8'), asText([header, title, ...chat]));
			if (process.platform !== 'win32') {
				assert.equal((await stat(path)).mode & 0o777, 0o600);
			}
		}));

	it('keeps the order of appends that nobody waited for', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c-1.jsonl');
			const log = new ConversationLog(path, unexpected, nodeFiles, header);
			const done = chat.map((event) => log.append([event]));
			assert.equal(log.unsaved, chat.length + 1);
			assert.ok((await Promise.all(done)).every(Boolean));
			assert.equal(log.unsaved, 0);
			assert.equal(await readFile(path, 'utf8'), asText([header, ...chat]));
		}));

	it('leaves a torn line alone', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c-1.jsonl');
			await writeFile(path, `${asText([header])}{"type":"mess`);
			const log = new ConversationLog(path, unexpected, nodeFiles);
			await log.append(chat.slice(0, 1));
			await log.append(chat.slice(1));
			assert.equal(
				await readFile(path, 'utf8'),
				`${asText([header])}{"type":"mess\n${asText(chat)}`,
			);
		}));

	it('merges what two windows append in turn', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c-1.jsonl');
			await writeFile(path, asText([header, question('q1', null)]));
			const append = async (name: string): Promise<void> => {
				const log = new ConversationLog(path, unexpected, nodeFiles);
				await log.append([reply(name, 'q1')]);
				for (let i = 0; i < 200; i++) {
					await log.append([text(name, `${i} `)]);
				}
			};
			await Promise.all([append('r1'), append('r2')]);
			const { conversation, unreadable } = readLog('c-1', await readFile(path), 0);
			const counted = Array.from({ length: 200 }, (_, i) => `${i} `).join('');
			assert.deepEqual(unreadable, []);
			assert.deepEqual(conversation.siblings('r1').toSorted(), ['r1', 'r2']);
			assert.equal(conversation.message('r1')?.text, counted);
			assert.equal(conversation.message('r2')?.text, counted);
		}));

	it('says once that it cannot write, loses nothing, and writes everything after the repair', () =>
		inTemporaryFolder(async (folder) => {
			const inTheWay = join(folder, 'conversations');
			const path = join(inTheWay, 'c-1.jsonl');
			await writeFile(inTheWay, 'a file where the folder should be');
			const errors: unknown[] = [];
			const log = new ConversationLog(path, (error) => errors.push(error), nodeFiles, header);
			assert.equal(await log.append(chat.slice(0, 3)), false);
			assert.equal(await log.append(chat.slice(3, 6)), false);
			assert.equal(errors.length, 1);
			assert.equal(log.unsaved, 7);
			await rm(inTheWay);
			assert.ok(await log.append(chat.slice(6)));
			assert.equal(await readFile(path, 'utf8'), asText([header, ...chat]));
			assert.equal(log.unsaved, 0);

			// It fails again later: that is news again.
			await rename(inTheWay, join(folder, 'aside'));
			assert.equal(await log.append(chat.slice(0, 1)), false);
			assert.equal(errors.length, 2);
			await rename(join(folder, 'aside'), inTheWay);
			assert.ok(await log.flush());
			assert.equal(await readFile(path, 'utf8'), asText([header, ...chat, ...chat.slice(0, 1)]));
		}));

	it('has its name on the disk for good, and is watched, once the first write works, whatever failed before', () =>
		inTemporaryFolder(async (folder) => {
			for (const name of ['open', 'write', 'datasync', 'stat']) {
				const path = join(folder, `${name}.jsonl`);
				const disk = new FaultyFiles();
				const synced: string[] = [];
				disk.after = (operation) => {
					if (operation.name === 'sync') synced.push(operation.path);
				};
				const log = new ConversationLog(path, () => {}, disk.files, header);
				const told = new Promise<void>((resolve) => log.watch(resolve));
				disk.fault = (operation) =>
					operation.name === name && operation.path === path ? 'ENOSPC' : undefined;
				assert.equal(await log.append(chat), false, name);
				assert.deepEqual(synced, []);
				disk.fault = () => undefined;
				assert.ok(await log.flush());
				assert.deepEqual(synced, [folder], name);
				await told;
				assert.ok(await log.append([text('r3', 'more')]));
				assert.deepEqual(synced, [folder], 'once is enough');
			}
		}));

	it('has what its file has not got yet, until it is written or put away', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c-1.jsonl');
			const disk = new FaultyFiles();
			const log = new ConversationLog(path, () => {}, disk.files, header);
			const state = () => [log.unsaved, log.hasUnwritten, log.unwritten, log.isIdle];
			assert.deepEqual([log.changed, await log.read()], [0, undefined]);
			assert.deepEqual(state(), [0, false, '', false], 'it waits for its first message');
			disk.fault = ({ name }) => (name === 'open' ? 'EACCES' : undefined);
			const before = Date.now();
			assert.equal(await log.append(chat.slice(0, 2)), false);
			const waiting = asText([header, ...chat.slice(0, 2)]);
			assert.deepEqual(state(), [3, true, waiting, false]);
			assert.ok(log.changed >= before && log.changed <= Date.now());
			const whole = await log.read();
			assert.deepEqual([whole?.bytes.toString(), whole?.updated], [waiting, log.changed]);
			assert.ok(await log.moveAway(true, async () => false), 'there was something to write');
			assert.deepEqual(state(), [3, false, '', false]);
			assert.equal(await log.read(), undefined);
			disk.fault = () => undefined;
			assert.equal(await log.flush(), false, 'it is not begun anew');
			assert.deepEqual(await readdir(folder), []);
			assert.equal(await log.moveAway(true, async () => false), false, 'it is away already');
			assert.ok(await log.moveAway(false, async () => false));
			assert.ok(await log.flush());
			assert.deepEqual(state(), [0, false, '', true]);
			assert.equal(await readFile(path, 'utf8'), waiting);
			assert.equal(await log.moveAway(true, async () => false), false, 'there is nothing of it');
			const stop = log.watch(() => {});
			assert.equal(log.isIdle, false);
			stop();
			assert.ok(log.isIdle);
		}));

	it('is put away with its file, and brought back', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c-1.jsonl');
			const away = `${path}.away`;
			const log = new ConversationLog(path, () => {}, nodeFiles, header);
			await log.append(chat);
			const moving = (from: string, to: string) => async () => {
				await rename(from, to);
				return true;
			};
			assert.ok(await log.moveAway(true, moving(path, away)));
			assert.equal(await log.append([text('r3', 'late')]), false);
			assert.equal(log.hasUnwritten, false);
			await assert.rejects(log.moveAway(false, moving('nowhere', path)), /ENOENT/);
			assert.equal(log.hasUnwritten, false, 'it is where it was');
			assert.ok(await log.moveAway(false, moving(away, path)));
			assert.ok(log.hasUnwritten);
			assert.ok(await log.flush());
			assert.equal(await readFile(path, 'utf8'), asText([header, ...chat, text('r3', 'late')]));
		}));

	it('syncs all but text and leases, once, and later where that failed', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c-1.jsonl');
			const disk = new FaultyFiles();
			let synced = 0;
			disk.after = ({ name }) => void (name === 'datasync' && synced++);
			const log = new ConversationLog(path, () => {}, disk.files, header);
			await log.append(chat);
			assert.equal(synced, 1);
			await log.append([text('r3', 'more'), { type: 'running', id: 'r3', process: 1 }]);
			await log.flush();
			assert.equal(synced, 1);
			await log.append([text('r3', 'more'), { type: 'title', title: 'T' }]);
			assert.equal(synced, 2);
			disk.fault = ({ name }) => (name === 'datasync' ? 'EIO' : undefined);
			assert.equal(await log.append([{ type: 'title', title: 'U' }]), false);
			assert.ok(log.failure instanceof Error);
			disk.fault = () => undefined;
			const before = await readFile(path, 'utf8');
			assert.ok(await log.flush());
			assert.deepEqual([synced, log.failure], [3, undefined]);
			assert.ok(await log.flush());
			assert.equal(synced, 3);
			assert.equal(await readFile(path, 'utf8'), before, 'nothing is written for it');
		}));

	it('has as news what other windows write after it was loaded, and nothing without a file', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c-1.jsonl');
			const nothing = { events: [], newer: false };
			const log = new ConversationLog(path, unexpected, nodeFiles);
			assert.deepEqual(await log.news(), nothing);
			assert.equal(await log.load(), undefined);
			await writeFile(path, asText([header, ...chat]));
			assert.equal((await log.load())?.bytes.toString(), asText([header, ...chat]));
			assert.deepEqual(await log.news(), nothing);
			await log.append([text('r3', 'ours')]);
			assert.deepEqual(await log.news(), nothing);
			await appendFile(path, asText([text('r3', 'theirs')]));
			assert.deepEqual(await log.news(), { events: [text('r3', 'theirs')], newer: false });
			await rm(path);
			assert.deepEqual(await log.news(), nothing);
			const failing = new FaultyFiles();
			failing.fault = ({ name }) => (name === 'stat' || name === 'open' ? 'EIO' : undefined);
			const broken = new ConversationLog(path, unexpected, failing.files);
			await assert.rejects(broken.news(), /EIO/);
			await assert.rejects(broken.read(), /EIO/);
		}));

	it('does not begin a file anew that was put away meanwhile', () =>
		inTemporaryFolder(async (folder) => {
			const errors: unknown[] = [];
			const log = new ConversationLog(
				join(folder, 'c-1.jsonl'),
				(error) => errors.push(error),
				nodeFiles,
			);
			assert.equal(await log.append(chat), false);
			assert.equal(errors.length, 1);
			assert.deepEqual(await readdir(folder), []);
		}));

	it('goes on after a full disk without writing any line twice', () =>
		inTemporaryFolder(async (folder) => {
			// Two blocks of 512 bytes: the first append fits, the second does in part.
			const command = 'ulimit -f 2 && exec "$0" "$@"';
			const args = ['-c', command, process.execPath, script('appendToFullDisk.ts'), folder];
			const { stdout } = await promisify(execFile)('/bin/sh', args);
			const first = await readFile(join(folder, 'first'));
			assert.ok(first.length === 1024 || first.length === 2048);
			const wholeLines = first.subarray(0, first.lastIndexOf('\n') + 1);
			const second = await readFile(join(folder, `${stdout}.jsonl`));
			const { conversation, unreadable } = readLog(stdout, Buffer.concat([wholeLines, second]), 0);
			const counted = Array.from({ length: 20 }, (_, i) => `${i} `).join('');
			assert.deepEqual(unreadable, []);
			assert.equal(conversation.message('r1')?.text, `${counted}more end`);
		}));

	it('holds all that was said to be on disk when its process is killed', () =>
		inTemporaryFolder(async (folder) => {
			const child = spawn(process.execPath, [script('appendUntilKilled.ts'), folder]);
			let onDisk = -1;
			for await (const line of createInterface(child.stdout)) {
				onDisk = Number(line);
				if (onDisk === 50) {
					child.kill('SIGKILL');
				}
			}
			assert.ok(onDisk >= 50);
			const store = new FileConversationStore(folder, unexpected);
			const [summary] = await store.list();
			const loaded = await store.load(summary?.id ?? '');
			assert.equal(loaded?.quarantined, 0);
			const [open] = loaded.conversation.unsettledReplies();
			const pieces = open?.text.trim().split(' ') ?? [];
			assert.deepEqual(
				pieces,
				Array.from({ length: pieces.length }, (_, i) => `${i}`),
			);
			assert.ok(pieces.length > onDisk);
		}));
});
