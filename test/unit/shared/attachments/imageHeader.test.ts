import assert from 'node:assert/strict';
import { imageHeader } from '../../../../src/shared/attachments/imageHeader.ts';
import { GIF, JPEG, png, WEBP, WEBP_LOSSLESS } from '../../../samples/images.ts';

/** The header of a WebP that has more than a picture in it, as an animated one has: 300×200. */
const WEBP_EXTENDED = new Uint8Array(30);
WEBP_EXTENDED.set(Buffer.from('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0', 'latin1'));
WEBP_EXTENDED.set([0x2b, 1, 0, 0xc7, 0, 0], 24);

describe('the header of an image', () => {
	it('says format and size, whatever the file is called', () => {
		const found = [png(640, 480), JPEG, GIF, WEBP, WEBP_LOSSLESS, WEBP_EXTENDED].map(imageHeader);
		assert.deepEqual(found, [
			{ mediaType: 'image/png', width: 640, height: 480 },
			{ mediaType: 'image/jpeg', width: 8, height: 6 },
			{ mediaType: 'image/gif', width: 1, height: 1 },
			{ mediaType: 'image/webp', width: 1, height: 1 },
			{ mediaType: 'image/webp', width: 1, height: 1 },
			{ mediaType: 'image/webp', width: 300, height: 200 },
		]);
	});

	it('is found behind other segments of a JPEG, and where the bytes are a part of a buffer', () => {
		const comment = [0xff, 0xff, 0xfe, 0, 4, 0x68, 0x69];
		const inside = new Uint8Array([7, ...JPEG.subarray(0, 2), ...comment, ...JPEG.subarray(2)]);
		assert.equal(imageHeader(inside.subarray(1))?.width, 8);
		assert.equal(imageHeader(inside), undefined);
	});

	it('is none of anything else, of what is cut off, and of a size of nothing', () => {
		for (const text of ['', 'GIF', 'BM\0\0', '<svg width="1" height="1"/>', 'RIFF\0\0\0\0WAVE']) {
			assert.equal(imageHeader(new TextEncoder().encode(text)), undefined, text);
		}
		for (const image of [png(1, 1), JPEG, GIF, WEBP, WEBP_LOSSLESS, WEBP_EXTENDED]) {
			for (let length = 0; length < 8; length++) {
				assert.equal(imageHeader(image.subarray(0, length)), undefined);
			}
		}
		assert.equal(imageHeader(JPEG.subarray(0, 40)), undefined);
		assert.equal(imageHeader(png(0, 5)), undefined);
	});
});
