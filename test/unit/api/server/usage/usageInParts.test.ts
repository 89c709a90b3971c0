import assert from 'node:assert/strict';
import { events } from '../../network/testServer.ts';
import { read, readEveryWay } from '../readEveryWay.ts';

const TOKENS = { prompt_tokens: 8, completion_tokens: 5, total_tokens: 13 };
const NONE = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };

const text = (content: string, more: object = {}) => ({
	choices: [{ index: 0, delta: { content } }],
	...more,
});
const end = (more: object = {}, inChoice: object = {}) => ({
	choices: [{ index: 0, delta: {}, finish_reason: 'stop', ...inChoice }],
	...more,
});

/** Tokens and cost that are told by a stream of these parts, whole and byte by byte. */
function told(...parts: readonly (object | string)[]): (number | undefined)[] {
	const bytes = Buffer.from(events(...parts, '[DONE]'));
	const [whole, byByte] = [[bytes], [...bytes].map((byte) => Uint8Array.of(byte))].map((pieces) => {
		const outcome = read(pieces, 'text/event-stream');
		assert.equal(outcome.error, undefined);
		return Object(outcome.facts['usage']);
	});
	assert.deepEqual(byByte, whole);
	const cost = whole.cost === undefined ? undefined : Number(whole.cost);
	return [whole.prompt_tokens, whole.completion_tokens, cost];
}

describe('the tokens of an answer', () => {
	it('are told in the first chunk, the last, each, or in parts, and no zeros take them back', () => {
		const counted = (completion_tokens: number) => ({
			usage: { prompt_tokens: 8, completion_tokens },
		});
		for (const parts of [
			[text('a', { usage: TOKENS }), end()],
			[text('a', { usage: null }), end({ usage: TOKENS })],
			[text('a', counted(1)), text('b', counted(3)), end(counted(5))],
			[text('a', { usage: NONE }), end({ usage: TOKENS })],
			[text('a', { usage: TOKENS }), end({ usage: NONE })],
			[
				{ type: 'message_start', message: { usage: { input_tokens: 8, output_tokens: 1 } } },
				text('a'),
				end(),
				{ type: 'message_delta', usage: { output_tokens: 5 } },
			],
			[text('a', { usage: { prompt_tokens: 8 } }), end({ usage: { completion_tokens: 5 } })],
			[
				text('a', { usage: { input_tokens: 3, cache_read_input_tokens: 5 } }),
				end({ usage: { output_tokens: 5 } }),
			],
			[text('a'), end({}, { delta: { usage: TOKENS } })],
			[text('a'), end({}, { message: { usage: TOKENS } })],
			[text('a'), end(), `[USAGE] ${JSON.stringify({ usage: TOKENS })}`],
			[text('a'), end(), { choices: [], metrics: { usage: TOKENS } }],
			[
				text('a'),
				end(),
				{
					type: 'response.completed',
					response: { object: 'response', status: 'completed', usage: TOKENS },
				},
			],
			[
				text('a'),
				end({ 'amazon-bedrock-invocationMetrics': { inputTokenCount: 8, outputTokenCount: 5 } }),
			],
		]) {
			assert.deepEqual(told(...parts), [8, 5, undefined], JSON.stringify(parts));
		}
		assert.deepEqual(told(text('a'), end({ usage: NONE })), [0, 0, undefined]);
		assert.deepEqual(told(text('a', { usage: { prompt_tokens: 8 } }), end()), [
			undefined,
			undefined,
			undefined,
		]);
		assert.deepEqual(told(text('a', { usage: TOKENS }), end({ usage: { completion_tokens: 2 } })), [
			8,
			5,
			undefined,
		]);
	});

	it('are found under further names, and in objects of what they are made of', () => {
		for (const usage of [
			{ input_tokens: { total: 8, cached: 2 }, output_tokens: { total: 5 } },
			{ tokens_in: 8, tokens_out: 5 },
			{ tokens_prompt: 8, tokens_completion: 5 },
			{ num_input_tokens: 8, num_output_tokens: 5 },
			{ n_prompt_tokens: 8, n_completion_tokens: 5 },
			{ prompt_token: 8, completion_token: 5 },
			{ prompt_tokens: '8', completion_tokens: ' 5 ' },
		]) {
			assert.deepEqual(told(text('a'), end({ usage })), [8, 5, undefined], JSON.stringify(usage));
		}
		for (const usage of [
			{ prompt_tokens: -8, completion_tokens: 5 },
			{ prompt_tokens: 8.5, completion_tokens: 5 },
			{ prompt_tokens: '8 tokens', completion_tokens: '5' },
			{ prompt_tokens: 8, completion_tokens: null },
			[TOKENS, TOKENS],
		]) {
			assert.equal(told(text('a'), end({ usage }))[0], undefined, JSON.stringify(usage));
		}
	});
});

