import type { FailureKind } from '../shared/conversation.ts';
import type { ServerWords } from './serverWords.ts';

/** How servers say that the prompt does not fit: OpenAI, OpenRouter, Ollama, llama.cpp, vLLM, LM Studio and their likes. */
const CONTEXT_NAMES = ['context_length_exceeded', 'exceed_context_size_error'];
const CONTEXT_WORDS =
	/maximum context length|max(imum)? context|context (length|window|size)|prompt (is )?too long|too many (input|prompt) tokens|input is too long/i;

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

/** What is said of a path that is not there, rather than of something in the request. */
const PATH_WORDS =
	/unexpected endpoint|invalid url|unknown (url|path|endpoint|route|request)|cannot (post|get)|no route|^not ?found\.?$|page not found|method not allowed/i;

/** The failures that have names instead of a status, inside a stream. */
const STATUS_OF_NAME: Readonly<Record<string, number>> = {
	authentication: 401,
	authentication_error: 401,
	invalid_api_key: 401,
	payment_required: 402,
	permission_denied: 403,
	content_policy_violation: 403,
	invalid_request: 400,
	invalid_request_error: 400,
	not_found: 404,
	rate_limit_exceeded: 429,
	rate_limit_error: 429,
	timeout: 504,
};

/**
 * @param status the HTTP status, or undefined for an error inside an answer of 200
 * @param isPage whether the body was a web page, which the API itself never sends
 */
export function failureKind(
	status: number | undefined,
	words: ServerWords,
	hadKey: boolean,
	isPage: boolean,
): FailureKind {
	const named = words.names
		.map((name) => STATUS_OF_NAME[name])
		.find((found) => found !== undefined);
	const code = status ?? words.status ?? named;
	if (words.names.includes('insufficient_quota')) return 'noCredit';
	if (code !== 401 && code !== 429 && tellsOfContext(words)) return 'contextTooLong';
	if (code === undefined) return kindWithoutCode(words, hadKey);
	if (code === 401) return hadKey ? 'badKey' : 'noKey';
	if (code === 402) return 'noCredit';
	if ((code === 400 || code === 403) && tellsOfKey(words)) return hadKey ? 'badKey' : 'noKey';
	if (code === 403) return 'refused';
	if (code === 429 || (code === 413 && /tokens per minute/i.test(words.text))) return 'rateLimit';
	if ([408, 504, 522, 524].includes(code)) return 'timeout';
	if (code >= 500) return 'server';
	if (code < 400 || code === 405 || isPage) return 'notTheApi';
	if (tellsOfModel(words)) return 'modelUnavailable';
	if (PATH_WORDS.test(words.text)) return 'notTheApi';
	if (code === 404) return kindOfNotFound(words);
	return 'badRequest';
}

function kindWithoutCode(words: ServerWords, hadKey: boolean): FailureKind {
	if (tellsOfModel(words)) return 'modelUnavailable';
	if (PATH_WORDS.test(words.text)) return 'notTheApi';
	if (tellsOfKey(words)) return hadKey ? 'badKey' : 'noKey';
	return 'server';
}

/** 404 with words of its own: OpenRouter has the model, but not for this account or this request. */
function kindOfNotFound(words: ServerWords): FailureKind {
	return /no endpoints|policy|guardrail/i.test(words.text) ? 'refused' : 'notTheApi';
}

function tellsOfContext(words: ServerWords): boolean {
	return words.names.some((name) => CONTEXT_NAMES.includes(name)) || CONTEXT_WORDS.test(words.text);
}

function tellsOfModel(words: ServerWords): boolean {
	const text = words.text.trim();
	return (
		words.names.some((name) => MODEL_NAMES.includes(name)) ||
		MODEL_WORDS.some((pattern) => pattern.test(text))
	);
}

function tellsOfKey(words: ServerWords): boolean {
	return words.names.includes('invalid_api_key') || KEY_WORDS.test(words.text);
}
