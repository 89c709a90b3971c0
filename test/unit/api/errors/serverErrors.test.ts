import assert from 'node:assert/strict';
import { errorInReply, errorOfAnswer } from '../../../../src/api/errors/errorBody.ts';
import type { FailureKind } from '../../../../src/shared/conversation/messages.ts';
import { remediesFor } from '../../../../src/shared/errors/remedies.ts';

const CONTEXT = {
	url: new URL('https://llm.example.com/v1/chat/completions'),
	apiKey: 'sk-secret-0123456789',
	model: 'maker/model',
	parameters: ['temperature', 'top_k', 'min_p', 'stop', 'max_tokens'],
};

/** What a server sends and what is made of it: the words that are shown, the first button, whether it is sent again by itself. */
type Row = readonly [
	server: string,
	status: number,
	body: object,
	kind: FailureKind,
	says: RegExp,
	button?: string | undefined,
	again?: true,
];

const error = (message: unknown, more: object = {}) => ({ error: { message, ...more } });
const raw = (words: string) =>
	error('Provider returned error', { metadata: { raw: words, provider_name: 'Some Cloud' } });
const counts = (sent: string, limit: string) =>
	new RegExp(`^This would be ${sent} tokens; the model takes ${limit}\\.$`);

const MODEL = /^The model maker\/model is not available at llm\.example\.com\.$/;
const NO_REPLY = 'Send Without Max Tokens';

