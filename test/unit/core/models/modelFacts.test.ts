import assert from 'node:assert/strict';
import { abilitiesOf, ageInWords, modelInWords } from '../../../../src/core/models/modelFacts.ts';
import { catalogueModel } from './catalogueSamples.ts';

describe('what a model can do', () => {
	const abilities = (inputModalities?: string[], supportedParameters?: string[]) => {
		const known = abilitiesOf(catalogueModel('m', { inputModalities, supportedParameters }));
		return known && [...known];
	};

	it('is what its server says, by either list', () => {
		assert.equal(abilities(), undefined);
		assert.deepEqual(abilities([]), []);
		assert.deepEqual(abilities(undefined, []), []);
		assert.deepEqual(abilities(['audio', 'text', 'file', 'image']), ['images', 'files', 'audio']);
		assert.deepEqual(abilities(undefined, ['tools', 'reasoning']), ['tools', 'reasoning']);
		assert.deepEqual(abilities(['image'], ['include_reasoning']), ['images', 'reasoning']);
		assert.deepEqual(abilities(['text'], ['temperature']), []);
	});
});

describe('a model in words', () => {
	it('has what is known, and no more', () => {
		assert.equal(modelInWords(catalogueModel('m')), '');
		const pricing = { prompt: '0.0000003', completion: '0.0000004' };
		const known = {
			pricing,
			contextLength: 8192,
			inputModalities: ['image'],
			expires: '2027-01-02',
		};
		assert.equal(
			modelInWords(catalogueModel('m', known)),
			'$0.30 in, $0.40 out per million tokens · 8,192 tokens of context · text, images · goes away on 2027-01-02',
		);
		assert.equal(modelInWords(catalogueModel('m', { supportedParameters: [] })), 'text');
	});

	it('has a context in round numbers, never too large', () => {
		for (const [tokens, words] of [
			[9_999, '9,999'],
			[10_000, '10K'],
			[131_999, '131K'],
			[999_999, '999K'],
			[1_000_000, '1M'],
			[1_048_576, '1.04M'],
		] as const) {
			const model = catalogueModel('m', { contextLength: tokens });
			assert.equal(modelInWords(model), `${words} tokens of context`);
		}
	});
});

describe('an age in words', () => {
	it('is in whole minutes, hours and days', () => {
		const minute = 60_000;
		for (const [age, words] of [
			[minute - 1, 'just now'],
			[minute, '1 minute ago'],
			[60 * minute - 1, '59 minutes ago'],
			[60 * minute, '1 hour ago'],
			[48 * 60 * minute - 1, '47 hours ago'],
			[48 * 60 * minute, '2 days ago'],
			[72 * 60 * minute, '3 days ago'],
		] as const) {
			assert.equal(ageInWords(age), words);
		}
	});
});
