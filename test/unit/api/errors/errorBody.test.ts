import assert from 'node:assert/strict';
import {
	errorInReply,
	errorOfAnswer,
	errorOfFinish,
	notTheApi,
	quoted,
} from '../../../../src/api/errors/errorBody.ts';
import type { HttpHeaders } from '../../../../src/api/network/transport.ts';
import type { Failure } from '../../../../src/shared/conversation/messages.ts';

const KEY = 'sk-secret-0123456789';
const CONTEXT = {
	url: new URL('http://127.0.0.1:4011/v1/chat/completions'),
	apiKey: KEY,
	model: 'maker/model',
};

function failureOf(
	status: number,
	body: object | string,
	headers: HttpHeaders = {},
	apiKey: string | undefined = KEY,
): Failure {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return errorOfAnswer(status, headers, text, { ...CONTEXT, apiKey }).toFailure();
}

function error(message: string, more: object = {}): object {
	return { error: { message, ...more } };
}

describe('the words of an error body', () => {
	const detailOf = (body: object | string) => failureOf(400, body).detail;

	it('are found in every shape', () => {
		for (const body of [
			error('Wrong'),
			{ error: 'Wrong' },
			{ detail: 'Wrong' },
			{ message: 'Wrong' },
			{ object: 'error', message: 'Wrong', code: 400 },
			{ code: 'invalid-argument', error: 'Wrong' },
			{ status: 'failure', message: 'Wrong' },
			{ error: JSON.stringify(error('Wrong')) },
			error(JSON.stringify(error('Wrong'))),
			error('Provider returned error', { metadata: { raw: 'Wrong', provider_name: 'X' } }),
			error('Provider returned error', { metadata: { raw: JSON.stringify(error('Wrong')) } }),
			error('Provider returned error', { metadata: { raw: '{"message":"Wrong"}' } }),
			error('Provider returned error', { metadata: { raw: { error: 'Wrong' } } }),
			'<html><head><title> Wrong </title></head><body>…</body></html>',
			'"Wrong"',
			'  Wrong\n',
		]) {
			assert.equal(detailOf(body), 'Wrong', JSON.stringify(body));
		}
	});

	it('are those of the provider only where the server has none of its own', () => {
		const body = error('Reasoning is mandatory', { metadata: { raw: 'x' } });
		assert.equal(detailOf(body), 'Reasoning is mandatory');
		assert.equal(detailOf(error('Provider returned error')), 'Provider returned error');
	});

	it('unfold lists of what was wrong where', () => {
		const issues = [{ path: ['messages', 0], message: 'Required' }, { message: 'Bad' }];
		const zod = { success: false, error: { name: 'ZodError', message: JSON.stringify(issues) } };
		assert.equal(detailOf(zod), 'messages.0: Required; Bad');
		const fastApi = { detail: [{ loc: ['body', 'top_k'], msg: 'must be integer' }] };
		assert.equal(detailOf(fastApi), 'body.top_k: must be integer');
	});

	it('are all of an unknown shape, but for the user id', () => {
		assert.equal(detailOf({ oops: 1, user_id: 'user_1' }), '{"oops":1}');
		const failure = failureOf(400, { ...error('Wrong'), user_id: 'user_1' });
		assert.ok(!JSON.stringify(failure).includes('user_1'));
	});

	it('never hold the key', () => {
		const failure = failureOf(400, error(`Bad header Bearer ${KEY} (${KEY})`));
		assert.equal(failure.detail, 'Bad header Bearer [key] ([key])');
		assert.ok(!JSON.stringify(failure).includes(KEY));
	});

	it('keep to their place: 2,000 characters in the detail, a line or two in the message', () => {
		const failure = failureOf(400, error(`First. Second. ${'x'.repeat(5000)}`));
		assert.equal(failure.detail?.length, 2000);
		assert.match(failure.message, /: First\. Second\.$/);
		assert.ok(failureOf(400, error('x'.repeat(5000))).message.length < 500);
	});

	it('may be missing', () => {
		assert.deepEqual(failureOf(500, ''), {
			kind: 'server',
			message: '127.0.0.1:4011 failed.',
			status: 500,
		});
	});
});

