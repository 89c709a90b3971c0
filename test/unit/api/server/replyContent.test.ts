import assert from 'node:assert/strict';
import { events } from '../network/testServer.ts';
import { read, readEveryWay } from './readEveryWay.ts';

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

	it('has each digit of what a server took for a number', () => {
		for (const digits of ['1.10', '0.10000', '1e3', '-0', '12345678901234567890', '007']) {
			const chunk = (content: string) =>
				`data: {"choices":[{"delta":{"content" : ${content}}}]}\n\n`;
			// What begins with a zero is no JSON.
			if (digits === '007') assert.notEqual(readEveryWay(chunk(digits)).error, undefined);
			else assert.equal(readEveryWay(`${chunk(digits)}data: [DONE]\n\n`).text, digits);
		}
		const part = '{"choices":[{"message":{"content":[{"type":"text","text":2.50}]}}]}';
		assert.equal(readEveryWay(part).text, '2.50');
	});

	it('has the text of a delta under other names', () => {
		for (const part of [
			{ text: 'Hello' },
			{ content: null, text: 'Hello' },
			{ output_text: 'Hello' },
		])
			assert.equal(streamed(part).text, 'Hello', JSON.stringify(part));
		assert.equal(answered({ content: 'Hello', text: 'Hello' }).text, 'Hello');
	});

	it('has the text of parts in every shape', () => {
		for (const content of [
			[{ type: 'text', text: 'Hello' }],
			[{ type: 'output_text', text: 'Hello' }],
			[{ type: 'text', text: { value: 'Hello', annotations: [] } }],
			[{ type: 'text', content: 'Hello' }],
			['Hel', 'lo'],
			[[{ type: 'text', text: 'Hel' }], [{ type: 'text', text: 'lo' }]],
			{ type: 'text', text: 'Hello' },
			{ text: 'Hello' },
			{ value: 'Hello' },
			[{ value: 'Hello' }],
			{ content: [{ text: { value: 'Hello' } }] },
			{ parts: [{ text: 'Hello' }] },
			[{ type: 'output_text', output_text: 'Hello' }],
			[{ type: 'text', text: 'Hel' }, null, { type: 'text', text: null }, 'lo'],
		]) {
			assert.equal(streamed({ content }).text, 'Hello', JSON.stringify(content));
			assert.equal(answered({ content }).text, 'Hello', JSON.stringify(content));
		}
		const numbers = [{ type: 'text', text: 1 }, 2, true, { text: { value: false } }, null];
		assert.equal(answered({ content: numbers }).text, '12truefalse');
		const deep = `${'['.repeat(50_000)}"x"${']'.repeat(50_000)}`;
		const answer = `{"choices":[{"message":{"content":${deep}}}]}`;
		assert.equal(read([Buffer.from(answer)], 'application/json').text, '');
	});

	it('has the text of a choice or a delta that is the text itself', () => {
		assert.equal(
			readEveryWay(events({ choices: [{ index: 0, text: 'Hello' }] }, '[DONE]')).text,
			'Hello',
		);
		assert.equal(
			readEveryWay(events({ choices: [{ index: 0, delta: 'Hello' }] }, '[DONE]')).text,
			'Hello',
		);
		assert.equal(readEveryWay(JSON.stringify({ choices: [{ message: 'Hello' }] })).text, 'Hello');
	});

	it('has the words of a voice for its text', () => {
		const audio = (more: object) => ({ content: null, audio: { id: 'a', ...more } });
		const outcome = streamed(
			audio({ transcript: 'Good ' }),
			audio({ transcript: 'day.' }),
			audio({ data: 'AAAA' }),
		);
		assert.equal(outcome.text, 'Good day.');
		assert.equal(answered(audio({ data: 'AAAA', transcript: 'Good day.' })).text, 'Good day.');
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

	it('has reasoning of other shapes for reasoning', () => {
		for (const part of [
			{ content: [{ type: 'reasoning', text: 'Hm.' }] },
			{ content: [{ type: 'reasoning', reasoning: 'Hm.' }] },
			{ content: [{ type: 'reasoning', summary: [{ type: 'output_text', text: 'Hm.' }] }] },
			{ content: [[{ type: 'thinking', thinking: 'Hm.' }]] },
			{ content: [{ type: 'thinking', text: 'Hm.' }] },
			{ content: { type: 'thinking', thinking: 'Hm.' } },
			{ reasoning: { content: 'Hm.' } },
			{ reasoning_content: [{ type: 'text', text: 'Hm.' }] },
			{ thinking: 'Hm.' },
			{ reasoning_text: 'Hm.' },
			{ thought: 'Hm.' },
			{ reasoning: [{ type: 'reasoning', text: 'Hm.' }] },
			{ reasoning: { summary: [{ type: 'summary_text', text: 'Hm.' }] } },
			{ reasoning_content: [{ type: 'thinking', thinking: 'Hm.' }] },
			{ thinking: { type: 'thinking', thinking: 'Hm.' } },
			{ thinking_blocks: [{ type: 'thinking', thinking: 'Hm.', signature: 'x' }] },
			{ reasoning_details: [{ type: 'thinking', thinking: 'Hm.' }] },
			{ reasoning_details: [{ type: 'reasoning.summary', summary: [{ text: 'Hm.' }] }] },
			{ reasoning_details: { text: 'Hm.' } },
			{ reasoning_details: ['Hm.', { type: 'reasoning.encrypted', data: 'x' }] },
			{ content: [{ type: 'thought', text: 'Hm.' }] },
			{ content: [{ type: 'THINKING', thinking: 'Hm.' }] },
			{ content: [{ type: 'thinking_delta', thinking: 'Hm.' }] },
			{ content: [{ type: 'reasoning.text', text: 'Hm.' }] },
			{ content: [{ type: 'reasoning_content', reasoning_content: { text: 'Hm.' } }] },
			{ content: [{ type: 'text', text: 'Hm.', thought: true }] },
			{ content: [{ reasoningContent: { reasoningText: { text: 'Hm.' } } }] },
		]) {
			const outcome = streamed(part, { content: 'Yes.' });
			assert.deepEqual([outcome.reasoning, outcome.text], ['Hm.', 'Yes.'], JSON.stringify(part));
		}
	});

	it('has no reasoning where there is only a flag, or what nobody can read', () => {
		for (const part of [
			{ reasoning: false },
			{ thought: true },
			{ reasoning: [] },
			{ reasoning: null, thinking: {} },
			{ content: [{ type: 'redacted_thinking', data: 'x' }] },
		]) {
			const outcome = streamed(part, { content: 'Yes.' });
			assert.deepEqual([outcome.reasoning, outcome.text], ['', 'Yes.'], JSON.stringify(part));
		}
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

describe('reasoning beside the delta', () => {
	const chunk = (part: object, more: object = {}) => ({
		choices: [{ index: 0, delta: part, ...more }],
	});
	const last = chunk({ content: 'Four.' }, { finish_reason: 'stop' });
	const told = (...parts: readonly object[]) => {
		const { text, reasoning, error } = readEveryWay(events(...parts));
		assert.equal(error, undefined);
		return [reasoning, text];
	};

	it('is taken from the choice and from the chunk, in a stream and in a whole answer', () => {
		for (const name of ['reasoning', 'reasoning_content', 'thinking', 'reasoningContent']) {
			const [one, two] = [{ [name]: 'Hm, ' }, { [name]: 'high' }];
			const expected = ['Hm, high', 'Four.'];
			assert.deepEqual(told(chunk({}, one), chunk({ content: null }, two), last), expected, name);
			const [first, second] = [{ [name]: 'Hm, ' }, { [name]: 'so.' }];
			for (const parts of [
				[
					{ ...chunk({}), ...first },
					{ ...chunk({ content: '' }), ...second },
				],
				[{ choices: [], ...first }, second],
				[{ ...chunk(first, first), ...first }, chunk(second, second)],
			]) {
				assert.deepEqual(told(...parts, last), ['Hm, so.', 'Four.'], JSON.stringify(parts));
			}
			const message = { message: { content: 'Four.' }, finish_reason: 'stop' };
			for (const answer of [
				{ choices: [{ ...message, ...first }] },
				{ choices: [message], ...first },
			]) {
				const { text, reasoning } = readEveryWay(JSON.stringify(answer));
				assert.deepEqual([reasoning, text], ['Hm, ', 'Four.'], JSON.stringify(answer));
			}
		}
		for (const beside of [
			{ reasoning: { content: 'Hm.' } },
			{ thinking: { text: 'Hm.' } },
			{ reasoning_details: [{ type: 'reasoning.text', text: 'Hm.' }] },
		]) {
			assert.deepEqual(told(chunk({}, beside), last), ['Hm.', 'Four.'], JSON.stringify(beside));
		}
	});

	it('is told once where it stands there again', () => {
		const whole = { reasoning: 'Hm, so. ' };
		const deltas = [chunk({ reasoning: 'Hm,' }), chunk({ reasoning: ' so.\n' })];
		const end = chunk({ content: 'Four.' }, { reasoning: 'Hm, so.', finish_reason: 'stop' });
		assert.deepEqual(told(...deltas, end), ['Hm, so.\n', 'Four.']);
		assert.deepEqual(told(...deltas, { ...last, ...whole }), ['Hm, so.\n', 'Four.']);
		const texts = ['Fo', 'ur', '.'].map((content) => ({ ...chunk({ content }), ...whole }));
		assert.deepEqual(told(...texts, chunk({}, { finish_reason: 'stop' })), ['Hm, so. ', 'Four.']);
		const again = [' ', 'ha', ' ha', ' '].map((reasoning) => chunk({}, { reasoning }));
		assert.deepEqual(told(...again.slice(0, 2), ...again.slice(3), last), [' ha ', 'Four.']);
	});

	it('is of the choice that has it', () => {
		const parts = [
			{ index: 0, delta: { content: 'a' }, finish_reason: 'stop' },
			{ index: 1, delta: { content: 'b' }, reasoning: 'Hm.', finish_reason: 'stop' },
		];
		assert.deepEqual(told({ choices: parts }), ['', 'a']);
		const seen = readEveryWay(events({ choices: parts })).events;
		assert.ok(seen.some((event) => event.type === 'choice' && event.event.type === 'reasoning'));
	});

	it('is none where the kind of a summary is called so', () => {
		const parts = [chunk({ reasoning: 'Hm.' }), last, { choices: [], reasoning_summary: 'auto' }];
		assert.deepEqual(told(...parts), ['Hm.', 'Four.']);
		assert.deepEqual(told({ ...last, reasoning_summary: 'Some of it' }), ['', 'Four.']);
	});

	it('is none where settings and other things are called so', () => {
		for (const value of [
			...['default', 'extended', 'parsed', 'raw', 'hidden', 'dynamic'],
			...['high', 'Medium', 'none', 'auto', 'enabled', true, false, 1200, null, '', [], {}],
			{ effort: 'high', summary: 'auto' },
			{ effort: null, summary: 'detailed' },
			{ type: 'enabled', budget_tokens: 1024 },
			{ enabled: true, max_tokens: 10 },
			{ tokens: 12 },
		]) {
			const beside = { reasoning: value, thinking: value, reasoning_content: value };
			const parts = [
				chunk({ content: 'Fo' }),
				chunk({ content: 'ur.' }, { finish_reason: 'stop' }),
			];
			const read = told(...parts.map((part) => ({ ...part, ...beside })));
			assert.deepEqual(read, ['', 'Four.'], JSON.stringify(value));
		}
		const usage = { prompt_tokens: 1, completion_tokens: 2, reasoning: 'x' };
		const analysis = { analysis: 'ok', thought: 'ok', thoughts: 'ok' };
		assert.deepEqual(told({ ...last, usage, ...analysis }), ['', 'Four.']);
	});
});

describe('a token that a server took for JSON', () => {
	const said = (content: unknown) =>
		readEveryWay(
			JSON.stringify({ choices: [{ message: { content }, finish_reason: 'stop' }] }),
			'application/json',
		).text;

	it('is its own text, whatever was made of it', () => {
		assert.equal(said({ answer: 42, why: ['a'] }), '{"answer":42,"why":["a"]}');
		assert.equal(said([1, 2]), '[1,2]');
		assert.equal(said([]), '');
		assert.equal(said({}), '');
		assert.equal(said({ text: '' }), '');
		assert.equal(said({ type: 'image_url', image_url: {} }), '');
	});
});
