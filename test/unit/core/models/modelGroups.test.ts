import assert from 'node:assert/strict';
import { ageInWords, modelInWords } from '../../../../src/core/models/modelFacts.ts';
import { groupModels, type ModelFilter } from '../../../../src/core/models/modelGroups.ts';
import type { CatalogueModel } from '../../../../src/core/server/chatServer.ts';
import { catalogueModel } from './catalogueSamples.ts';

const FREE = { prompt: '0', completion: '0' };
const MODELS: readonly CatalogueModel[] = [
	catalogueModel('meta-llama/llama-3.3-70b-instruct', { name: 'Meta: Llama 3.3' }),
	catalogueModel('z/free', { name: 'Z', pricing: FREE, supportedParameters: ['tools'] }),
	catalogueModel('b/eyes', { name: 'B', inputModalities: ['text', 'image'] }),
	catalogueModel('a/thinker', { name: 'A', supportedParameters: ['reasoning'] }),
];
const EMPTY = { favourites: [], recent: [] };

function groups(
	current: string,
	shelf = EMPTY as Parameters<typeof groupModels>[2],
	...filters: ModelFilter[]
) {
	return groupModels(MODELS, current, shelf, new Set(filters)).map(
		({ label, models }) => `${label}: ${models.map(({ name }) => name).join(', ')}`,
	);
}

describe('the list of models', () => {
	it('begins with the one in use, then favourites and recent ones; each stands once', () => {
		assert.deepEqual(groups('a/thinker'), ['In use: A', 'All models: B, Meta: Llama 3.3, Z']);
		const shelf = { favourites: ['z/free', 'a/thinker', 'gone'], recent: ['b/eyes', 'z/free'] };
		assert.deepEqual(groups('a/thinker', shelf), [
			'In use: A',
			'Favourites: Z',
			'Recent: B',
			'All models: Meta: Llama 3.3',
		]);
		assert.deepEqual(groups('b/eyes:nitro')[0], 'In use: B');
	});

	it('begins with the nearest where the one in use is gone', () => {
		const [first] = groupModels(MODELS, 'meta-llama/llama-3-70b-instruct', EMPTY, new Set());
		assert.deepEqual(first, {
			label: 'Nearest',
			note: 'Nearest to meta-llama/llama-3-70b-instruct, which is not available here',
			models: [MODELS[0]],
		});
	});

	it('is narrowed by what is wanted', () => {
		assert.deepEqual(groups('a/thinker', EMPTY, 'free'), ['All models: Z']);
		assert.deepEqual(groups('a/thinker', EMPTY, 'free', 'tools'), ['All models: Z']);
		assert.deepEqual(groups('a/thinker', EMPTY, 'free', 'images'), []);
		assert.deepEqual(groups('a/thinker', EMPTY, 'images'), ['All models: B']);
		assert.deepEqual(groups('a/thinker', EMPTY, 'reasoning'), ['In use: A']);
	});

	it('tells of each model what the server says, and nothing else', () => {
		assert.equal(modelInWords(catalogueModel('bare')), '');
		const full = catalogueModel('full', {
			contextLength: 1_048_576,
			pricing: { prompt: '0.0000003', completion: '0.0000004' },
			inputModalities: ['text', 'image', 'file', 'audio'],
			supportedParameters: ['tools', 'include_reasoning'],
			expires: '2027-01-31',
		});
		assert.equal(
			modelInWords(full),
			'$0.30 in, $0.40 out per million tokens · 1.04M tokens of context · text, images, files, audio, tools, reasoning · goes away on 2027-01-31',
		);
		const plain = catalogueModel('plain', { contextLength: 8192, inputModalities: ['text'] });
		assert.equal(modelInWords(plain), '8,192 tokens of context · text');
	});

	it('has its age in words', () => {
		const MINUTE = 60_000;
		for (const [age, words] of [
			[0, 'just now'],
			[MINUTE, '1 minute ago'],
			[59 * MINUTE, '59 minutes ago'],
			[60 * MINUTE, '1 hour ago'],
			[47 * 60 * MINUTE, '47 hours ago'],
			[72 * 60 * MINUTE, '3 days ago'],
		] as const) {
			assert.equal(ageInWords(age), words);
		}
	});
});
