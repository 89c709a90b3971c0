import type { FailureKind } from '../../shared/conversation/messages.ts';
import type { ErrorPayload } from './errorPayload.ts';

/** How servers say that the prompt does not fit: OpenAI, OpenRouter, Ollama, llama.cpp, vLLM, LM Studio and their likes. */
const CONTEXT_NAMES = [
	'context_length_exceeded',
	'exceed_context_size_error',
	'token_limit_exceeded',
	'string_too_long',
];
const CONTEXT_WORDS =
	/maximum context length|max(imum)? context|context (length|window|size)|prompt (is )?too long|too many (input|prompt) tokens|input is too long|token limit (reached|exceeded)/i;

const MODEL_NAMES = [
	'model_not_found',
	'model_not_available',
	'model_decommissioned',
	'model_deprecated',
	'model_unavailable_upstream',
	'no_endpoints',
	'free_variant_ended',
	'DeploymentNotFound',
];
/** "No endpoints found for X." alone means the model; with more words, tools or the data policy are at fault. */
const MODEL_WORDS = [
	/no endpoints found for \S+$/i,
	/is not a valid model id/i,
	/\bmodel\b.{0,100}\b(not found|does not exist|not available|decommissioned|deprecated)\b/i,
	/\b(no such|unknown|invalid) model\b/i,
];

const KEY_WORDS =
	/(incorrect|invalid|expired|revoked|missing|wrong|unknown) (api|authentication) ?key|api ?key .{0,40}(invalid|expired|revoked|not valid|incorrect)/i;

/** OpenRouter's words are of a 403, its documentation's of a 402. */
const KEY_LIMIT_WORDS = /\bkey limit exceeded|\bkey.{0,20}(credit|spending) limit/i;

const MODERATION_NAMES = ['content_policy_violation', 'content_filter', 'refusal', 'moderation'];
const MODERATION_WORDS = /requires moderation|was flagged|content (management )?policy/i;

const DATA_POLICY_WORDS = /data policy|privacy (policy|settings)|data retention/i;

/** The request had an image that the provider cannot use; OpenRouter says so with 404, too. */
const IMAGE_NAMES = [
	'invalid_image',
	'image_too_large',
	'image_too_small',
	'unsupported_image_format',
	'image_download_failed',
	'image_not_found',
];

/** What is said of a path that is not there, rather than of something in the request. */
const PATH_WORDS =
	/unexpected endpoint|invalid url|unknown (url|path|endpoint|route|request)|cannot (post|get)|no route|^not ?found\.?$|page not found|method not allowed/i;

/** The failures that have names instead of a status, inside a stream. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
	authentication: 401,
	authentication_error: 401,
	invalid_api_key: 401,
	payment_required: 402,
	permission_denied: 403,
	region_restricted: 403,
	content_policy_violation: 403,
	refusal: 403,
	max_tokens_exceeded: 400,
	wrong_endpoint: 400,
	invalid_request: 400,
	invalid_request_error: 400,
	invalid_prompt: 400,
	...Object.fromEntries(IMAGE_NAMES.map((name) => [name, 400])),
	precondition_failed: 412,
	unprocessable: 422,
	not_found: 404,
	privacy_restricted: 404,
	constraint_filtered: 404,
	payload_too_large: 413,
	capacity_exhausted: 429,
	rate_limit_exceeded: 429,
	rate_limit_error: 429,
	server: 500,
	server_error: 500,
	unmapped: 500,
	provider_unavailable: 502,
	provider_overloaded: 503,
	temporarily_unavailable: 503,
	timeout: 504,
};

/** What decides the kind of an error beside its payload. */
export interface ErrorFacts {
	/** The HTTP status, or undefined for an error inside an answer of 200. */
	readonly status: number | undefined;
	readonly hadKey: boolean;
	/** Whether the body was a web page, which the API itself never sends. */
	readonly isPage: boolean;
	/** The property of the request that the server names as not taken, if any. */
	readonly parameter: string | undefined;
}

export function failureKind(payload: ErrorPayload, facts: ErrorFacts): FailureKind {
	const { status, hadKey, isPage } = facts;
	const code = status ?? payload.status ?? statusOfCodes(payload);
	if (payload.codes.includes('insufficient_quota')) return 'noCredit';
	if (code !== 401 && code !== 429 && tellsOfContext(payload)) return 'contextTooLong';
	if (code === undefined) return kindWithoutCode(payload, hadKey);
	if (code === 401) return hadKey ? 'badKey' : 'noKey';
	if ((code === 402 || code === 403) && KEY_LIMIT_WORDS.test(payload.text)) return 'keyLimit';
	if (code === 402) return 'noCredit';
	if ((code === 400 || code === 403) && tellsOfKey(payload)) return hadKey ? 'badKey' : 'noKey';
	if ((code === 400 || code === 403) && tellsOfModeration(payload)) return 'moderation';
	if (code === 403) return 'refused';
	if (code === 429 || (code === 413 && /tokens per minute/i.test(payload.text))) return 'rateLimit';
	if ([408, 504, 522, 524].includes(code)) return 'timeout';
	if (code >= 500) return 'server';
	if (code < 400 || code === 405 || isPage) return 'notTheApi';
	if (payload.codes.some((name) => IMAGE_NAMES.includes(name))) return 'badRequest';
	if (tellsOfModel(payload)) return 'modelUnavailable';
	if (PATH_WORDS.test(payload.text) || payload.codes.includes('wrong_endpoint')) return 'notTheApi';
	if (code === 404) return kindOfNotFound(payload);
	return facts.parameter === undefined ? 'badRequest' : 'badParameter';
}

/** What the codes in a body stand for as a status; undefined where none is known. */
export function statusOfCodes({ codes }: ErrorPayload): number | undefined {
	return codes.map((code) => STATUS_OF_CODE[code]).find((found) => found !== undefined);
}

function kindWithoutCode(payload: ErrorPayload, hadKey: boolean): FailureKind {
	if (tellsOfModel(payload)) return 'modelUnavailable';
	if (PATH_WORDS.test(payload.text)) return 'notTheApi';
	if (tellsOfKey(payload)) return hadKey ? 'badKey' : 'noKey';
	return 'server';
}

/** 404 with words of its own: OpenRouter has the model, but not for this account or this request. */
function kindOfNotFound(payload: ErrorPayload): FailureKind {
	if (DATA_POLICY_WORDS.test(payload.text) || payload.codes.includes('privacy_restricted')) {
		return 'dataPolicy';
	}
	const routed = payload.codes.includes('constraint_filtered');
	return routed || /no endpoints|policy|guardrail/i.test(payload.text) ? 'refused' : 'notTheApi';
}

function tellsOfContext(payload: ErrorPayload): boolean {
	return (
		payload.codes.some((name) => CONTEXT_NAMES.includes(name)) || CONTEXT_WORDS.test(payload.text)
	);
}

function tellsOfModel(payload: ErrorPayload): boolean {
	const text = payload.text.trim();
	return (
		payload.codes.some((name) => MODEL_NAMES.includes(name)) ||
		MODEL_WORDS.some((pattern) => pattern.test(text))
	);
}

function tellsOfKey(payload: ErrorPayload): boolean {
	return payload.codes.includes('invalid_api_key') || KEY_WORDS.test(payload.text);
}

function tellsOfModeration(payload: ErrorPayload): boolean {
	return (
		payload.flagged ||
		payload.codes.some((name) => MODERATION_NAMES.includes(name)) ||
		MODERATION_WORDS.test(payload.text)
	);
}
