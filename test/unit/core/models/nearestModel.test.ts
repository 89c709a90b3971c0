import assert from 'node:assert/strict';
import { nearestModel } from '../../../../src/core/models/nearestModel.ts';
import type { CatalogueModel } from '../../../../src/core/server/chatServer.ts';
import { catalogueModel } from './catalogueSamples.ts';

const models = (...ids: string[]): CatalogueModel[] => ids.map((id) => catalogueModel(id));

describe('nearestModel', () => {
	const WANTED = 'meta-llama/llama-3-70b-instruct';

	it('takes the Llama of the same size and kind, the latest of the same generation', () => {
		const list = models(
			'anthropic/claude-3-70b-instruct',
			'meta-llama/llama-3.3-8b-instruct',
			'meta-llama/llama-guard-3-8b',
			'meta-llama/llama-3.2-90b-vision-instruct',
			'meta-llama/llama-3.1-70b-instruct',
			'meta-llama/llama-3.3-70b-instruct:free',
			'meta-llama/llama-3.3-70b-instruct',
			'meta-llama/llama-4-maverick',
			'nousresearch/hermes-3-llama-3.1-70b',
		);
		assert.equal(nearestModel(WANTED, list)?.id, 'meta-llama/llama-3.3-70b-instruct');
	});

	it('takes any Llama before a likelier name of another family', () => {
		const list = models('other/70b-instruct-3', 'meta-llama/llama-4-scout');
		assert.equal(nearestModel(WANTED, list)?.id, 'meta-llama/llama-4-scout');
	});

	it('takes what its server has named before any guess, if the list has it', () => {
		const list = models('meta-llama/llama-3.3-70b-instruct', 'qwen/qwen3-32b');
		assert.equal(nearestModel(WANTED, list, ['a/gone', 'qwen/qwen3-32b'])?.id, 'qwen/qwen3-32b');
		assert.equal(nearestModel(WANTED, list, ['a/gone'])?.id, 'meta-llama/llama-3.3-70b-instruct');
	});

	it('takes the likest of what there is where there is no Llama, and nothing of nothing', () => {
		assert.equal(nearestModel('a/b-70b', models('x/y', 'a/c-70b'))?.id, 'a/c-70b');
		assert.equal(nearestModel(WANTED, []), undefined);
	});
});
