import type { FailureKind } from '../../shared/conversation/messages.ts';

/** HTTP statuses: one, all of a hundred ('5xx' with the odd numbers above), or that none is known, as inside a stream. */
export type StatusPattern = number | '4xx' | '5xx' | 'none';

/** What a rule can go by beside status, codes and text. */
export type Sign =
	/** The body is a web page, which the API itself never sends. */
	| 'page'
	/** The body lists what a moderation found. */
	| 'flagged'
	/** The server names a property of the request that it does not take. */
	| 'parameter';

/** What a server sent: with this HTTP status, or inside a stream, where HTTP has long said 200. */
export type FailureExample = readonly [status: number | 'in stream', body: string | object];

/**
 * One way to know what a failure is. A rule applies where its status does and, if it names any, one of its codes, its text or its
 * sign is found. A rule with none of these three goes by the status alone.
 */
export interface FailureRule {
	/** Unique in the table. */
	readonly name: string;
	readonly kind: FailureKind;
	/** Any status where it is absent. */
	readonly status?: readonly StatusPattern[];
	readonly notStatus?: readonly number[];
	/** Machine-readable names: error.code, error.type, metadata.error_type, availability.code. */
	readonly codes?: readonly string[];
	/** What the server says, of which errorPayload.ts has cut off all but the beginning. Bounded gaps and no nested quantifiers: strangers write it. */
	readonly text?: RegExp;
	readonly sign?: Sign;
	/** Each is for this rule and for none above it; a test holds that. */
	readonly examples: readonly FailureExample[];
}

/** For what no rule above it knows. */
export const OTHERWISE: FailureRule = {
	name: 'something without a status',
	kind: 'server',
	examples: [
		['in stream', { error: { message: 'CUDA out of memory' } }],
		['in stream', { error: 'Out of memory' }],
	],
};

