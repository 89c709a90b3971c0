import assert from 'node:assert/strict';
import { delta, events } from '../network/testServer.ts';
import { readEveryWay } from './readEveryWay.ts';

const WORDS = ['It is', ' the second', ' of May.'];
const ALL = WORDS.join('');
const stream = (...chunks: readonly object[]) => readEveryWay(events(...chunks, '[DONE]'));
const pieces = WORDS.map((word) => delta(word));
const choice = (more: object) => ({ choices: [{ index: 0, ...more }] });

describe('a last chunk with all of the reply', () => {
	it('adds nothing, in a delta, in a message, and in both', () => {
		for (const last of [
			delta(ALL, 'stop'),
			choice({ message: { role: 'assistant', content: ALL }, finish_reason: 'stop' }),
			choice({ message: { content: ALL } }),
			choice({ delta: {}, message: { content: ALL }, finish_reason: 'stop' }),
			choice({ delta: { content: '' }, message: { content: ALL }, finish_reason: 'stop' }),
			choice({ delta: { content: [{ type: 'text', text: ALL }] }, finish_reason: 'length' }),
		]) {
			assert.equal(stream(...pieces, last).text, ALL);
			assert.equal(stream(...pieces, delta('', 'stop'), last).text, ALL);
			assert.equal(stream(delta(ALL), last).text, ALL);
		}
	});

	it('adds nothing to the reasoning, in a field or in tags', () => {
		const think = (reasoning_content: string, content = '') =>
			choice({ delta: { reasoning_content, content } });
		const message = { reasoning_content: 'Let me see.', content: ALL };
		const outcome = stream(
			think('Let me'),
			think(' see.'),
			...pieces,
			choice({ message, finish_reason: 'stop' }),
		);
		assert.equal(outcome.text, ALL);
		assert.equal(outcome.reasoning, 'Let me see.');
		const tagged = ['<think>Hm.', '</think>', ALL];
		const again = stream(...tagged.map((one) => delta(one)), delta(tagged.join(''), 'stop'));
		assert.equal(again.text, ALL);
		assert.equal(again.reasoning, 'Hm.');
	});

	it('adds what the pieces before did not have', () => {
		for (const more of [{}, { delta: {} }]) {
			const last = choice({ ...more, message: { content: `${ALL} Yes.` }, finish_reason: 'stop' });
			assert.equal(stream(...pieces, last).text, `${ALL} Yes.`);
			assert.equal(stream(last).text, `${ALL} Yes.`);
		}
	});

	it('is another than words that are said twice', () => {
		assert.equal(stream(delta('ha'), delta('ha', 'stop')).text, 'haha');
		assert.equal(stream(...pieces, ...pieces, delta('', 'stop')).text, ALL + ALL);
		assert.equal(stream(...pieces, delta(' of May.', 'stop')).text, `${ALL} of May.`);
		assert.equal(stream(delta(ALL), delta(ALL), delta('', 'stop')).text, ALL + ALL);
		assert.equal(
			stream(...['no ', 'no'].map((content) => choice({ message: { content } }))).text,
			'no no',
		);
	});
});

