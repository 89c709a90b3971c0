import assert from 'node:assert/strict';
import { errorInReply, errorOfAnswer } from '../../../../src/api/errors/errorBody.ts';
import type { HttpHeaders } from '../../../../src/api/network/transport.ts';
import { type Failure, FailureKind } from '../../../../src/shared/conversation/messages.ts';
import { FAILURES } from '../../../../src/shared/errors/failureTable.ts';
import { remediesFor } from '../../../../src/shared/errors/remedies.ts';

const CONTEXT = {
	url: new URL('https://openrouter.ai/api/v1/chat/completions'),
	apiKey: 'sk-secret-0123456789',
	model: 'maker/model',
	parameters: ['stop', 'temperature', 'top_a', 'max_tokens', 'max_completion_tokens'],
};

interface Row {
	readonly status: number;
	readonly body: object | string;
	readonly headers?: HttpHeaders;
	readonly kind: FailureKind;
	readonly says?: RegExp;
	/** The labels of the buttons begin with these. */
	readonly buttons?: readonly string[];
	/** Whether it is tried again by itself. */
	readonly passes?: boolean;
}

const error = (message: string, code: number, metadata?: object, more: object = {}) => ({
	error: { message, code, ...(metadata === undefined ? {} : { metadata }), ...more },
	user_id: 'user_2abcDEF',
});

const openai = (message: string, more: object = {}) => ({
	error: { message, type: 'invalid_request_error', param: null, code: null, ...more },
});

const raw = (status: number, words: string, more: object = {}) =>
	error('Provider returned error', status, { raw: words, provider_name: 'Some Cloud', ...more });

