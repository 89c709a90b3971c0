import assert from 'node:assert/strict';
import { roundedTokens } from '../../../../src/shared/text/roundedTokens.ts';

describe('a number of tokens in passing', () => {
	it('has two digits or three at most, whatever it is rounded to', () => {
		for (const [tokens, words] of [
			[0, '0'],
			[999, '999'],
			[999.4, '999'],
			[999.6, '1.0k'],
			[1000, '1.0k'],
			[6123, '6.1k'],
			[9949, '9.9k'],
			[9950, '10k'],
			[9999, '10k'],
			[12_400, '12k'],
			[999_499, '999k'],
			[999_500, '1M'],
			[1_240_000, '1.2M'],
		] as const) {
			assert.equal(roundedTokens(tokens), words, String(tokens));
		}
	});
});
