import type { FailureKind } from '../../shared/conversation/messages.ts';
import { asksTooLongReply, namedParameter } from './errorDetails.ts';
import { type ErrorPayload, payloadOfJson } from './errorPayload.ts';
import {
	FAILURE_RULES,
	type FailureRule,
	OTHERWISE,
	type Sign,
	type StatusPattern,
} from './failureRules.ts';

/** The codes that stand for a status where there is none, inside a stream: OpenAI's, OpenRouter's, Anthropic's, Google's, vLLM's. */
const STATUS_OF_CODE: ReadonlyMap<string, number> = new Map([
	['authentication', 401],
	['authentication_error', 401],
	['invalid_api_key', 401],
	['payment_required', 402],
	['permission_denied', 403],
	['region_restricted', 403],
	['content_policy_violation', 403],
	['refusal', 403],
	['max_tokens_exceeded', 400],
	['wrong_endpoint', 400],
	['invalid_request', 400],
	['invalid_request_error', 400],
	['invalid_prompt', 400],
	['invalid_image', 400],
	['image_too_large', 400],
	['image_too_small', 400],
	['unsupported_image_format', 400],
	['image_download_failed', 400],
	['image_not_found', 400],
	['precondition_failed', 412],
	['unprocessable', 422],
	['not_found', 404],
	['privacy_restricted', 404],
	['constraint_filtered', 404],
	['payload_too_large', 413],
	['capacity_exhausted', 429],
	['rate_limit_exceeded', 429],
	['rate_limit_error', 429],
	['server', 500],
	['server_error', 500],
	['unmapped', 500],
	['provider_unavailable', 502],
	['provider_overloaded', 503],
	['temporarily_unavailable', 503],
	['timeout', 504],
	['forbidden', 403],
	['permission_error', 403],
	['unauthenticated', 401],
	['unauthorized', 401],
	['authenticationerror', 401],
	['unauthorizederror', 401],
	['invalid_argument', 400],
	['failed_precondition', 400],
	['badrequesterror', 400],
	['bad_request', 400],
	['validation_error', 400],
	['notfounderror', 404],
	['not_found_error', 404],
	['request_too_large', 413],
	['billing_error', 402],
	['resource_exhausted', 429],
	['ratelimiterror', 429],
	['too_many_requests', 429],
	['throttlingexception', 429],
	['throttling', 429],
	['internal', 500],
	['internalservererror', 500],
	['internal_server_error', 500],
	['overloaded_error', 529],
	['unavailable', 503],
	['service_unavailable', 503],
	['unavailable_error', 503],
	['deadline_exceeded', 504],
	['timeout_error', 504],
]);

/** What decides the kind of an error beside its payload. */
export interface ErrorFacts {
	/** The HTTP status, or undefined for an error inside an answer of 200. */
	readonly status: number | undefined;
	readonly hadKey: boolean;
	/** Whether the body was a web page. */
	readonly isPage: boolean;
	/** The property of the request that the server names as not taken, if any. */
	readonly parameter: string | undefined;
	/** Whether the chat API has answered at this address before. */
	readonly proven: boolean;
}

/** What kind a failure is, whether a status or a stream told of it: the one place where that is decided. */
export function failureKind(payload: ErrorPayload, facts: ErrorFacts): FailureKind {
	const { kind } = failureRule(payload, facts);
	return kind === 'badKey' && !facts.hadKey ? 'noKey' : kind;
}

/** Whether what a server says inside a stream is that of a failure which one of the rules knows. */
export function isKnownFailure(json: unknown): boolean {
	const payload = payloadOfJson(json);
	const parameter = namedParameter(payload);
	const facts = { status: undefined, hadKey: true, isPage: false, parameter, proven: true };
	return failureRule(payload, facts) !== OTHERWISE;
}

/** The first rule that applies. */
export function failureRule(payload: ErrorPayload, facts: ErrorFacts): FailureRule {
	const status = facts.status ?? payload.status ?? statusOfCodes(payload);
	const signs = {
		page: facts.isPage,
		flagged: payload.flagged,
		parameter: facts.parameter !== undefined,
		model: payload.parameter === 'model',
		replyLength: asksTooLongReply(payload),
		unproven: !facts.proven,
	};
	const applies = (rule: FailureRule) => takesStatus(rule, status) && isTold(rule, payload, signs);
	return FAILURE_RULES.find(applies) ?? OTHERWISE;
}

/** What the codes in a body stand for as a status; undefined where none is known. */
export function statusOfCodes({ codes }: ErrorPayload): number | undefined {
	return codes.map((code) => STATUS_OF_CODE.get(code)).find((found) => found !== undefined);
}

function takesStatus(
	{ status: patterns, notStatus = [] }: FailureRule,
	status: number | undefined,
): boolean {
	if (status !== undefined && notStatus.includes(status)) return false;
	return patterns === undefined || patterns.some((pattern) => fits(status, pattern));
}

function fits(status: number | undefined, pattern: StatusPattern): boolean {
	if (status === undefined) return pattern === 'none';
	if (pattern === '4xx') return status >= 400 && status < 500;
	if (pattern === '5xx') return status >= 500;
	return pattern === status;
}

function isTold(
	{ codes, text, sign, only }: FailureRule,
	payload: ErrorPayload,
	signs: Readonly<Record<Sign, boolean>>,
): boolean {
	if (only !== undefined && !signs[only]) return false;
	if (codes === undefined && text === undefined && sign === undefined) return true;
	return (
		(codes?.some((code) => payload.codes.includes(code)) ?? false) ||
		(text?.some((words) => words.test(payload.text)) ?? false) ||
		(sign !== undefined && signs[sign])
	);
}