describe('the kind of an error', () => {
	const kindOf = (status: number, body: object | string, apiKey?: string) =>
		failureOf(status, body, {}, apiKey).kind;

	it('follows from its status', () => {
		for (const [status, kind] of [
			[400, 'badRequest'],
			[402, 'noCredit'],
			[403, 'refused'],
			[405, 'notTheApi'],
			[408, 'timeout'],
			[409, 'badRequest'],
			[413, 'badRequest'],
			[422, 'badRequest'],
			[429, 'rateLimit'],
			[500, 'server'],
			[502, 'server'],
			[503, 'server'],
			[504, 'timeout'],
			[524, 'timeout'],
			[529, 'server'],
		] as const) {
			assert.equal(kindOf(status, error('Something')), kind, String(status));
			assert.equal(failureOf(status, error('Something')).status, status);
		}
	});

	it('tells a missing key from a bad one', () => {
		assert.equal(kindOf(401, error('User not found.')), 'badKey');
		const noKey = errorOfAnswer(401, {}, '', { ...CONTEXT, apiKey: undefined });
		assert.equal(noKey.kind, 'noKey');
		const body = { code: 'invalid-argument', error: 'Incorrect API key provided: xa***ab.' };
		assert.equal(kindOf(400, body), 'badKey');
		assert.equal(kindOf(400, error('API key not valid. Please pass a valid API key.')), 'badKey');
	});

	it('knows a model that is gone from an account that may not use it', () => {
		for (const [status, body] of [
			[404, error('No endpoints found for maker/model.')],
			[400, error('maker/model is not a valid model ID')],
			[404, error('The model `maker/model` does not exist', { code: 'model_not_found' })],
			[404, error('model "maker/model" not found, try pulling it first')],
			[404, { object: 'error', message: 'The model `x` does not exist.', code: 404 }],
			[400, error('The model `x` has been decommissioned', { code: 'model_decommissioned' })],
			[404, error('Gone', { availability: { code: 'model_deprecated' } })],
		] as const) {
			const failure = failureOf(status, body);
			assert.equal(failure.kind, 'modelUnavailable', JSON.stringify(body));
			assert.match(failure.message, /maker\/model/);
		}
		for (const words of [
			'No endpoints found that support tool use. To learn more about provider routing, visit: https://x.test',
			'No endpoints found for maker/model matching your guardrail restrictions.',
		]) {
			assert.equal(kindOf(404, error(words)), 'refused', words);
		}
	});

	it('knows a path that is not there', () => {
		for (const [status, body] of [
			[404, ''],
			[404, '404 page not found'],
			[404, { detail: 'Not Found' }],
			[404, '<html><title>404 Not Found</title></html>'],
			[404, error('Invalid URL (POST /v1/chat/completion)')],
			[400, '<html><title>400 The plain HTTP request was sent to HTTPS port</title></html>'],
		] as const) {
			const failure = failureOf(status, body);
			assert.equal(failure.kind, 'notTheApi', JSON.stringify(body));
			assert.equal(failure.setting, 'baseUrl');
			assert.match(failure.message, /\/v1\/chat\/completions/);
		}
	});

	it('knows a prompt that is too long, on every server', () => {
		for (const [status, body] of [
			[
				400,
				error("This endpoint's maximum context length is 8192 tokens. However, you requested …"),
			],
			[400, error('prompt too long; exceeded max context length by 5 tokens')],
			[
				400,
				error('the request exceeds the available context size', {
					type: 'exceed_context_size_error',
				}),
			],
			[400, error('Too long', { code: 'context_length_exceeded' })],
			[500, error('Input is too long for requested model.')],
			[422, { detail: 'Prompt is too long for the context window' }],
		] as const) {
			assert.equal(kindOf(status, body), 'contextTooLong', JSON.stringify(body));
		}
	});

	it('knows limits that come under another status', () => {
		assert.equal(kindOf(429, error('Quota', { code: 'insufficient_quota' })), 'noCredit');
		assert.equal(kindOf(413, error('Limit on tokens per minute (TPM)')), 'rateLimit');
	});

	it('follows from names and numbers in the body where the status was 200', () => {
		for (const [json, kind] of [
			[error('Slow down', { code: 'rate_limit_exceeded' }), 'rateLimit'],
			[error('Slow down', { code: '429' }), 'rateLimit'],
			[error('No', { type: 'authentication_error' }), 'badKey'],
			[error('No', { code: 403 }), 'refused'],
			[error('No', { metadata: { error_type: 'payment_required' } }), 'noCredit'],
			[error('model x not found'), 'modelUnavailable'],
			[error('CUDA out of memory'), 'server'],
		] as const) {
			assert.equal(errorInReply(json, CONTEXT).kind, kind, JSON.stringify(json));
		}
	});
});

describe('the message of an error', () => {
	it('says when to try again, where the server says so', () => {
		const limited = error('Slow down.');
		assert.match(failureOf(429, limited, { 'retry-after': '7' }).message, /Try again in 7 s\.$/);
		assert.match(failureOf(429, limited, { 'retry-after': '600' }).message, /in 10 min\.$/);
		assert.match(failureOf(429, limited, { 'retry-after': '14400' }).message, /in 4 h\.$/);
		const metadata = { retry_after_seconds: 3 };
		assert.match(failureOf(429, error('Slow.', { metadata })).message, /Try again in 3 s\.$/);
		const reset = { 'x-ratelimit-reset': String(Date.now() + 3_000_000) };
		assert.match(failureOf(429, limited, reset).message, /Try again in \d\d min\.$/);
		const other = failureOf(429, limited, { 'x-ratelimit-reset': '60' });
		assert.doesNotMatch(other.message, /Try again/);
	});

	it('takes a time to come back at for one only within a day', () => {
		const limited = error('Slow down.');
		const after = (hours: number) => {
			const reset = { 'x-ratelimit-reset': String(Date.now() + hours * 3_600_000) };
			return failureOf(429, limited, reset).message;
		};
		assert.match(after(23.5), /Try again in 24 h\.$/);
		assert.match(after(2.07), /Try again in 2 h 5 min\.$/);
		// Microseconds, or another clock: nobody is told to come back in years.
		for (const hours of [25, 24 * 30, 24 * 365 * 1_000]) {
			assert.doesNotMatch(after(hours), /Try again/, `${hours} h`);
		}
	});

	it('names where a redirect leads', () => {
		for (const [location, target] of [
			['https://other.test/login?next=1', 'https://other.test,'],
			['/login?next=1', '/login,'],
			[undefined, 'another address'],
		] as const) {
			const failure = failureOf(302, '', { location });
			assert.equal(failure.kind, 'notTheApi');
			assert.ok(failure.message.includes(`redirects to ${target}`), failure.message);
		}
	});
});

