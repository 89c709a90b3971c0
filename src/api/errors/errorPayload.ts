import { withoutKey, withoutUserId } from '../../core/access/redaction.ts';
import { shorten } from '../../shared/text/shorten.ts';
import {
	field,
	isObject,
	listField,
	numberField,
	parseJson,
	stringField,
} from '../json/jsonFields.ts';
import type { HttpHeaders } from '../network/transport.ts';

/** What a server says about a failure, unfolded from whatever wrapped it. */
export interface ErrorPayload {
	/** Its own sentence, at most MAX_TEXT characters of it; empty where it said nothing readable. */
	readonly text: string;
	/** An HTTP status inside the body, which OpenRouter uses where the reply had begun and HTTP said 200. */
	readonly status: number | undefined;
	/** Every machine-readable code of the failure: error.code, error.type, metadata.error_type, availability.code. */
	readonly codes: readonly string[];
	/** Seconds, where the body says when to try again. */
	readonly retryAfter: number | undefined;
	/** Whether the body says that trying again helps; undefined where it does not say. */
	readonly retryable: boolean | undefined;
	/** Who limits requests, in OpenRouter's names ("upstream_provider_shared_pool"). */
	readonly limitSource: string | undefined;
	/** OpenRouter's name for the reason of a limit ("in_flight_budget_exhausted"). */
	readonly reason: string | undefined;
	/** Whether a moderation says what it found. */
	readonly flagged: boolean;
	/** The property of the request that the body names as at fault. */
	readonly parameter: string | undefined;
	/** Who failed behind the server. */
	readonly provider: string | undefined;
	/** llama.cpp's numbers of a prompt that is too long. */
	readonly counts: { readonly limit: number | undefined; readonly sent: number | undefined };
}

/**
 * Characters of a server's sentence that are looked at, twice what is ever shown. A body may have a megabyte, and an event in a
 * stream sixteen: expressions run over this much of it and no more.
 */
const MAX_TEXT = 4_000;

const MAX_DETAIL = 2_000;

/** Enough of a web page to hold its title, in characters. */
export const MAX_PAGE_LENGTH = 4 * 1024;

/** A server's text as it may be shown and kept: without the key and the account's id, cut to `limit` characters. */
export function presentable(
	text: string,
	apiKey: string | undefined,
	limit: number = MAX_DETAIL,
): string {
	return shorten(withoutKey(withoutUserId(text), apiKey).trim(), limit);
}

/**
 * Whether a JSON answer reports a failure: `error` as an object or a string, vLLM's {"object":"error"}, or, where there are no
 * choices, one of the other shapes that servers and proxies use.
 */
export function holdsError(json: unknown): boolean {
	const error = field(json, 'error');
	if (typeof error === 'string') return error !== '';
	if (isObject(error)) return Object.keys(error).length > 0;
	if (field(json, 'object') === 'error') return true;
	if (!isObject(json) || 'choices' in json || 'data' in json) return false;
	return (
		json['detail'] !== undefined ||
		json['success'] === false ||
		json['status'] === 'failure' ||
		typeof json['message'] === 'string'
	);
}

/** Reads the body of an error answer: JSON of any known shape, a web page, or plain text. */
export function payloadOfBody(body: string): ErrorPayload {
	const json = parseJson(body);
	if (isObject(json)) return payloadOfJson(json);
	const text = typeof json === 'string' ? json : isWebPage(body) ? titleOf(body) : body.trim();
	return { ...NO_PAYLOAD, text: text.slice(0, MAX_TEXT) };
}

/** What a server says that says nothing. */
export const NO_PAYLOAD: ErrorPayload = {
	text: '',
	status: undefined,
	codes: [],
	retryAfter: undefined,
	retryable: undefined,
	limitSource: undefined,
	reason: undefined,
	flagged: false,
	parameter: undefined,
	provider: undefined,
	counts: { limit: undefined, sent: undefined },
};