/** Every shape of an error that servers are known to send, each with what it means to the user. */
const ROWS: Readonly<Record<string, Row>> = {
	// 400
	'OpenRouter, context': {
		status: 400,
		body: error(
			"This endpoint's maximum context length is 8192 tokens. However, you requested about 12000 tokens (11000 of text input, 1000 in the output). Please reduce the length of either one.",
			400,
			{ provider_name: null, previous_errors: [] },
		),
		kind: 'contextTooLong',
		says: /^This would be 12,000 tokens; the model takes 8,192\.$/,
		buttons: ['Select Model', 'New Chat'],
	},
	'Ollama, context': {
		status: 400,
		body: openai('prompt too long; exceeded max context length by 42 tokens'),
		kind: 'contextTooLong',
		says: /by 42 tokens/,
	},
	'llama.cpp, context': {
		status: 400,
		body: {
			error: {
				code: 400,
				message: 'the request exceeds the available context size, try increasing it',
				type: 'exceed_context_size_error',
				n_prompt_tokens: 5000,
				n_ctx: 4096,
			},
		},
		kind: 'contextTooLong',
		says: /5,000 tokens; the model takes 4,096/,
	},
	'OpenAI, context': {
		status: 400,
		body: openai(
			"This model's maximum context length is 16385 tokens. However, your messages resulted in 20001 tokens.",
			{ code: 'context_length_exceeded', param: 'messages' },
		),
		kind: 'contextTooLong',
		says: /20,001 tokens; the model takes 16,385/,
	},
	'Anthropic behind OpenRouter, context': {
		status: 400,
		body: raw(400, '{"error":{"message":"prompt is too long: 210000 tokens > 200000 maximum"}}'),
		kind: 'contextTooLong',
		says: /210,000 tokens; the model takes 200,000/,
	},
	'no such model': {
		status: 400,
		body: error('nobody/nothing:free is not a valid model ID', 400),
		kind: 'modelUnavailable',
		buttons: ['Select Model'],
	},
	'invalid JSON, as OpenRouter says it': {
		status: 400,
		body: error('Input must have at least 1 token.', 400, { provider_name: null }),
		kind: 'badRequest',
		buttons: ['Open Parameters', 'Report Issue'],
	},
	'raw JSON of a provider': {
		status: 400,
		body: raw(
			400,
			'{"error":{"message":"Messages must alternate.","type":"invalid_request_error"}}',
		),
		kind: 'badRequest',
		says: /Messages must alternate\.$/,
	},
	'raw text of a provider': {
		status: 400,
		body: raw(400, 'Bad template'),
		kind: 'badRequest',
		says: /Bad template/,
	},
	'mandatory reasoning': {
		status: 400,
		body: error('Reasoning is mandatory for this endpoint and cannot be disabled.', 400),
		kind: 'badRequest',
	},
	Zod: {
		status: 400,
		body: {
			success: false,
			error: { name: 'ZodError', message: '[{"path":["code"],"message":"Required"}]' },
		},
		kind: 'badRequest',
		says: /code: Required/,
	},
	'Groq, an unknown property': {
		status: 400,
		body: openai("property 'top_a' is unsupported, did you mean 'stop'?"),
		kind: 'badParameter',
		says: /does not take Top A/,
		buttons: ['Send Without Top A', 'Open Parameters'],
	},
	'Groq, a property that we do not send': {
		status: 400,
		body: openai("property 'store' is unsupported, did you mean 'stop'?"),
		kind: 'badParameter',
		says: /does not take store/,
		buttons: ['Open Parameters'],
	},
	'OpenAI, an unknown argument': {
		status: 400,
		body: openai('Unrecognized request argument supplied: top_a'),
		kind: 'badParameter',
		buttons: ['Send Without Top A'],
	},
	'OpenAI, a value it does not take': {
		status: 400,
		body: openai("Unsupported value: 'temperature' does not support 0.2 with this model.", {
			param: 'temperature',
			code: 'unsupported_value',
		}),
		kind: 'badParameter',
		buttons: ['Send Without Temperature'],
	},
	'OpenAI, a parameter under its old name': {
		status: 400,
		body: openai("Unsupported parameter: 'max_tokens' is not supported with this model."),
		kind: 'badParameter',
		buttons: ['Send Without Max Tokens'],
	},
	'LiteLLM, a parameter': {
		status: 400,
		body: {
			error: {
				message: "litellm.UnsupportedParamsError: x does not support parameters: ['top_a']",
				type: null,
				param: null,
				code: '400',
			},
		},
		kind: 'badParameter',
		buttons: ['Send Without Top A'],
	},
	'FastAPI, an extra field': {
		status: 422,
		body: { detail: [{ loc: ['body', 'top_a'], msg: 'Extra inputs are not permitted' }] },
		kind: 'badParameter',
		buttons: ['Send Without Top A'],
	},
	'xAI, a bad key': {
		status: 400,
		body: { code: 'invalid-argument', error: 'Incorrect API key provided: xa***yz.' },
		kind: 'badKey',
	},
	'Portkey, a failure': {
		status: 400,
		body: { status: 'failure', message: 'Invalid headers passed' },
		kind: 'badRequest',
	},
	'vLLM, an older shape': {
		status: 404,
		body: { object: 'error', message: 'The model `x` does not exist.', type: 'NotFoundError' },
		kind: 'modelUnavailable',
	},
	'a wrong endpoint by name': {
		status: 400,
		body: error('Use another path', 400, undefined, {
			availability: { code: 'wrong_endpoint', retryable: false },
		}),
		kind: 'notTheApi',
		buttons: ['Open Setting'],
	},
	'Azure, its content policy': {
		status: 400,
		body: openai('The response was filtered due to the content management policy.', {
			code: 'content_filter',
			param: 'prompt',
		}),
		kind: 'moderation',
	},
	'Azure, no such deployment': {
		status: 404,
		body: { error: { code: 'DeploymentNotFound', message: 'There is no such deployment.' } },
		kind: 'modelUnavailable',
	},
	'Together, no such model': {
		status: 400,
		body: openai('Unable to access model maker/model.', { code: 'model_not_available' }),
		kind: 'modelUnavailable',
	},
	'FastAPI, no such path': { status: 404, body: { detail: 'Not Found' }, kind: 'notTheApi' },
	'FastAPI, no such method': {
		status: 405,
		body: { detail: 'Method Not Allowed' },
		kind: 'notTheApi',
	},
	'DeepSeek, no balance': {
		status: 402,
		body: openai('Insufficient Balance', { code: 'invalid_request_error' }),
		kind: 'noCredit',
	},
	'llama.cpp, still loading': {
		status: 503,
		body: { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } },
		kind: 'server',
		says: /Loading model/,
		passes: true,
	},
	'Groq, tokens of a minute': {
		status: 429,
		body: openai('Rate limit reached on tokens per minute: Limit 6000. Try again in 20s.', {
			type: 'tokens',
			code: 'rate_limit_exceeded',
		}),
		kind: 'rateLimit',
		passes: true,
	},
	'raw, as an object': {
		status: 502,
		body: error('Provider returned error', 502, { raw: { error: { message: 'Out of memory' } } }),
		kind: 'server',
		says: /Out of memory/,
	},
	// 401
	'OpenRouter, no credentials': {
		status: 401,
		body: error('No cookie auth credentials found', 401),
		kind: 'badKey',
		buttons: ['Set API Key'],
	},
	'OpenRouter, a key that is gone': {
		status: 401,
		body: error('User not found.', 401),
		kind: 'badKey',
	},
	'OpenRouter, a header it does not see': {
		status: 401,
		body: error('Missing Authentication header', 401),
		kind: 'badKey',
	},
	'Mistral, a bad key': { status: 401, body: { detail: 'Invalid API Key' }, kind: 'badKey' },
	'Ollama, a bad key': {
		status: 401,
		body: openai('Unauthorized', { type: 'api_error' }),
		kind: 'badKey',
	},
	// 402
	'OpenRouter, too little credit': {
		status: 402,
		body: error(
			'This request requires more credits, or fewer max_tokens. You requested up to 32000 tokens, but can only afford 27342. To increase, visit https://openrouter.ai/settings/credits',
			402,
			{ provider_name: null },
		),
		kind: 'noCredit',
		says: /enough for a reply of 27,342 tokens/,
		buttons: ['Retry with 27,342 Tokens', 'Add Credit', 'Select Model'],
		passes: false,
	},
	'OpenRouter, no credit at all': {
		status: 402,
		body: error('Insufficient credits', 402),
		kind: 'noCredit',
		buttons: ['Add Credit', 'Select Model'],
		passes: false,
	},
	'OpenRouter, credit that other requests hold': {
		status: 402,
		body: error('This request would exceed your available credits given those in flight.', 402, {
			reason: 'in_flight_budget_exhausted',
			limit_source: 'openrouter_in_flight_budget',
		}),
		headers: { 'retry-after': '3' },
		kind: 'noCredit',
		passes: true,
	},
	'OpenAI, no quota': {
		status: 429,
		body: openai('You exceeded your current quota', { code: 'insufficient_quota' }),
		kind: 'noCredit',
		passes: false,
	},
	// 403
	'OpenRouter, moderation': {
		status: 403,
		body: error(
			'maker/model requires moderation on Some Cloud. Your input was flagged for "violence". No credits were charged.',
			403,
			{ reasons: ['violence'], flagged_input: 'what I typed...in secret' },
		),
		kind: 'moderation',
		says: /flagged for "violence"/,
		buttons: ['Select Model'],
	},
	'OpenRouter, guardrail': {
		status: 403,
		body: error('Blocked by a guardrail', 403, { patterns: ['x'] }),
		kind: 'refused',
	},
	'OpenRouter, key limit': {
		status: 403,
		body: error(
			'Key limit exceeded (daily limit). Manage it using https://openrouter.ai/settings/keys',
			403,
		),
		kind: 'keyLimit',
		buttons: ['Manage Keys', 'Set API Key'],
	},
	'a region': {
		status: 403,
		body: error('Not in your country', 403, undefined, {
			availability: { code: 'region_restricted', retryable: false },
		}),
		kind: 'refused',
	},
	// 404
	'OpenRouter, a model without endpoints': {
		status: 404,
		body: error('No endpoints found for maker/model:free.', 404),
		kind: 'modelUnavailable',
	},
	'OpenRouter, data policy': {
		status: 404,
		body: error(
			'No endpoints found matching your data policy (Free model training). Configure: https://openrouter.ai/settings/privacy',
			404,
			{ routing_funnel: [], failed_routing_step: 'Filter by Data Policy' },
		),
		kind: 'dataPolicy',
		buttons: ['Open Privacy Settings', 'Select Model'],
	},
	'OpenRouter, tools': {
		status: 404,
		body: error(
			'No endpoints found that support tool use. To learn more, visit: https://x.test',
			404,
		),
		kind: 'refused',
	},
	'a page': {
		status: 404,
		body: '<!DOCTYPE html><html><head><title>404 Not Found</title></head></html>',
		kind: 'notTheApi',
		buttons: ['Open Setting'],
	},
	'no body': { status: 404, body: '', kind: 'notTheApi' },
	// Others
	timeout: {
		status: 408,
		body: error('Operation timed out. Please try again later.', 408),
		kind: 'timeout',
		passes: true,
	},
	'too large': {
		status: 413,
		body: error('Request payload too large', 413),
		kind: 'badRequest',
		passes: false,
	},
	'Groq, tokens per minute': {
		status: 413,
		body: openai('Request too large: Limit 6000 tokens per minute (TPM)'),
		kind: 'rateLimit',
	},
	'OpenRouter, the free requests of the day': {
		status: 429,
		body: error('Rate limit exceeded: free-models-per-day. ', 429, {
			headers: {
				'X-RateLimit-Limit': '50',
				'X-RateLimit-Remaining': '0',
				'X-RateLimit-Reset': String(Date.now() + 5 * 3_600_000),
			},
			limit_source: 'openrouter_free_tier_daily',
			remedy_hint: 'Wait for the daily reset',
		}),
		kind: 'rateLimit',
		says: /^The free requests of the day are used up at openrouter\.ai\. Try again in 5 h\.$/,
		buttons: ['Add Credit', 'Select Model'],
		passes: false,
	},
	'OpenRouter, everybody together': {
		status: 429,
		// Of the moment when it is asked for: a run may take longer than that.
		get body() {
			return error(
				'Rate limit exceeded: limit_rpm/maker/model/1234. High demand for maker/model:free on OpenRouter - limited to 8 requests per minute. Please retry shortly.',
				429,
				{ headers: { 'X-RateLimit-Reset': String(Date.now() + 30_000) }, provider_name: null },
			);
		},
		kind: 'rateLimit',
		says: /^openrouter\.ai limits how much all its users together use this model: .* Try again in \d+ s\.$/,
		passes: true,
	},
	'OpenRouter, a provider': {
		status: 429,
		body: raw(429, 'maker/model is temporarily rate-limited upstream. Please retry shortly.', {
			limit_source: 'upstream_provider_shared_pool',
			retry_after_seconds: 1,
		}),
		kind: 'rateLimit',
		says: /^Some Cloud behind openrouter\.ai is limiting requests: maker\/model is temporarily .* Try again in 1 s\.$/,
		passes: true,
	},
	'masked failure': {
		status: 500,
		body: error('Internal Server Error', 500),
		kind: 'server',
		passes: true,
	},
	'a provider that failed': {
		status: 502,
		body: raw(502, 'Upstream connect error'),
		kind: 'server',
		says: /^Some Cloud behind openrouter\.ai failed: Upstream connect error\.$/,
		buttons: ['Select Model', 'Show Log'],
		passes: true,
	},
	'no provider': {
		status: 503,
		body: error('No provider meets your routing requirements', 503),
		headers: { 'retry-after': '2' },
		kind: 'server',
		passes: true,
	},
	'no provider, for good': {
		status: 503,
		body: error('Gone', 503, undefined, { availability: { retryable: false } }),
		kind: 'server',
		passes: false,
	},
	'Cloudflare, a page': {
		status: 524,
		body: '<!DOCTYPE html><title>openrouter.ai | 524: A timeout occurred</title>',
		kind: 'timeout',
		says: /524: A timeout occurred/,
		passes: true,
	},
	overloaded: { status: 529, body: error('Overloaded', 529), kind: 'server', passes: true },
};

