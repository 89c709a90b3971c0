import assert from 'node:assert/strict';
import { findModel } from '../../../../src/core/models/knownModels.ts';
import { catalogueModel } from './catalogueSamples.ts';

describe('the entry of a model', () => {
	const ids = ['a/one', 'a/two:free', 'a/two', 'three:latest', 'a/four:nitro'];
	const models = new Map(ids.map((id) => [id, catalogueModel(id)]));
	const found = (id: string) => findModel(models, id)?.id;

	it('is the one under its whole id, else the one that it stands for', () => {
		for (const [id, entry] of [
			['a/one', 'a/one'],
			['a/two:free', 'a/two:free'],
			['a/four:nitro', 'a/four:nitro'],
			['a/one:nitro', 'a/one'],
			['a/one:floor', 'a/one'],
			['a/one:exacto', 'a/one'],
			['a/one:online', 'a/one'],
			['three', 'three:latest'],
		] as const) {
			assert.equal(found(id), entry, id);
		}
	});

	it('is none of another', () => {
		for (const id of ['a/one:free', 'a/one:nitro:free', 'three:8b', 'four', 'a/two:free:x']) {
			assert.equal(found(id), undefined, id);
		}
	});
});
