import assert from 'node:assert/strict';
import { png } from '../../../samples/images.ts';
import { delta, events } from '../network/testServer.ts';
import { read } from './readEveryWay.ts';

const TOKENS = { prompt_tokens: 8, completion_tokens: 5, total_tokens: 13 };

function told(...parts: readonly object[]) {
	return read([Buffer.from(events(...parts, delta('', 'stop'), '[DONE]'))], 'text/event-stream');
}

/** @param beside what stands beside the usage */
const usageOf = (usage: object | undefined, beside: object = {}) =>
	Object(told(delta('x'), { choices: [], usage, ...beside }).facts['usage']);

describe('what was billed', () => {
	it('is found under other names, in other places and in parts of a dollar', () => {
		for (const [usage, beside] of [
			[{ totalCost: 0.015 }, {}],
			[{ costUsd: '0.015' }, {}],
			[{ total_price: '0.015', currency: 'USD' }, {}],
			[{ cost: { inputCost: 0.005, outputCost: 0.01 } }, {}],
			[{ cost: { inputCost: 0.005, totalCost: 0.015 } }, {}],
			[{ cost: { amount: { value: '0.015', currency: 'USD' } } }, {}],
			[{ cost_cents: 1.5 }, {}],
			[{ cost_in_usd_cents: '1.5' }, {}],
			[{ cost_micros: 15000 }, {}],
			[{ cost_in_nano_usd: 15000000 }, {}],
			[{}, { response_cost: 0.015 }],
			[{}, { billing: { cost: 0.015 } }],
			[{}, { metadata: { total_cost: '0.015' } }],
			[{}, { provider_metadata: { gateway: { cost: '0.015' } } }],
		] as const) {
			const { cost } = usageOf({ ...TOKENS, ...usage }, beside);
			assert.equal(Number(cost), 0.015, JSON.stringify([usage, beside]));
		}
		assert.equal(usageOf({ ...TOKENS, cost_micros: 1 }).cost, 0.000001);
	});

	it('is not counted in another currency, wherever that is told', () => {
		for (const [usage, beside] of [
			[{ cost: 0.4, currency: 'EUR' }, {}],
			[{ cost: 0.4, cost_currency: 'CNY' }, {}],
			[{ cost: 0.4 }, { currency: 'JPY' }],
			[{ cost: { amount: { value: 4, currency: 'EUR' } } }, {}],
			[{}, { billing: { cost: 4, currency: 'EUR' } }],
		] as const) {
			const { cost } = usageOf({ ...TOKENS, ...usage }, beside);
			assert.equal(cost, undefined, JSON.stringify([usage, beside]));
		}
	});
});

describe('what is no cost', () => {
	it('is a list of prices, and an amount in credits', () => {
		for (const beside of [
			{ metadata: { model: 'x', cost: { input: 3, output: 15 } } },
			{ billing: { cost: 12, unit: 'credits' } },
		]) {
			assert.equal(usageOf(TOKENS, beside).cost, undefined, JSON.stringify(beside));
		}
	});
});

describe('the counts of tokens', () => {
	it('are no milliseconds, and not what was left of a prompt that was in the cache', () => {
		for (const timings of [
			{ prompt: 120, completion: 850 },
			{ prompt_n: 8, predicted_n: 5 },
		]) {
			assert.deepEqual(usageOf(undefined, { timings }), {}, JSON.stringify(timings));
		}
		const choice = { index: 0, delta: {}, finish_reason: 'stop', usage: TOKENS };
		const { facts } = told(delta('x'), { choices: [choice], timings: { total_ms: 812 } });
		assert.deepEqual(facts['usage'], TOKENS);
	});

	it('are found under other names', () => {
		for (const [usage, beside] of [
			[undefined, { timings: { prompt_n: 3, cache_n: 5, predicted_n: 5 } }],
			[{ billed_units: { input_tokens: 8, output_tokens: 5 } }, {}],
			[{ input: 8, output: 5 }, {}],
			[{ prompt: 8, completion: 5, total: 13 }, {}],
		] as const) {
			const { prompt_tokens, completion_tokens, total_tokens } = usageOf(usage, beside);
			assert.deepEqual([prompt_tokens, completion_tokens, total_tokens], [8, 5, 13]);
		}
	});
});

describe('images and calls of tools', () => {
	const part = (message: object) => {
		const seen = told({ choices: [{ index: 0, delta: message }] }).events;
		return seen.flatMap((event) => (event.type === 'extra' ? event.extra.type : []));
	};
	const data = Buffer.from(png(3, 2)).toString('base64');

	it('are found in the shapes of Gemini, Bedrock and clients in camel case', () => {
		for (const message of [
			{ content: [{ inlineData: { mimeType: 'image/png', data } }] },
			{ content: [{ inline_data: { mime_type: 'image/png', data } }] },
			{ generated_images: [{ url: `data:image/png;base64,${data}` }] },
		]) {
			assert.deepEqual(part(message), ['image'], Object.keys(message).join());
		}
		for (const message of [
			{ tool_call: { name: 'f', arguments: '{}' } },
			{ tool_calls: { name: 'f', arguments: '{}' } },
			{ toolCalls: [{ name: 'f', arguments: '{}' }] },
			{ content: [{ functionCall: { name: 'f', args: {} } }] },
			{ content: [{ toolUse: { name: 'f', input: {} } }] },
			{ tool_calls: [{ index: 0, id: 'a', type: 'custom', custom: { name: 'f', input: 'x' } }] },
		]) {
			assert.deepEqual(part(message), ['toolCall'], JSON.stringify(message));
		}
	});
});

describe('thoughts', () => {
	it('are told by the tags of further templates', () => {
		for (const [open, close] of [
			['<|think|>', '<|/think|>'],
			['<mm:think>', '</mm:think>'],
			['<scratchpad>', '</scratchpad>'],
			['<inner_monologue>', '</inner_monologue>'],
			['<internal_thoughts>', '</internal_thoughts>'],
			['<thinking_process>', '</thinking_process>'],
		]) {
			const pieces = [...`${open}Hm.${close}\n\nFour.`].map((piece) => delta(piece));
			const { text, reasoning } = told(...pieces);
			assert.deepEqual([text, reasoning], ['Four.', 'Hm.'], open);
		}
	});

	it('have further names', () => {
		for (const name of ['analysis', 'chain_of_thought', 'internal_thoughts']) {
			assert.equal(
				told({ choices: [{ delta: { content: 'x', [name]: 'Hm.' } }] }).reasoning,
				'Hm.',
			);
		}
		const content = [{ type: 'analysis', text: 'Hm.' }];
		assert.equal(told({ choices: [{ delta: { content } }] }).reasoning, 'Hm.');
	});
});
