import assert from 'node:assert/strict';
import { readCatalogue } from '../../../../src/api/models/catalogue.ts';

describe('a list of models that is null', () => {
	it('is an empty one', () => {
		for (const json of [{ object: 'list', data: null }, { models: null }]) {
			assert.deepEqual(readCatalogue(json, {})?.models, []);
		}
		for (const json of [{ object: 'list' }, null, { data: 'x' }]) {
			assert.equal(readCatalogue(json, {}), undefined);
		}
	});
});
