import assert from 'node:assert/strict';
import { HeldText, mayThinkAsText } from '../../../../src/core/languageModels/heldText.ts';

describe('text that may turn out to be thoughts', () => {
	function held(model = 'deepseek/deepseek-r1') {
		const told: string[] = [];
		return { told, held: new HeldText(model, (text) => told.push(text)) };
	}

	it('is that of models whose template begins the thoughts', () => {
		for (const model of [
			'deepseek/deepseek-r1',
			'deepseek-r1:70b',
			'deepseek/deepseek-r1-0528:free',
			'qwen/qwq-32b',
			'qwen/qwen3-235b-a22b-thinking-2507',
			'moonshotai/kimi-k2-thinking',
			'mistralai/magistral-small-2506',
		])
			assert.ok(mayThinkAsText(model), model);
		for (const model of [
			'meta-llama/llama-3-70b-instruct',
			'deepseek/deepseek-chat',
			'qwen/qwen3-coder',
			'openai/gpt-4o-mini',
			'acme/r10-large',
			'acme/rethinking',
		])
			assert.ok(!mayThinkAsText(model), model);
	});

	it('is told at once of any other model', () => {
		const { told, held: text } = held('meta-llama/llama-3-70b-instruct');
		text.text('one');
		assert.deepEqual(told, ['one']);
	});

	it('is dropped once it was thoughts; the answer is told as it comes', () => {
		const { told, held: text } = held();
		text.text('Let me see. ');
		text.text('Well.');
		assert.deepEqual(told, []);
		text.thought();
		text.text('It ');
		text.text('is.');
		text.end();
		assert.deepEqual(told, ['It ', 'is.']);
	});

	it('is told as it comes where reasoning has come by itself, and whole at the end where no thought ended', () => {
		const reasoned = held();
		reasoned.held.reasoned();
		reasoned.held.text('It is.');
		assert.deepEqual(reasoned.told, ['It is.']);
		const { told, held: text } = held();
		text.text('It ');
		text.text('is.');
		text.end();
		text.end();
		assert.deepEqual(told, ['It is.']);
	});
});
