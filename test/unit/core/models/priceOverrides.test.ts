import assert from 'node:assert/strict';
import fc from 'fast-check';
import { priceInWords } from '../../../../src/core/models/price.ts';
import { minuteOfDay, pricingFor } from '../../../../src/core/models/priceOverrides.ts';
import { catalogueModel } from './catalogueSamples.ts';

const at = (time: string) => Date.parse(`2026-11-28T${time}Z`);
const LONG = { minPromptTokens: 272_000, pricing: { prompt: '0.000005' } };
const NIGHT = { hours: { from: 22 * 60, to: 6 * 60 }, pricing: { prompt: '0.000001' } };
const PRICING = { prompt: '0.0000025', completion: '0.00001' };

describe('the prices of a request', () => {
	const model = catalogueModel('a/one', { pricing: PRICING, priceOverrides: [LONG, NIGHT] });
	const prompt = (tokens: number, time: string) =>
		pricingFor(model, { prompt: tokens, at: at(time) })?.['prompt'];

	it('are others above a length of the prompt, and at some hours', () => {
		for (const [tokens, time, price] of [
			// Strictly more than that.
			[272_000, '12:00:00', '0.0000025'],
			[272_001, '12:00:00', '0.000005'],
			[10, '21:59:59', '0.0000025'],
			[10, '22:00:00', '0.000001'],
			[10, '03:00:00', '0.000001'],
			[10, '06:00:00', '0.0000025'],
			// The later one holds.
			[300_000, '23:00:00', '0.000001'],
		] as const) {
			assert.equal(prompt(tokens, time), price, `${tokens} at ${time}`);
		}
	});

	it('keep what no override names, and are not known where the list has none', () => {
		const known = pricingFor(model, { prompt: 300_000, at: at('12:00:00') });
		assert.equal(known?.['completion'], '0.00001');
		assert.equal(pricingFor(catalogueModel('a/two'), { prompt: 1, at: 0 }), undefined);
		assert.equal(pricingFor(undefined, { prompt: 1, at: 0 }), undefined);
	});

	it('are those of exactly the overrides whose conditions hold, in their order', () => {
		const minute = fc.integer({ min: 0, max: 1439 });
		const override = fc.record(
			{
				minPromptTokens: fc.integer({ min: 0, max: 1000 }),
				hours: fc.record({ from: minute, to: minute }),
				pricing: fc.record({ prompt: fc.constantFrom('1', '2', '3') }),
			},
			{ requiredKeys: ['pricing'] },
		);
		fc.assert(
			fc.property(
				fc.array(override),
				fc.integer({ min: 0, max: 1000 }),
				minute,
				(all, tokens, now) => {
					const holds = all.filter(({ minPromptTokens = -1, hours }) => {
						const within =
							hours === undefined ||
							(hours.from <= hours.to
								? hours.from <= now && now < hours.to
								: !(hours.to <= now && now < hours.from));
						return tokens > minPromptTokens && within;
					});
					const priced = catalogueModel('a/one', { pricing: PRICING, priceOverrides: all });
					assert.equal(
						pricingFor(priced, { prompt: tokens, at: now * 60_000 })?.['prompt'],
						holds.at(-1)?.pricing.prompt ?? PRICING.prompt,
					);
				},
			),
		);
	});

	it('are named in the list of models', () => {
		assert.equal(
			priceInWords(model),
			'$2.50 in, $10 out per million tokens, others above 272,000 tokens and at some hours',
		);
	});

	it('read times of day', () => {
		for (const [time, minute] of [
			['00:00', 0],
			['16:30', 990],
			// As OpenRouter's list has them: a number of hours and minutes.
			[1630, 990],
			[30, 30],
			[100, 60],
			[0, 0],
			[2400, 1440],
			['0500', 300],
			[1660, undefined],
			[12.5, undefined],
			[-30, undefined],
			[null, undefined],
			['6:05:00Z', 365],
			['24:00', 1440],
			['24:01', undefined],
			['12:60', undefined],
			['noon', undefined],
			[undefined, undefined],
		] as const) {
			assert.equal(minuteOfDay(time), minute, String(time));
		}
	});
});