/** Reads a JSON value that reports a failure, of any known shape. */
export function payloadOfJson(json: unknown): ErrorPayload {
	const error = field(json, 'error');
	const holder = isObject(error) ? error : json;
	const metadata = field(holder, 'metadata');
	const availability = field(holder, 'availability');
	const retryable = field(availability, 'retryable');
	const numbered = [field(holder, 'code'), field(json, 'code')];
	const codes = [
		...numbered,
		field(holder, 'type'),
		field(metadata, 'error_type'),
		field(availability, 'code'),
	];
	return {
		text: sentenceOf(json).slice(0, MAX_TEXT),
		status: numbered.map(statusOf).find((status) => status !== undefined),
		codes: codes.filter((code) => typeof code === 'string'),
		retryAfter:
			numberField(metadata, 'retry_after_seconds') ??
			numberField(availability, 'retry_after') ??
			retryAfterOf(lowerCased(field(metadata, 'headers'))),
		retryable: typeof retryable === 'boolean' ? retryable : undefined,
		limitSource: stringField(metadata, 'limit_source'),
		reason: stringField(metadata, 'reason'),
		flagged: listField(metadata, 'reasons').length > 0,
		parameter: stringField(holder, 'param') ?? issuePath(json),
		provider: stringField(metadata, 'provider_name'),
		counts: { limit: numberField(holder, 'n_ctx'), sent: numberField(holder, 'n_prompt_tokens') },
	};
}

/** Seconds from Retry-After (seconds or a date), or from OpenRouter's X-RateLimit-Reset, which is a time in Unix milliseconds. */
export function retryAfterOf(headers: HttpHeaders): number | undefined {
	const header = headers['retry-after'];
	if (header !== undefined) {
		const seconds = Number.isNaN(Number(header))
			? (Date.parse(header) - Date.now()) / 1000
			: Number(header);
		if (Number.isFinite(seconds)) return seconds;
	}
	const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
	const wait = (reset - Date.now()) / 1000;
	// Other servers put seconds or a duration there: believed only as a time within the next day.
	return wait > 0 && wait < 86_400 ? wait : undefined;
}

/** OpenRouter repeats the headers of a limit in the body, which also reaches those who see no headers. */
function lowerCased(headers: unknown): Record<string, string> {
	if (!isObject(headers)) return {};
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
}

/** LiteLLM sends its codes as strings: "400". */
function statusOf(code: unknown): number | undefined {
	const status = typeof code === 'string' ? Number(code) : code;
	return typeof status === 'number' && status >= 400 && status < 600 ? status : undefined;
}

function sentenceOf(json: unknown): string {
	const error = field(json, 'error');
	if (typeof error === 'string' && error !== '') return unfolded(error);
	if (isObject(error)) return sentenceOfError(error);
	const message = stringField(json, 'message') ?? detailOf(json);
	if (message !== undefined) return unfolded(message);
	// Nothing known: all of it is better than nothing, but for who the user is.
	return JSON.stringify(json, (name, value: unknown) => (name === 'user_id' ? undefined : value));
}

function sentenceOfError(error: Readonly<Record<string, unknown>>): string {
	const message = stringField(error, 'message') ?? '';
	const raw = field(field(error, 'metadata'), 'raw');
	if (raw !== undefined && raw !== null && /^(provider returned error.*)?$/i.test(message)) {
		const text = typeof raw === 'string' ? unfolded(raw) : sentenceOf(raw);
		if (text !== '') return text;
	}
	if (error['name'] === 'ZodError') return issuesOf(message);
	if (message !== '') return unfolded(message);
	return stringField(error, 'code') ?? stringField(error, 'type') ?? '';
}

/** Proxies pass an upstream's JSON on inside a string. */
function unfolded(text: string): string {
	const json = /^\s*\{/.test(text) ? parseJson(text) : undefined;
	return isObject(json) ? sentenceOf(json) : text;
}

/** Zod's message is a JSON list of what was wrong where. */
function issuesOf(message: string): string {
	const issues = parseJson(message);
	return Array.isArray(issues) ? issues.map(issueText).join('; ') : message;
}

/** FastAPI's `detail`: a sentence, or a list of what was wrong where. */
function detailOf(json: unknown): string | undefined {
	const issues = listField(json, 'detail');
	if (issues.length > 0) return issues.map(issueText).join('; ');
	return stringField(json, 'detail');
}

/** The last name on the way to the first thing that FastAPI found wrong: ["body", "top_k"]. */
function issuePath(json: unknown): string | undefined {
	const path = listField(listField(json, 'detail')[0], 'loc');
	return path.findLast((step) => typeof step === 'string');
}

function issueText(issue: unknown): string {
	const path = [...listField(issue, 'path'), ...listField(issue, 'loc')].join('.');
	const message = stringField(issue, 'message') ?? stringField(issue, 'msg') ?? 'not as expected';
	return path === '' ? message : `${path}: ${message}`;
}

export function isWebPage(body: string): boolean {
	return /^\uFEFF?\s*</.test(body);
}

/** A page's title says more about who answered than its markup does. */
export function titleOf(page: string): string {
	const title = /<title[^>]*>([^<]*)/i.exec(page.slice(0, MAX_PAGE_LENGTH))?.[1]?.trim() ?? '';
	return title === '' ? 'A web page.' : title;
}
