import assert from 'node:assert/strict';
import {
	type ColumnPlan,
	choicesOf,
	ignoredBy,
	planInWords,
	sumInWords,
} from '../../../../src/core/compare/columnPlan.ts';
import { catalogueModel } from '../models/catalogueSamples.ts';

const raw = (name: string) =>
	({ baseUrl: 'https://openrouter.ai/api/v1', model: 'm', topK: 40, seed: 7 })[name];

const plan = (cost?: string, reply?: string, mayBeMore = false): ColumnPlan => ({
	estimate: { tokens: 1200, cost, reply, mayBeMore },
	ignored: [],
});

describe('what is known of columns before they are asked for', () => {
	it('is what all of them cost, and what replies of a thousand tokens add', () => {
		assert.equal(
			sumInWords([plan('0.001', '0.002'), plan('0.0005', '0.0001')]),
			'≈$0.0015 together, without the replies; ≈$0.0021 more where each has 1,000 tokens',
		);
	});

	it('is the least where one of them is not known, refused, or may cost more', () => {
		const known = plan('0.001', '0.002');
		for (const other of [plan(), plan('0', '0', true), { refusal: 'No.', ignored: [] }])
			assert.equal(
				sumInWords([known, other]),
				'at least ≈$0.001 together, without the replies; at least ≈$0.002 more where each has 1,000 tokens',
			);
		assert.equal(sumInWords([plan(), plan()]), 'at prices that are not known');
	});

	it('is what of the settings, of the chat and of the column each model ignores', () => {
		const supported: Record<string, string[]> = { a: ['seed', 'top_k', 'min_p'], b: ['seed'] };
		const models = {
			catalogue: () => undefined,
			model: (_server: string, id: string) =>
				supported[id] && catalogueModel(id, { supportedParameters: supported[id] }),
		};
		const ignored = (model: string, parameters = {}) =>
			ignoredBy(raw, choicesOf({ parameters: { minP: 0.1 } }, { model, parameters }), models);
		assert.deepEqual(ignored('a'), []);
		assert.deepEqual(ignored('b'), ['Top K', 'Min P']);
		assert.deepEqual(ignored('b', { topK: null, temperature: 1 }), ['Temperature', 'Min P']);
		assert.deepEqual(ignored('unknown'), [], 'nobody knows');
	});

	it('is what each costs, why it would be refused and what of its parameters its model ignores', () => {
		assert.equal(
			planInWords({ ...plan('0.001'), ignored: ['Top K', 'Seed'] }),
			'1,200 tokens, ≈$0.001, without the reply · ignores Top K, Seed',
		);
		assert.equal(planInWords({ refusal: 'No.', ignored: [] }), 'Would be refused: No.');
	});
});