/** From top to bottom: the first rule that applies decides. What is told by words stands above what only a status tells. */
export const FAILURE_RULES: readonly FailureRule[] = [
	// OpenAI says with 429 that there is no money, too; waiting does not help there.
	{
		name: 'quota',
		kind: 'noCredit',
		codes: ['insufficient_quota'],
		examples: [[429, openAi('You exceeded your current quota', 'insufficient_quota')]],
	},
	// OpenAI, OpenRouter, Ollama, llama.cpp, vLLM, LM Studio. A limit of tokens per minute is no such thing, so never with 429.
	{
		name: 'context',
		kind: 'contextTooLong',
		notStatus: [401, 429],
		codes: [
			'context_length_exceeded',
			'exceed_context_size_error',
			'token_limit_exceeded',
			'string_too_long',
		],
		text: /max(imum)? context|context (length|window|size)|prompt (is )?too long|too many (input|prompt) tokens|input is too long|token limit (reached|exceeded)/i,
		examples: [
			[400, openRouter("This endpoint's maximum context length is 8192 tokens.", 400)],
			[400, openAi('prompt too long; exceeded max context length by 42 tokens')],
			[500, openAi('Input is too long for requested model.')],
			[422, { detail: 'Prompt is too long for the context window' }],
			['in stream', openRouter('Token limit reached', 400)],
			['in stream', openAi('Too long', 'context_length_exceeded')],
		],
	},
	// Becomes noKey where none was sent.
	{
		name: '401',
		kind: 'badKey',
		status: [401],
		examples: [
			[401, openRouter('No cookie auth credentials found', 401)],
			[401, { detail: 'Invalid API Key' }],
			['in stream', openAi('No', 'authentication_error')],
		],
	},
	// OpenRouter sends 403, and 402 by its documentation.
	{
		name: 'key limit',
		kind: 'keyLimit',
		status: [402, 403],
		text: /\bkey limit exceeded|\bkey.{0,20}(credit|spending) limit/i,
		examples: [[403, openRouter('Key limit exceeded (daily limit).', 403)]],
	},
	{
		name: '402',
		kind: 'noCredit',
		status: [402],
		examples: [
			[402, openRouter('Insufficient credits', 402)],
			[402, openAi('Insufficient Balance', 'invalid_request_error')],
		],
	},
	// xAI and Google say 400 where others say 401.
	{
		name: 'key',
		kind: 'badKey',
		status: [400, 403, 'none'],
		codes: ['invalid_api_key'],
		text: /(incorrect|invalid|expired|revoked|missing|wrong|unknown) (api|authentication) ?key|api ?key .{0,40}(invalid|expired|revoked|not valid|incorrect)/i,
		examples: [
			[400, { code: 'invalid-argument', error: 'Incorrect API key provided: xa***yz.' }],
			[400, openAi('API key not valid. Please pass a valid API key.')],
			['in stream', { error: 'Invalid API key' }],
		],
	},
	// OpenRouter lists its reasons; Azure has a code and a policy.
	{
		name: 'moderation',
		kind: 'moderation',
		status: [400, 403],
		codes: ['content_policy_violation', 'content_filter', 'refusal', 'moderation'],
		text: /requires moderation|was flagged|content (management )?policy/i,
		sign: 'flagged',
		examples: [
			[403, openRouter('Not passed on.', 403, { reasons: ['violence'] })],
			[403, openRouter('Your input was flagged for "violence".', 403)],
			[400, openAi('The response was filtered.', 'content_filter')],
		],
	},
	{
		name: '403',
		kind: 'refused',
		status: [403],
		examples: [[403, openRouter('Blocked by a guardrail', 403, { patterns: ['x'] })]],
	},
	// Groq sends 413 where the tokens of a minute do not suffice for a request.
	{
		name: 'tokens per minute',
		kind: 'rateLimit',
		status: [413],
		text: /tokens per minute/i,
		examples: [[413, openAi('Request too large: Limit 6000 tokens per minute (TPM)')]],
	},
	{
		name: '429',
		kind: 'rateLimit',
		status: [429],
		examples: [
			[429, openAi('Rate limit reached on tokens per minute: Limit 6000.', 'rate_limit_exceeded')],
			['in stream', openAi('Slow down', 'rate_limit_exceeded')],
		],
	},
	// 522 and 524 are Cloudflare's.
	{
		name: 'timeout',
		kind: 'timeout',
		status: [408, 504, 522, 524],
		examples: [
			[408, openRouter('Operation timed out. Please try again later.', 408)],
			[524, '<!DOCTYPE html><title>openrouter.ai | 524: A timeout occurred</title>'],
		],
	},
	{
		name: '5xx',
		kind: 'server',
		status: ['5xx'],
		examples: [
			[500, openRouter('Internal Server Error', 500)],
			[503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }],
			['in stream', openAi('Failed', 'server_error')],
		],
	},
	{
		name: '405',
		kind: 'notTheApi',
		status: [405],
		examples: [[405, openAi('Something')]],
	},
	{
		name: 'page',
		kind: 'notTheApi',
		status: ['4xx'],
		sign: 'page',
		examples: [[400, '<html><title>400 Plain HTTP was sent to an HTTPS port</title></html>']],
	},
	// The provider cannot use an image; OpenRouter sends 404 for one that it does not find.
	{
		name: 'image',
		kind: 'badRequest',
		status: ['4xx'],
		codes: [
			'invalid_image',
			'image_too_large',
			'image_too_small',
			'unsupported_image_format',
			'image_download_failed',
			'image_not_found',
		],
		examples: [[404, openAi('Some words.', 'image_not_found')]],
	},
	// "No endpoints found for X." alone means the model; with more words, tools or the data policy are at fault.
	{
		name: 'model',
		kind: 'modelUnavailable',
		status: ['4xx', 'none'],
		codes: [
			'model_not_found',
			'model_not_available',
			'model_decommissioned',
			'model_deprecated',
			'model_unavailable_upstream',
			'no_endpoints',
			'free_variant_ended',
			'DeploymentNotFound',
		],
		text: /no endpoints found for \S+$|is not a valid model id|\bmodel\b.{0,100}\b(not found|does not exist|not available|decommissioned|deprecated)\b|\b(no such|unknown|invalid) model\b/i,
		examples: [
			[404, openRouter('No endpoints found for maker/model:free.', 404)],
			[400, openRouter('nobody/nothing:free is not a valid model ID', 400)],
			[404, { object: 'error', message: 'The model `x` does not exist.', type: 'NotFoundError' }],
			[404, openAi('There is no such deployment.', 'DeploymentNotFound')],
			['in stream', { error: 'model x not found' }],
		],
	},
	// LM Studio, FastAPI, Express, OpenAI: the path is not there.
	{
		name: 'path',
		kind: 'notTheApi',
		status: ['4xx', 'none'],
		codes: ['wrong_endpoint'],
		text: /unexpected endpoint|invalid url|unknown (url|path|endpoint|route|request)|cannot (post|get)|no route|^not ?found\.?$|page not found|method not allowed/i,
		examples: [
			[400, { error: { message: 'Use another path', availability: { code: 'wrong_endpoint' } } }],
			[404, openAi('Invalid URL (POST /v1/chat/completion)')],
			['in stream', { error: 'Unexpected endpoint or method. (POST /chat/completions)' }],
		],
	},
	// OpenRouter has the model, but no provider that this account allows.
	{
		name: 'data policy',
		kind: 'dataPolicy',
		status: [404],
		codes: ['privacy_restricted'],
		text: /data policy|privacy (policy|settings)|data retention/i,
		examples: [[404, openRouter('No endpoints found matching your data policy.', 404)]],
	},
	// OpenRouter has the model, but not for this request.
	{
		name: 'routing',
		kind: 'refused',
		status: [404],
		codes: ['constraint_filtered'],
		text: /no endpoints|policy|guardrail/i,
		examples: [[404, openRouter('No endpoints found that support tool use.', 404)]],
	},
	{
		name: '404',
		kind: 'notTheApi',
		status: [404],
		examples: [
			[404, ''],
			[404, openAi('Some words.', 'not_found')],
		],
	},
	// Groq, OpenAI, LiteLLM, FastAPI; errorDetails.ts knows their words.
	{
		name: 'parameter',
		kind: 'badParameter',
		status: ['4xx'],
		sign: 'parameter',
		examples: [[400, openAi("property 'store' is unsupported, did you mean 'stop'?")]],
	},
	{
		name: '4xx',
		kind: 'badRequest',
		status: ['4xx'],
		examples: [
			[400, openRouter('Input must have at least 1 token.', 400)],
			[413, openRouter('Request payload too large', 413)],
		],
	},
	OTHERWISE,
];

/** An error as OpenAI sends it, and most who are compatible with it. */
function openAi(message: string, code: string | null = null): object {
	return { error: { message, type: 'invalid_request_error', param: null, code } };
}

/** An error as OpenRouter sends it: the code is the status. */
function openRouter(message: string, code: number, metadata: object = {}): object {
	return { error: { message, code, metadata } };
}
