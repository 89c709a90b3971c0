import assert from 'node:assert/strict';
import { events } from '../network/testServer.ts';
import { readEveryWay } from './readEveryWay.ts';

/** What is read of the parts, as a stream. */
function streamed(...parts: readonly object[]) {
	const chunks = parts.map((part) => ({ choices: [{ index: 0, delta: part }] }));
	return readEveryWay(events(...chunks, '[DONE]'));
}

/** What is read of a whole answer. */
function answered(message: object) {
	return readEveryWay(JSON.stringify({ choices: [{ index: 0, message }] }));
}

describe('the content of a reply', () => {
	it('has the text of a number, true and false', () => {
		const pieces = ['Pay $', 0.25, ' (', 2, ' times): ', true].map((content) => ({ content }));
		assert.equal(streamed(...pieces).text, 'Pay $0.25 (2 times): true');
		assert.equal(answered({ content: 0 }).text, '0');
		assert.equal(answered({ content: [{ type: 'text', text: 7 }] }).text, '7');
		assert.equal(answered({ content: null }).text, '');
	});

	it('has a refusal for its text', () => {
		const refused = streamed({ refusal: 'I will ', content: null }, { refusal: 'not.' });
		assert.equal(refused.text, 'I will not.');
		assert.equal(answered({ refusal: 'No.', content: '' }).text, 'No.');
		assert.equal(answered({ content: [{ type: 'refusal', refusal: 'No.' }] }).text, 'No.');
		assert.equal(answered({ content: 'Yes.', refusal: null }).text, 'Yes.');
	});

	it('has thinking parts for reasoning, and not for text', () => {
		const thinking = (words: unknown) => ({ type: 'thinking', thinking: words });
		const first = {
			content: [
				thinking([
					{ type: 'text', text: 'Let' },
					{ type: 'text', text: ' me' },
				]),
			],
		};
		const mixed = { content: [thinking(' see.'), { type: 'text', text: 'It is' }] };
		const outcome = streamed(first, mixed, { content: ' so.' });
		assert.equal(outcome.reasoning, 'Let me see.');
		assert.equal(outcome.text, 'It is so.');
		const whole = answered(mixed);
		assert.equal(whole.reasoning, ' see.');
		assert.equal(whole.text, 'It is');
	});

	it('has reasoning_details for reasoning where no other field has it', () => {
		const reasoning_details = [
			{ type: 'reasoning.text', text: '3 + ' },
			{ type: 'reasoning.summary', summary: '4' },
			{ type: 'reasoning.encrypted', data: 'x' },
		];
		assert.equal(streamed({ content: '', reasoning_details }).reasoning, '3 + 4');
		assert.equal(answered({ content: '7', reasoning_details }).reasoning, '3 + 4');
		assert.equal(streamed({ reasoning: 'a', reasoning_details }).reasoning, 'a');
		assert.equal(streamed({ reasoning_content: 'b', reasoning_details }).reasoning, 'b');
	});
});
