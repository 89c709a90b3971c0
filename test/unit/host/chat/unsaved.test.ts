import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { FileConversationStore } from '../../../../src/storage/history/fileConversationStore.ts';
import { FaultyFiles } from '../../../faults/faultyFiles.ts';
import { unexpected } from '../../storage/disk/temporaryFolder.ts';
import type { SessionInTest } from './sessionInTest.ts';
import { State } from './sessionInTest.ts';
import { sessionsInTest } from './sessionsInTest.ts';

describe('a chat that cannot be saved', () => {
	const sessions = sessionsInTest(async () => {});

	it('says so while it is so, and is written by itself once the disk is back', async () => {
		const folder = join(sessions.folder, 'chats');
		const errors: unknown[] = [];
		const test = sessions.window({ onError: (error) => errors.push(error) }, new State(), folder);
		const { chats, session } = test;
		sessions.standin.script({ kind: 'reply', text: 'One.' });
		await chats.box.send('One?');
		await test.until(() => !chats.chat.turns.busy);
		await session.flush();
		assert.equal(chats.unsaved === undefined, true);
		await rename(folder, join(sessions.folder, 'away'));
		sessions.standin.script({ kind: 'reply', text: 'Two.' });
		await chats.box.send('Two?');
		await test.until(() => !chats.chat.turns.busy && chats.unsaved !== undefined);
		assert.match(chats.unsaved?.detail ?? '', /ENOENT/);
		assert.match(
			chats.unsaved?.message ?? '',
			/could not be saved: the file or its folder is gone\./,
		);
		assert.equal(errors.length, 1);
		assert.deepEqual(test.texts, ['One?', 'One.', 'Two?', 'Two.'], 'the chat itself goes on');
		await rename(join(sessions.folder, 'away'), folder);
		// Nobody sends anything: it is tried again by itself.
		await test.until(() => chats.unsaved === undefined);
		const store = new FileConversationStore(folder, unexpected);
		const loaded = await store.load(chats.chat.conversation.id);
		assert.deepEqual(loaded?.conversation.messages(), chats.chat.conversation.messages());
	});

	describe('on a full disk', () => {
		let disk: FaultyFiles;
		let test: SessionInTest;
		const full = () => {
			disk.fault = ({ name }) => (name === 'write' ? 'ENOSPC' : undefined);
		};
		const free = () => {
			disk.fault = () => undefined;
		};

		beforeEach(() => {
			disk = new FaultyFiles();
			test = window();
		});
		afterEach(async () => {
			free();
			test.chats.chat.turns.stop();
			await test.session.flush();
			test.chats.newChat();
		});

		const window = () => sessions.window({ files: disk.files, onError: () => {} });
		const shown = () => test.chats.chat.conversation.id;
		const saved = () => test.until(() => test.chats.unsaved === undefined);

		async function ask(text: string): Promise<void> {
			const { chat } = test.chats;
			sessions.standin.script({ kind: 'reply', text: `${text.slice(0, -1)}.` });
			await test.chats.box.send(text);
			await test.until(() => !chat.turns.busy);
			await test.session.flush();
		}

		/** The first chat, of which the second question could not be written, and is left. */
		async function leave(): Promise<string> {
			await ask('One?');
			full();
			await ask('Two?');
			const id = shown();
			test.chats.newChat();
			return id;
		}

		async function assertOnDisk(id: string, texts: readonly string[]): Promise<void> {
			const loaded = await new FileConversationStore(sessions.folder, unexpected).load(id);
			assert.deepEqual(
				loaded?.conversation.path().map(({ text }) => text),
				texts,
			);
			assert.equal(loaded?.quarantined, 0);
		}

		const BOTH = ['One?', 'One.', 'Two?', 'Two.'];

		it('stays the one in memory when it is left, with its banner, until it is written', async () => {
			const id = await leave();
			assert.equal(test.chats.unsaved === undefined, true, 'the new chat has nothing to be saved');
			await test.chats.open(id);
			assert.deepEqual(test.texts, BOTH);
			assert.match(test.chats.unsaved?.message ?? '', /could not be saved: the disk is full/);
			await ask('Three?');
			assert.equal(sessions.standin.chats.at(-1)?.chat?.messages.length, 5, 'it is all sent along');
			test.chats.newChat();
			free();
			await test.session.flush();
			await test.chats.open(id);
			assert.equal(test.chats.unsaved === undefined, true);
			await assertOnDisk(id, [...BOTH, 'Three?', 'Three.']);
		});

		it('can be opened again when its first write has failed, and is in the history and its search', async () => {
			full();
			await ask('First?');
			const id = shown();
			test.chats.newChat();
			const store = test.store;
			assert.deepEqual(
				(await store.list()).map(({ title, messages }) => [title, messages]),
				[['First?', 2]],
			);
			const { hits } = await store.search('first.', () => true, 10);
			assert.deepEqual(
				hits.map(({ chat }) => chat.id),
				[id],
			);
			await test.chats.open(id);
			assert.deepEqual(test.texts, ['First?', 'First.']);
			assert.notEqual(test.chats.unsaved, undefined);
			free();
			await saved();
			await assertOnDisk(id, ['First?', 'First.']);
		});

		it('is listed and found with what is not written yet', async () => {
			const id = await leave();
			const [summary] = await test.store.list();
			assert.deepEqual([summary?.id, summary?.messages], [id, 4]);
			const { hits } = await test.store.search('two.', () => true, 10);
			assert.equal(hits.length, 1);
			free();
			await test.session.flush();
			assert.equal((await test.store.list())[0]?.messages, 4);
		});

		it('is written when the window goes away, if the disk takes it by then', async () => {
			const id = await leave();
			free();
			await test.session.flush();
			await assertOnDisk(id, BOTH);
		});

		it('comes back whole after Delete and Undo, the one of which nothing was written too', async () => {
			const id = await leave();
			const undo = await test.session.delete(id);
			assert.deepEqual(await test.store.list(), []);
			await undo?.();
			await test.chats.open(id);
			assert.deepEqual(test.texts, BOTH);
			assert.notEqual(test.chats.unsaved, undefined);
			test.chats.newChat();
			await ask('New?');
			const other = shown();
			const undoNew = await test.session.delete(other);
			free();
			await test.session.flush();
			assert.deepEqual(
				(await test.store.list()).map((chat) => chat.id),
				[id],
				'it does not come back by itself',
			);
			assert.ok(undoNew);
			await undoNew();
			assert.equal(shown(), other);
			assert.deepEqual(test.texts, ['New?', 'New.']);
			await saved();
			await assertOnDisk(other, ['New?', 'New.']);
		});

		it('stays as it is when it cannot be deleted', async () => {
			await ask('One?');
			const id = shown();
			disk.fault = ({ name }) => (name === 'mkdir' ? 'ENOSPC' : undefined);
			await assert.rejects(test.session.delete(id), /ENOSPC/);
			assert.equal(shown(), id);
			free();
			await ask('Two?');
			await assertOnDisk(id, BOTH);
		});

		it('has a new title in the history at once, and on the disk when that is back', async () => {
			await ask('One?');
			const id = shown();
			test.chats.newChat();
			await test.session.flush();
			full();
			await test.session.rename(id, 'Renamed');
			assert.equal((await test.store.list())[0]?.title, 'Renamed');
			await test.chats.open(id);
			assert.notEqual(test.chats.unsaved, undefined);
			free();
			await saved();
			const [summary] = await new FileConversationStore(sessions.folder, unexpected).list();
			assert.equal(summary?.title, 'Renamed');
		});

		it('is the origin of a fork, which has all of it', async () => {
			await ask('One?');
			full();
			await ask('Two?');
			test.chats.fork(test.chats.chat.conversation.head ?? '');
			const fork = shown();
			await test.session.flush();
			test.chats.newChat();
			await test.chats.open(fork);
			assert.deepEqual(test.texts, BOTH);
			free();
			await saved();
			await assertOnDisk(fork, BOTH);
		});

		it('is not overwritten by an import under its id', async () => {
			full();
			await ask('First?');
			const id = shown();
			const exported = { id, title: null, created: 1, workspace: null, head: null, messages: [] };
			assert.notEqual(await test.store.add(exported), id);
		});

		it('is shown once however often it is opened at the same time', async () => {
			await ask('One?');
			const id = shown();
			test.chats.newChat();
			await test.session.flush();
			await Promise.all([test.chats.open(id), test.chats.open(id)]);
			full();
			await ask('Two?');
			test.chats.newChat();
			await test.chats.open(id);
			assert.deepEqual(test.texts, BOTH);
		});
	});
});
