import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { formatEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import { type Files, nodeFiles } from '../../../../src/storage/disk/files.ts';
import { FileConversationStore } from '../../../../src/storage/history/fileConversationStore.ts';
import { chat, question, text } from '../../core/conversation/conversationSamples.ts';
import { inTemporaryFolder, unexpected } from '../disk/temporaryFolder.ts';

describe('the conversations of a user', () => {
	it('are none in a folder that is not there', () =>
		inTemporaryFolder(async (folder) => {
			const store = new FileConversationStore(join(folder, 'none'), unexpected);
			assert.deepEqual(await store.list(), []);
			assert.equal(await store.load('nobody'), undefined);
			assert.equal(await store.delete('nobody'), false);
			assert.equal(await store.restore('nobody'), false);
			await store.purgeDeleted(Date.now());
		}));

	it('leave no trace before their first message, and then come back as they were', () =>
		inTemporaryFolder(async (folder) => {
			const store = new FileConversationStore(folder, unexpected);
			const { conversation, log } = store.create('file:///w');
			const { id } = conversation;
			assert.equal(await store.load(id), undefined);
			assert.deepEqual(await readdir(folder), []);
			for (const event of chat) {
				conversation.apply(event);
				void log.append([event]);
			}
			const loaded = await store.load(id);
			assert.deepEqual(loaded?.conversation.path(), conversation.path());
			assert.equal(loaded.conversation.workspace, 'file:///w');
			assert.equal(loaded.conversation.created, conversation.created);
			assert.deepEqual(loaded.events.slice(1), chat);
			assert.equal(loaded.readOnly, false);
			assert.equal(loaded.quarantined, 0);
			assert.equal(loaded.log, log);
		}));

	it('are listed newest first, as they are now', () =>
		inTemporaryFolder(async (folder) => {
			const store = new FileConversationStore(folder, unexpected);
			const older = store.create(null);
			const newer = store.create('file:///w');
			await older.log.append(chat);
			await newer.log.append([question('q1', null, 'Newer?')]);
			await utimes(join(folder, `${older.conversation.id}.jsonl`), 1000, 1000);
			await utimes(join(folder, `${newer.conversation.id}.jsonl`), 2000, 2000);
			await writeFile(join(folder, 'empty.jsonl'), '');
			await writeFile(join(folder, 'Not an id.jsonl'), 'x');
			const { created } = newer.conversation;
			const expected = [
				{
					id: newer.conversation.id,
					title: 'Newer?',
					created,
					updated: 2_000_000,
					workspace: 'file:///w',
					messages: 1,
				},
				{
					id: older.conversation.id,
					title: 'Escapes',
					created: older.conversation.created,
					updated: 1_000_000,
					workspace: null,
					messages: 4,
				},
			];
			assert.deepEqual(await store.list(), expected);
			assert.deepEqual(await new FileConversationStore(folder, unexpected).list(), expected);
			await older.log.append([{ type: 'title', title: 'Renamed' }]);
			assert.deepEqual(
				(await store.list()).map(({ title }) => title),
				['Renamed', 'Newer?'],
			);
		}));

	it('keep a line that cannot be read in a file beside the log, once, and the log as it is', () =>
		inTemporaryFolder(async (folder) => {
			const store = new FileConversationStore(folder, unexpected);
			const { conversation, log } = store.create(null);
			const path = join(folder, `${conversation.id}.jsonl`);
			await log.append(chat);
			await appendFile(path, 'gar"bage\n');
			const before = await readFile(path);
			const kept = join(folder, `${conversation.id}.quarantine`);
			for (const newlyQuarantined of [1, 0]) {
				const loaded = await store.load(conversation.id);
				assert.equal(loaded?.quarantined, 1);
				assert.equal(loaded.newlyQuarantined, newlyQuarantined);
				assert.deepEqual(loaded.events.slice(1), chat);
			}
			assert.equal(await readFile(kept, 'utf8'), '{"line":14,"text":"gar\\"bage"}\n');
			assert.deepEqual(await readFile(path), before);
			await appendFile(path, '{"type":"text"}\n{"type":"torn');
			const again = await store.load(conversation.id);
			assert.deepEqual([again?.quarantined, again?.newlyQuarantined], [2, 1]);
			assert.equal(
				(await readFile(kept, 'utf8')).split('\n')[1],
				'{"line":15,"text":"{\\"type\\":\\"text\\"}"}',
			);
		}));

	it('are read for other views without taking down what is damaged: who opens the chat is told of that', () =>
		inTemporaryFolder(async (folder) => {
			const store = new FileConversationStore(folder, unexpected);
			const { conversation, log } = store.create(null);
			await log.append(chat);
			await appendFile(join(folder, `${conversation.id}.jsonl`), 'gar"bage\n');
			const other = new FileConversationStore(folder, unexpected);
			assert.equal((await other.read(conversation.id))?.path().length, 4);
			assert.equal((await other.load(conversation.id))?.newlyQuarantined, 1);
			assert.equal(await other.read('c-0'), undefined);
		}));

	it('can be read when the quarantine cannot be written', () =>
		inTemporaryFolder(async (folder) => {
			const errors: unknown[] = [];
			const store = new FileConversationStore(folder, (error) => errors.push(error));
			await writeFile(join(folder, 'c-1.jsonl'), `garbage\n${chat.map(formatEvent).join('\n')}\n`);
			await mkdir(join(folder, 'c-1.quarantine'));
			const loaded = await store.load('c-1');
			assert.equal(loaded?.conversation.path().length, 4);
			assert.equal(loaded.newlyQuarantined, 1);
			assert.equal(errors.length, 1);
		}));

	it('are read-only when a newer version has written them', () =>
		inTemporaryFolder(async (folder) => {
			const store = new FileConversationStore(folder, unexpected);
			const newer =
				'{"type":"header","version":2,"created":9,"workspace":null}\n{"type":"pinned"}\n';
			await writeFile(join(folder, 'c-1.jsonl'), newer + chat.map(formatEvent).join('\n'));
			const loaded = await store.load('c-1');
			assert.equal(loaded?.readOnly, true);
			assert.equal(loaded.log, undefined);
			assert.equal(loaded.quarantined, 0);
			assert.equal(loaded.conversation.path().length, 4);
		}));

	it('can be deleted, brought back and purged', () =>
		inTemporaryFolder(async (folder) => {
			const errors: unknown[] = [];
			const store = new FileConversationStore(folder, (error) => errors.push(error));
			const { conversation, log } = store.create(null);
			const { id } = conversation;
			await log.append(chat);
			await writeFile(join(folder, `${id}.quarantine`), '');
			assert.ok(await store.delete(id));
			assert.deepEqual(await readdir(folder), ['deleted']);
			assert.deepEqual(await store.list(), []);
			// A turn that still runs cannot write, and loses nothing should the chat come back.
			assert.equal(await log.append([text('r3', ' is \\t')]), false);
			assert.equal(errors.length, 1);
			await store.purgeDeleted(0);
			assert.ok(await store.restore(id));
			assert.ok(await log.flush());
			assert.equal((await store.load(id))?.conversation.lastReply()?.text, 'A tab is \\t');
			assert.ok(await store.delete(id));
			await store.purgeDeleted(Number.POSITIVE_INFINITY);
			assert.deepEqual(await readdir(join(folder, 'deleted')), []);
			assert.equal(await store.restore(id), false);
		}));

	it('are listed without one that cannot be read, which is told, or is gone meanwhile', () =>
		inTemporaryFolder(async (folder) => {
			for (const id of ['c-1', 'c-2']) {
				await writeFile(join(folder, `${id}.jsonl`), `${formatEvent(question('q', null))}\n`);
			}
			for (const [code, told] of [
				['EIO', ['EIO read']],
				['ENOENT', []],
			] as const) {
				const problems: string[] = [];
				const readFile = ((path: string, options: 'utf8') =>
					path.endsWith('c-1.jsonl')
						? Promise.reject(Object.assign(new Error(code), { code }))
						: nodeFiles.readFile(path, options)) as Files['readFile'];
				const store = new FileConversationStore(
					folder,
					(error, doing) => problems.push(`${(error as Error).message} ${doing}`),
					{ ...nodeFiles, readFile },
				);
				assert.deepEqual(
					(await store.list()).map(({ id }) => id),
					['c-2'],
				);
				assert.deepEqual(problems, told);
			}
		}));

	it('that name no image are purged without a look at the images', () =>
		inTemporaryFolder(async (folder) => {
			const looked: string[] = [];
			const readdir = ((path: string, options: object) => {
				looked.push(path);
				return nodeFiles.readdir(path, options);
			}) as unknown as Files['readdir'];
			const store = new FileConversationStore(folder, unexpected, { ...nodeFiles, readdir });
			const { conversation, log } = store.create(null);
			await log.append(chat);
			await store.delete(conversation.id);
			await store.purgeDeleted(Number.POSITIVE_INFINITY);
			assert.ok(!looked.includes(join(folder, 'images')));
		}));

	it('have ids that lead nowhere else', () =>
		inTemporaryFolder(async (folder) => {
			const store = new FileConversationStore(join(folder, 'inner'), unexpected);
			await writeFile(join(folder, 'secret.jsonl'), '{}\n');
			for (const id of ['../secret', '..', '', 'a/b', 'a\\b', 'A', 'a.b', 'a\0']) {
				await assert.rejects(store.load(id), TypeError);
				await assert.rejects(store.delete(id), TypeError);
				await assert.rejects(store.restore(id), TypeError);
			}
			assert.deepEqual(await readdir(folder), ['secret.jsonl']);
		}));

	it('let go of logs that nobody has open', () =>
		inTemporaryFolder(async (folder) => {
			setFlagsFromString('--expose-gc');
			const gc = runInNewContext('gc') as () => void;
			const store = new FileConversationStore(folder, unexpected);
			for (let number = 0; number < 150; number++)
				await writeFile(join(folder, `c-${number}.jsonl`), `${formatEvent(question('q', null))}\n`);
			const logs: WeakRef<object>[] = [];
			for (let number = 0; number < 150; number++) {
				const log = (await store.load(`c-${number}`))?.log;
				if (log !== undefined) logs.push(new WeakRef(log));
			}
			await setImmediate();
			gc();
			const alive = logs.filter((log) => log.deref() !== undefined).length;
			assert.ok(alive <= 60, `${alive} logs are kept`);
		}));
});
