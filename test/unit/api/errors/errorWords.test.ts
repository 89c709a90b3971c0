import assert from 'node:assert/strict';
import { payloadOfBody } from '../../../../src/api/errors/errorPayload.ts';

const WORDS = 'The kettle holds two litres.';

const error = (message: unknown, more: object = {}) => ({ error: { message, ...more } });

function wordsOf(body: object | string): string {
	return payloadOfBody(typeof body === 'string' ? body : JSON.stringify(body)).text;
}

/** An error as Python prints it. */
function python(value: string): string {
	return `{'error': {'message': ${value}, 'type': 'bad', 'param': None, 'fatal': True}}`;
}

describe('the sentence in an error', () => {
	it('is found in objects within objects, however deep', () => {
		for (const body of [
			error({ message: WORDS, code: 'inner' }, { code: null, param: null, type: null }),
			error({ error: { message: WORDS } }),
			error({ detail: WORDS }),
			{ error: { msg: WORDS } },
			{ error: { error: { error: { message: WORDS } } } },
			{ detail: { msg: WORDS, type: 'busy' } },
			{ detail: { error: { message: WORDS } } },
			{ message: { error: { detail: WORDS } } },
			{ status: 'error', result: { failure: { message: WORDS } } },
			{ error: { code: 7, cause: { message: WORDS } } },
			{ type: 'error', error: { type: 'overloaded_error', message: WORDS } },
			{ base: { status_code: 1004, status_msg: WORDS } },
			{ error_code: 17, error_msg: WORDS },
			{ error: 'access_denied', error_description: WORDS },
			error('Provider returned error', { metadata: { raw: { error: { msg: WORDS } } } }),
		]) {
			assert.equal(wordsOf(body), WORDS, JSON.stringify(body));
		}
	});

	it('is found in lists, and each of several is told', () => {
		for (const [body, words] of [
			[{ errors: [{ code: 5, message: WORDS }], success: false, result: null }, WORDS],
			[[{ error: { code: 404, message: WORDS } }], WORDS],
			[{ message: ['One thing', 'Another'], error: 'Bad Request' }, 'One thing; Another'],
			[{ message: ['One thing.', 'Another.'] }, 'One thing. Another.'],
			[{ errors: ['One thing', { detail: 'Another' }] }, 'One thing; Another'],
			[{ detail: [{ loc: ['body', 'top_k'], msg: 'is no number' }] }, 'body.top_k: is no number'],
			[
				error({ detail: [{ loc: ['body', 'min_p'], msg: 'is not wanted', type: 'extra' }] }),
				'body.min_p: is not wanted',
			],
			[
				{ title: 'No', detail: 'Not valid.', validation: [{ message: 'stop is a list' }] },
				'stop is a list',
			],
			[
				{ message: 'Data is invalid.', errors: { stop: ['is too long'], top_p: ['is odd'] } },
				'stop: is too long; top_p: is odd',
			],
			[{ errors: [{ field: 'stop', message: 'is no list' }] }, 'stop: is no list'],
			[{ errors: [{ field: 'stop', message: 'stop is no list' }] }, 'stop is no list'],
			[{ message: 'Data is invalid.', errors: [] }, 'Data is invalid.'],
		] as const) {
			assert.equal(wordsOf(body), words, JSON.stringify(body));
		}
	});

	it('is found in JSON within a string, and behind a few words', () => {
		const inner = JSON.stringify(error(WORDS));
		for (const body of [
			error(inner),
			error(JSON.stringify(error(inner))),
			{ error: inner },
			{ message: JSON.stringify([error(WORDS)]) },
			error(`Upstream said: ${inner}`),
			error(`Upstream said: ${inner} (attempt 2 of 2)`),
			error(`A {brace} first, then ${inner}`),
			error(`400 - [${inner}]`),
			`Upstream said: ${inner}`,
			error(`Error code: 400 - ${python(`'${WORDS}'`)}`),
			error(`Wrapped: ${python(`"${WORDS}"`)}. Tried once.`),
			{ detail: python(`'${WORDS}'`) },
		]) {
			assert.equal(wordsOf(body), WORDS, JSON.stringify(body));
		}
		assert.equal(wordsOf(error(`X - ${python(`"It's \\"hot\\""`)}`)), 'It\'s "hot"');
		assert.equal(wordsOf(error(`X - ${python(`'It\\'s "hot"'`)}`)), 'It\'s "hot"');
		assert.equal(wordsOf(error('Unexpected {"a": 1} here')), 'Unexpected {"a": 1} here');
		assert.equal(wordsOf(error('An open { brace')), 'An open { brace');
	});

	it('is what a page says, without its tags', () => {
		for (const [page, words] of [
			['<html><head><title>502 No gateway</title></head><body>x</body></html>', '502 No gateway'],
			['<!DOCTYPE html><h1>Tea &amp; water</h1>', 'Tea & water'],
			[
				'<html><style>p {}</style><body><p>All <b>kettles</b>\n are cold.</body>',
				'All kettles are cold.',
			],
			[
				'<?xml version="1.0"?><Error><Code>No</Code><Message>All cold</Message></Error>',
				'All cold',
			],
		] as const) {
			for (const body of [page, error(page), { 'html-message': page }, { detail: page }]) {
				assert.equal(wordsOf(body), words, JSON.stringify(body));
			}
		}
		assert.equal(wordsOf(error('<think> is no tag here')), '<think> is no tag here');
	});

	it('is not the name of the status, nor of an exception, where there is a better one', () => {
		for (const body of [
			{ statusCode: 400, error: 'Bad Request', message: WORDS },
			{
				timestamp: 'now',
				status: 500,
				error: 'Internal Server Error',
				message: WORDS,
				path: '/v1',
			},
			{ error: 'TypeError', message: WORDS, status: 500 },
			{ message: 'Bad Request', error: WORDS },
			{ message: 'Validation failed', detail: WORDS },
			{ title: 'Not Found', status: 404, detail: WORDS },
			{ error: { message: 'Error', details: WORDS } },
			{ code: 'invalid_argument', error: WORDS },
		]) {
			assert.equal(wordsOf(body), WORDS, JSON.stringify(body));
		}
		assert.equal(wordsOf({ error: 'Bad Request', message: '' }), 'Bad Request');
		assert.equal(wordsOf({ error: 'Bad Request' }), 'Bad Request');
		assert.equal(wordsOf({ error: { message: '', code: 'no_tea' } }), 'no_tea');
	});

	it('is not looked for in what the user wrote, nor in links beside it', () => {
		const echoed = { message: 'my secret' };
		for (const body of [
			{ detail: [{ msg: WORDS, input: echoed }] },
			error('', { flagged_input: echoed, info: { message: WORDS } }),
			error(WORDS, { details: [{ links: [{ description: 'Learn more', url: 'x' }] }] }),
			error(WORDS, { metadata: { raw: 'upstream' } }),
		]) {
			assert.equal(wordsOf(body), WORDS, JSON.stringify(body));
		}
		assert.equal(wordsOf({ odd: 1, messages: [echoed], prompt: 'my secret' }), '{"odd":1}');
	});

	it('is all of the body where nothing is known, and a bounded piece of it', () => {
		assert.equal(wordsOf({ error: { odd: { a: 1 } } }), '{"error":{"odd":{"a":1}}}');
		assert.equal(wordsOf({ error: {}, code: null }), '');
		assert.equal(wordsOf({ constructor: 1, __proto__: null }), '{"constructor":1}');
		assert.ok(wordsOf({ odd: 'x'.repeat(100_000) }).length <= 4_000);
		let deep: unknown = WORDS;
		for (let level = 0; level < 2_000; level++) deep = { error: deep, message: [deep === WORDS] };
		assert.ok(wordsOf(JSON.stringify(deep)).length <= 4_000);
		const wide = { list: Array.from({ length: 50_000 }, (_, at) => ({ at })) };
		assert.ok(wordsOf(wide).length <= 4_000);
	});
});
