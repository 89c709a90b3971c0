import assert from 'node:assert/strict';
import {
	CHARACTER_RANGES,
	characterPlace,
	SINGLE_CHARACTERS,
} from '../../../../src/core/tokens/characterClasses.ts';
import { placeOf } from '../../../../src/core/tokens/tokenCounts.ts';

const SINGLE = Object.values(SINGLE_CHARACTERS).join('');

describe('classes of characters', () => {
	it('share no code point, so that their order does not matter', () => {
		const ranges = Object.values(CHARACTER_RANGES)
			.flatMap((ranges): (readonly [number, number])[] => [...ranges])
			.toSorted(([one], [other]) => one - other);
		let end = 0x7f;
		for (const [first, last] of ranges) {
			assert.ok(first > end && last >= first, `${first.toString(16)}–${last.toString(16)}`);
			end = last;
		}
		const letters = Object.entries(SINGLE_CHARACTERS)
			.filter(([name]) => name !== 'hanCommon')
			.flatMap(([, characters]) => [...characters]);
		assert.equal(new Set(letters).size, letters.length);
	});

	it('are found from the first to the last code point of their ranges', () => {
		for (const [name, ranges] of Object.entries(CHARACTER_RANGES)) {
			for (const point of ranges.flat()) {
				if (SINGLE.includes(String.fromCodePoint(point))) continue;
				assert.equal(characterPlace(point), placeOf(name), point.toString(16));
			}
		}
	});

	it('have single characters of their own within the ranges', () => {
		for (const [name, characters] of Object.entries(SINGLE_CHARACTERS)) {
			for (const character of characters) {
				assert.equal(characterPlace(character.charCodeAt(0)), placeOf(name), character);
			}
		}
		assert.equal(characterPlace('龘'.charCodeAt(0)), placeOf('han'));
	});

	it('are by their bytes where they are in no range', () => {
		assert.equal(characterPlace(0x7c0), placeOf('twoBytes'));
		assert.equal(characterPlace(0x13a0), placeOf('threeBytes'));
		assert.equal(characterPlace(0xd83d), placeOf('threeBytes'));
		assert.equal(characterPlace(0x1e900), placeOf('fourBytes'));
		assert.equal(characterPlace(0x10ffff), placeOf('fourBytes'));
	});
});