const TOO_LONG: readonly Row[] = [
	[
		'OpenRouter',
		400,
		raw('prompt is too long: 301 tokens > 300 maximum'),
		'contextTooLong',
		counts('301', '300'),
	],
	[
		'Ollama',
		400,
		error('prompt too long; exceeded max context length by 9 tokens'),
		'contextTooLong',
		/by 9 tokens/,
	],
	[
		'llama.cpp',
		400,
		error('request (501 tokens) exceeds the available context size (500 tokens)'),
		'contextTooLong',
		counts('501', '500'),
	],
	[
		'llama.cpp, by numbers',
		400,
		error('Too big', { type: 'exceed_context_size_error', n_ctx: 5, n_prompt_tokens: 6 }),
		'contextTooLong',
		counts('6', '5'),
	],
	[
		'LM Studio',
		400,
		{ error: 'Trying to keep the first 700 tokens; the context length is only 600 tokens' },
		'contextTooLong',
		counts('700', '600'),
	],
	[
		'LM Studio, its counters',
		400,
		{ error: 'Cannot truncate prompt with n_keep (700) >= n_ctx (600)' },
		'contextTooLong',
		counts('700', '600'),
	],
	[
		'vLLM',
		400,
		error(
			"This model's maximum context length is 40 tokens. However, your request has 50 input tokens.",
			{ type: 'BadRequestError', code: 400 },
		),
		'contextTooLong',
		counts('50', '40'),
	],
	[
		'vLLM, the prompt',
		400,
		error('The decoder prompt (length 50) is longer than the maximum model length of 40.'),
		'contextTooLong',
		counts('50', '40'),
	],
	[
		'LiteLLM',
		400,
		error(
			"litellm.ContextWindowExceededError: X - {'error': {'message': 'prompt is too long: 60 tokens > 50 maximum'}}",
			{ code: '400' },
		),
		'contextTooLong',
		counts('60', '50'),
	],
	[
		'Groq',
		400,
		error(
			'Please reduce the length of the messages or completion. Current length is 90 while limit is 80',
			{ code: 'context_length_exceeded' },
		),
		'contextTooLong',
		counts('90', '80'),
	],
	[
		'Together',
		422,
		error('Input validation error: `inputs` must have less than 70 tokens. Given: 71'),
		'contextTooLong',
		counts('71', '70'),
	],
	[
		'Together, with a reply',
		422,
		{
			error:
				'`inputs` tokens + `max_new_tokens` must be <= 70. Given: 60 `inputs` tokens and 20 `max_new_tokens`',
			error_type: 'validation',
		},
		'contextTooLong',
		counts('80', '70'),
		NO_REPLY,
	],
	[
		'OpenAI',
		400,
		error(
			"This model's maximum context length is 90 tokens. However, you requested 1,090 tokens (40 in the messages, 1,050 in the completion).",
			{ code: 'context_length_exceeded' },
		),
		'contextTooLong',
		counts('1,090', '90'),
		NO_REPLY,
	],
	[
		'Perplexity',
		400,
		error('The length of all your messages is too long.', {
			type: 'too_many_prompt_tokens',
			code: 400,
		}),
		'contextTooLong',
		/all your messages/,
	],
	[
		'Perplexity, words alone',
		400,
		error('The sum of all messages is too long.'),
		'contextTooLong',
		/all messages/,
	],
	[
		'xAI',
		400,
		{ code: 'x', error: 'The maximum prompt length is 1000 but the request contains 1001 tokens.' },
		'contextTooLong',
		counts('1,001', '1,000'),
	],
	[
		'Google',
		400,
		error('The input token count (21) exceeds the maximum number of tokens allowed (20).', {
			code: 400,
			status: 'INVALID_ARGUMENT',
		}),
		'contextTooLong',
		counts('21', '20'),
	],
	[
		'Anthropic',
		400,
		error('input length and `max_tokens` exceed context limit: 90 + 20 > 100'),
		'contextTooLong',
		counts('110', '100'),
		NO_REPLY,
	],
	[
		'Azure',
		400,
		error(
			'Input tokens exceed the configured limit of 27 tokens. Your messages resulted in 28 tokens.',
		),
		'contextTooLong',
		counts('28', '27'),
	],
	[
		'Copilot',
		400,
		error('prompt token count of 140 exceeds the limit of 128', {
			code: 'model_max_prompt_tokens_exceeded',
		}),
		'contextTooLong',
		counts('140', '128'),
	],
	[
		'GitHub',
		413,
		error('Body too large. Max size: 80 tokens.', { code: 'tokens_limit_reached' }),
		'contextTooLong',
		/Max size/,
	],
	[
		'Mistral',
		400,
		error(
			'Prompt contains 66 tokens and 0 draft tokens, too large for model with 32 maximum context length',
		),
		'contextTooLong',
		counts('66', '32'),
	],
	[
		'Cohere',
		400,
		{ message: 'total number of tokens in the prompt cannot exceed 41 - received 42' },
		'contextTooLong',
		counts('42', '41'),
	],
	[
		'Alibaba',
		400,
		error('Range of input length should be [1, 300]'),
		'contextTooLong',
		/\[1, 300\]/,
	],
	[
		'Moonshot',
		400,
		error('The request exceeded model token limit: 13 (requested: 14)'),
		'contextTooLong',
		counts('14', '13'),
	],
	[
		'TensorRT',
		400,
		{ error: 'Prompt length (50) exceeds maximum input length (41)' },
		'contextTooLong',
		counts('50', '41'),
	],
	[
		'TabbyAPI',
		400,
		{ detail: 'Prompt length 50 is greater than max_seq_len 41' },
		'contextTooLong',
		counts('50', '41'),
	],
	[
		'SGLang',
		400,
		error(
			'Requested token count exceeds the maximum context length of 131 tokens. You requested a total of 135 tokens: 129 tokens from the input messages and 6 tokens for the completion.',
		),
		'contextTooLong',
		counts('135', '131'),
		NO_REPLY,
	],
	[
		'Cloudflare',
		400,
		{
			success: false,
			errors: [
				{
					code: 5021,
					message:
						'The number of input and maximum output tokens (90) exceeded this model context window limit (79).',
				},
			],
		},
		'contextTooLong',
		counts('90', '79'),
	],
	[
		'Portkey',
		400,
		error(
			{
				message: "The model's maximum context length is 8192 tokens",
				code: 'context_length_exceeded',
			},
			{ code: null },
		),
		'contextTooLong',
		/8192/,
	],
	[
		'Bedrock, its throttling',
		400,
		{ message: 'Too many tokens, please wait before trying again.' },
		'rateLimit',
		/please wait/,
		undefined,
		true,
	],
	[
		'Groq, a minute’s tokens',
		413,
		error('Request too large: tokens per minute (TPM): Limit 6000, Requested 9000', {
			code: 'rate_limit_exceeded',
		}),
		'rateLimit',
		/TPM/,
		undefined,
		true,
	],
	[
		'OpenAI, a minute’s tokens',
		429,
		error('Rate limit reached: the maximum context of a minute is used up'),
		'rateLimit',
		/minute/,
		undefined,
		true,
	],
];