describe('the cost of an answer', () => {
	it('may come before the tokens or behind them', () => {
		for (const parts of [
			[text('a', { cost: 0.001 }), end({ usage: TOKENS })],
			[text('a'), end({ usage: TOKENS }), { choices: [], cost: 0.001 }],
			[
				text('a', { usage: { prompt_tokens: 8 }, cost: 0.001 }),
				end({ usage: { completion_tokens: 5 } }),
			],
			[text('a', { usage: { ...TOKENS, cost: 0.001 } }), end({ usage: NONE })],
		]) {
			assert.deepEqual(told(...parts), [8, 5, 0.001], JSON.stringify(parts));
		}
	});

	it('counts whatever was counted: also where the tokens are missing, or cannot be right', () => {
		for (const [usage, tokens] of [
			[{ ...TOKENS, completion_tokens: -5 }, [8, 0]],
			[{ ...TOKENS, prompt_tokens: -1 }, [0, 5]],
			[{ prompt_tokens: 8.5, completion_tokens: 5 }, [0, 5]],
			[{ prompt_tokens: 1e300, completion_tokens: 'five' }, [0, 0]],
			[{ prompt_tokens: null, completion_tokens: null, total_tokens: 5 }, [0, 0]],
			[{ prompt_tokens: 8 }, [8, 0]],
			[{}, [0, 0]],
		] as const) {
			for (const [inUsage, beside] of [
				[{ cost: 0.001 }, {}],
				[{}, { cost: 0.001 }],
			]) {
				const seen = told(text('a'), end({ usage: { ...usage, ...inUsage }, ...beside }));
				assert.deepEqual(seen, [...tokens, 0.001], JSON.stringify([usage, beside]));
			}
		}
		assert.deepEqual(told(text('a'), end({ cost: 0.001 })), [0, 0, 0.001]);
		assert.deepEqual(told(text('a'), end({ usage: { cost: 0 } })), [
			undefined,
			undefined,
			undefined,
		]);
		for (const parts of [
			[text('a', { cost: 0.001 }), text('b', { usage: { prompt_tokens: 8 } })],
			[text('a', { usage: { prompt_tokens: 8 } }), text('b', { cost: 0.001 })],
		]) {
			const seen = told(...parts, end({ usage: { completion_tokens: 5 } }));
			assert.deepEqual(seen, [8, 5, 0.001], JSON.stringify(parts));
		}
	});

	it('may be in a list, in JSON within a string, in parts of a dollar, or with a gateway’s data', () => {
		for (const [usage, beside] of [
			...[
				[{ total: 0.001 }],
				'{"total":0.001}',
				{ cents: 0.1 },
				{ micros: 1000 },
				{ nano_usd: 1_000_000 },
				{ nanoUsd: 1_000_000 },
				{ amount: 1000, unit: 'micro_usd' },
				{ amount: '0.1', unit: 'cents' },
				{ units: '0', nanos: 1_000_000, currency_code: 'USD' },
			].map((cost) => [{ cost }, {}] as const),
			[{}, { costs: { total: 0.001 } }],
			[{}, { costMicros: 1000 }],
			[{}, { costInCents: 0.1 }],
			[{}, { usd_cost: '0.001' }],
			[{}, { providerMetadata: { gateway: { cost: '0.001' } } }],
			[{}, { provider_metadata: { openrouter: { usage: { cost: 0.001 } } } }],
		] as const) {
			const seen = told(text('a'), end({ usage: { ...TOKENS, ...usage }, ...beside }));
			assert.deepEqual(seen, [8, 5, 0.001], JSON.stringify([usage, beside]));
		}
	});

	it('is none in credits, in another currency, below nothing, or where it is only a part', () => {
		for (const [usage, beside] of [
			[{}, { cost: 1, cost_unit: 'credits' }],
			[{ cost: 1, cost_unit: 'tokens' }, {}],
			[{ cost: { amount: 1, unit: 'euro_cents' } }, {}],
			[{ cost: { micros: 1000, currency: 'EUR' } }, {}],
			[{ cost: { cents: -1 } }, {}],
			[{ cost: [0.001] }, {}],
			[{ cost: [{ total: -1 }] }, {}],
			[{ cost: [1, 2] }, {}],
			[{ cost: '[' }, {}],
			[{ cost: { credits: 1 } }, {}],
			[{ cost: '1 credits' }, {}],
			[{}, { billing: { total: 12 } }],
		] as const) {
			const seen = told(text('a'), end({ usage: { ...TOKENS, ...usage }, ...beside }));
			assert.deepEqual(seen, [8, 5, undefined], JSON.stringify([usage, beside]));
		}
	});

	it('is the same wherever its chunk is cut', () => {
		const parts = [text('a', { cost: { micros: 1000 } }), end({ usage: { output_tokens: 5 } })];
		const first = { type: 'message_start', message: { usage: { input_tokens: 8 } } };
		const { facts } = readEveryWay(events(first, ...parts, '[DONE]'));
		assert.deepEqual(facts['usage'], { ...TOKENS, cost: 0.001 });
	});
});
