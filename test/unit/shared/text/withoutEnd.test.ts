import assert from 'node:assert/strict';
import { withoutBeginning, withoutEnd } from '../../../../src/shared/text/withoutEnd.ts';

describe('signs at the ends of a text', () => {
	it('are taken off, and no others', () => {
		assert.equal(withoutEnd('/a//b//', '/'), '/a//b');
		assert.equal(withoutBeginning('//a//b/', '/'), 'a//b/');
		for (const trimmed of [withoutEnd, withoutBeginning]) {
			assert.equal(trimmed('///', '/'), '');
			assert.equal(trimmed('', '/'), '');
			assert.equal(trimmed('a', '/'), 'a');
		}
	});
});
