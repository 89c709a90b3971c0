import assert from 'node:assert/strict';
import type { Unplaced } from '../../../../src/core/changes/change.ts';
import { unplacedInWords } from '../../../../src/core/changes/unplacedWords.ts';

describe('why a part has no place', () => {
	const WORDS: [Unplaced, RegExp][] = [
		[{ why: 'ambiguous', places: [3, 14] }, /it fits in 2 places, at lines 3 and 14$/],
		[{ why: 'notFound' }, /what it changes was not found$/],
		[{ why: 'placeholders', lines: [2] }, /leaves code out at line 2 of the block/],
		[{ why: 'losesSymbols', names: ['a()', 'B', 'c'] }, /`a\(\)`, `B` and `c` would be lost$/],
		[{ why: 'incomplete' }, /it breaks off$/],
	];
	for (const [unplaced, words] of WORDS) {
		it(`is said of what is ${unplaced.why}`, () => assert.match(unplacedInWords(unplaced), words));
	}

	it('names no more than can be read', () => {
		const places = Array.from({ length: 40 }, (_, index) => index + 1);
		assert.match(
			unplacedInWords({ why: 'ambiguous', places }),
			/in 40 places, at lines 1, 2, 3, 4, 5, 6, 7, 8 and 32 more$/,
		);
	});
});