/** Those that stand in error.availability.code; the others in error.metadata.error_type. */
const AVAILABILITY = {
	model_not_found: 1,
	wrong_endpoint: 1,
	no_endpoints: 1,
	model_deprecated: 1,
	model_unavailable_upstream: 1,
	free_variant_ended: 1,
	privacy_restricted: 1,
	constraint_filtered: 1,
	region_restricted: 1,
	capacity_exhausted: 1,
	temporarily_unavailable: 1,
};

const NAMED: readonly (readonly [
	names: readonly string[],
	status: number,
	kind: FailureKind,
	passes: boolean,
])[] = [
	[
		['context_length_exceeded', 'token_limit_exceeded', 'string_too_long'],
		400,
		'contextTooLong',
		false,
	],
	[['max_tokens_exceeded'], 400, 'badParameter', false],
	[['invalid_request', 'invalid_prompt'], 400, 'badRequest', false],
	[['invalid_image', 'image_too_large', 'image_too_small'], 400, 'badRequest', false],
	[['unsupported_image_format', 'image_download_failed'], 400, 'badRequest', false],
	[['image_not_found'], 404, 'badRequest', false],
	[['content_policy_violation', 'refusal'], 400, 'moderation', false],
	[['authentication'], 401, 'badKey', false],
	[['payment_required'], 402, 'noCredit', false],
	[['permission_denied', 'region_restricted'], 403, 'refused', false],
	[['not_found'], 404, 'notTheApi', false],
	[['wrong_endpoint'], 400, 'notTheApi', false],
	[['model_not_found'], 400, 'modelUnavailable', false],
	[['no_endpoints', 'model_deprecated', 'free_variant_ended'], 404, 'modelUnavailable', false],
	[['model_unavailable_upstream'], 404, 'modelUnavailable', false],
	[['privacy_restricted'], 404, 'dataPolicy', false],
	[['constraint_filtered'], 404, 'refused', false],
	[['precondition_failed'], 412, 'badRequest', false],
	[['payload_too_large'], 413, 'badRequest', false],
	[['unprocessable'], 422, 'badRequest', false],
	[['rate_limit_exceeded', 'capacity_exhausted'], 429, 'rateLimit', true],
	[['server', 'unmapped'], 500, 'server', true],
	[['provider_unavailable'], 502, 'server', true],
	[['provider_overloaded', 'temporarily_unavailable'], 503, 'server', true],
	[['timeout'], 504, 'timeout', true],
];

