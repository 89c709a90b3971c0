import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isFree, priceInWords, pricePerMillion } from '../../../../src/core/models/price.ts';
import { catalogueModel } from './catalogueSamples.ts';

const priced = (pricing: Record<string, string> | undefined) => catalogueModel('m', { pricing });

describe('prices', () => {
	it('are told per million tokens without a digit too many', () => {
		for (const [perToken, perMillion] of [
			['0.0000003', '$0.30'],
			['0.00000007', '$0.07'],
			['7e-8', '$0.07'],
			['0.0000000375', '$0.0375'],
			['0.000003', '$3'],
			['0.00001', '$10'],
			['0.00000051', '$0.51'],
			['0', '$0'],
			['-1', 'varies'],
			['', undefined],
			['free', undefined],
			[undefined, undefined],
		] as const) {
			assert.equal(pricePerMillion(perToken), perMillion, perToken);
		}
	});

	it('are exact for every price that can be written', () => {
		fc.assert(
			fc.property(fc.bigInt(0n, 10n ** 15n), fc.integer({ min: 0, max: 18 }), (digits, places) => {
				const padded = digits.toString().padStart(places + 1, '0');
				const whole = padded.slice(0, padded.length - places);
				const perToken = places === 0 ? whole : `${whole}.${padded.slice(padded.length - places)}`;
				const shown = pricePerMillion(perToken) ?? '';
				assert.match(shown, /^\$\d+(\.\d{2,})?$/);
				// shown · 10^-(digits behind the point) = digits · 10^-places · 10^6, in whole numbers
				const [dollars = '0', fraction = ''] = shown.slice(1).split('.');
				assert.equal(
					BigInt(`${dollars}${fraction}`) * 10n ** BigInt(places),
					digits * 10n ** BigInt(6 + fraction.length),
				);
			}),
		);
	});

	it('stand in words beside a model', () => {
		const words = (pricing: Record<string, string> | undefined) => priceInWords(priced(pricing));
		assert.equal(
			words({ prompt: '0.0000003', completion: '0.0000004', request: '0' }),
			'$0.30 in, $0.40 out per million tokens',
		);
		assert.equal(
			words({ prompt: '0.000001', completion: '0.000001', request: '0.005' }),
			'$1 in, $1 out per million tokens, $0.005 per request',
		);
		assert.equal(words({ prompt: '0', completion: '0.0', request: '0' }), 'free');
		assert.equal(words({ prompt: '-1', completion: '-1' }), 'price varies');
		assert.equal(words({ prompt: '0.1' }), undefined);
		assert.equal(words(undefined), undefined);
	});

	it('are nothing only where the server says so of all of them', () => {
		assert.equal(isFree(priced({ prompt: '0', completion: '0' })), true);
		assert.equal(isFree(priced({ prompt: '0', completion: '0', request: '0.01' })), false);
		assert.equal(isFree(priced({ prompt: '0' })), false);
		assert.equal(isFree(priced(undefined)), false);
	});
});
