import assert from 'node:assert/strict';
import { events } from '../../network/testServer.ts';
import { read } from '../readEveryWay.ts';

const TOKENS = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
const TEXT = { choices: [{ index: 0, delta: { content: 'a' } }] };
const LAST = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };

/** What a reply tells of its tokens and of its cost, with these usages behind its text. */
function usageOf(...usages: readonly object[]): object {
	const parts = usages.map((usage) => ({ choices: [], usage }));
	const answer = Buffer.from(events(TEXT, ...parts, LAST, '[DONE]'));
	const { error, facts } = read([answer], 'text/event-stream');
	assert.equal(error, undefined);
	return Object(facts['usage']);
}

const costOf = (more: object): unknown => Object(usageOf({ ...TOKENS, ...more })).cost;

describe('a cost', () => {
	it('of another currency is not counted, whatever the name of the currency is', () => {
		for (const currency of [
			'currency',
			'currencyCode',
			'currency_code',
			'CurrencyCode',
			'cost_currency',
			'costCurrency',
			'billingCurrency',
		]) {
			for (const cost of [
				{ units: '1', nanos: 500_000_000 },
				{ micros: 1200 },
				{ total: 4, input: 1, output: 3 },
				{ amount: 1 },
			]) {
				assert.equal(costOf({ cost: { ...cost, [currency]: 'EUR' } }), undefined, currency);
				assert.equal(costOf({ cost: 1, [currency]: 'CNY' }), undefined, currency);
				assert.notEqual(costOf({ cost: { ...cost, [currency]: 'USD' } }), undefined, currency);
			}
		}
	});

	it('counts in dollars, whatever it is shown in', () => {
		for (const more of [
			{ currency: 'USD', local_currency: 'EUR' },
			{ display_currency: 'EUR' },
			{ currency: 'USD', account_currency: 'EUR' },
		]) {
			assert.equal(costOf({ cost: 1, ...more }), 1, JSON.stringify(more));
		}
		assert.equal(costOf({ cost: 1, currency: 'EUR', local_currency: 'USD' }), undefined);
	});

	it('in units and parts of one is never told too low', () => {
		for (const [cost, dollars] of [
			[{ dollars: 1, cents: 50 }, 1.5],
			[{ units: 1, micros: 500_000 }, 1.5],
			[{ units: '1', nanos: 500_000_000 }, 1.5],
			[{ dollars: 1.5, cents: 150 }, 1.5],
			[{ cents: 150, micros: 1_500_000 }, 1.5],
			[{ cents: 1, micros: 500 }, undefined],
			[{ dollars: 1.5, cents: 20 }, undefined],
			[{ dollars: 2 }, 2],
			[{ total: 0.015, cents: 1 }, 0.015],
			[{ amount: '0.001', micros: 0 }, 0.001],
			[{ usd: 0.02, cents: 2 }, 0.02],
			[{ amount: 12, unit: 'cents' }, 0.12],
			[{ micros: 1200 }, 0.0012],
		] as const) {
			const told = costOf({ cost });
			assert.equal(told === undefined ? undefined : Number(told), dollars, JSON.stringify(cost));
		}
		assert.equal(costOf({ cost_cents: 1, cost_micros: 500 }), undefined);
		assert.equal(Number(costOf({ total_cost_cents: 3, cost_cents: 2 })), 0.03);
		assert.equal(Number(costOf({ total_cost_micros: 1200, cost_micros: 1000 })), 0.0012);
		assert.equal(Number(costOf({ cost: { cents: 5, micros: 0 } })), 0.05);
		assert.equal(Number(costOf({ cost: { cents: 0, micros: 0 } })), 0);
		assert.equal(Number(costOf({ cost_usd: 0.015, cost_cents: 1 })), 0.015);
	});
});

