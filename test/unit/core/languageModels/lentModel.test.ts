import assert from 'node:assert/strict';
import { lentModel } from '../../../../src/core/languageModels/lentModel.ts';
import type { CatalogueModel } from '../../../../src/core/server/chatServer.ts';

const KNOWN: CatalogueModel = {
	id: 'openai/gpt-4o-mini:floor',
	name: 'OpenAI: GPT-4o-mini',
	contextLength: 128_000,
	maxCompletionTokens: 16_384,
	pricing: { prompt: '0.00000015', completion: '0.0000006' },
	inputModalities: ['text', 'image'],
	supportedParameters: ['tools'],
	expires: undefined,
	created: 1_721_000_000,
	description: undefined,
};

describe('a model as VS Code is told of it', () => {
	it('has its window divided between what goes in and what comes out', () => {
		const { maxInputTokens, maxOutputTokens } = lentModel(KNOWN.id, KNOWN, 'openrouter.ai');
		assert.deepEqual([maxInputTokens, maxOutputTokens], [111_616, 16_384]);
	});

	it('leaves room for what goes in where the server says that a reply may have all', () => {
		const all = { ...KNOWN, contextLength: 8192, maxCompletionTokens: 8192 };
		const { maxInputTokens, maxOutputTokens } = lentModel(KNOWN.id, all, 'openrouter.ai');
		assert.deepEqual([maxInputTokens, maxOutputTokens], [6144, 2048]);
	});

	it('can do what the list says', () => {
		const { capabilities, tooltip, family } = lentModel(KNOWN.id, KNOWN, 'openrouter.ai');
		assert.deepEqual(capabilities, { imageInput: true, toolCalling: true });
		assert.match(tooltip, /openrouter\.ai, by Llama Chat\. \$0\.15 in/);
		assert.equal(family, 'gpt-4o-mini');
	});

	it('can do nothing, and is small, where the server says nothing', () => {
		const model = lentModel('llama3:8b', undefined, 'localhost:11434');
		assert.equal(model.name, 'Llama3 8B');
		assert.deepEqual(model.capabilities, { imageInput: false, toolCalling: false });
		assert.deepEqual([model.maxInputTokens, model.maxOutputTokens], [6144, 2048]);
	});
});
