import assert from 'node:assert/strict';
import { cut, shorten } from '../../../../src/shared/text/shorten.ts';

describe('a cut text', () => {
	it('has no half of a character at its end', () => {
		const text = 'a😀b😀';
		const cuts = Array.from({ length: 8 }, (_, limit) => cut(text, limit));
		assert.deepEqual(cuts, ['', 'a', 'a', 'a😀', 'a😀b', 'a😀b', text, text]);
		const short = Array.from({ length: 6 }, (_, limit) => shorten(text, limit + 1));
		assert.deepEqual(short, ['…', 'a…', 'a…', 'a😀…', 'a😀b…', text]);
	});

	it('keeps a half that was there before', () => {
		assert.equal(cut('a\ud83d', 2), 'a\ud83d');
	});
});
