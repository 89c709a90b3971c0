import type { FailureKind } from '../../shared/conversation/messages.ts';
import { FILTERED, NO_CREDIT, NO_MODEL, NOT_LOADED, TOO_LONG, TOO_OFTEN } from './failureWords.ts';

/** HTTP statuses: one, all of a hundred ('5xx' with the odd numbers above), or that none is known, as inside a stream. */
export type StatusPattern = number | '4xx' | '5xx' | 'none';

/** What a rule can go by beside status, codes and text. */
export type Sign =
	/** The body is a web page, which the API itself never sends. */
	| 'page'
	/** The body lists what a moderation found. */
	| 'flagged'
	/** The server names a property of the request that it does not take. */
	| 'parameter'
	/** The property that it names is the model. */
	| 'model'
	/** The reply that was asked for is too long, not what was sent. */
	| 'replyLength'
	/** Nothing has yet shown that the chat API is at this address. */
	| 'unproven';

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
	/** Machine-readable names, in small letters: error.code, error.type, metadata.error_type, availability.code. */
	readonly codes?: readonly string[];
	/** What the server says, of which errorPayload.ts has cut off all but the beginning: one of these is in it. */
	readonly text?: readonly RegExp[];
	readonly sign?: Sign;
	/** What must be so beside all that. */
	readonly only?: Sign;
}

/** For what no rule above it knows. */
export const OTHERWISE: FailureRule = {
	name: 'something without a status',
	kind: 'server',
};

/** Of an account without money. */
const NO_MONEY = [
	'insufficient_quota',
	'insufficient_user_quota',
	'insufficient_balance',
	'insufficient_credits',
	'insufficient_funds',
	'budget_exceeded',
	'exceeded_current_quota_error',
	'billing_not_active',
	'billing_hard_limit_reached',
	'credit_balance_too_low',
	'arrearage',
];

