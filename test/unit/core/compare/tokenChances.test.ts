import assert from 'node:assert/strict';
import { tokenChances } from '../../../../src/core/compare/tokenChances.ts';

const event = (data: unknown) => ({
	at: 1,
	text: typeof data === 'string' ? data : JSON.stringify(data),
});
const chunk = (content: unknown, index = 0) =>
	event({ choices: [{ index, delta: { content: 'x' }, logprobs: { content } }] });
const likely = (token: string, logprob: number, more: object = {}) => ({
	token,
	logprob,
	bytes: null,
	...more,
});

describe('how likely the tokens of an answer were', () => {
	it('is read from the chunks in their order, with what else could have stood there', () => {
		const top = [likely('A', -0.1), likely('The', -2.5)];
		const events = [
			event(': a comment'),
			chunk([likely('A', -0.1, { top_logprobs: top })]),
			chunk([likely(' cat', -1), likely('.', 0, { top_logprobs: null })]),
			event('[DONE]'),
		];
		assert.deepEqual(tokenChances({ events }), [
			{ text: 'A', logprob: -0.1, others: [{ text: 'The', logprob: -2.5 }] },
			{ text: ' cat', logprob: -1, others: [] },
			{ text: '.', logprob: 0, others: [] },
		]);
	});

	it('is that of the first choice, also of one without a number and in a whole answer', () => {
		const events = [
			chunk([likely('B', -1)], 1),
			event({ choices: [{ message: {}, logprobs: { content: [likely('A', -1)] } }] }),
		];
		assert.deepEqual(
			tokenChances({ events }).map(({ text }) => text),
			['A'],
		);
	});

	it('is not known where it is not said, or said in another form', () => {
		const events = [
			event({ choices: [{ index: 0, delta: {}, logprobs: null }] }),
			event({ choices: [{ index: 0, logprobs: 1 }] }),
			event({ choices: 'none' }),
			event('{"choices":[{'),
			chunk(null),
			chunk([
				{ token: 'A' },
				'B',
				{ token: 1, logprob: 2 },
				likely('C', -1, { top_logprobs: 'x' }),
			]),
		];
		assert.deepEqual(tokenChances({ events }), [{ text: 'C', logprob: -1, others: [] }]);
	});
});
