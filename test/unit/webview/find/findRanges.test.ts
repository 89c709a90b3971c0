import assert from 'node:assert/strict';
import { findMatches } from '../../../../src/webview/find/findRanges.ts';

describe('findMatches', () => {
	const starts = (text: string, searched: string) =>
		findMatches(text, searched).map(({ start }) => start);

	it('finds every place, whatever the case, without overlaps', () => {
		assert.deepEqual(starts('One one ONE', 'one'), [0, 4, 8]);
		assert.deepEqual(starts('aaaa', 'aa'), [0, 2]);
		assert.deepEqual(starts('Größe größe', 'GRÖ'), [0, 6]);
		assert.deepEqual(findMatches('İ x', 'x'), [{ start: 2, end: 3 }]);
	});

	it('takes every character for itself', () => {
		for (const text of ['a.b', 'f(x)', '[^]', '{1}', 'a|b', '\\d+', '$?', '/*', '👩‍💻', '-']) {
			assert.deepEqual(findMatches(`.. ${text}`, text), [{ start: 3, end: 3 + text.length }]);
		}
		assert.deepEqual(findMatches('axb', 'a.b'), []);
	});

	it('finds nothing for nothing', () => {
		assert.deepEqual(findMatches('abc', ''), []);
	});
});
