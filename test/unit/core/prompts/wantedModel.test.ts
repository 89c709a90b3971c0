import assert from 'node:assert/strict';
import { wantedModel } from '../../../../src/core/prompts/wantedModel.ts';

const MODELS = [
	{ id: 'meta-llama/llama-3.3-70b-instruct', name: 'Meta: Llama 3.3 70B Instruct' },
	{ id: 'qwen3', name: 'Qwen 3' },
];

describe('the model that a prompt was written for', () => {
	it('is found by its id or its name, whole or without its maker', () => {
		for (const name of [
			'meta-llama/llama-3.3-70b-instruct',
			'llama-3.3-70b-instruct',
			'Meta: Llama 3.3 70B Instruct',
			'Llama 3.3 70B Instruct',
			'LLAMA_3.3-70b instruct (copilot)',
		]) {
			assert.equal(wantedModel([name], MODELS), MODELS[0], name);
		}
		for (const name of ['llama', '3.3', 'instruct', 'Meta']) {
			assert.equal(wantedModel([name], MODELS), undefined, name);
		}
	});

	it('is the first of several that is there', () => {
		assert.equal(wantedModel(['none', 'Qwen 3', 'llama-3.3-70b-instruct'], MODELS), MODELS[1]);
		assert.equal(wantedModel([], MODELS), undefined);
	});
});
