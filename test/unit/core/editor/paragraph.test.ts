import assert from 'node:assert/strict';
import { paragraphAround } from '../../../../src/core/editor/paragraph.ts';

describe('paragraphAround', () => {
	const LINES = ['', 'a', 'b', '  ', 'c', ''];
	const around = (cursor: number, lines = LINES) =>
		paragraphAround((line) => lines[line] ?? '', lines.length, cursor);

	it('reaches to the blank lines around the cursor', () => {
		assert.deepEqual(around(1), { first: 1, last: 2 });
		assert.deepEqual(around(4), { first: 4, last: 4 });
	});

	it('takes the next paragraph from a blank line, else the one before', () => {
		assert.deepEqual(around(0), { first: 1, last: 2 });
		assert.deepEqual(around(3), { first: 4, last: 4 });
		assert.deepEqual(around(5), { first: 4, last: 4 });
	});

	it('finds nothing in an empty document', () => {
		assert.equal(around(0, ['']), undefined);
		assert.equal(around(1, ['', ' ', '\t']), undefined);
	});
});
