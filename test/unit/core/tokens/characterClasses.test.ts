import assert from 'node:assert/strict';
import { CHARACTER_CLASSES, characterClass } from '../../../../src/core/tokens/characterClasses.ts';

describe('classes of characters', () => {
	it('share no code point, so that their order does not matter', () => {
		const ranges = Object.values(CHARACTER_CLASSES)
			.flatMap(({ ranges }): (readonly [number, number])[] => [...ranges])
			.toSorted(([one], [other]) => one - other);
		let end = 0x7f;
		for (const [first, last] of ranges) {
			assert.ok(first > end && last >= first, `${first.toString(16)}–${last.toString(16)}`);
			end = last;
		}
	});

	it('are found from the first to the last code point of their ranges', () => {
		for (const expected of Object.values(CHARACTER_CLASSES)) {
			for (const point of expected.ranges.flat()) {
				assert.equal(characterClass(point).counts, expected.counts, point.toString(16));
			}
		}
		assert.equal(characterClass(0x10ffff).counts, 'other');
	});

	it('tell the common ones among the Han characters', () => {
		const tokens = (character: string) => characterClass(character.charCodeAt(0)).tokens;
		assert.ok(tokens('的') < tokens('龘'));
		assert.equal(tokens('龘'), CHARACTER_CLASSES.han.tokens);
	});
});
