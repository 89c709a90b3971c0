import assert from 'node:assert/strict';
import { readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConversationEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import { ImageFiles } from '../../../../src/storage/attachments/imageFiles.ts';
import { FileConversationStore } from '../../../../src/storage/history/fileConversationStore.ts';
import { png } from '../../../samples/images.ts';
import { besideAnother, inTemporaryFolder, unexpected } from '../disk/temporaryFolder.ts';

const MEDIA_TYPE = 'image/png';
const BYTES = png(3, 2);

function askedWith(hash: string): ConversationEvent {
	const image = {
		hash,
		mediaType: MEDIA_TYPE,
		width: 3,
		height: 2,
		bytes: 80,
		name: 'a.png',
	} as const;
	const message = {
		role: 'user',
		id: 'q',
		parent: null,
		at: 1,
		text: 'Look',
		excerpts: [],
	} as const;
	return { type: 'message', message: { ...message, excerpts: [], images: [image] } };
}

/** Two chats that were deleted, of one image. */
async function deletedWithImage(folder: string): Promise<{ hash: string; ids: string[] }> {
	const store = new FileConversationStore(folder, unexpected);
	const hash = await store.images.put(BYTES, MEDIA_TYPE);
	const chats = [store.create(null), store.create(null)];
	for (const { conversation, log } of chats) {
		await log.append([askedWith(hash)]);
		await store.delete(conversation.id);
	}
	return { hash, ids: chats.map(({ conversation }) => conversation.id) };
}

describe('the images beside the logs', () => {
	it('are kept once, under their hash, for their owner only, and come back as they were', () =>
		inTemporaryFolder(async (folder) => {
			const images = new ImageFiles(join(folder, 'images'));
			const hash = await images.put(BYTES, MEDIA_TYPE);
			assert.equal(await images.put(BYTES, MEDIA_TYPE), hash);
			assert.deepEqual(await readdir(join(folder, 'images')), [`${hash}.png`]);
			assert.equal((await stat(images.path({ hash, mediaType: MEDIA_TYPE }))).mode & 0o777, 0o600);
			assert.deepEqual(await images.read({ hash, mediaType: MEDIA_TYPE }), BYTES);
			const base64 = await images.readBase64({ hash, mediaType: MEDIA_TYPE });
			assert.equal(base64, Buffer.from(BYTES).toString('base64'));
		}));

	it('that are gone or changed are said to be so, and can be put anew', () =>
		inTemporaryFolder(async (folder) => {
			const images = new ImageFiles(folder);
			const image = { hash: await images.put(BYTES, MEDIA_TYPE), mediaType: MEDIA_TYPE } as const;
			await writeFile(images.path(image), BYTES.subarray(0, 40));
			assert.equal(await images.read(image), 'damaged');
			assert.equal(await images.readBase64(image), undefined);
			await images.put(BYTES, MEDIA_TYPE);
			assert.deepEqual(await images.read(image), BYTES);
			assert.equal(await images.read({ ...image, hash: 'f'.repeat(64) }), 'missing');
			assert.throws(() => images.path({ ...image, hash: '../secret' }), TypeError);
		}));

	it('go with the last chat that has them, and not before', () =>
		inTemporaryFolder(async (folder) => {
			const store = new FileConversationStore(folder, unexpected);
			const [one, other] = [png(1, 1), png(2, 2)];
			const hash = await store.images.put(one, MEDIA_TYPE);
			const unsent = await store.images.put(other, MEDIA_TYPE);
			for (const name of await readdir(join(folder, 'images'))) {
				await utimes(join(folder, 'images', name), 1000, 1000);
			}
			const chats = [store.create(null), store.create(null)];
			for (const { log } of chats) await log.append([askedWith(hash)]);
			const left: string[][] = [];
			for (const { conversation } of chats) {
				assert.ok(await store.delete(conversation.id));
				await store.purgeDeleted(Date.now() + 1000);
				left.push((await readdir(join(folder, 'images'))).map((name) => name.slice(0, 64)));
			}
			assert.deepEqual(left, [[hash], []], unsent);
		}));

	it('are kept for the drafts that may have them, and while they are new', () =>
		inTemporaryFolder(async (folder) => {
			const store = new FileConversationStore(folder, unexpected);
			const hash = await store.images.put(png(1, 1), MEDIA_TYPE);
			const unsent = await store.images.put(png(2, 2), MEDIA_TYPE);
			const { conversation, log } = store.create(null);
			await log.append([askedWith(hash)]);
			await store.delete(conversation.id);
			const day = Date.now() - 86_400_000;
			await utimes(
				store.images.path({ hash: unsent, mediaType: MEDIA_TYPE }),
				day / 1000,
				day / 1000,
			);
			await store.images.purge(new Set([hash]), async () => new Set(), day);
			assert.equal((await readdir(join(folder, 'images'))).length, 2);
			await store.images.purge(new Set([hash]), async () => new Set(), Date.now() + 1000);
			assert.deepEqual(await readdir(join(folder, 'images')), [`${unsent}.png`]);
		}));

	it('of a chat that another window brings back meanwhile are kept', () =>
		inTemporaryFolder(async (folder) => {
			const { hash, ids } = await deletedWithImage(folder);
			const [gone = '', back = ''] = ids;
			const away = join(folder, 'deleted', `${back}.jsonl`);
			let looks = 0;
			// The first one is not old enough to go; the second comes back between the two looks for what is still used.
			const files = besideAnother(async (looked) => {
				if (looked === folder && looks++ === 1) {
					await rename(away, join(folder, `${back}.jsonl`));
				}
			});
			const { ctimeMs } = await stat(away);
			const store = new FileConversationStore(folder, unexpected, {
				...files,
				stat: new Proxy(files.stat, {
					async apply(target, self, args: Parameters<typeof files.stat>) {
						const state: object = await Reflect.apply(target, self, args);
						return args[0] === away ? { ...state, ctimeMs: Number.POSITIVE_INFINITY } : state;
					},
				}),
			});
			await store.purgeDeleted(ctimeMs + 1000);
			assert.deepEqual(await readdir(join(folder, 'deleted')), [], gone);
			assert.ok(looks > 1);
			assert.deepEqual(await readdir(join(folder, 'images')), [`${hash}.png`]);
		}));

	it('are tidied beside another window that writes and removes some', () =>
		inTemporaryFolder(async (folder) => {
			const images = new ImageFiles(folder);
			const hash = await images.put(BYTES, MEDIA_TYPE);
			const other = await images.put(png(1, 1), MEDIA_TYPE);
			const unfinished = `${hash}.png.${crypto.randomUUID()}`;
			await writeFile(join(folder, unfinished), 'half');
			const files = besideAnother(() => rm(images.path({ hash: other, mediaType: MEDIA_TYPE })));
			await new ImageFiles(folder, files).purge(
				new Set([hash, other]),
				async () => new Set(),
				Date.now() + 1000,
			);
			assert.deepEqual(await readdir(folder), [unfinished]);
		}));

	it('and the rest are tidied though another window removes a deleted chat first', () =>
		inTemporaryFolder(async (folder) => {
			const { ids } = await deletedWithImage(folder);
			const first = join(folder, 'deleted', `${ids[0]}.jsonl`);
			const files = besideAnother(() => rm(first, { force: true }));
			const store = new FileConversationStore(folder, unexpected, files);
			await store.purgeDeleted(Date.now() + 1000);
			assert.deepEqual(await readdir(join(folder, 'deleted')), []);
			assert.deepEqual(await readdir(join(folder, 'images')), []);
		}));
});
