import assert from 'node:assert/strict';
import { findModel } from '../../../../src/core/models/knownModels.ts';
import { groupModels } from '../../../../src/core/models/modelGroups.ts';
import {
	mayBeUnlisted,
	mayCostMore,
	routedModel,
	unseenPart,
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
		assert.deepEqual(dearer.filter(mayCostMore), dearer);
		assert.deepEqual(['a/b', 'a/b:floor', 'a/b:free'].filter(mayCostMore), []);
		assert.match(unseenPart('a/b@preset/quick') ?? '', /^The preset quick is kept at OpenRouter\./);
		assert.equal(unseenPart('a/b:nitro'), undefined);
	});
});
