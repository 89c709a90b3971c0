import assert from 'node:assert/strict';
import { addDecimals, parseDecimal } from '../../../../../src/shared/text/decimal.ts';
import { readEveryWay } from '../readEveryWay.ts';

/** A stream of one event, with the usage written as it is given. */
function stream(usage: string): string {
	const choice = '{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}';
	return `data: {"id":"gen-1","choices":[${choice}],"usage":${usage}}\n\ndata: [DONE]\n\n`;
}

describe('the usage that a server reports', () => {
	it('has cached and reasoning tokens, the cost, and what was billed to one’s own key', () => {
		const { facts } = readEveryWay(
			stream(
				'{"prompt_tokens":15,"completion_tokens":9,"total_tokens":24,"cost":0.00006,"is_byok":true,"prompt_tokens_details":{"cached_tokens":4,"audio_tokens":0},"cost_details":{"upstream_inference_cost":0.0012},"completion_tokens_details":{"reasoning_tokens":3}}',
			),
		);
		assert.deepEqual(facts['usage'], {
			prompt_tokens: 15,
			completion_tokens: 9,
			total_tokens: 24,
			cost: 0.00006,
			cached_tokens: 4,
			reasoning_tokens: 3,
			is_byok: true,
			upstream_inference_cost: 0.0012,
		});
	});

	it('keeps every digit of the cost, also where a number has not enough', () => {
		for (const cost of ['0.000060000000000000001', '7e-8', '0.1', '12345678901234567.89']) {
			const { facts } = readEveryWay(
				stream(`{"prompt_tokens":1,"completion_tokens":1,"cost":${cost}}`),
			);
			const usage = facts['usage'] as { cost: number | string };
			assert.equal(parseDecimal(usage.cost), parseDecimal(cost));
			assert.equal(addDecimals(usage.cost, '1'), addDecimals(cost, '1'));
		}
	});

	it('has the total of a cost in parts, to its last digit', () => {
		for (const total of ['0.0071', '0.000060000000000000001']) {
			const { facts } = readEveryWay(
				stream(
					`{"prompt_tokens":1,"completion_tokens":1,"cost":{"request_cost":0.005,"total_cost":${total}}}`,
				),
			);
			const usage = facts['usage'] as { cost: number | string };
			assert.equal(parseDecimal(usage.cost), parseDecimal(total));
		}
	});

	const cost = (more: string) => {
		const choice = '{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}';
		const { facts } = readEveryWay(`data: {"choices":[${choice}],${more}}\n\ndata: [DONE]\n\n`);
		return (facts['usage'] as { cost?: number | string } | undefined)?.cost;
	};
	const counts = '"prompt_tokens":8,"completion_tokens":5';

	it('keeps every digit by whatever name', () => {
		const exact = '0.00123456789012345678901';
		for (const [more, digits] of [
			[`"cost_in_usd":${exact}`, exact],
			[`"total_price":${exact}`, exact],
			[`"totalPrice":0,"total_price":${exact}`, exact],
			[`"cost_in_cents":${exact}`, '0.0000123456789012345678901'],
			[`"cost_micros":${exact}`, '0.00000000123456789012345678901'],
			[`"cost_in_usd_ticks":${exact}`, '0.000000000000123456789012345678901'],
			[`"cost":{"amount_micros":1200,"currency":"USD"}`, '0.0012'],
			[`"cost":{"cents":${exact}}`, '0.0000123456789012345678901'],
			[`"cost":{"input":${exact},"output":${exact}}`, '0.00246913578024691357802'],
			[`"cost":{"prompt":${exact},"completion":${exact}}`, '0.00246913578024691357802'],
		] as const) {
			const told = cost(`"usage":{${counts},${more}}`);
			assert.equal(told === undefined ? told : parseDecimal(told), digits, more);
		}
	});

	it('has the cost in each of the spellings of the servers', () => {
		for (const [more, expected] of [
			[`"usage":{${counts},"cost":0.00501}`, '0.00501'],
			[`"usage":{${counts},"cost":"0.00501"}`, '0.00501'],
			[`"usage":{${counts},"cost":{"request_cost":0.005,"total_cost":0.00501}}`, '0.00501'],
			[`"usage":{${counts},"cost":{"total_cost":"0.00501"}}`, '0.00501'],
			[`"usage":{${counts},"cost":{"total":0.00501,"currency":"USD"}}`, '0.00501'],
			[`"usage":{${counts}},"cost":{"usd":0.00501,"diem":0.1}`, '0.00501'],
			[`"usage":{${counts}},"cost":{"usd":"0.00501"}`, '0.00501'],
			[`"usage":{${counts}},"cost":0.00501`, '0.00501'],
			[`"usage":{${counts},"cost_in_usd_ticks":50100000}`, '0.00501'],
			[`"usage":{${counts},"cost_in_usd_ticks":1}`, '0.0000000001'],
			[`"usage":{${counts},"cost_in_usd_ticks":"12345678901"}`, '1.2345678901'],
			[`"usage":{${counts},"cost_details":{"total_cost":0.00501}}`, '0.00501'],
			[`"usage":{${counts},"estimated_cost":0.00501}`, '0.00501'],
			[`"usage":{${counts},"total_cost":0.00501}`, '0.00501'],
			[`"usage":{${counts},"cost":0,"estimated_cost":0.1}`, '0'],
			[
				`"usage":{${counts},"cost":{"usd":0.000060000000000000000001}}`,
				'0.000060000000000000000001',
			],
			[`"usage":{${counts},"cost":6.245e-4}`, '0.0006245'],
		] as const) {
			assert.equal(parseDecimal(cost(more) ?? ''), expected, more);
		}
	});

	it('has an amount that is written for people', () => {
		for (const [amount, expected] of [
			['$0.0012', '0.0012'],
			['$ 0.0012', '0.0012'],
			['US$0.0012', '0.0012'],
			['0.0012 USD', '0.0012'],
			['usd 0.0012', '0.0012'],
			['$0.0012 USD', '0.0012'],
			['0.0012$', '0.0012'],
			['0.0012 US dollars', '0.0012'],
			['$.0012', '0.0012'],
			['$1.2e-3', '0.0012'],
			['1,2e-3', '0.0012'],
			['0,0012', '0.0012'],
			['0,001', '0.001'],
			['1,5', '1.5'],
			['$1,200.50', '1200.5'],
			['12,345,678.9', '12345678.9'],
			['+0.1', '0.1'],
			['$0', '0'],
			['1,200', undefined],
			['1.200,50', undefined],
			['€0.5', undefined],
			['0.5 EUR', undefined],
			['A$0.5', undefined],
			['5¢', undefined],
			['0.5 credits', undefined],
			['-$0.1', undefined],
			['~$0.1', undefined],
			['$', undefined],
			['1_000', undefined],
		] as const) {
			const found = cost(`"usage":{${counts},"cost":"${amount}"}`);
			assert.equal(found === undefined ? undefined : parseDecimal(found), expected, amount);
		}
	});

	it('adds up the parts of a cost that has no total, where all of them are known', () => {
		for (const [more, expected] of [
			['"cost":{"input_cost":0.1,"output_cost":0.2}', '0.3'],
			['"cost":{"prompt":"0.1","completion":"0.2"}', '0.3'],
			['"cost":{"input":0.1,"output":0.2,"cacheRead":0.03,"cache_write":0}', '0.33'],
			['"cost":{"input_cost":0.1,"output_cost":0.2,"total_cost":null}', '0.3'],
			['"cost":{"input_tokens_cost":0.1,"output_tokens_cost":0.2,"request_cost":0.005}', '0.305'],
			['"cost_details":{"prompt_cost":0.1,"completion_cost":"$0.2"}', '0.3'],
			['"prompt_cost":0.1,"completion_cost":0.2', '0.3'],
			['"input_cost_usd":0.1,"output_cost_usd":0.2', '0.3'],
			['"cost":{"input_cost":0.1,"output_cost":0.2,"total_cost":0.25}', '0.25'],
			['"cost":{"input_cost":0.1}', undefined],
			['"cost":{"output_cost":0.1}', undefined],
			['"cost":{"input_cost":0.1,"output_cost":0.2,"gpu":3}', undefined],
			['"cost":{"input_cost":0.1,"output_cost":"much"}', undefined],
			['"cost":{"input_cost":0.1,"output_cost":0.2,"currency":"EUR"}', undefined],
			['"cost":{"input_tokens":8,"output_tokens":5}', undefined],
			[
				'"cost_details":{"upstream_inference_prompt_cost":0.1,"upstream_inference_completions_cost":0.2}',
				undefined,
			],
		] as const) {
			const found = cost(`"usage":{${counts},${more}}`);
			assert.equal(found === undefined ? undefined : parseDecimal(found), expected, more);
		}
	});

	it('has the sum of its tokens where the total is missing, or none', () => {
		for (const total of ['', ',"total_tokens":null', ',"total_tokens":0', ',"total_tokens":"x"']) {
			const { facts } = readEveryWay(stream(`{"prompt_tokens":3,"completion_tokens":4${total}}`));
			assert.deepEqual(facts['usage'], { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 });
		}
	});

	it('has the cost of another chunk than the tokens', () => {
		const choice = '{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}';
		for (const chunks of [
			[`"choices":[${choice}],"usage":{${counts}}`, '"choices":[],"cost":{"usd":0.00501}'],
			[
				`"choices":[${choice}],"usage":{${counts},"cost":0.00501}`,
				`"choices":[],"usage":{${counts}}`,
			],
		]) {
			const { facts } = readEveryWay(chunks.map((one) => `data: {${one}}\n\n`).join(''));
			assert.deepEqual(facts['usage'], {
				prompt_tokens: 8,
				completion_tokens: 5,
				total_tokens: 13,
				cost: 0.00501,
			});
		}
	});

	it('has no cost that nobody is billed', () => {
		for (const amount of [
			'-1',
			'"-0.5"',
			'1e300',
			'"1e300"',
			'"NaN"',
			'"Infinity"',
			'true',
			'[1]',
		]) {
			for (const more of [
				`"usage":{${counts},"cost":${amount}}`,
				`"usage":{${counts},"cost":{"total_cost":${amount}}}`,
				`"usage":{${counts}},"cost":{"usd":${amount}}`,
				`"usage":{${counts},"cost_in_usd_ticks":${amount}}`,
				`"usage":{${counts},"estimated_cost":${amount}}`,
			]) {
				assert.equal(cost(more), undefined, more);
			}
		}
		assert.equal(cost(`"usage":{${counts},"cost":{"total":5,"currency":"EUR"}}`), undefined);
		assert.equal(cost(`"usage":{${counts},"cost":"${'9'.repeat(200)}"}`), undefined);
	});

	it('has no count that is negative or no whole number', () => {
		const negative = readEveryWay(stream('{"prompt_tokens":-1,"completion_tokens":1}'));
		assert.equal(negative.facts['usage'], undefined);
		const { facts } = readEveryWay(
			stream(
				'{"prompt_tokens":1,"completion_tokens":1,"total_tokens":-2,"completion_tokens_details":{"reasoning_tokens":-1},"prompt_tokens_details":{"cached_tokens":0.5}}',
			),
		);
		assert.deepEqual(facts['usage'], { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 });
	});

	it('has no cost where that is no amount', () => {
		for (const cost of ['null', '"much"', '{}']) {
			const { facts } = readEveryWay(
				stream(`{"prompt_tokens":1,"completion_tokens":1,"cost":${cost},"is_byok":"x"}`),
			);
			assert.deepEqual(facts['usage'], { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 });
		}
	});

	it('has the tokens under other names and in other places', () => {
		const choice = (more = '') =>
			`{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"${more}}`;
		const answer = (inChoice: string, more: string) =>
			`data: {"choices":[${choice(inChoice)}]${more}}\n\ndata: [DONE]\n\n`;
		const counts = '{"prompt_tokens":8,"completion_tokens":5}';
		for (const text of [
			stream('{"input_tokens":8,"output_tokens":5}'),
			stream('{"prompt_tokens":"8","completion_tokens":"5"}'),
			stream('{"promptTokens":8,"completionTokens":5,"totalTokens":13}'),
			stream('{"prompt_tokens":8,"total_tokens":13}'),
			answer('', `,"x_groq":{"usage":${counts}}`),
			answer('', `,"usage":null,"x_groq":{"usage":${counts}}`),
			answer(`,"usage":${counts}`, ''),
		]) {
			const expected = { prompt_tokens: 8, completion_tokens: 5, total_tokens: 13 };
			assert.deepEqual(readEveryWay(text).facts['usage'], expected, text);
		}
		for (const usage of [
			'{"prompt_tokens":8}',
			'{"prompt_tokens":8,"total_tokens":5}',
			'[]',
			'"8"',
		])
			assert.equal(readEveryWay(stream(usage)).facts['usage'], undefined, usage);
	});

	it('has the tokens as proxies and other APIs spell them', () => {
		const counts = { prompt_tokens: 12, completion_tokens: 5 };
		for (const told of [
			{ usage: JSON.stringify(counts) },
			{ usage: [counts] },
			{ usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 5, totalTokenCount: 17 } },
			{ usage_metadata: { prompt_token_count: 12, candidates_token_count: 5 } },
			{ prompt_eval_count: 12, eval_count: 5 },
			{ usage: { tokens: { input_tokens: 12, output_tokens: 5 } } },
			{ meta: { tokens: { input_tokens: 12, output_tokens: 5 } } },
			{ usage: { num_prompt_tokens: 12, num_completion_tokens: 5 } },
			{ Usage: { PromptTokens: 12, CompletionTokens: 5 } },
			{ usage: { inputTokenCount: 12, outputTokenCount: 5 } },
			{ usage: { prompt_tokens: 12, generated_tokens: 5 } },
			{ token_usage: counts },
			{ tokenUsage: { promptTokens: 12, completionTokens: 5 } },
			{ data: { usage: counts } },
		]) {
			const choice = { index: 0, delta: { content: 'Hi' }, finish_reason: 'stop' };
			const event = JSON.stringify({ id: 'gen-1', choices: [choice], ...told });
			const { facts } = readEveryWay(`data: ${event}\n\ndata: [DONE]\n\n`);
			assert.deepEqual(facts['usage'], { ...counts, total_tokens: 17 }, event);
		}
		const { facts } = readEveryWay(
			stream('{"prompt_tokens":12,"completion_tokens":5,"promptTokensDetails":{"cachedTokens":3}}'),
		);
		assert.partialDeepStrictEqual(facts['usage'], { cached_tokens: 3 });
	});

	it('has cached and reasoning tokens beside the others, too', () => {
		const counts = '"prompt_tokens":8,"completion_tokens":5';
		for (const [more, field] of [
			['"prompt_cache_hit_tokens":3,"prompt_cache_miss_tokens":5', 'cached_tokens'],
			['"cached_tokens":3', 'cached_tokens'],
			['"input_tokens_details":{"cached_tokens":3}', 'cached_tokens'],
			['"cache_read_input_tokens":3', 'cached_tokens'],
			['"cachedInputTokens":3', 'cached_tokens'],
			['"cache_creation_input_tokens":3', 'cache_write_tokens'],
			['"prompt_tokens_details":{"cache_write_tokens":3}', 'cache_write_tokens'],
			['"prompt_tokens_details":{"cache_creation_tokens":3}', 'cache_write_tokens'],
			['"reasoning_tokens":3', 'reasoning_tokens'],
			['"output_tokens_details":{"reasoning_tokens":"3"}', 'reasoning_tokens'],
		] as const) {
			const usage = readEveryWay(stream(`{${counts},${more}}`)).facts['usage'];
			assert.equal((usage as Record<string, unknown>)[field], 3, more);
			assert.equal((usage as Record<string, unknown>)['prompt_tokens'], 8, more);
		}
	});

	it('has Gemini’s thoughts among the tokens of the reply, which it counts beside them', () => {
		const names = '"promptTokenCount":12,"candidatesTokenCount":5,"thoughtsTokenCount":40';
		for (const [counts, completion] of [
			[`${names},"totalTokenCount":57`, 45],
			['"prompt_token_count":12,"candidates_token_count":5,"thoughts_token_count":40', 45],
			// Added already.
			[
				'"promptTokenCount":12,"candidatesTokenCount":45,"thoughtsTokenCount":40,"totalTokenCount":57',
				45,
			],
		] as const) {
			const usage = readEveryWay(stream(`{${counts}}`)).facts['usage'];
			const { completion_tokens, total_tokens, reasoning_tokens } = usage as Record<
				string,
				unknown
			>;
			assert.deepEqual([completion_tokens, total_tokens, reasoning_tokens], [completion, 57, 40]);
		}
	});

	it('has the tokens of the cache among those of the prompt, also where they are counted beside them', () => {
		const cache = '"cache_read_input_tokens":100,"cache_creation_input_tokens":20';
		for (const [counts, prompt] of [
			[`"input_tokens":8,"output_tokens":5,${cache}`, 128],
			[`"input_tokens":8,"output_tokens":5,"cache_read_input_tokens":100`, 108],
			[`"input_tokens":128,"output_tokens":5,"total_tokens":133,${cache}`, 128],
			[`"prompt_tokens":128,"completion_tokens":5,${cache}`, 128],
			['"input_tokens":128,"output_tokens":5,"input_tokens_details":{"cached_tokens":100}', 128],
		] as const) {
			const usage = readEveryWay(stream(`{${counts}}`)).facts['usage'];
			const { prompt_tokens, total_tokens, cached_tokens } = usage as Record<string, unknown>;
			assert.deepEqual([prompt_tokens, total_tokens, cached_tokens], [prompt, prompt + 5, 100]);
		}
	});

	it('has all tokens of the prompt where a server counts only those that its cache did not hold, and says of more that it did', () => {
		const counts = '"prompt_tokens":4000,"completion_tokens":5,"total_tokens":4005';
		for (const [details, prompt] of [
			['"prompt_tokens_details":{"cached_tokens":5900}', 9900],
			['"prompt_tokens_details":{"cached_tokens":5900,"cache_write_tokens":100}', 10_000],
			['"cache_read_input_tokens":0,"cache_creation_input_tokens":5900', 9900],
			['"cached_tokens":5900', 9900],
			// As many may be all of them.
			['"prompt_tokens_details":{"cached_tokens":4000}', 4000],
		] as const) {
			const { facts } = readEveryWay(stream(`{${counts},${details}}`));
			assert.partialDeepStrictEqual(facts['usage'], {
				prompt_tokens: prompt,
				completion_tokens: 5,
				total_tokens: prompt + 5,
			});
		}
	});

	it('has what is counted beside prompt and reply, where that is what is missing in all tokens', () => {
		const counts = (usage: string) => {
			const { prompt_tokens, completion_tokens, total_tokens, cached_tokens, reasoning_tokens } =
				readEveryWay(stream(usage)).facts['usage'] as Record<string, unknown>;
			return [prompt_tokens, completion_tokens, total_tokens, cached_tokens, reasoning_tokens];
		};
		const thoughts = '"completion_tokens_details":{"reasoning_tokens":40}';
		for (const [usage, expected] of [
			// xAI counts what was thought beside the reply, OpenAI among it.
			[`"prompt_tokens":12,"completion_tokens":5,"total_tokens":57,${thoughts}`, '12,45,57,,40'],
			[`"prompt_tokens":12,"completion_tokens":45,"total_tokens":57,${thoughts}`, '12,45,57,,40'],
			[`"prompt_tokens":12,"completion_tokens":45,${thoughts}`, '12,45,57,,40'],
			// Bedrock does so with its cache.
			[
				'"inputTokens":8,"outputTokens":5,"totalTokens":133,"cacheReadInputTokens":100,"cacheWriteInputTokens":20',
				'128,5,133,100,',
			],
			[
				'"inputTokens":128,"outputTokens":5,"totalTokens":133,"cacheReadInputTokens":100',
				'128,5,133,100,',
			],
		] as const) {
			assert.equal(counts(`{${usage}}`).join(), expected, usage);
		}
	});

	it('has a cost whose name says that it is in dollars', () => {
		const counts = '"prompt_tokens":8,"completion_tokens":5';
		for (const usage of [
			`{${counts},"cost_usd":0.25}`,
			`{${counts},"total_cost_usd":0.25}`,
			`{${counts},"cost":{"total_cost_usd":0.25}}`,
			`{${counts},"cost":{"value":0.25,"currency":"usd"}}`,
			`{${counts}},"total_cost":0.25`,
		]) {
			const said = readEveryWay(stream(usage)).facts['usage'] as { cost?: unknown };
			assert.equal(said.cost, 0.25, usage);
		}
		const exact = '0.000060000000000000001';
		const { facts } = readEveryWay(stream(`{${counts},"cost_usd":${exact}}`));
		assert.equal(parseDecimal((facts['usage'] as { cost: string }).cost), parseDecimal(exact));
		for (const usage of [
			`{${counts},"cost":{"value":0.25,"currency":"EUR"}}`,
			`{${counts}},"x_cost":1`,
		])
			assert.equal(
				(readEveryWay(stream(usage)).facts['usage'] as { cost?: unknown }).cost,
				undefined,
			);
	});
});