describe('the table of failures', () => {
	const failed = ({ status, body, headers = {} }: Row) =>
		errorOfAnswer(status, headers, typeof body === 'string' ? body : JSON.stringify(body), CONTEXT);

	for (const [name, row] of Object.entries(ROWS)) {
		it(`${row.status}: ${name}`, () => {
			const thrown = failed(row);
			const failure = thrown.toFailure();
			assert.equal(failure.kind, row.kind);
			assert.equal(failure.status, row.status);
			if (row.says !== undefined) assert.match(failure.message, row.says);
			const labels = remediesFor(failure).map(({ label }) => label);
			for (const label of row.buttons ?? []) assert.ok(labels.includes(label), labels.join());
			if (row.passes !== undefined) assert.equal(thrown.retry !== undefined, row.passes);
			const kept = JSON.stringify(failure);
			assert.ok(!kept.includes('user_2abcDEF'));
			assert.ok(!kept.includes('what I typed'), 'the flagged input is kept');
			assert.doesNotMatch(failure.message, /Provider returned error/);
		});
	}

	it('says the same of an error inside a stream', () => {
		for (const [json, kind, passes] of [
			[error('Rate limit exceeded', 429, { error_type: 'rate_limit_exceeded' }), 'rateLimit', true],
			[{ error: { code: 'server_error', message: 'Failed' } }, 'server', true],
			[error('Token limit reached', 400), 'contextTooLong', false],
			[raw(502, 'Gone'), 'server', true],
			[
				{ error: { message: 'x', metadata: { error_type: 'context_length_exceeded' } } },
				'contextTooLong',
				false,
			],
			[
				{ error: { message: 'x', metadata: { error_type: 'provider_overloaded' } } },
				'server',
				true,
			],
			[{ error: 'Unexpected endpoint or method. (POST /chat/completions)' }, 'notTheApi', false],
		] as const) {
			const thrown = errorInReply(json, CONTEXT);
			assert.equal(thrown.kind, kind, JSON.stringify(json));
			assert.equal(thrown.retry !== undefined, passes, JSON.stringify(json));
		}
	});

	it('knows each of the names that OpenRouter has for failures, whatever the words', () => {
		for (const [names, status, kind, passes] of NAMED) {
			for (const name of names) {
				const more = name in AVAILABILITY ? { availability: { code: name } } : {};
				const metadata = name in AVAILABILITY ? undefined : { error_type: name };
				const body = error('Some words.', status, metadata, more);
				const answered = errorOfAnswer(status, {}, JSON.stringify(body), CONTEXT);
				const inStream = errorInReply(body, CONTEXT);
				// In a stream there may be no number beside the name.
				const { code, ...nameless } = body.error;
				assert.equal(code, status);
				const byName = errorInReply({ error: nameless }, CONTEXT);
				for (const thrown of [answered, inStream, byName]) {
					assert.equal(thrown.kind, kind, name);
					assert.equal(thrown.retry !== undefined, passes, name);
				}
			}
		}
	});

	it('has a title for every kind, and no address in its buttons for other servers', () => {
		for (const kind of FailureKind.options) {
			assert.match(FAILURES[kind].title, /^[A-Z][^.]{5,40}$/, kind);
			assert.match(FAILURES[kind].advice, /^$|[.]$/, kind);
			const failure: Failure = { kind, message: 'x' };
			for (const { label } of remediesFor(failure)) assert.match(label, /^[A-Z]/);
		}
		const elsewhere = errorOfAnswer(402, {}, JSON.stringify(error('No credit', 402)), {
			...CONTEXT,
			url: new URL('https://llm.example.com/v1/chat/completions'),
		});
		assert.equal(elsewhere.toFailure().page, undefined);
	});

	it('knows more of the words that servers have for the same', () => {
		const kinds: Readonly<Record<string, readonly [status: number, words: string][]>> = {
			contextTooLong: [
				[400, 'This model supports at most 8192 tokens, but 9000 were given.'],
				[400, "Total tokens 9000 exceed the model's limit of 8192."],
				[400, 'The prompt has 9000 tokens, which is more than the 8192 the model can process.'],
				[400, 'context overflow'],
				[400, '输入过长,请缩短后重试'],
			],
			modelUnavailable: [
				[404, "The requested model 'm' could not be found."],
				[404, 'Model m is not deployed.'],
				[400, 'Model m has been retired'],
				[400, "Couldn't find a model with the name m"],
				[404, 'No model named m is served here'],
				[404, 'There is no model m.'],
				[400, '模型不存在,请检查模型名称'],
				[400, 'model_not_found'],
			],
			noCredit: [
				[429, 'Please add a payment method to continue.'],
				[429, 'You have no remaining credits.'],
				[400, 'Budget has been exceeded! Current cost: 10.1'],
				[429, '余额不足,请充值。'],
				[403, '用户额度不足'],
			],
			rateLimit: [[400, '请求过于频繁,请稍后再试']],
			badParameter: [
				[
					400,
					'max_tokens: 50000 > 8192, which is the maximum allowed number of output tokens for m',
				],
			],
			moderation: [
				[400, 'The prompt was blocked.'],
				[400, '输入内容可能包含敏感内容'],
			],
		};
		for (const [kind, examples] of Object.entries(kinds)) {
			for (const [status, words] of examples) {
				for (const body of [{ error: words }, { error: { message: words } }, { message: words }]) {
					const found = errorOfAnswer(status, {}, JSON.stringify(body), CONTEXT).toFailure();
					assert.equal(found.kind, kind, words);
				}
			}
		}
		for (const [status, words, kind] of [
			[429, 'Limit of 6000 tokens per minute: more than the model can take now', 'rateLimit'],
			[400, 'This model supports at most 16384 completion tokens', 'badRequest'],
			[400, 'The tool was blocked.', 'badRequest'],
		] as const) {
			const found = errorOfAnswer(status, {}, JSON.stringify({ error: words }), CONTEXT);
			assert.equal(found.kind, kind, words);
		}
	});
});
