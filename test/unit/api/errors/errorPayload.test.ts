import assert from 'node:assert/strict';
import {
	holdsError,
	NO_PAYLOAD,
	payloadOfBody,
	payloadOfJson,
	presentable,
} from '../../../../src/api/errors/errorPayload.ts';

describe('a JSON answer that reports a failure', () => {
	it('has an error, or what else stands for one', () => {
		for (const json of [
			{ error: 'No' },
			{ error: { code: 1 } },
			{ object: 'error' },
			{ detail: '' },
			{ success: false },
			{ status: 'failure' },
			{ errors: [1] },
			{ code: 400 },
			{ status: 500 },
			{ statusCode: '404' },
			{ status_code: 599 },
			{ http_status: 429 },
			{ http_code: 429 },
			{ message: 'No' },
			{ msg: 'No' },
			{ error_msg: 'No' },
			{ error_message: 'No' },
			{ errorMessage: 'No' },
			{ error: { code: 1 }, choices: [], data: [] },
			{ choices: [], detail: 'x' },
			{ error: [1] },
			{ error: true },
			{ Error: 'No' },
			{ data: { error: 'No' } },
			{ choices: [{}], base_resp: { status_code: 1 } },
		]) {
			assert.ok(holdsError(json), JSON.stringify(json));
		}
	});

	it('is none where there is a reply, a list, or nothing of the kind', () => {
		for (const json of [
			{ error: '', detail: 'x' },
			{ error: {} },
			{ object: 'list' },
			{ success: true },
			{ status: 'ok' },
			{ errors: [] },
			{ code: 399 },
			{ code: 600 },
			{ code: '' },
			{ code: 'odd' },
			{ message: '' },
			{ choices: [{}], detail: 'x' },
			{ data: undefined, detail: 'x' },
			['error'],
			'error',
			null,
		]) {
			assert.equal(holdsError(json), false, JSON.stringify(json));
		}
	});
});

describe('the body of a failure', () => {
	it('may be JSON, a page, a text or nothing', () => {
		for (const [body, text] of [
			['{"message":"A word."}', 'A word.'],
			['[{"message":"A word."}]', 'A word.'],
			['[{"message":"One."},{"message":"Two."}]', 'One. Two.'],
			['<title>A word.</title>', 'A word.'],
			['"A word."', 'A word.'],
			['A word.', 'A word.'],
			['7', '7'],
		] as const) {
			assert.equal(payloadOfBody(body).text, text, body);
		}
		for (const body of ['', ' \n']) assert.deepEqual(payloadOfBody(body), NO_PAYLOAD);
		assert.deepEqual(NO_PAYLOAD.codes, []);
		assert.equal(NO_PAYLOAD.text, '');
		assert.equal(NO_PAYLOAD.flagged, false);
	});

	it('is read up to 4,000 characters', () => {
		for (const body of ['x'.repeat(5000), `<title>${'x'.repeat(500)}</title>`]) {
			assert.ok(payloadOfBody(body).text.length <= 4000);
		}
		assert.equal(payloadOfBody('x'.repeat(5000)).text.length, 4000);
	});

	it('has its codes in small letters, the error’s own first', () => {
		const { codes } = payloadOfJson({
			code: 'OUTER',
			error: {
				code: 'Inner',
				type: 'a',
				status: 'b',
				error_type: 'c',
				error_code: 7,
				errorCode: 'e',
				metadata: { error_type: 'f' },
				availability: { code: 'g' },
				innererror: { code: 'h' },
			},
		});
		assert.equal(codes[0], 'inner');
		assert.deepEqual(codes.toSorted(), ['7', 'a', 'b', 'c', 'e', 'f', 'g', 'h', 'inner', 'outer']);
	});

	it('has no codes of 80 characters, nor those of a field that was wrong', () => {
		assert.equal(payloadOfJson({ error: { code: 'x'.repeat(99) } }).codes[0]?.length, 80);
		const wrong = { detail: [{ loc: ['body'], type: 'string_too_long', msg: 'Too long' }] };
		assert.deepEqual(payloadOfJson(wrong).codes, []);
		assert.deepEqual(payloadOfJson({ error: { message: 'No', code: true } }).codes, []);
	});

	it('has the status of any number that is one', () => {
		for (const [code, status] of [
			[400, 400],
			['599', 599],
			[399, undefined],
			[600, undefined],
			['', undefined],
			[true, undefined],
		] as const) {
			assert.equal(payloadOfJson({ error: { message: 'No', code } }).status, status, String(code));
		}
		assert.equal(payloadOfJson({ error: { message: 'No', code: 7 }, status: 404 }).status, 404);
	});

	it('says what OpenRouter and llama.cpp add', () => {
		const metadata = {
			retry_after_seconds: 7,
			limit_source: 'pool',
			reason: 'budget',
			reasons: ['violence'],
			provider_name: 'Some Cloud',
		};
		const availability = { retryable: true, retry_after: 8 };
		const counts = { n_ctx: 1, n_prompt_tokens: 2 };
		const payload = payloadOfJson({ error: { message: 'No', metadata, availability, ...counts } });
		assert.equal(payload.retryAfter, 7);
		assert.equal(payload.retryable, true);
		assert.equal(payload.limitSource, 'pool');
		assert.equal(payload.reason, 'budget');
		assert.equal(payload.flagged, true);
		assert.equal(payload.provider, 'Some Cloud');
		assert.deepEqual(payload.counts, { limit: 1, sent: 2 });
		const bare = payloadOfJson({ error: { message: 'No', availability } });
		assert.equal(bare.retryAfter, 8);
		assert.equal(bare.flagged, false);
		const odd = { message: 'No', availability: { retryable: 'yes' }, metadata: { reasons: [] } };
		assert.equal(payloadOfJson({ error: odd }).retryable, undefined);
		assert.equal(payloadOfJson({ error: odd }).flagged, false);
		assert.equal(payloadOfJson({ message: 'No', n_ctx: 3 }).counts.limit, 3);
		const headers = { 'Retry-After': 9 };
		assert.equal(payloadOfJson({ error: { metadata: { headers } } }).retryAfter, 9);
	});

	it('names the parameter at fault, or the last name on the way to it', () => {
		const parameterOf = (error: object) => payloadOfJson({ error }).parameter;
		assert.equal(parameterOf({ param: 'stop', loc: ['body'] }), 'stop');
		assert.equal(parameterOf({ loc: ['body', 'stop', 0] }), 'stop');
		assert.equal(parameterOf({ loc: ['body', ''] }), 'body');
		assert.equal(parameterOf({ message: 'No' }), undefined);
	});
});

describe('a server’s text as it may be shown', () => {
	it('has neither key nor account, and 2,000 characters at most', () => {
		assert.equal(presentable(' the sk-key-01234567 \n', 'sk-key-01234567'), 'the [key]');
		assert.equal(presentable('x'.repeat(3000), undefined).length, 2000);
		assert.equal(presentable('x'.repeat(3000), undefined, 7).length, 7);
	});
});
