import assert from 'node:assert/strict';
import { payloadOfBody } from '../../../../src/api/errors/errorPayload.ts';
import { pathOf } from '../../../../src/api/errors/issuePath.ts';

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
			{ Message: WORDS },
			{ Error: { Message: WORDS, Code: 'Bad' } },
			{ error: { Message: WORDS, Code: 'Bad' } },
			{ Errors: [{ Detail: WORDS }] },
			{ err: WORDS },
			{ fault: { faultstring: WORDS, detail: { errorcode: 'x' } } },
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

	it('has any of the names that servers give it', () => {
		for (const name of [
			...['message', 'msg', 'detail', 'error_message', 'errorMessage', 'error_msg', 'errorMsg'],
			...['errmsg', 'status_msg', 'error_description', 'errorDescription'],
			...['error', 'details', 'description', 'raw', 'body', 'response', 'cause', 'reason', 'title'],
			...['html-message', 'html_message'],
			...['errors', 'validation', 'issues', 'violations', 'validation_errors', 'validationErrors'],
			...['invalid_params', 'invalid-params', 'field_errors', 'fieldErrors', 'fieldViolations'],
		]) {
			assert.equal(wordsOf({ [name]: WORDS, odd: 1 }), WORDS, name);
		}
	});

	it('is in a list of issues before any other', () => {
		for (const name of [
			...['errors', 'validation', 'issues', 'violations', 'validation_errors', 'validationErrors'],
			...['invalid_params', 'invalid-params', 'field_errors', 'fieldErrors', 'fieldViolations'],
			...['details', 'detail'],
		]) {
			const body = { message: 'It is not what was expected.', [name]: [{ message: WORDS }] };
			assert.equal(wordsOf(body), WORDS, name);
		}
	});

	it('has a name, where it has nothing else', () => {
		for (const name of ['code', 'type', 'error_type', 'error_code']) {
			assert.equal(wordsOf({ [name]: 'no_tea' }), 'no_tea', name);
			assert.equal(wordsOf({ [name]: 'no_tea', odd: [] }), 'no_tea');
			assert.equal(wordsOf({ [name]: 'no_tea', odd: {}, other: '' }), 'no_tea');
		}
		for (const odd of [[1], { x: 1 }, 'x']) {
			const body = { code: 'no_tea', odd };
			assert.equal(wordsOf(body), JSON.stringify(body));
		}
	});

	it('is not looked for under names of what was sent, or nobody reads', () => {
		for (const name of [
			...['user_id', 'input', 'flagged_input', 'messages', 'prompt', 'request', 'headers'],
			...['stack', 'stacktrace', 'traceback'],
		]) {
			const body = { odd: 1, [name]: { message: 'my secret' } };
			assert.equal(wordsOf(body), '{"odd":1}', name);
			assert.equal(wordsOf({ odd: 1, [name]: ['my secret'] }), '{"odd":1}', name);
		}
	});

	it('is better than a phrase that every server knows', () => {
		for (const phrase of [
			...['validation failed', 'Validation error', 'request validation failed', 'request failed'],
			...['internal error', 'upstream error', 'No message available', 'Payload Too Large'],
			...['400 Bad Request', 'Not Found.', 'Gateway Timeout!'],
		]) {
			assert.equal(wordsOf({ message: phrase, detail: WORDS }), WORDS, phrase);
			assert.equal(wordsOf({ message: phrase, code: 'no_tea' }), phrase);
		}
		for (const name of [
			'an error occurred',
			'Unknown failure',
			'failed',
			'TeaException',
			'no_tea',
		]) {
			assert.equal(wordsOf({ message: name, detail: 'Bad Request' }), 'Bad Request', name);
		}
	});

	it('names the place of what was wrong, but not twice', () => {
		for (const [issue, words] of [
			[{ path: ['stop', 0], message: 'is odd' }, 'stop.0: is odd'],
			[{ path: ['stop', 0], message: 'stop is odd' }, 'stop is odd'],
			[{ path: [0], message: 'is odd at 0' }, '0: is odd at 0'],
			[{ field: 'stop' }, 'stop: not as expected'],
			[{ path: ['stop'], code: 'odd' }, 'stop: not as expected'],
			[{ loc: ['body', 'stop'], code: 'odd' }, 'body.stop: not as expected'],
			[{ location: ['stop'] }, 'stop: not as expected'],
			[{ path: ['stop'], message: 'Bad Request' }, 'stop: Bad Request'],
		] as const) {
			assert.equal(wordsOf({ errors: [issue] }), words);
		}
	});

	it('is told once where it comes twice, and of twenty issues at most', () => {
		assert.equal(wordsOf({ errors: [{ message: WORDS }, { message: WORDS }] }), WORDS);
		const errors = Array.from({ length: 21 }, (_, n) => ({ message: `Number ${n} is odd` }));
		const words = wordsOf({ errors });
		assert.ok(words.includes('Number 19 '));
		assert.ok(!words.includes('Number 20 '));
		const fields = Object.fromEntries(errors.map((_, n) => [`field_${n}`, ['is odd']]));
		assert.ok(wordsOf({ error: fields }).includes('field_19: '));
		assert.ok(!wordsOf({ error: fields }).includes('field_20: '));
	});

	it('is not made of a list that is empty, or holds no texts', () => {
		assert.equal(wordsOf({ error: { stop: [] } }), '');
		assert.equal(wordsOf({ error: { stop: [1] } }), '{"error":{"stop":[1]}}');
		assert.equal(wordsOf({ error: { stop: ['is odd'], '': ['is bad'] } }), 'stop: is odd; is bad');
		assert.equal(wordsOf({ error: { stop: ['stop is odd'] } }), 'stop is odd');
		assert.equal(wordsOf({ message: WORDS, details: [{ message: 'One' }, { link: 'x' }] }), WORDS);
	});

	it('in JSON within a string may be a bare value', () => {
		assert.equal(wordsOf({ message: '[1]' }), '[1]');
		assert.equal(wordsOf({ message: '"A word"' }), 'A word');
		assert.equal(wordsOf({ message: '{"odd' }), '{"odd');
		assert.equal(wordsOf({ message: `It said {"code":"no_tea"}` }), 'It said no_tea');
	});
});

describe('where something was wrong', () => {
	it('is found under any of its names', () => {
		for (const [issue, path] of [
			[{ loc: ['body', 0, 'stop'] }, ['body', '0', 'stop']],
			[{ path: ['stop'] }, ['stop']],
			[{ location: ['stop'] }, ['stop']],
			[{ field: 'stop' }, ['stop']],
			[{ property: 'stop' }, ['stop']],
			[{ pointer: '#/body/stop' }, ['body', 'stop']],
			[{ instancePath: '/body/stop' }, ['body', 'stop']],
			[{ source: { pointer: '/stop' } }, ['stop']],
			[{ loc: [], path: ['stop'] }, ['stop']],
			[{ loc: [] }, []],
			[{}, []],
			['stop', []],
		] as const) {
			assert.deepEqual(pathOf(issue), path, JSON.stringify(issue));
		}
		assert.equal(pathOf({ loc: Array(17).fill('a') }).length, 16);
	});
});
