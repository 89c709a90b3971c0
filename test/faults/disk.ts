import assert from 'node:assert/strict';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import {
	type ConversationEvent,
	formatEvent,
} from '../../src/core/conversation/conversationEvent.ts';
import { FileConversationStore } from '../../src/storage/history/fileConversationStore.ts';
import {
	chat,
	header,
	question,
	reply,
	settle,
	text,
} from '../unit/core/conversation/conversationSamples.ts';
import { inTemporaryFolder, unexpected } from '../unit/storage/disk/temporaryFolder.ts';
import { type FaultKind, FaultyFiles } from './faultyFiles.ts';
import type { Figures } from './figures.ts';
import { PowerCut } from './powerCut.ts';
import { type Use, type UsedChat, useStore } from './useOfTheStore.ts';

/** How many operations the use of a store takes when none of them fails. */
export async function countOperations(): Promise<number> {
	const disk = new FaultyFiles();
	await inTemporaryFolder(async (folder) => {
		await useStore(folder, disk.files);
	});
	return disk.operations;
}

/**
 * Lets the nth operation on the disk fail, once or from then on, until the disk is repaired; then everything is there, once.
 *
 * @param forGood all operations from the nth on fail
 */
export async function failNth(
	n: number,
	kind: FaultKind | 'torn',
	forGood: boolean,
	figures: Figures,
): Promise<void> {
	await inTemporaryFolder(async (folder) => {
		const disk = new FaultyFiles();
		disk.fault = ({ number }) => faultAt(number - n, kind, forGood);
		const use = await useStore(folder, disk.files);
		if (disk.injected === 0) return;
		figures.injected++;
		disk.fault = () => undefined;
		await bringBack(folder);
		for (const { log } of use.chats.values()) {
			assert.ok(await log.flush(), 'once the disk is back, all is written');
			assert.equal(log.unsaved, 0);
			assert.equal(log.failure, undefined);
		}
		await holdsAll(folder, use, figures);
		figures.survived++;
	});
}

/** What happens so many operations after the one that is to fail. */
export function faultAt(
	later: number,
	kind: FaultKind | 'torn',
	forGood: boolean,
): FaultKind | undefined {
	if (later < 0) return undefined;
	// Half of it is written, and then there is no room for the rest.
	if (kind === 'torn') return later === 0 ? 'short' : forGood || later === 1 ? 'ENOSPC' : undefined;
	return forGood || later === 0 ? kind : undefined;
}

/** Where a restore failed the chat is still among the deleted ones, from where the user brings it back. */
async function bringBack(folder: string): Promise<void> {
	const store = new FileConversationStore(folder, unexpected);
	const deleted = await readdir(join(folder, 'deleted')).catch(() => []);
	for (const name of deleted) {
		if (name.endsWith('.jsonl')) await store.restore(name.slice(0, -'.jsonl'.length));
	}
}

/** Everything that was given to the logs is there, in order, and nothing twice. */
async function holdsAll(folder: string, { chats }: Use, figures: Figures): Promise<void> {
	const store = new FileConversationStore(folder, unexpected);
	const listed = (await store.list()).map(({ id }) => id);
	for (const [id, { events }] of chats) {
		const loaded = await store.load(id);
		const kept = loaded?.events.slice(1) ?? [];
		figures.compare(textOf(events), textOf(kept));
		assert.deepEqual(kept, events);
		assert.equal(loaded?.newlyQuarantined, 0, 'nothing is taken for damage');
		assert.ok(listed.includes(id));
	}
}

function textOf(events: readonly ConversationEvent[]): string {
	return events.map((event) => `${formatEvent(event)}\n`).join('');
}

/**
 * Cuts the power after the nth operation: what was not synced is lost, torn, or zeros. Of each chat there is a beginning, with all
 * of what the log has said is there for good.
 *
 * @param random a number from 0 to 1, excluded
 */
export async function cutPower(n: number, random: () => number, figures: Figures): Promise<void> {
	await inTemporaryFolder(async (folder) => {
		const disk = new FaultyFiles();
		const power = new PowerCut(disk, folder, n);
		const use = await useStore(folder, disk.files, () => power.isOn);
		figures.injected++;
		await power.lose(random);
		await bringBack(folder);
		const store = new FileConversationStore(folder, unexpected);
		await store.list();
		for (const [id, used] of use.chats) await holdsTheBeginning(store, id, used, figures);
		figures.survived++;
	});
}

async function holdsTheBeginning(
	store: FileConversationStore,
	id: string,
	{ events, durable }: UsedChat,
	figures: Figures,
): Promise<void> {
	const loaded = await store.load(id);
	const kept = loaded?.events.slice(1) ?? [];
	figures.compare(textOf(events.slice(0, durable)), textOf(kept));
	assert.ok(kept.length >= durable, `${durable} lines were there for good, ${kept.length} are`);
	assert.deepEqual(kept, events.slice(0, kept.length));
	if (loaded?.log === undefined) return;
	// And the chat goes on.
	assert.ok(await loaded.log.append([{ type: 'title', title: 'After' }]));
	assert.equal((await store.load(id))?.conversation.title, 'After');
}

