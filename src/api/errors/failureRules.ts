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
}

/** For what no rule above it knows. */
export const OTHERWISE: FailureRule = {
	name: 'something without a status',
	kind: 'server',
};

/** From top to bottom: the first rule that applies decides. What is told by words stands above what only a status tells. */
export const FAILURE_RULES: readonly FailureRule[] = [
	// OpenAI says with 429 that there is no money, too; waiting does not help there.
	{
		name: 'quota',
		kind: 'noCredit',
		codes: ['insufficient_quota'],
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
	},
	// Becomes noKey where none was sent.
	{
		name: '401',
		kind: 'badKey',
		status: [401],
	},
	// OpenRouter sends 403, and 402 by its documentation.
	{
		name: 'key limit',
		kind: 'keyLimit',
		status: [402, 403],
		text: /\bkey limit exceeded|\bkey.{0,20}(credit|spending) limit/i,
	},
	{
		name: '402',
		kind: 'noCredit',
		status: [402],
	},
	// xAI and Google say 400 where others say 401.
	{
		name: 'key',
		kind: 'badKey',
		status: [400, 403, 'none'],
		codes: ['invalid_api_key'],
		text: /(incorrect|invalid|expired|revoked|missing|wrong|unknown) (api|authentication) ?key|api ?key .{0,40}(invalid|expired|revoked|not valid|incorrect)/i,
	},
	// OpenRouter lists its reasons; Azure has a code and a policy.
	{
		name: 'moderation',
		kind: 'moderation',
		status: [400, 403],
		codes: ['content_policy_violation', 'content_filter', 'refusal', 'moderation'],
		text: /requires moderation|was flagged|content (management )?policy/i,
		sign: 'flagged',
	},
	{
		name: '403',
		kind: 'refused',
		status: [403],
	},
	// Groq sends 413 where the tokens of a minute do not suffice for a request.
	{
		name: 'tokens per minute',
		kind: 'rateLimit',
		status: [413],
		text: /tokens per minute/i,
	},
	{
		name: '429',
		kind: 'rateLimit',
		status: [429],
	},
	// 522 and 524 are Cloudflare's.
	{
		name: 'timeout',
		kind: 'timeout',
		status: [408, 504, 522, 524],
	},
	{
		name: '5xx',
		kind: 'server',
		status: ['5xx'],
	},
	{
		name: '405',
		kind: 'notTheApi',
		status: [405],
	},
	{
		name: 'page',
		kind: 'notTheApi',
		status: ['4xx'],
		sign: 'page',
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
	},
	// LM Studio, FastAPI, Express, OpenAI: the path is not there.
	{
		name: 'path',
		kind: 'notTheApi',
		status: ['4xx', 'none'],
		codes: ['wrong_endpoint'],
		text: /unexpected endpoint|invalid url|unknown (url|path|endpoint|route|request)|cannot (post|get)|no route|^not ?found\.?$|page not found|method not allowed/i,
	},
	// OpenRouter has the model, but no provider that this account allows.
	{
		name: 'data policy',
		kind: 'dataPolicy',
		status: [404],
		codes: ['privacy_restricted'],
		text: /data policy|privacy (policy|settings)|data retention/i,
	},
	// OpenRouter has the model, but not for this request.
	{
		name: 'routing',
		kind: 'refused',
		status: [404],
		codes: ['constraint_filtered'],
		text: /no endpoints|policy|guardrail/i,
	},
	{
		name: '404',
		kind: 'notTheApi',
		status: [404],
	},
	// Groq, OpenAI, LiteLLM, FastAPI; errorDetails.ts knows their words.
	{
		name: 'parameter',
		kind: 'badParameter',
		status: ['4xx'],
		sign: 'parameter',
	},
	{
		name: '4xx',
		kind: 'badRequest',
		status: ['4xx'],
	},
	OTHERWISE,
];
