import assert from 'node:assert/strict';
import { findModel } from '../../../../src/core/models/knownModels.ts';
import { groupModels } from '../../../../src/core/models/modelGroups.ts';
import {
	mayBeUnlisted,
	mayCostMore,
	routedModel,
	unseenParts,
} from '../../../../src/core/models/routedModel.ts';
import { catalogueModel } from './catalogueSamples.ts';

describe('an id that says more than a model', () => {
	it('is taken apart', () => {
		for (const [id, expected] of [
			['a/one', { model: 'a/one', variants: [] }],
			['a/one:nitro', { model: 'a/one', variants: ['nitro'] }],
			['a/one:free:online', { model: 'a/one', variants: ['free', 'online'] }],
			['@preset/quick', { model: '', variants: [], preset: 'quick' }],
			['a/one@preset/quick', { model: 'a/one', variants: [], preset: 'quick' }],
			['a/one:floor@preset/q', { model: 'a/one', variants: ['floor'], preset: 'q' }],
			['llama3:8b', { model: 'llama3:8b', variants: [] }],
			['me@home/model', { model: 'me@home/model', variants: [] }],
		] as const) {
			assert.deepEqual(routedModel(id), expected, id);
		}
	});

	it('is that of a listed model without its way there', () => {
		const models = new Map(['a/one', 'a/one:free'].map((id) => [id, catalogueModel(id)]));
		for (const [id, entry] of [
			['a/one@preset/quick', 'a/one'],
			['a/one:online@preset/quick', 'a/one'],
			['a/one:nitro:online', 'a/one'],
			['a/one:free:online', 'a/one:free'],
			// Another price, another context: nothing is known of it.
			['a/one:thinking', undefined],
			['a/one:extended', undefined],
			['@preset/quick', undefined],
		] as const) {
			assert.equal(findModel(models, id)?.id, entry, id);
		}
	});

	it('is not taken for gone because the list does not have it', () => {
		for (const id of ['@preset/x', 'a/b@preset/x', 'a/b:thinking', 'a/b:extended', 'a/b:free']) {
			assert.ok(mayBeUnlisted(id), id);
			const [group] = groupModels(
				[catalogueModel('a/one')],
				id,
				{ favourites: [], recent: [] },
				new Set(),
			);
			assert.equal(group?.label, 'All models', id);
		}
		assert.ok(!mayBeUnlisted('a/b'));
		assert.ok(!mayBeUnlisted('llama3:8b'));
	});

	it('says where it can cost more than its model, and what of the request is not here', () => {
		const dearer = ['a/b:nitro', 'a/b:online', 'a/b:exacto', '@preset/x', 'a/b@preset/x'];
		for (const model of dearer) {
			assert.ok(mayCostMore({ model }), model);
			assert.ok(mayCostMore({ model: 'a/b', models: ['a/c', model] }), model);
		}
		for (const model of ['a/b', 'a/b:floor', 'a/b:free'])
			assert.ok(!mayCostMore({ model, models: ['a/c'] }), model);
		const [preset, ...more] = unseenParts({ model: 'a/b@preset/quick' });
		assert.match(preset ?? '', /^The preset quick is kept at OpenRouter\./);
		assert.deepEqual(more, []);
		assert.deepEqual(unseenParts({ model: 'a/b:nitro', models: ['a/c'] }), []);
	});

	it('says so of each model that may answer, and that a search adds to the prompt', () => {
		const parts = unseenParts({
			model: 'a/dear:online',
			models: ['@preset/one', 'a/b@preset/two', 'a/c@preset/one'],
		});
		assert.deepEqual(
			parts.map((part) => part.split(' ', 3).join(' ')),
			['The preset one', 'The preset two', 'With :online OpenRouter'],
		);
	});

	it('can cost more by rules that leave out the cheapest provider, or do not ask for it first', () => {
		const may = (provider: object) => mayCostMore({ model: 'a/b', provider });
		for (const provider of [
			{ sort: 'throughput' },
			{ sort: 'latency' },
			{ order: ['x'] },
			{ only: ['x'] },
			{ ignore: ['x'] },
			{ data_collection: 'deny' },
			{ zdr: true },
			{ require_parameters: true, sort: 'price' },
		])
			assert.ok(may(provider), JSON.stringify(provider));
		for (const provider of [
			{},
			{ order: [], only: [], ignore: [] },
			{ sort: 'price' },
			{ data_collection: 'allow', zdr: false, allow_fallbacks: false },
		])
			assert.ok(!may(provider), JSON.stringify(provider));
	});
});