/** Opens a chat whose log is cut off after so many bytes: every whole line is there, and nothing else is said of it. */
export async function truncateLog(
	folder: string,
	events: readonly ConversationEvent[],
	length: number,
	figures: Figures,
): Promise<void> {
	const bytes = Buffer.from([header, ...events].map((event) => `${formatEvent(event)}\n`).join(''));
	await writeFile(join(folder, 'c-1.jsonl'), bytes.subarray(0, length));
	figures.injected++;
	const loaded = await new FileConversationStore(folder, unexpected).load('c-1');
	const lines = bytes.subarray(0, length).toString('latin1').split('\n').length - 1;
	const kept = loaded?.events.slice(1) ?? [];
	figures.compare(textOf(events.slice(0, Math.max(0, lines - 1))), textOf(kept));
	// A last line that lacks nothing but its end is whole.
	assert.ok(kept.length >= lines - 1 && kept.length <= lines);
	assert.deepEqual(kept, events.slice(0, kept.length));
	assert.equal(loaded?.quarantined, 0);
	figures.survived++;
}

/** Flips a bit: all other lines are there, and the one that cannot be read is put aside and told of. */
export async function flipBit(
	folder: string,
	events: readonly ConversationEvent[],
	random: () => number,
	figures: Figures,
): Promise<void> {
	const bytes = Buffer.from([header, ...events].map((event) => `${formatEvent(event)}\n`).join(''));
	const at = Math.floor(random() * bytes.length);
	bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
	await rm(join(folder, 'c-1.quarantine'), { force: true });
	await writeFile(join(folder, 'c-1.jsonl'), bytes);
	figures.injected++;
	const loaded = await new FileConversationStore(folder, unexpected).load('c-1');
	assert.ok(loaded);
	const whole = new Set(loaded.events.map(formatEvent));
	const missing = events.map(formatEvent).filter((line) => !whole.has(line));
	const others = events.filter((event) => !missing.slice(0, 2).includes(formatEvent(event)));
	figures.compare(textOf(others), textOf(others.filter((event) => whole.has(formatEvent(event)))));
	assert.ok(missing.length <= 2, 'a flipped bit costs a line, or two where it was the line end');
	if (loaded.quarantined > 0) {
		const aside = await readFile(join(folder, 'c-1.quarantine'), 'utf8');
		assert.equal(aside.trim().split('\n').length, loaded.quarantined);
	}
	figures.survived++;
}

/**
 * Streams a reply onto a disk that takes so long for each operation: what comes meanwhile waits and goes in one write, and nothing
 * is lost or out of order.
 */
export async function slowDown(ms: number, figures: Figures): Promise<void> {
	await inTemporaryFolder(async (folder) => {
		const disk = new FaultyFiles();
		let [operations, writes] = [0, 0];
		disk.before = async ({ name }) => {
			if (name === 'write') writes++;
			operations++;
			await setTimeout(ms);
		};
		const store = new FileConversationStore(folder, unexpected, disk.files);
		const { conversation, log } = store.create(null);
		const pieces = Array.from({ length: 300 }, (_, piece) => `${piece} `);
		void log.append([question('q1', null), reply('r1', 'q1')]);
		for (const piece of pieces) {
			void log.append([text('r1', piece)]);
			await setImmediate();
		}
		await log.append([settle('r1')]);
		disk.before = () => {};
		const loaded = await store.load(conversation.id);
		figures.injected += operations;
		const kept = loaded?.conversation.message('r1')?.text ?? '';
		figures.compare(pieces.join(''), kept);
		assert.equal(kept, pieces.join(''));
		assert.ok(writes < pieces.length / 2, 'what waits goes in one write');
		figures.survived += operations;
	});
}

/** The folder of all chats vanishes in the middle of a reply and comes back: nothing is lost. */
export async function vanish(figures: Figures): Promise<void> {
	await inTemporaryFolder(async (parent) => {
		const folder = join(parent, 'chats');
		const errors: unknown[] = [];
		const store = new FileConversationStore(folder, (error) => errors.push(error));
		const { conversation, log } = store.create(null);
		const half = chat.length / 2;
		await log.append(chat.slice(0, half));
		await rename(folder, join(parent, 'away'));
		figures.injected++;
		for (const event of chat.slice(half)) assert.equal(await log.append([event]), false);
		assert.equal(errors.length, 1);
		await rename(join(parent, 'away'), folder);
		assert.ok(await log.flush());
		const loaded = await store.load(conversation.id);
		figures.compare(textOf(chat), textOf(loaded?.events.slice(1) ?? []));
		assert.deepEqual(loaded?.events.slice(1), chat);
		figures.survived++;
	});
}