describe('messages of which each has all so far', () => {
	const messages = (...contents: readonly unknown[]) =>
		stream(...contents.map((content) => choice({ message: { content } })));

	it('are told once, however short the first ones are', () => {
		for (const [contents, text] of [
			[['I', 'I am', 'I am here', 'I am here.'], 'I am here.'],
			[['It', 'It is four.'], 'It is four.'],
			[['', 'It', 'It', 'It is', 'It is', 'It is four.'], 'It is four.'],
			[['A', 'A long one that tells', 'A long one that tells all.'], 'A long one that tells all.'],
			[['It', 'It is', null], 'It is'],
			[['ha', 'haha', 'hahaha'], 'hahaha'],
			[['It is', 'It is', 'It is four.', 'It is four.'], 'It is four.'],
		] as const) {
			assert.equal(messages(...contents).text, text, contents.join('|'));
			const parts = contents.map((part) => [{ type: 'text', text: part ?? '' }]);
			assert.equal(messages(...parts).text, text);
			const last = choice({ message: { content: contents.at(-1) }, finish_reason: 'stop' });
			const chunks = contents.slice(0, -1).map((content) => choice({ message: { content } }));
			assert.equal(stream(...chunks, last).text, text);
			const ends = readEveryWay(
				events(...chunks, choice({ message: { content: contents.at(-1) } })),
			);
			assert.equal(ends.text, text);
		}
	});

	it('may have a thought before, in a field or in tags', () => {
		const thought = (reasoning_content: string, content: string) =>
			choice({ message: { reasoning_content, content } });
		const outcome = stream(
			...['H', 'Hm, ', 'Hm, so'].map((one) => thought(one, '')),
			...['F', 'Four', 'Four.'].map((one) => thought('Hm, so', one)),
		);
		assert.deepEqual([outcome.text, outcome.reasoning], ['Four.', 'Hm, so']);
		const tagged = messages('<thi', '<think>Hm', '<think>Hm</think>F', '<think>Hm</think>Four.');
		assert.deepEqual([tagged.text, tagged.reasoning], ['Four.', 'Hm']);
		const open = stream(thought('H', ''), thought('Hm', ''), choice({ message: { content: 'F' } }));
		assert.deepEqual([open.text, open.reasoning], ['F', 'Hm']);
	});

	it('may have a short thought that stays as it is while the text grows, or the other way round', () => {
		const both = (reasoning_content: string, content: string, finish_reason?: string) =>
			choice({ message: { reasoning_content, content }, ...(finish_reason && { finish_reason }) });
		for (const contents of [
			['', 'Hi', 'Hi there', 'Hi there, you', 'Hi there, you.'],
			['Hi', 'Hi there'],
			['', '', 'Hi', 'Hi there'],
			['', 'A text that is long enough', 'A text that is long enough.'],
		]) {
			const text = contents.at(-1) ?? '';
			for (const reason of [undefined, 'stop']) {
				const isLast = (index: number) => index === contents.length - 1;
				const [one, other] = [true, false].map((first) =>
					stream(
						...contents.map((content, index) =>
							first
								? both('Hmm, easy.', content, isLast(index) ? reason : undefined)
								: both(content, 'Four.', isLast(index) ? reason : undefined),
						),
					),
				);
				assert.deepEqual([one?.reasoning, one?.text], ['Hmm, easy.', text]);
				assert.deepEqual([other?.reasoning, other?.text], [text, 'Four.']);
			}
			const cut = readEveryWay(events(...contents.map((content) => both('Hmm.', content))));
			assert.deepEqual([cut.reasoning, cut.text], ['Hmm.', text]);
		}
	});

	it('are others where one does not begin with the one before', () => {
		for (const [contents, text] of [
			[['no ', 'no'], 'no no'],
			[['ha', 'ha', 'ha'], 'hahaha'],
			[['I', 't ', 'It', ' is'], 'It It is'],
			[['a', 'an', 'a'], 'aana'],
			[['1', '10', '0', '.'], '1100.'],
			[['One', ' two', ' three', ' four'], 'One two three four'],
		] as const) {
			assert.equal(messages(...contents).text, text, contents.join('|'));
		}
		// What is new in each is as a delta.
		const texts = ['1', '10', ''].map((text) => ({ choices: [{ text }] }));
		assert.equal(stream(...texts).text, '110');
		assert.equal(stream(delta('a'), delta('ab'), delta('abc'), delta('', 'stop')).text, 'aababc');
	});

	it('add nothing to a short delta before', () => {
		for (const content of ['Yes.', 'Yes. Four.']) {
			const last = choice({ message: { content }, finish_reason: 'stop' });
			assert.equal(stream(delta('Yes.'), last).text, content);
			assert.equal(stream(delta('Yes'), delta('.'), last).text, content);
		}
	});
});

describe('a character that is cut in two', () => {
	it('is put together again over two chunks', () => {
		const [high, low] = ['\ud83d', '\ude00'];
		assert.equal(stream(delta(`a${high}`), delta(`${low}b`), delta('', 'stop')).text, 'a😀b');
		assert.equal(stream(delta(high), delta(low), delta(high), delta(low, 'stop')).text, '😀😀');
		const think = (reasoning: string) => choice({ delta: { reasoning } });
		assert.equal(stream(think(`a${high}`), think(`${low}b`), delta('c')).reasoning, 'a😀b');
		assert.equal(stream(delta(high), delta('', null), delta(low, 'stop')).text, '😀');
	});

	it('whose other half never comes is U+FFFD', () => {
		const [high, low] = ['\ud83d', '\ude00'];
		assert.equal(stream(delta(`a${high}`), delta('', 'stop')).text, 'a\ufffd');
		assert.equal(stream(delta(`a${high}`), delta('b', 'stop')).text, 'a\ufffdb');
		assert.equal(
			stream(delta(`${low}a`), delta(`${high}${high}`), delta(low)).text,
			'\ufffda\ufffd😀',
		);
		assert.equal(readEveryWay(events(delta(`a${high}`))).text, 'a\ufffd');
		const whole = { choices: [{ index: 0, message: { content: `a${high}` } }] };
		assert.equal(readEveryWay(JSON.stringify(whole)).text, 'a\ufffd');
	});
});
