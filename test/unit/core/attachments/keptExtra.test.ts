import assert from 'node:assert/strict';
import { join } from 'node:path';
import { keptExtra } from '../../../../src/core/attachments/keptExtra.ts';
import { ImageFiles } from '../../../../src/storage/attachments/imageFiles.ts';
import { png } from '../../../samples/images.ts';
import { inTemporaryFolder } from '../../storage/disk/temporaryFolder.ts';

const bytes = png(3, 2);
const image = { mediaType: 'image/png', width: 3, height: 2 } as const;
const received = { type: 'image', bytes, image } as const;

describe('an image that a model has sent', () => {
	it('is kept as those of questions are', () =>
		inTemporaryFolder(async (folder) => {
			const files = new ImageFiles(join(folder, 'images'));
			const extra = await keptExtra(received, 2, files);
			assert.ok(extra.type === 'image');
			const { hash, ...rest } = extra.image;
			assert.deepEqual(rest, { ...image, bytes: bytes.length, name: 'image-2.png' });
			assert.deepEqual(await files.read({ hash, mediaType: 'image/png' }), bytes);
		}));

	it('is told of where it cannot be kept', async () => {
		const full = { put: () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOSPC' })) };
		const extra = await keptExtra(received, 1, full);
		assert.ok(extra.type === 'badImage');
		assert.match(extra.why, /could not be saved/);
		assert.equal((await keptExtra(received, 1, undefined)).type, 'badImage');
	});

	it('is the only thing that needs a file', async () => {
		const audio = { type: 'audio' } as const;
		assert.equal(await keptExtra(audio, 1, undefined), audio);
	});

	it('is the name of a tool that was called, and not what it was given', async () => {
		const call = { type: 'toolCall', name: 'x', id: '1', input: '{"password":"hunter2"}' } as const;
		assert.deepEqual(await keptExtra(call, 1, undefined), { type: 'toolCall', name: 'x' });
	});
});
