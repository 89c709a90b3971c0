import assert from 'node:assert/strict';
import { shownSendKey, shownSpending } from '../../../../src/core/panel/messageViews.ts';
import { NOTHING_SPENT } from '../../../../src/core/spending/ledger.ts';

describe('the key that sends', () => {
	it('is Enter unless it is set to something that exists', () => {
		assert.equal(
			shownSendKey(() => 'ctrlEnter'),
			'ctrlEnter',
		);
		for (const value of ['enter', undefined, null, 'shiftEnter', 5]) {
			assert.equal(
				shownSendKey(() => value),
				'enter',
			);
		}
	});
});

describe('what a chat has cost, in words', () => {
	it('names the tokens as those of both ways, and only where they were counted', () => {
		const spent = { ...NOTHING_SPENT, replies: 3, tokens: 1412 };
		assert.equal(shownSpending(spent), '3 replies · 1,412 tokens in and out');
		assert.equal(shownSpending({ ...spent, replies: 1, tokens: 0 }), '1 reply');
		assert.equal(shownSpending(NOTHING_SPENT), undefined);
	});

	it('has every digit of the sum, and says where a part of it is an estimate', () => {
		const spent = { ...NOTHING_SPENT, replies: 1, billed: '1.2345678' };
		assert.equal(shownSpending(spent), '1 reply · $1.2345678');
		assert.equal(shownSpending({ ...spent, estimated: '0.00000001' }), '1 reply · ≈$1.23456781');
	});
});
