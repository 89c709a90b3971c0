import assert from 'node:assert/strict';
import fc from 'fast-check';
import { estimatedCost } from '../../../../src/core/spending/estimatedCost.ts';

const tokens = fc.nat({ max: 1_000_000 });
const price = fc.nat({ max: 99_999 });

/** Prices in units of 10^-9 dollars, as the list has them. */
const written = (amount: number) => (amount / 1e9).toFixed(9);

describe('the estimate of a cost', () => {
	it('is the sum of each part by its own price, to the last digit', () => {
		const prices = fc.record(
			{
				prompt: price,
				completion: price,
				input_cache_read: price,
				input_cache_write: price,
				internal_reasoning: price,
				image: price,
				request: price,
			},
			{ requiredKeys: ['prompt', 'completion'] },
		);
		const parts = fc.record({
			read: tokens,
			cached: tokens,
			written: tokens,
			said: tokens,
			reasoning: tokens,
			images: fc.nat({ max: 20 }),
		});
		fc.assert(
			fc.property(prices, parts, (own, part) => {
				const cost = estimatedCost(
					Object.fromEntries(Object.entries(own).map(([name, amount]) => [name, written(amount)])),
					{
						prompt: part.read + part.cached + part.written,
						cached: part.cached,
						written: part.written,
						completion: part.said + part.reasoning,
						reasoning: part.reasoning,
						images: part.images,
					},
				);
				const expected =
					part.read * own.prompt +
					part.cached * (own.input_cache_read ?? own.prompt) +
					part.written * (own.input_cache_write || own.prompt) +
					part.said * own.completion +
					part.reasoning * (own.internal_reasoning || own.completion) +
					part.images * (own.image ?? 0) +
					(own.request ?? 0);
				assert.equal(BigInt(Math.round(Number(cost) * 1e9)), BigInt(expected));
			}),
		);
	});

	it('has no price of its own for reasoning or for writing into a cache where the list has 0', () => {
		const pricing = {
			prompt: '2',
			completion: '3',
			input_cache_write: '0',
			internal_reasoning: '0',
		};
		const counts = { prompt: 10, written: 4, completion: 5, reasoning: 5 };
		assert.equal(estimatedCost(pricing, counts), '35');
	});

	it('counts no part more than once, and none beyond the whole', () => {
		const pricing = { prompt: '1', completion: '1', input_cache_read: '2', input_cache_write: '3' };
		const cost = (cached: number, into: number) =>
			estimatedCost(pricing, { prompt: 10, cached, written: into, completion: 0 });
		assert.equal(cost(8, 8), String(8 * 2 + 2 * 3));
		assert.equal(cost(-1, 99), '30');
		assert.equal(estimatedCost(pricing, { prompt: 0, completion: 4, reasoning: 9 }), '4');
	});
});