/** From top to bottom: the first rule that applies decides. What is told by words stands above what only a status tells. */
export const FAILURE_RULES: readonly FailureRule[] = [
	// Many say with 429 that there is no money, too; waiting does not help there.
	{
		name: 'credit',
		kind: 'noCredit',
		notStatus: [401],
		codes: NO_MONEY,
		text: NO_CREDIT,
	},
	// Perplexity says so with 401. Its words are a key's, where only they say it.
	{
		name: 'credit by name, with the status of a key',
		kind: 'noCredit',
		status: [401],
		codes: NO_MONEY,
	},
	// Whatever the status: New API sends 503, LiteLLM 401, OpenAI and Groq 403.
	{
		name: 'model by name',
		kind: 'modelUnavailable',
		notStatus: [429],
		codes: [
			'model_not_found',
			'model_not_exist',
			'model_not_available',
			'model_not_supported',
			'model_decommissioned',
			'model_deprecated',
			'model_unavailable_upstream',
			'model_permission_blocked_org',
			'model_permission_blocked_project',
			'key_model_access_denied',
			'unavailable_model',
			'unknown_model',
			'invalid_model',
			'no_endpoints',
			'free_variant_ended',
			'deploymentnotfound',
		],
	},
	// vLLM: the reply that was asked for does not fit, what was sent does.
	{
		name: 'length of the reply',
		kind: 'badParameter',
		status: ['4xx', 'none'],
		notStatus: [401, 402, 403, 429],
		sign: 'replyLength',
	},
	// "Too many tokens, please wait" is no prompt that is too long.
	{
		name: 'limit in words',
		kind: 'rateLimit',
		status: ['4xx', 'none'],
		notStatus: [401, 402, 408],
		codes: ['rate_limit_exceeded', 'throttlingexception', 'too_many_requests'],
		text: TOO_OFTEN,
	},
	// A limit of tokens per minute is no such thing, so never with 429.
	{
		name: 'context',
		kind: 'contextTooLong',
		notStatus: [401, 402, 408, 429, 504, 522, 524],
		codes: [
			'context_length_exceeded',
			'context_window_exceeded',
			'exceed_context_size_error',
			'token_limit_exceeded',
			'tokens_limit_reached',
			'too_many_prompt_tokens',
			'model_max_prompt_tokens_exceeded',
			'string_too_long',
		],
		text: TOO_LONG,
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
		status: [402, 403, 'none'],
		text: [/\bkey limit exceeded|\bkey.{0,20}(credit|spending) limit/i],
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
		codes: ['invalid_api_key', 'api_key_invalid'],
		text: [
			/(incorrect|invalid|expired|revoked|missing|wrong|unknown) (api|authentication) ?key|api ?key ((?!\b(?:access|models?|images?|files?|tools?|input|output|feature|endpoint)\b).){0,40}\b(invalid|expired|revoked|not valid|not found|incorrect|leaked|disabled|deactivated)/i,
			// MiniMax, NVIDIA; that of a tool's server is not this key's
			/\blogin fail(ed)?\b|\bauthentication (error|failed|failure)\b(?! (?:for|of|at|with) (?:\S{1,20} ){0,2}(?:tools?|mcp|servers?|plugin|connector|database|data source|storage)\b)|^authorization failed\b/i,
		],
	},
	// OpenRouter lists its reasons; Azure has a code and a policy.
	{
		name: 'moderation',
		kind: 'moderation',
		status: [400, 403, 422, 451, 'none'],
		codes: [
			'content_policy_violation',
			'content_filter',
			'responsibleaipolicyviolation',
			'data_inspection_failed',
			'refusal',
			'moderation',
		],
		text: FILTERED,
		sign: 'flagged',
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
	// A gateway has its own status for what the server behind it says.
	{
		name: 'limit behind a gateway',
		kind: 'rateLimit',
		status: ['5xx'],
		text: TOO_OFTEN,
	},
	// text-generation-webui
	{
		name: 'no model loaded',
		kind: 'modelUnavailable',
		status: ['5xx'],
		text: NOT_LOADED,
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
		only: 'unproven',
	},
	{
		name: 'page',
		kind: 'notTheApi',
		status: ['4xx'],
		// 413 and 431 are a proxy's before the API: what was sent is too large.
		notStatus: [403, 413, 431],
		sign: 'page',
		only: 'unproven',
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
		text: NO_MODEL,
		sign: 'model',
	},
	{
		name: '403',
		kind: 'refused',
		status: [403],
	},
	// LM Studio, FastAPI, Express, OpenAI: the path is not there.
	{
		name: 'path',
		kind: 'notTheApi',
		status: ['4xx', 'none'],
		codes: ['wrong_endpoint'],
		text: [
			/unexpected endpoint|invalid url|unknown (url|path|endpoint|route|request)|cannot (post|get)\b|no route|page not found|method not allowed/i,
		],
	},
	// OpenRouter has the model, but no provider that this account allows.
	{
		name: 'data policy',
		kind: 'dataPolicy',
		status: [404, 'none'],
		codes: ['privacy_restricted'],
		text: [/data policy|privacy (policy|settings)|data retention/i],
	},
	// OpenRouter has the model, but not for this request.
	{
		name: 'routing',
		kind: 'refused',
		status: [404, 'none'],
		codes: ['constraint_filtered'],
		text: [/no endpoints|no allowed providers|policy|guardrail/i],
	},
	// Where the chat API has answered before, such an answer says nothing of the address.
	{
		name: '404',
		kind: 'notTheApi',
		status: [404],
		only: 'unproven',
	},
	// Groq, OpenAI, LiteLLM, FastAPI; errorDetails.ts knows their words.
	{
		name: 'parameter',
		kind: 'badParameter',
		status: ['4xx', 'none'],
		sign: 'parameter',
	},
	{
		name: '4xx',
		kind: 'badRequest',
		status: ['4xx'],
	},
	OTHERWISE,
];
