import assert from 'node:assert/strict';
import { payloadOfBody } from '../../../../src/api/errors/errorPayload.ts';

const WORDS = 'The kettle holds two litres.';

const error = (message: unknown) => ({ error: { message } });

function wordsOf(body: object | string): string {
	return payloadOfBody(typeof body === 'string' ? body : JSON.stringify(body)).text;
}

describe('the sentence in the body of an error that few servers send', () => {
	it('is found under names that few servers use, or that nobody knows, where it is the only one', () => {
		for (const body of [
			{ exception: WORDS },
			{ error: { text: WORDS } },
			{ errorText: WORDS },
			{ error: [{ text: WORDS }] },
			{ info: WORDS },
			{ msg: { text: WORDS } },
			{ 错误: WORDS },
			{ ошибка: { текст: WORDS } },
			{ failure_reason: WORDS },
			{ error: { userMessage: WORDS } },
			{ displayMessage: WORDS, code: 9 },
			{ errorCode: 'E0', errorSummary: WORDS, errorCauses: [] },
			{ wat: { whatever: [{ oops: WORDS, id: 'x-1' }] } },
			error({ en: WORDS, de: 'Der Kessel fasst zwei Liter.' }),
		]) {
			assert.equal(wordsOf(body), WORDS, JSON.stringify(body));
		}
		const two = { wat: 'The kettle is on.', oops: 'The kettle is off.' };
		assert.equal(wordsOf(two), JSON.stringify(two));
		const sent = { wat: 'x', messages: [{ content: 'What I have asked.' }] };
		assert.equal(wordsOf(sent), '{"wat":"x"}');
	});

	it('is found in what is nearly JSON: line by line, cut off, in the notation of other languages', () => {
		const json = JSON.stringify(error(WORDS));
		for (const body of [
			`{"status":"loading"}\n${json}\n`,
			`{"error":{"message":"${WORDS}","ty`,
			`{"error":{"code":429,"message":"${WORDS}"`,
			`{"error"=>{"message"=>"${WORDS}"}}`,
			`{error: {message: "${WORDS}"}}`,
			`[{"detail": "${WORDS}"`,
		]) {
			assert.equal(wordsOf(body), WORDS, body);
		}
		assert.equal(
			wordsOf('{"error":{"message":"The \\"kettle\\" is on.","co'),
			'The "kettle" is on.',
		);
		assert.equal(wordsOf('{"a":"The kettle'), '{"a":"The kettle');
	});

	it('is found in the fields of a form and before or behind a stack', () => {
		const form = `error=invalid_request&error_description=${WORDS.replaceAll(' ', '+')}`;
		assert.equal(wordsOf(form), WORDS);
		assert.equal(wordsOf('a=b is text & more'), 'a=b is text & more');
		assert.equal(wordsOf(`Error: ${WORDS}\n    at f (/srv/a.js:1:2)\n    at g`), `Error: ${WORDS}`);
		const trace = `Traceback (most recent call last):\n  File "a.py", line 3\nValueError: ${WORDS}`;
		assert.equal(wordsOf(trace), `ValueError: ${WORDS}`);
		const lines = `ValidationError: ${WORDS}\nmodel\n  Field required`;
		const twice = `${trace}\n\nDuring handling of it, another occurred:\n\nTraceback (most recent call last):\n  File "b.py", line 9, in f\n    f()\n${lines}`;
		assert.equal(wordsOf(twice), lines);
	});

	it('is looked for in the text of a page whose title says nothing', () => {
		assert.equal(wordsOf(`<html><body><h1>502</h1><p>${WORDS}</p></body></html>`), `502 ${WORDS}`);
		assert.equal(
			wordsOf(`<html><head><title>Error</title></head><body><pre>${WORDS}</pre></body></html>`),
			`Error ${WORDS}`,
		);
	});
});
