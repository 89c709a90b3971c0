import assert from 'node:assert/strict';
import { mkdir, readdir, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExchangeRecord } from '../../../../src/core/inspect/exchangeRecord.ts';
import { ExchangeFolder } from '../../../../src/storage/inspect/exchangeFolder.ts';
import { besideAnother, inTemporaryFolder, unexpected } from '../disk/temporaryFolder.ts';

function exchange(chat: string, reply: string, body = '{}'): ExchangeRecord {
	return {
		version: 1,
		chat,
		reply,
		body,
		attempts: [],
		events: [{ at: 1, text: 'x' }],
		dropped: 0,
	};
}

describe('the kept requests', () => {
	it('are there after a reload, each for its reply, for the owner alone', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'requests');
			const kept = new ExchangeFolder(path, unexpected);
			await kept.keep(exchange('c-1', 'r-1'));
			await kept.keep(exchange('c-1', 'r-2', '{"model":"m"}'));
			const later = new ExchangeFolder(path, unexpected);
			assert.deepEqual(await later.of('c-1', 'r-2'), exchange('c-1', 'r-2', '{"model":"m"}'));
			assert.equal(await later.of('c-2', 'r-2'), undefined);
			if (process.platform !== 'win32') {
				const [name = ''] = await readdir(path);
				assert.equal((await stat(join(path, name))).mode & 0o777, 0o600);
			}
		}));

	it('are known to be there without being read', () =>
		inTemporaryFolder(async (folder) => {
			const kept = new ExchangeFolder(folder, unexpected);
			const writing = kept.keep(exchange('c-1', 'r-1'));
			assert.equal(await kept.has('c-1', 'r-1'), true, 'from when on they are kept');
			await writing;
			const later = new ExchangeFolder(folder, unexpected);
			const asked = [later.has('c-1', 'r-1'), later.has('c-1', 'r-2'), later.has('../c', 'r-1')];
			assert.deepEqual(await Promise.all(asked), [true, false, false]);
		}));

	it('go with their chat', () =>
		inTemporaryFolder(async (folder) => {
			const kept = new ExchangeFolder(folder, unexpected);
			await kept.keep(exchange('c-1', 'r-1'));
			await kept.keep(exchange('c-2', 'r-2'));
			await kept.forget('c-1');
			assert.equal(await kept.of('c-1', 'r-1'), undefined);
			assert.deepEqual(await readdir(folder), ['c-2.r-2.json']);
		}));

	it('are in memory up to a size, the last one always', () =>
		inTemporaryFolder(async (folder) => {
			const kept = new ExchangeFolder(folder, unexpected);
			const image = 'x'.repeat(11_000_000);
			await kept.keep(exchange('c-1', 'r-1', image));
			assert.equal((await kept.of('c-1', 'r-1'))?.body, image);
			await kept.keep(exchange('c-1', 'r-2'));
			assert.equal((await kept.of('c-1', 'r-1'))?.body, image);
			await kept.keep(exchange('c-1', 'r-3', image));
			assert.equal(await kept.of('c-1', 'r-1'), undefined);
			assert.equal((await kept.of('c-1', 'r-3'))?.body, image);
			const huge = image.repeat(3);
			await kept.keep(exchange('c-1', 'r-4', huge));
			assert.equal(await kept.of('c-1', 'r-3'), undefined);
			assert.equal((await kept.of('c-1', 'r-4'))?.body, huge);
			assert.deepEqual(await readdir(folder), ['c-1.r-2.json']);
		}));

	it('are no more than 200, the oldest going first', () =>
		inTemporaryFolder(async (folder) => {
			for (let i = 0; i < 230; i++) {
				const path = join(folder, `c-1.old-${i}.json`);
				await writeFile(path, JSON.stringify(exchange('c-1', `old-${i}`)));
				await utimes(path, 1000 + i, 1000 + i);
			}
			await new ExchangeFolder(folder, unexpected).keep(exchange('c-1', 'new'));
			const names = await readdir(folder);
			assert.equal(names.length, 200);
			assert.ok(names.includes('c-1.new.json') && names.includes('c-1.old-229.json'));
			assert.ok(!names.includes('c-1.old-30.json'));
		}));

	it('are no more than 50 MB, the oldest going first', () =>
		inTemporaryFolder(async (folder) => {
			for (let i = 0; i < 8; i++) {
				const path = join(folder, `c-1.old-${i}.json`);
				// Files of this length without any bytes on the disk.
				await writeFile(path, '');
				await truncate(path, 9_000_000);
				await utimes(path, 1000 + i, 1000 + i);
			}
			await new ExchangeFolder(folder, unexpected).keep(exchange('c-1', 'new'));
			assert.deepEqual((await readdir(folder)).sort(), [
				'c-1.new.json',
				...[3, 4, 5, 6, 7].map((number) => `c-1.old-${number}.json`),
			]);
		}));

	it('are tidied beside another window that writes and removes some', () =>
		inTemporaryFolder(async (folder) => {
			const unfinished = `c-2.new.json.${crypto.randomUUID()}`;
			await writeFile(join(folder, unfinished), 'half');
			// A clock that was wrong: what is being written is the oldest.
			await utimes(join(folder, unfinished), 1, 1);
			for (let i = 0; i < 205; i++) {
				const path = join(folder, `c-1.old-${i}.json`);
				await writeFile(path, '{}');
				await utimes(path, 1000 + i, 1000 + i);
			}
			const named = `c-3.new.json.${crypto.randomUUID()}`;
			await writeFile(join(folder, named), 'whole');
			let looks = 0;
			const files = besideAnother(async () => {
				if (looks++ > 0) return;
				await rename(join(folder, named), join(folder, 'c-3.new.json'));
				await rm(join(folder, 'c-1.old-100.json'));
			});
			await new ExchangeFolder(folder, unexpected, files).keep(exchange('c-1', 'new'));
			const names = await readdir(folder);
			assert.equal(looks, 1);
			assert.ok(names.includes(unfinished), 'its window gives it its name yet');
			assert.ok(names.includes('c-3.new.json') && names.includes('c-1.new.json'));
			assert.ok(!names.includes('c-1.old-4.json') && names.includes('c-1.old-10.json'));
		}));

	it('can be looked at in this window when they are too large for the disk or it is broken', () =>
		inTemporaryFolder(async (folder) => {
			const kept = new ExchangeFolder(folder, unexpected);
			await kept.keep(exchange('c-1', 'large', 'x'.repeat(11_000_000)));
			assert.equal((await kept.of('c-1', 'large'))?.body.length, 11_000_000);
			assert.deepEqual(await readdir(folder), []);
			const errors: unknown[] = [];
			await writeFile(join(folder, 'file'), '');
			const broken = new ExchangeFolder(join(folder, 'file'), (error) => errors.push(error));
			await broken.keep(exchange('c-1', 'r-1'));
			assert.equal(errors.length, 1);
			assert.deepEqual(await broken.of('c-1', 'r-1'), exchange('c-1', 'r-1'));
		}));

	it('are none where the file is damaged, and lead nowhere else', () =>
		inTemporaryFolder(async (folder) => {
			await mkdir(join(folder, 'requests'));
			await writeFile(join(folder, 'requests', 'c-1.r-1.json'), '{"version":1');
			await writeFile(join(folder, 'secret.json'), JSON.stringify(exchange('c-1', 'r-1')));
			const kept = new ExchangeFolder(join(folder, 'requests'), unexpected);
			assert.equal(await kept.of('c-1', 'r-1'), undefined);
			assert.equal(await kept.of('..', 'secret'), undefined);
			await kept.keep(exchange('../c-1', 'r-1'));
			assert.deepEqual(await readdir(folder), ['requests', 'secret.json']);
		}));
});