const REPLY_LENGTH: readonly Row[] = [
	[
		'vLLM',
		400,
		error(
			"'max_tokens' or 'max_completion_tokens' is too large: 500. This model's maximum context length is 400 tokens and your request has 24 input tokens (500 > 400 - 24).",
			{ type: 'BadRequestError', code: 400 },
		),
		'badParameter',
		/does not take Max Tokens with this value/,
		NO_REPLY,
	],
	[
		'vLLM, newer',
		400,
		error(
			"'max_tokens' is too large: 500. This model's maximum context length is 400 tokens and your request has 24 input tokens (500 > 400 - 24).",
			{ param: 'max_tokens' },
		),
		'badParameter',
		/max_tokens/,
		NO_REPLY,
	],
	[
		'vLLM, input too long as well',
		400,
		error(
			"'max_tokens' is too large: 500. This model's maximum context length is 400 tokens and your request has 424 input tokens.",
			{ param: 'max_tokens' },
		),
		'contextTooLong',
		counts('424', '400'),
		'Select Model',
	],
	[
		'Groq',
		400,
		error(
			'`max_tokens` must be less than or equal to `8192`, the maximum value for `max_tokens` is less than the `context_window` for this model',
			{ param: 'max_tokens' },
		),
		'badParameter',
		/max_tokens/,
		NO_REPLY,
	],
	[
		'OpenAI',
		400,
		error('max_tokens is too large: 500. This model supports at most 40 completion tokens.', {
			param: 'max_tokens',
		}),
		'badParameter',
		/max_tokens/,
		NO_REPLY,
	],
	[
		'DeepSeek',
		400,
		error('Invalid max_tokens value, the valid range of max_tokens is [1, 8192]'),
		'badParameter',
		/max_tokens/,
		NO_REPLY,
	],
];

const NO_MODEL: readonly Row[] = [
	[
		'OpenRouter',
		400,
		error('maker/model is not a valid model ID', { code: 400 }),
		'modelUnavailable',
		MODEL,
	],
	[
		'Ollama',
		404,
		error('model "x" not found, try pulling it first', { type: 'api_error' }),
		'modelUnavailable',
		MODEL,
	],
	['LM Studio', 404, { error: 'No models loaded. Please load one.' }, 'modelUnavailable', MODEL],
	[
		'vLLM',
		404,
		{ object: 'error', message: 'The model `x` does not exist.', type: 'NotFoundError', code: 404 },
		'modelUnavailable',
		MODEL,
	],
	[
		'LiteLLM',
		400,
		error('litellm.BadRequestError: LLM Provider NOT provided. You passed model=x', {
			code: '400',
		}),
		'modelUnavailable',
		MODEL,
	],
	[
		'LiteLLM, not for this key',
		401,
		error('Not for this key', { type: 'key_model_access_denied' }),
		'modelUnavailable',
		MODEL,
	],
	[
		'Groq',
		403,
		error('Blocked here', { code: 'model_permission_blocked_org' }),
		'modelUnavailable',
		MODEL,
	],
	['Together', 400, error('Unable to access model x.'), 'modelUnavailable', MODEL],
	[
		'OpenAI',
		403,
		error('Project p does not have access to model x', { code: 'model_not_found' }),
		'modelUnavailable',
		MODEL,
	],
	[
		'OpenAI, not for chat',
		404,
		error('This is not a chat model.', { param: 'model' }),
		'modelUnavailable',
		MODEL,
	],
	[
		'DeepSeek',
		400,
		error('The supported API model names are a or b, but you passed x.'),
		'modelUnavailable',
		MODEL,
	],
	['DeepSeek, newer', 400, error('Model Not Exist'), 'modelUnavailable', MODEL],
	[
		'NVIDIA',
		404,
		{ status: 404, title: 'Not Found', detail: "Function 'x': Not found for account 'y'" },
		'modelUnavailable',
		MODEL,
	],
	[
		'GitHub',
		404,
		error('Unavailable model: x', { code: 'unavailable_model' }),
		'modelUnavailable',
		MODEL,
	],
	['Moonshot', 404, error('Not found the model x or Permission denied'), 'modelUnavailable', MODEL],
	[
		'Copilot',
		400,
		error('The requested model is not supported.', { code: 'model_not_supported' }),
		'modelUnavailable',
		MODEL,
	],
	[
		'Google',
		404,
		[error('models/x is not found for API version v1.', { code: 404, status: 'NOT_FOUND' })],
		'modelUnavailable',
		MODEL,
	],
	[
		'Anthropic',
		404,
		{ type: 'error', error: { type: 'not_found_error', message: 'model: x' } },
		'modelUnavailable',
		MODEL,
	],
	['Mistral', 400, error('Invalid model: x', { type: 'invalid_model' }), 'modelUnavailable', MODEL],
	[
		'Z.ai',
		400,
		error('Unknown Model, please check it.', { code: '1211' }),
		'modelUnavailable',
		MODEL,
	],
	[
		'Bedrock',
		400,
		{ message: 'The provided model identifier is invalid.' },
		'modelUnavailable',
		MODEL,
	],
	[
		'New API',
		503,
		error('No channel for model x', { code: 'model_not_found' }),
		'modelUnavailable',
		MODEL,
	],
	['llama-swap', 404, { error: 'could not find real modelID for x' }, 'modelUnavailable', MODEL],
	[
		'Cloudflare',
		400,
		{ success: false, errors: [{ code: 5007, message: 'No such model x or task' }] },
		'modelUnavailable',
		MODEL,
	],
	[
		'a parameter that the model does not take',
		400,
		error("'top_k' is not supported with this model."),
		'badParameter',
		/top_k/,
		'Send Without Top K',
	],
	[
		'a busy model',
		429,
		error('Model x is not available right now'),
		'rateLimit',
		/right now/,
		undefined,
		true,
	],
	[
		'a model that is being loaded',
		500,
		{ status: 500, error: 'Internal Server Error', message: 'Model is not loaded yet' },
		'server',
		/failed: Model is not loaded yet/,
		undefined,
		true,
	],
];

