import assert from 'node:assert/strict';
import { exactDollars } from '../../../../src/shared/spending/money.ts';

describe('money in words', () => {
	it('has every digit of an amount, however large', () => {
		for (const [amount, words] of [
			['9007199254740993', '$9,007,199,254,740,993'],
			['12345678901234567.89', '$12,345,678,901,234,567.89'],
			['-9007199254740993.5', '$-9,007,199,254,740,993.5'],
			['1234567.1234567891', '$1,234,567.1234567891'],
			['0.00123456789012345678901', '$0.00123456789012345678901'],
			[1234.5, '$1,234.5'],
			['999.99', '$999.99'],
			[0, '$0'],
			[7e-8, '$0.00000007'],
		] as const) {
			assert.equal(exactDollars(amount), words);
		}
	});

	it('leaves out what binary fractions have added', () => {
		assert.equal(exactDollars(0.1 + 0.2), '$0.3');
		assert.equal(exactDollars('4200.30000000000000004'), '$4,200.3');
	});
});
