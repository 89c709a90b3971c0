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

	it('is told of whole characters, also where a token is a part of one', () => {
		const part = (bytes: number[], logprob: number, more: object = {}) =>
			likely('\ufffd', logprob, { bytes, ...more });
		const top = [part([240, 159], -0.5), likely(' me', -1), part([240, 158], -4)];
		const events = [
			chunk([likely('It’s', -0.1, { bytes: [73, 116, 226, 128, 153, 115] })]),
			chunk([part([32, 240, 159], -0.5, { top_logprobs: top })]),
			chunk([part([166], -0.25), part([153, 33], -0.25)]),
			chunk([likely('\n', -1, { bytes: [10] }), likely('', -2, { bytes: [] })]),
			chunk([part([230, 151], -0.5)]),
		];
		const others = [{ text: ' me', logprob: -1 }];
		assert.deepEqual(tokenChances({ events }), [
			{ text: 'It’s', logprob: -0.1, others: [] },
			{ text: ' 🦙!', logprob: -1, others },
			{ text: '\n', logprob: -1, others: [] },
			{ text: '', logprob: -2, others: [] },
			{ text: '\ufffd', logprob: -0.5, others: [] },
		]);
	});

	it('is told with what was broken off by a token that begins anew', () => {
		const events = [
			chunk([likely('\ufffd', -1, { bytes: [240, 159] }), likely('A', -2, { bytes: [65] })]),
		];
		assert.deepEqual(
			tokenChances({ events }).map(({ text }) => text),
			['\ufffd', 'A'],
		);
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
				likely('C', -1, { top_logprobs: 'x', bytes: 'x' }),
			]),
		];
		assert.deepEqual(tokenChances({ events }), [{ text: 'C', logprob: -1, others: [] }]);
	});
});
