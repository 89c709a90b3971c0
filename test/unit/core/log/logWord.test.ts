import assert from 'node:assert/strict';
import { word } from '../../../../src/core/log/logWord.ts';

describe('a name from a server in the log', () => {
	it('makes no line of its own and holds no text', () => {
		assert.equal(word('Some Cloud'), 'Some Cloud');
		assert.equal(
			word('stop\n2026-01-01 [error] All is lost\u202e'),
			'stop 2026-01-01 [error] All is lost',
		);
		assert.equal(word('x'.repeat(500)).length, 80);
	});
});
