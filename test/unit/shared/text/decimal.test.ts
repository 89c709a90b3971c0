import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	addDecimals,
	compareDecimals,
	multiplyDecimals,
	parseDecimal,
	withoutDust,
} from '../../../../src/shared/text/decimal.ts';

/** A whole number of units of 10^-places, and the decimal that says the same. */
const money = fc
	.record({ units: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), places: fc.nat(24) })
	.map(({ units, places }) => ({ units, places, text: written(units, places) }));

/** Written by hand, as a server might: with all its zeros. */
function written(units: bigint, places: number): string {
	const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
	const whole = digits.slice(0, digits.length - places);
	const fraction = digits.slice(digits.length - places);
	return `${units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

describe('decimals', () => {
	it('read what JSON and the catalogue write, and write it plainly', () => {
		const cases: [string | number, string | undefined][] = [
			['0.0000003', '0.0000003'],
			[0.00000007, '0.00000007'],
			['7E-8', '0.00000007'],
			['1.50', '1.5'],
			['12e2', '1200'],
			['-1', '-1'],
			['-0', '0'],
			['+4.', '4'],
			['.5', '0.5'],
			['-.25e1', '-2.5'],
			['.', undefined],
			['1'.repeat(5000), '1'.repeat(5000)],
			['1'.repeat(5001), undefined],
			[`0.${'1'.repeat(2_000_000)}`, undefined],
			// What is written is to be readable again.
			[`${'1'.repeat(4900)}e100`, `${'1'.repeat(4900)}${'0'.repeat(100)}`],
			[`${'1'.repeat(4900)}e101`, undefined],
			[`${'1'.repeat(4098)}e-900`, `${'1'.repeat(3198)}.${'1'.repeat(900)}`],
			[`1${'0'.repeat(4900)}e-900`, `1${'0'.repeat(4000)}`],
			[`0.${'1'.repeat(4900)}e-900`, undefined],
			[`.${'1'.repeat(4999)}`, undefined],
			[0, '0'],
			['', undefined],
			['free', undefined],
			['1e9999', undefined],
			[Number.NaN, undefined],
			[Number.POSITIVE_INFINITY, undefined],
		];
		for (const [value, plain] of cases) assert.equal(parseDecimal(value), plain, String(value));
	});

	it('have none of the dust of binary fractions', () => {
		assert.equal(addDecimals(0.1, 0.2), '0.3');
		assert.equal(addDecimals(...Array.from({ length: 10_000 }, () => 0.000001)), '0.01');
		assert.equal(multiplyDecimals('0.0000003', 1_000_000), '0.3');
		assert.equal(addDecimals('0.1', 'nothing', ''), '0.1');
		assert.equal(multiplyDecimals('x', 3), '0');
	});

	it('sum exactly to the last digit, in any order', () => {
		fc.assert(
			fc.property(fc.array(money, { maxLength: 30 }), (values) => {
				const places = Math.max(0, ...values.map((value) => value.places));
				const units = values.reduce(
					(sum, value) => sum + value.units * 10n ** BigInt(places - value.places),
					0n,
				);
				const texts = values.map(({ text }) => text);
				assert.equal(addDecimals(...texts), parseDecimal(written(units, places)));
				assert.equal(addDecimals(...texts.toReversed()), addDecimals(...texts));
			}),
		);
	});

	it('multiply and compare exactly', () => {
		fc.assert(
			fc.property(money, money, (a, b) => {
				assert.equal(
					multiplyDecimals(a.text, b.text),
					parseDecimal(written(a.units * b.units, a.places + b.places)),
				);
				const difference = a.units * 10n ** BigInt(b.places) - b.units * 10n ** BigInt(a.places);
				const sign = difference < 0n ? -1 : difference > 0n ? 1 : 0;
				assert.equal(compareDecimals(a.text, b.text), sign);
			}),
		);
	});

	it('give every double that a server sends the digits it has in JSON', () => {
		fc.assert(
			fc.property(
				fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-15, max: 1e15 }),
				(cost) => {
					assert.equal(Number(parseDecimal(cost)), cost);
				},
			),
		);
	});

	it('are shown without what binary fractions leave behind', () => {
		for (const [amount, shown] of [
			['0.0006245000000000001', '0.0006245'],
			[0.1 + 0.2, '0.3'],
			['4.9999999999999996', '5'],
			['0.30000000000000004', '0.3'],
			['-0.30000000000000004', '-0.3'],
			['0.060000000000000000001', '0.06'],
			['0.99999999999999999', '1'],
			['0.123456789012345678', '0.123456789012345678'],
			['0.0000123', '0.0000123'],
			['12345678901234567', '12345678901234567'],
			['12345678901234567.5', '12345678901234567.5'],
			['7e-8', '0.00000007'],
			['0', '0'],
		] as const) {
			assert.equal(withoutDust(amount), shown, String(amount));
		}
		assert.equal(withoutDust('much'), undefined);
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 999_999_999_999 }),
				fc.integer({ min: 0, max: 20 }),
				(digits, places) => {
					const meant = parseDecimal(`${digits}e-${places}`);
					assert.equal(withoutDust(`${digits}e-${places}`), meant);
					assert.equal(withoutDust(Number(`${digits}e-${places}`)), meant);
				},
			),
		);
	});
});
