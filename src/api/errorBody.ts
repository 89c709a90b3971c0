import { ChatError } from '../core/chatError.ts';
import type { FailureKind } from '../shared/conversation.ts';
import type { RequestContext } from './endpoint.ts';
import { failureKind } from './failureKind.ts';
import { retryAfterOf } from './retryAfter.ts';
import { retryHint } from './retryHint.ts';
import {
	isWebPage,
	presentable,
	type ServerWords,
	wordsOfBody,
	wordsOfJson,
} from './serverWords.ts';
import type { HttpHeaders } from './transport.ts';

/** How much of a server's words goes into the sentence; the rest stands in the detail. */
const MAX_QUOTE = 200;

/** An answer with a status that is not 2xx. */
export function errorOfAnswer(
	status: number,
	headers: HttpHeaders,
	body: string,
	context: RequestContext,
): ChatError {
	if (status >= 300 && status < 400) return redirectError(status, headers, context);
	const words = wordsOfBody(body);
	const kind = failureKind(status, words, hadKey(context), isWebPage(body));
	return toError(kind, status, words, context, retryAfterOf(headers) ?? words.retryAfter);
}

/** An error object inside an answer of 200, in mid-stream or in place of the reply. */
export function errorInReply(json: unknown, context: RequestContext): ChatError {
	const words = wordsOfJson(json);
	const kind = failureKind(undefined, words, hadKey(context), false);
	return toError(kind, words.status, words, context, words.retryAfter);
}

/** An answer that cannot come from the chat API; most often the path in baseUrl is wrong. */
export function notTheApi(what: string, context: RequestContext, detail = ''): ChatError {
	const message = `${context.url.pathname} at ${context.url.host} answered with ${what}. Check llamaChat.baseUrl.`;
	const words = presentable(detail, context.apiKey);
	return new ChatError('notTheApi', message, {
		...(words === '' ? {} : { detail: words }),
		setting: 'baseUrl',
	});
}

/** A piece of what a server sent, to stand inside a sentence. */
export function quoted(text: string, context: RequestContext): string {
	return `“${presentable(text, context.apiKey, MAX_QUOTE)}”`;
}

/** Not followed: the key is meant for the server in the settings and for no other. */
function redirectError(status: number, headers: HttpHeaders, context: RequestContext): ChatError {
	const message = `${context.url.host} redirects to ${redirectTarget(headers['location'], context.url)}, which is not followed: the API key must not go elsewhere. Check llamaChat.baseUrl.`;
	return new ChatError('notTheApi', message, { status, setting: 'baseUrl' });
}

/** Another server's origin, or a path on the same one; never a query, which may hold a secret. */
function redirectTarget(location: string | undefined, from: URL): string {
	if (location === undefined || !URL.canParse(location, from.href)) return 'another address';
	const target = new URL(location, from.href);
	return target.origin === from.origin ? target.pathname : target.origin;
}

function toError(
	kind: FailureKind,
	status: number | undefined,
	words: ServerWords,
	context: RequestContext,
	retryAfter: number | undefined,
): ChatError {
	const detail = presentable(words.text, context.apiKey);
	const retry = retryHint(kind, status, words, retryAfter);
	return new ChatError(
		kind,
		sentence(kind, status, detail, context, retryAfter),
		{
			...(detail === '' ? {} : { detail }),
			...(status === undefined ? {} : { status }),
			...(kind === 'notTheApi' ? { setting: 'baseUrl' } : {}),
		},
		retry === undefined ? {} : { retry },
	);
}

function sentence(
	kind: FailureKind,
	status: number | undefined,
	detail: string,
	context: RequestContext,
	retryAfter: number | undefined,
): string {
	const host = context.url.host;
	const http = status === undefined ? '' : ` (${status})`;
	const words = detail === '' ? '.' : `: ${firstSentences(detail)}`;
	switch (kind) {
		case 'noKey':
			return `${host} asks for an API key, and none is set.`;
		case 'badKey':
			return `${host} did not accept the API key${http}.`;
		case 'noCredit':
			return `${host} asks for more credit${words}`;
		case 'refused':
			return `${host} refused the request${words}`;
		case 'modelUnavailable':
			return context.model === undefined
				? `This model is not available at ${host}.`
				: `The model ${context.model} is not available at ${host}. Choose another one.`;
		case 'contextTooLong':
			return `The conversation is longer than the model can take${words}`;
		case 'rateLimit':
			return `${host} is limiting requests${words}${whenInWords(retryAfter)}`;
		case 'timeout':
			return `${host} ran out of time${http}${words}`;
		case 'notTheApi':
			return `${context.url.pathname} at ${host} is not the chat API${http}. Check llamaChat.baseUrl.`;
		case 'server':
			return `${host} failed${http}${words}`;
		default:
			return `${host} did not take the request${http}${words}`;
	}
}

function whenInWords(seconds: number | undefined): string {
	if (seconds === undefined) return '';
	if (seconds < 120) return ` Try again in ${Math.max(1, Math.ceil(seconds))} s.`;
	const minutes = Math.ceil(seconds / 60);
	return ` Try again in ${minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`}.`;
}

/** As many whole sentences as fit a line or two. */
function firstSentences(text: string): string {
	const line = text.replaceAll(/\s+/g, ' ');
	// A stop right after an address would become part of the link.
	if (line.length <= MAX_QUOTE) return /([.!?…]|:\/\/\S+)$/.test(line) ? line : `${line}.`;
	const cut = line.slice(0, MAX_QUOTE);
	const end = cut.lastIndexOf('. ');
	return end > 0 ? cut.slice(0, end + 1) : `${cut}…`;
}

function hadKey(context: RequestContext): boolean {
	return context.apiKey !== undefined && context.apiKey !== '';
}
