import assert from 'node:assert/strict';
import { parseDecimal } from '../../../../../src/shared/text/decimal.ts';
import { read } from '../readEveryWay.ts';

/** More digits than a number holds. */
const EXACT = '0.1234567890123456789';
const TOKENS = '"prompt_tokens":8,"completion_tokens":5';

/** The cost of an answer with these fields in its usage and beside it. */
function costOf(inUsage: string, beside = ''): string | undefined {
	const choice = '{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}';
	const event = `{"choices":[${choice}],"usage":{${TOKENS}${inUsage}}${beside}}`;
	const answer = Buffer.from(`data: ${event}\n\ndata: [DONE]\n\n`);
	const { facts } = read([answer], 'text/event-stream');
	const { cost } = Object(facts['usage']) as { cost?: number | string };
	return cost === undefined ? undefined : parseDecimal(cost);
}

describe('a cost is exact to its last digit', () => {
	it('under each name, in the usage and beside it', () => {
		for (const name of [
			...['cost', 'total_cost', 'cost_usd', 'total_cost_usd', 'cost_in_usd', 'usd_cost'],
			...['totalCost', 'costUsd', 'totalCostUsd', 'usdCost', 'costUSD', 'costInUsd'],
			...['total_price', 'totalPrice', 'response_cost', 'billed_cost', 'tensorzero_cost'],
			...['inference_cost', 'final_cost', 'actual_cost', 'usage_cost', 'total_usd'],
			...['cost_dollars', 'cost_in_dollars'],
			...['cost_total', 'cost_usd_total', 'costTotal', 'costUsdTotal'],
		]) {
			assert.equal(costOf(`,"${name}":${EXACT}`), EXACT, name);
			assert.equal(costOf('', `,"${name}":${EXACT}`), EXACT, `beside ${name}`);
			assert.equal(costOf(`,"${name}":"${EXACT}"`), EXACT, `"${name}"`);
		}
	});

	it('in objects of costs', () => {
		for (const [inUsage, beside] of [
			...[
				'total',
				'usd',
				'total_cost',
				'amount',
				'value',
				'total_usd',
				'totalUsd',
				'dollars',
			].flatMap((name) => [
				[`,"cost":{"${name}":${EXACT}}`, ''] as const,
				[`,"cost_details":{"${name}":${EXACT}}`, ''] as const,
				['', `,"cost":{"${name}":${EXACT}}`] as const,
			]),
			['', `,"costs":{"usd":${EXACT},"diem":1}`],
			['', `,"billing":{"cost":${EXACT}}`],
			['', `,"_hidden_params":{"response_cost":${EXACT}}`],
			['', `,"provider_metadata":{"gateway":{"cost":"${EXACT}"}}`],
			['', `,"x_nanogpt_pricing":{"amount":${EXACT},"currency":"USD"}`],
			['', `,"x_nanogpt_pricing":{"costUsd":${EXACT},"amount":2}`],
			['', `,"x_nanogpt_pricing":{"cost":${EXACT},"inputTokens":8}`],
			[`,"costs":{"input":0.1,"output":0.1,"total":${EXACT}}`, ''],
			[`,"total_cost":{"amount":${EXACT},"currency":"USD"}`, ''],
			['', `,"total_cost":{"amount":${EXACT},"currency":"USD"}`],
			[`,"billing":{"amount":${EXACT},"currency":"USD"}`, ''],
			['', `,"billing":{"amount":${EXACT},"currency":"USD"}`],
			// LLM Gateway: https://docs.llmgateway.io/features/cost-breakdown
			[
				`,"cost_usd_input":0.1,"cost_usd_output":0,"cost_usd_total":${EXACT},"cost_usd_request":0`,
				'',
			],
			[',"cost":{"input":0.1,"output":0.0234567890123456789}', ''],
			[',"cost":{"prompt":0.1,"completion":0.0234567890123456789}', ''],
			[',"cost_breakdown":{"input_cost":0.1,"output_cost":0.0234567890123456789}', ''],
			['', `,"cost_breakdown":{"total_cost":${EXACT}}`],
		] as const) {
			assert.equal(costOf(inUsage, beside), EXACT, inUsage + beside);
		}
	});

	it('in parts of a dollar', () => {
		const of = (places: number) => `0.${'0'.repeat(places)}${EXACT.slice(2)}`;
		for (const [fields, expected] of [
			[`,"cost_cents":${EXACT}`, of(2)],
			[`,"costInCents":${EXACT}`, of(2)],
			[`,"cost_micros":${EXACT}`, of(6)],
			[`,"cost_micros_usd":${EXACT}`, of(6)],
			[`,"cost_nano_usd":${EXACT}`, of(9)],
			[`,"cost_cents_usd":${EXACT}`, of(2)],
			[`,"cost":{"cents":${EXACT}}`, of(2)],
			[`,"cost":{"amount":${EXACT},"unit":"micros"}`, of(6)],
			[',"cost_in_usd_ticks":12345678901234567', '1234567.8901234567'],
		] as const) {
			assert.equal(costOf(fields), expected, fields);
			assert.equal(costOf('', fields), fields.includes('ticks') ? undefined : expected, fields);
		}
	});

	it('in a bill, whose total may be that of the account', () => {
		for (const [bill, expected] of [
			['"amount":0', '0'],
			['"total":100,"amount":0.01', '0.01'],
			['"total":100,"amount_cents":1', '0.01'],
			['"total":100,"amount_usd":0.01', '0.01'],
			[`"total":100,"amountUsd":${EXACT}`, EXACT],
			['"total":100,"cost":0.01', '0.01'],
			['"total":100,"cost_usd":0.01', '0.01'],
			['"total":100,"value":0.01', '0.01'],
			['"total_cost":100,"amount":0.01', '0.01'],
			['"totalCost":100,"amount":0.01', '0.01'],
			['"total":100,"amount":{"value":0.01,"currency":"USD"}', '0.01'],
			['"total":100,"amount":{"value":0.01,"currency":"EUR"}', undefined],
			['"total":100,"amount":-0.01', undefined],
			['"total":100,"amount":"-0.01"', undefined],
			['"total":100,"charged":0.01', undefined],
			['"total":0.03,"input_cost":0.01,"output_cost":0.02', '0.03'],
			['"total":0.01,"amount":null,"total_tokens":13,"request_id":7', '0.01'],
			['"total":0.01', '0.01'],
			['"total":0.011,"subtotal":0.01,"tax":0.001', '0.011'],
			['"total":0.011,"tax_amount":0.001,"discountAmount":0', '0.011'],
			['"total":0.01,"discount":0,"vat":0,"rate":1', '0.01'],
			['"total":0.01,"date":"2026-11-30","duration_ms":812', '0.01'],
			['"total":0.01,"tier":1,"model":"4o","invoice":"12-a"', '0.01'],
			['"total":0.01,"balance":5', '0.01'],
			['"total_cost":0.01,"prompt_price":0.001,"price_per_token":1', '0.01'],
			['"total":0.01,"price":"none","cost_rate":1,"unit_price":1', '0.01'],
			['"total":100,"price":0.01', undefined],
			['"total":100,"amount":"$-0.01"', undefined],
			['"total":100,"request_fee":"0.01 USD"', undefined],
			['"total":100,"amount":"0.01 EUR"', undefined],
			['"total":100,"amount":"1,200"', undefined],
			['"total":0.01,"cost":"4o","value":"2026-11-30"', '0.01'],
			['"total":100,"cents":1', '0.01'],
			['"total":100,"dollars":0.01', '0.01'],
			['"amount":12,"unit":"cents"', '0.12'],
			['"amount":1200,"unit":"micros"', '0.0012'],
			['"amount_micros":1200,"balance_micros":5', '0.0012'],
			['"amount_cents":1', '0.01'],
			['"amount":5,"unit":"credits"', undefined],
			['"balance":5', undefined],
		] as const) {
			const billing = `,"billing":{${bill},"currency":"USD"}`;
			assert.equal(costOf(billing), expected, bill);
			assert.equal(costOf('', billing), expected, `beside: ${bill}`);
		}
		assert.equal(costOf('', ',"billing":{"total_cost":100,"amount":0.01}'), undefined);
		const none = ',"billing":{"amount":0,"currency":"USD"}';
		assert.equal(costOf(none, ',"billing":{"amount":1,"currency":"USD"}'), '1');
		assert.equal(costOf('', `${none},"total_cost":0.01`), '0.01');
	});

	it('and is none in another currency, or of something else', () => {
		for (const [inUsage, beside] of [
			[`,"tensorzero_cost":1,"tensorzero_currency":"EUR"`, ''],
			['', ',"x_nanogpt_pricing":{"amount":1,"currency":"XNO"}'],
			[',"saved_cost":1', ''],
			[',"total_cost":{"amount":1,"currency":"EUR"}', ''],
			[',"billing":{"amount":1,"currency":"EUR"}', ',"billing":{"amount":1}'],
			[',"cost_usd_input":1', ''],
			[',"market_cost":1', ''],
			[',"cost_breakdown":{"input_cost":0.1}', ''],
			[',"max_price":1', ',"max_price":1'],
		] as const) {
			assert.equal(costOf(inUsage, beside), undefined, inUsage + beside);
		}
	});
});