describe('a reply that ends with the name of a failure', () => {
	it('has the kind of that name, and says who ended it', () => {
		for (const [reason, kind] of [
			['Content_Filter', 'moderation'],
			['context_length_exceeded', 'contextTooLong'],
			['rate_limit_error', 'rateLimit'],
			['odd', 'server'],
		] as const) {
			assert.equal(errorOfFinish(reason, undefined, CONTEXT).kind, kind, reason);
		}
		const unknown = { ...CONTEXT, apiKey: undefined };
		assert.equal(errorOfFinish('unauthorized', undefined, CONTEXT).kind, 'badKey');
		assert.equal(errorOfFinish('unauthorized', undefined, unknown).kind, 'noKey');
		assert.equal(
			errorOfFinish('odd', 'Some Cloud', CONTEXT).message,
			'Some Cloud ended the reply too early and reported “odd”.',
		);
		assert.match(errorOfFinish('odd', undefined, CONTEXT).message, /^127\.0\.0\.1:4011 ended/);
	});
});

describe('an answer that is none of the chat API', () => {
	it('speaks against the address, unless replies have come from there', () => {
		assert.deepEqual(notTheApi('a page', CONTEXT, ` The ${KEY} `).toFailure(), {
			kind: 'notTheApi',
			message:
				'/v1/chat/completions at 127.0.0.1:4011 answered with a page. Check the setting Base Url.',
			detail: 'The [key]',
			setting: 'baseUrl',
		});
		assert.deepEqual(notTheApi('a page', { ...CONTEXT, proven: true }, 'Words').toFailure(), {
			kind: 'server',
			message: '127.0.0.1:4011 answered with a page, which it has not done before.',
			detail: 'Words',
		});
		for (const proven of [true, false]) {
			assert.ok(!('detail' in notTheApi('a page', { ...CONTEXT, proven }).toFailure()));
		}
	});

	it('is quoted without the key, and cut', () => {
		assert.equal(quoted(`a ${KEY}`, CONTEXT), '“a [key]”');
		assert.equal(quoted('x'.repeat(300), CONTEXT).length, 202);
	});
});

describe('the page where OpenRouter’s users see to a failure', () => {
	const pageFor = (status: number, body: object, server = 'https://openrouter.ai/api/v1/chat') =>
		errorOfAnswer(status, {}, JSON.stringify(body), {
			...CONTEXT,
			url: new URL(server),
		}).toFailure().page;

	it('is that of its kind, and at no other server', () => {
		const daily = { metadata: { limit_source: 'openrouter_free_tier_daily' } };
		for (const [status, body, page] of [
			[402, error('Pay.'), 'credits'],
			[429, error('Slow.', daily), 'credits'],
			[429, error('Slow.'), undefined],
			[403, error('Key limit exceeded'), 'keys'],
			[404, error('No endpoints found matching your data policy.'), 'privacy'],
			[500, error('Broken.'), undefined],
		] as const) {
			assert.equal(pageFor(status, body), page, JSON.stringify(body));
			assert.equal(pageFor(status, body, 'https://ai.test/v1/chat'), undefined);
		}
	});
});

describe('the parameter that may be left out', () => {
	const parameterOf = (message: string) =>
		errorOfAnswer(400, {}, JSON.stringify(error(message)), {
			...CONTEXT,
			parameters: ['top_k', 'max_tokens'],
		}).toFailure().parameter;

	it('is told where sending without it may help', () => {
		assert.equal(parameterOf("parameter 'top_k' is not supported"), 'top_k');
		assert.equal(parameterOf('prompt is too long: 5000 + 4000 > 8192'), 'max_tokens');
		assert.equal(parameterOf('The prompt is too long for top_k'), undefined);
	});
});

describe('the words of an error', () => {
	it('have no halves of characters, sent or cut', () => {
		const llamas = '\u{1f999}'.repeat(3_000);
		for (const words of ['No \ud83e luck', '\udd99', llamas, ` ${llamas}`, `a${llamas}`]) {
			for (const body of [error(words), { detail: words }, words, `<title>${words}</title>`]) {
				const { message, detail = '' } = failureOf(400, body);
				assert.ok(message.isWellFormed(), JSON.stringify(message));
				assert.ok(detail.isWellFormed(), JSON.stringify(detail));
			}
		}
	});
});