describe('what was told of tokens', () => {
	it('is not taken back by zeros', () => {
		const whole = { ...TOKENS, cost: 0.001 };
		const none = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
		for (const later of [
			none,
			{ ...none, cost: 0 },
			{ cost: 0 },
			{ prompt_tokens: 10, completion_tokens: 0, total_tokens: 10 },
			{ prompt_tokens: 10, completion_tokens: 0, total_tokens: 10, cost: 0 },
			{ prompt_tokens: 0, completion_tokens: 5, total_tokens: 5 },
		]) {
			assert.deepEqual(usageOf(whole, later), whole, JSON.stringify(later));
		}
		const free = { ...TOKENS, cost: 0 };
		assert.deepEqual(usageOf(free, { ...TOKENS, cost: 0.001 }), whole);
		assert.deepEqual(usageOf(free, none), free);
	});

	it('keeps its details and its total behind zeros', () => {
		const whole = {
			...TOKENS,
			total_tokens: 25,
			cost: 0.1,
			prompt_tokens_details: { cached_tokens: 8 },
			completion_tokens_details: { reasoning_tokens: 3 },
			cost_details: { upstream_inference_cost: 0.2 },
		};
		const told = usageOf(whole);
		for (const later of [
			{ prompt_tokens_details: { cached_tokens: 0 } },
			{ completion_tokens_details: { reasoning_tokens: 0 } },
			{ cost: 0, cost_details: { upstream_inference_cost: 0 } },
			{ completion_tokens: 0 },
			{ completion_tokens: 0, total_tokens: 10 },
		]) {
			assert.deepEqual(usageOf(whole, { ...whole, ...later }), told, JSON.stringify(later));
		}
		assert.deepEqual(usageOf({ ...TOKENS, is_byok: true }, { ...TOKENS, is_byok: false }), {
			...TOKENS,
			is_byok: false,
		});
		const claude = { input_tokens: 10, cache_read_input_tokens: 90, output_tokens: 1 };
		const none = { input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 50 };
		assert.deepEqual(usageOf(claude, none), {
			prompt_tokens: 100,
			completion_tokens: 50,
			total_tokens: 150,
			cached_tokens: 90,
		});
	});

	it('is not taken back by what a cache held beside zeros', () => {
		const cache = { prompt_tokens_details: { cached_tokens: 5900 } };
		const none = { prompt_tokens: 0, completion_tokens: 100, total_tokens: 100, ...cache };
		const whole = { completion_tokens: 100, cached_tokens: 5900 };
		for (const prompt_tokens of [9900, 4000]) {
			const first = { prompt_tokens, completion_tokens: 50, ...cache };
			const told = usageOf(first, none);
			assert.deepEqual(told, { ...whole, prompt_tokens: 9900, total_tokens: 10_000 });
		}
		assert.deepEqual(usageOf(none), { ...whole, prompt_tokens: 0, total_tokens: 100 });
		const claude = { input_tokens: 10, cache_read_input_tokens: 90, output_tokens: 1 };
		assert.deepEqual(usageOf(claude, { ...claude, input_tokens: 0, output_tokens: 50 }), {
			prompt_tokens: 100,
			completion_tokens: 50,
			total_tokens: 150,
			cached_tokens: 90,
		});
	});

	it('is the whole prompt where a cache held all of it, by what all tokens come to', () => {
		const none = { prompt_tokens: 0, completion_tokens: 5, total_tokens: 505 };
		const cache = { prompt_tokens_details: { cached_tokens: 500 } };
		const parts = { prompt_tokens_details: { cached_tokens: 480, cache_write_tokens: 20 } };
		for (const usages of [
			[{ ...none, ...cache }],
			[{ ...none, ...parts }],
			[cache, none],
			[
				{ ...none, completion_tokens: 1, total_tokens: 501, ...cache },
				{ ...none, ...cache },
			],
			[
				{ ...none, ...cache },
				{ ...none, total_tokens: 5 },
			],
		]) {
			assert.partialDeepStrictEqual(
				usageOf(...usages),
				{ ...none, prompt_tokens: 500 },
				JSON.stringify(usages),
			);
		}
	});

	it('has what a cache held beside each later count that comes without it', () => {
		const first = { input_tokens: 600, cache_read_input_tokens: 500 };
		const later = { input_tokens: 600, output_tokens: 50 };
		const expected = {
			prompt_tokens: 1100,
			completion_tokens: 50,
			total_tokens: 1150,
			cached_tokens: 500,
		};
		for (const usages of [
			[{ ...first, output_tokens: 1 }, later],
			[first, later],
			[
				{ ...first, output_tokens: 1 },
				{ ...later, cache_read_input_tokens: 0 },
			],
			[
				{ ...first, output_tokens: 1 },
				{ ...later, total_tokens: 650 },
			],
			[{ ...first, output_tokens: 1 }, later, later],
			// The whole, told by who adds them up at the end.
			[
				{ ...first, output_tokens: 1 },
				{ ...later, input_tokens: 1100 },
			],
			[
				{ ...first, output_tokens: 1 },
				{ prompt_tokens: 1100, completion_tokens: 50, total_tokens: 1150 },
			],
		]) {
			assert.deepEqual(usageOf(...usages), expected, JSON.stringify(usages));
		}
	});

	it('has it once where a later count is about all of the prompt', () => {
		for (const [usages, prompt_tokens] of [
			[
				[
					{ input_tokens: 600, cache_read_input_tokens: 500, output_tokens: 1 },
					{ input_tokens: 1090, output_tokens: 9 },
				],
				1090,
			],
			[
				[
					{ ...TOKENS, prompt_tokens: 100, prompt_tokens_details: { cached_tokens: 500 } },
					{ ...TOKENS, prompt_tokens: 550 },
				],
				550,
			],
			[
				[
					{ input_tokens: 600, cache_read_input_tokens: 500, output_tokens: 1 },
					{ input_tokens: 640, output_tokens: 9 },
				],
				1140,
			],
		] as const) {
			assert.partialDeepStrictEqual(usageOf(...usages), { prompt_tokens }, JSON.stringify(usages));
		}
	});

	it('has what a cache held beside the prompt, whichever chunks tell of both', () => {
		const cache = { prompt_tokens_details: { cached_tokens: 5900 } };
		const prompt = { prompt_tokens: 4000 };
		const reply = { completion_tokens: 100 };
		const expected = { ...reply, prompt_tokens: 9900, total_tokens: 10_000, cached_tokens: 5900 };
		for (const usages of [
			[{ ...prompt, ...reply, total_tokens: 4100, ...cache }],
			[
				{ ...prompt, ...reply },
				{ ...reply, ...cache },
			],
			[prompt, cache, reply],
			[prompt, { ...reply, ...cache }],
			[cache, { ...prompt, ...reply }],
			[
				{ ...prompt, ...cache, completion_tokens: 1 },
				{ ...prompt, ...reply },
			],
		]) {
			assert.deepEqual(usageOf(...usages), expected, JSON.stringify(usages));
		}
	});

	it('does not count a prompt for more where the answer has several choices', () => {
		const usage = {
			prompt_tokens: 4000,
			completion_tokens: 100,
			total_tokens: 4100,
			prompt_tokens_details: { cached_tokens: 7800 },
		};
		const delta = [0, 1].map((index) => ({
			index,
			delta: { content: 'a' },
			finish_reason: 'stop',
		}));
		const message = [0, 1].map((index) => ({ index, message: { content: 'a' } }));
		for (const [answer, type] of [
			[events({ choices: delta }, { choices: [], usage }, '[DONE]'), 'text/event-stream'],
			[JSON.stringify({ choices: message, usage }), 'application/json'],
		] as const) {
			const { facts } = read([Buffer.from(answer)], type);
			const counted = { prompt_tokens: 4000, total_tokens: 4100, cached_tokens: 7800 };
			assert.partialDeepStrictEqual(facts['usage'], counted, answer);
		}
	});

	it('keeps its details where it comes in parts', () => {
		const prompt = { prompt_tokens: 10, prompt_tokens_details: { cached_tokens: 8 } };
		const reply = { completion_tokens: 5, completion_tokens_details: { reasoning_tokens: 3 } };
		assert.deepEqual(usageOf(prompt, reply), { ...TOKENS, cached_tokens: 8, reasoning_tokens: 3 });
		assert.deepEqual(usageOf(prompt, { completion_tokens: 5, is_byok: true }), {
			...TOKENS,
			cached_tokens: 8,
			is_byok: true,
		});
		const claude = { input_tokens: 3, cache_read_input_tokens: 5, cache_creation_input_tokens: 2 };
		assert.deepEqual(usageOf(claude, { output_tokens: 5 }), {
			...TOKENS,
			cached_tokens: 5,
			cache_write_tokens: 2,
		});
		assert.deepEqual(usageOf({ ...claude, output_tokens: 1 }, { output_tokens: 5 }), {
			...TOKENS,
			cached_tokens: 5,
			cache_write_tokens: 2,
		});
	});
});