const NO_CREDIT: readonly Row[] = [
	[
		'OpenAI',
		429,
		error('Used up', { code: 'insufficient_quota' }),
		'noCredit',
		/is not enough: Used up/,
	],
	[
		'OpenAI, billing',
		429,
		error('Your account is not active', { code: 'billing_not_active' }),
		'noCredit',
		/not active/,
	],
	[
		'Z.ai',
		429,
		error('Insufficient balance or no package. Please recharge.', { code: '1113' }),
		'noCredit',
		/balance/,
	],
	[
		'Moonshot',
		429,
		error('Suspended', { type: 'exceeded_current_quota_error' }),
		'noCredit',
		/Suspended/,
	],
	['Anthropic', 400, error('Your credit balance is too low to use this.'), 'noCredit', /too low/],
	[
		'OpenRouter, own key',
		400,
		raw('{"error":{"message":"Your credit balance is too low to use this."}}'),
		'noCredit',
		/too low/,
	],
	['Together', 429, error('Credit limit exceeded, see billing.'), 'noCredit', /Credit limit/],
	['DeepSeek', 402, error('Insufficient Balance'), 'noCredit', /Insufficient/],
	[
		'New API',
		403,
		error('Not enough', { code: 'insufficient_user_quota' }),
		'noCredit',
		/Not enough/,
	],
	[
		'Hugging Face',
		402,
		{ error: 'You have exceeded your monthly included credits.' },
		'noCredit',
		/monthly/,
	],
	[
		'told to try again',
		429,
		error('Out of credits', { availability: { retryable: true } }),
		'noCredit',
		/Out of credits/,
	],
	[
		'Google, a minute’s requests',
		429,
		error('You exceeded your current quota. Please retry in 20 s.', {
			code: 429,
			status: 'RESOURCE_EXHAUSTED',
		}),
		'rateLimit',
		/retry in 20 s/,
		undefined,
		true,
	],
];

const FILTERED: readonly Row[] = [
	[
		'Azure',
		400,
		error('The response was filtered by our content management policy.', {
			code: 'content_filter',
			param: 'prompt',
			status: 400,
			innererror: { code: 'ResponsibleAIPolicyViolation' },
		}),
		'moderation',
		/stopped the message/,
	],
	[
		'Azure, the inner name alone',
		400,
		error('No.', { innererror: { code: 'ResponsibleAIPolicyViolation' } }),
		'moderation',
		/: No\./,
	],
	[
		'OpenAI',
		400,
		error('Your prompt was flagged.', { code: 'invalid_prompt' }),
		'moderation',
		/flagged/,
	],
	['DeepSeek', 400, error('Content Exists Risk'), 'moderation', /Risk/],
	[
		'Moonshot',
		400,
		error('It was considered high risk', { type: 'content_filter' }),
		'moderation',
		/high risk/,
	],
	[
		'Alibaba',
		400,
		error('Not proper.', { code: 'data_inspection_failed' }),
		'moderation',
		/Not proper/,
	],
	[
		'Z.ai',
		400,
		error('Potentially unsafe or sensitive content was found.', { code: '1301' }),
		'moderation',
		/unsafe/,
	],
];

