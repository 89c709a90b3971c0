import assert from 'node:assert/strict';
import { isPromptName, readPromptSettings } from '../../../../src/core/prompts/promptSettings.ts';

describe('the setting of prompts', () => {
	it('has texts by name, with or without the slash that is typed', () => {
		const { texts, problems } = readPromptSettings(() => ({ '/one': 'First.', two: ' Second. ' }));
		assert.deepEqual(
			[...texts],
			[
				['one', 'First.'],
				['two', ' Second. '],
			],
		);
		assert.deepEqual(problems, []);
	});

	it('is empty where it is not set', () => {
		for (const none of [undefined, null, {}]) {
			assert.deepEqual(
				readPromptSettings(() => none),
				{ texts: new Map(), problems: [] },
			);
		}
	});

	it('says what is wrong with it, and keeps the rest', () => {
		const { texts, problems } = readPromptSettings(() => ({
			good: 'Text.',
			'two words': 'Text.',
			number: 7,
			blank: ' \n',
		}));
		assert.deepEqual([...texts.keys()], ['good']);
		assert.deepEqual(problems, [
			'In the setting Prompts, "two words" is no name: it must be one word of at most 64 characters.',
			'In the setting Prompts, "number" must be a text.',
			'In the setting Prompts, "blank" is empty.',
		]);
		for (const odd of [[], 'text', 7]) {
			assert.deepEqual(readPromptSettings(() => odd).problems, [
				'The setting Prompts must be an object of texts by name.',
			]);
		}
	});

	it('has names of one word, and no paths', () => {
		for (const name of ['a', 'ä-1', 'x'.repeat(64)]) assert.ok(isPromptName(name), name);
		for (const name of ['', 'a b', 'a/b', 'a\\b', 'a#', 'a$', 'a`', 'x'.repeat(65)]) {
			assert.equal(isPromptName(name), false, name);
		}
	});
});
