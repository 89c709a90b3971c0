import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import { pictureDifference } from '../../../scripts/demo/pictureDifference.ts';

type Colour = readonly [red: number, green: number, blue: number];

const WHITE: Colour = [255, 255, 255];
const BLUE: Colour = [0, 0, 255];

/** A picture whose first pixels, line by line, are blue and whose others are white. */
function picture(width: number, height: number, blue = 0): Buffer {
	const png = new PNG({ width, height });
	for (let pixel = 0; pixel < width * height; pixel++) {
		png.data.set([...(pixel < blue ? BLUE : WHITE), 255], pixel * 4);
	}
	return PNG.sync.write(png);
}

/** How many pixels of it are red. */
function red(buffer: Buffer): number {
	const { data } = PNG.sync.read(buffer);
	let count = 0;
	for (let at = 0; at < data.length; at += 4) {
		const [r, g, b] = data.subarray(at, at + 3);
		if (r === 255 && g === 0 && b === 0) count++;
	}
	return count;
}

describe('the difference of two pictures', () => {
	it('is none where they are the same', () => {
		const { share, picture: shown } = pictureDifference(picture(10, 10, 20), picture(10, 10, 20));
		assert.equal(share, 0);
		assert.equal(red(shown), 0);
	});

	it('is the share of the pixels that differ, which are red in its picture', () => {
		const { share, picture: shown } = pictureDifference(picture(10, 10, 30), picture(10, 10));
		assert.equal(share, 0.3);
		assert.equal(red(shown), 30);
	});

	it('has what only one of them has', () => {
		for (const [now, before] of [
			[picture(10, 20), picture(10, 10)],
			[picture(10, 10), picture(10, 20)],
			[picture(20, 10), picture(10, 10)],
		] as const) {
			const { share, picture: shown } = pictureDifference(now, before);
			assert.equal(share, 0.5);
			assert.equal(red(shown), 100);
		}
	});

	it('is refused for what is no picture', () => {
		assert.throws(() => pictureDifference(Buffer.from('none'), picture(1, 1)));
	});
});