const OTHERS: readonly Row[] = [
	[
		'KoboldCpp',
		503,
		{ detail: { msg: 'Busy just now.', type: 'service_unavailable' } },
		'server',
		/failed: Busy just now\.$/,
		undefined,
		true,
	],
	[
		'Mistral',
		422,
		{
			object: 'error',
			message: {
				detail: [
					{
						type: 'extra_forbidden',
						loc: ['body', 'min_p'],
						msg: 'Extra inputs are not permitted',
					},
				],
			},
		},
		'badParameter',
		/min_p/,
		'Send Without Min P',
	],
	[
		'Prism',
		422,
		{
			title: 'Invalid',
			status: 422,
			detail: 'Not valid.',
			validation: [
				{ location: ['body', 'temperature'], message: 'property temperature must be <= 2' },
			],
		},
		'badParameter',
		/temperature must be <= 2\.$/,
		'Send Without Temperature',
	],
	[
		'Fastify',
		400,
		{ statusCode: 400, error: 'Bad Request', message: 'body/temperature must be <= 2' },
		'badParameter',
		/body\/temperature must be <= 2\.$/,
		'Send Without Temperature',
	],
	[
		'Express',
		500,
		{ error: 'TypeError', message: 'Cannot read it', status: 500 },
		'server',
		/: Cannot read it\.$/,
		undefined,
		true,
	],
	[
		'Google, a field',
		400,
		error('Unknown name "min_p": Cannot find field.', { code: 400, status: 'INVALID_ARGUMENT' }),
		'badParameter',
		/min_p/,
		'Send Without Min P',
	],
	[
		'Portkey, a page',
		502,
		{ 'html-message': '<html><title>502 Bad gateway</title></html>' },
		'server',
		/failed: 502 Bad gateway\.$/,
		undefined,
		true,
	],
	[
		'Portkey, a limit',
		429,
		error(`Upstream said: ${JSON.stringify(raw('Come back later.'))}`),
		'rateLimit',
		/: Come back later\.$/,
		undefined,
		true,
	],
	[
		'Anthropic, overloaded',
		529,
		{ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
		'server',
		/Overloaded/,
		undefined,
		true,
	],
];

describe('what servers say of an error', () => {
	for (const [topic, rows] of Object.entries({
		'too long for the model': TOO_LONG,
		'a reply that was asked for too long': REPLY_LENGTH,
		'no such model': NO_MODEL,
		'no credit': NO_CREDIT,
		'a filter': FILTERED,
		others: OTHERS,
	})) {
		for (const [server, status, body, kind, says, button, again] of rows) {
			it(`${topic}: ${server}`, () => {
				const answered = errorOfAnswer(status, {}, JSON.stringify(body), CONTEXT);
				const failure = answered.toFailure();
				assert.deepEqual([failure.kind, failure.status], [kind, status], failure.message);
				assert.match(failure.message, says);
				assert.doesNotMatch(failure.message, /[{}]|<html/);
				if (button !== undefined) assert.equal(remediesFor(failure)[0]?.label, button);
				assert.equal(answered.retry !== undefined, again === true);
				// Inside a stream the status stands in the body, if anywhere.
				const [first = body] = Array.isArray(body) ? body : [body];
				const inStream = errorInReply({ ...first, status }, CONTEXT);
				assert.equal(inStream.kind, kind, 'in a stream');
				assert.equal(inStream.retry !== undefined, again === true);
			});
		}
	}

	it('is judged by names alone that no object has of itself', () => {
		for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
			const thrown = errorInReply(error('Odd', { code: name, type: name }), CONTEXT);
			assert.equal(thrown.kind, 'server');
			assert.equal(thrown.retry, undefined);
			assert.equal(thrown.toFailure().status, undefined);
		}
	});
});
