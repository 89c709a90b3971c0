import { withoutKey } from '../../core/access/redaction.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { isOpenRouter } from '../../core/server/serverProfiles.ts';
import { replyEnd } from '../../shared/conversation/finishReason.ts';
import type { Failure, FailureKind, ReplyFacts } from '../../shared/conversation/messages.ts';
import type { RequestContext } from '../network/endpoint.ts';
import type { HttpHeaders } from '../network/transport.ts';
import { excludedByRouting } from './availability.ts';
import {
	affordableTokens,
	fitsWithoutReply,
	namedParameter,
	parameterAtFault,
	tokenCounts,
} from './errorDetails.ts';
import {
	type ErrorPayload,
	NO_PAYLOAD,
	payloadOfBody,
	payloadOfJson,
	presentable,
} from './errorPayload.ts';
import { errorSentence } from './errorSentence.ts';
import { failureKind, statusOfCodes } from './failureKind.ts';
import { retryAfterOf } from './retryAfter.ts';
import { retryHint } from './retryHint.ts';
import { isWebPage, statusOfPage } from './webPage.ts';

/** How much of what a server sent goes into a sentence. */
const MAX_QUOTE = 200;

/** An answer with a status that is not 2xx. */
export function errorOfAnswer(
	status: number,
	headers: HttpHeaders,
	body: string,
	context: RequestContext,
): ChatError {
	if (status >= 300 && status < 400) return redirectError(status, headers, context);
	const payload = payloadOfBody(body);
	return toError(status, payload, context, {
		retryAfter: retryAfterOf(headers) ?? payload.retryAfter,
		isPage: isWebPage(body),
	});
}

/** An error object inside an answer of 200, in mid-stream or in place of the reply. */
export function errorInReply(json: unknown, context: RequestContext): ChatError {
	const payload = payloadOfJson(json);
	return toError(undefined, payload, context, { retryAfter: payload.retryAfter, isPage: false });
}

/** What a tool or a step on the way to the reply failed at: neither the key nor the model of the chat, whatever it says. */
export function errorOfStep(json: unknown, context: RequestContext): ChatError {
	const payload = payloadOfJson(json);
	return toError(undefined, payload, context, {
		retryAfter: undefined,
		isPage: false,
		kind: 'server',
	});
}

/** A proxy's page about a failure, in an answer of 200 all the same; undefined for a page that names no status of one. */
export function errorOfPage(page: string, context: RequestContext): ChatError | undefined {
	const status = statusOfPage(page);
	if (status === undefined) return undefined;
	const payload = payloadOfBody(page);
	return toError(status, payload, context, { retryAfter: payload.retryAfter, isPage: true });
}

/** A finish_reason that reports a failure, of which no more is known than its name. */
export function errorOfFinish(
	reason: string,
	provider: string | undefined,
	context: RequestContext,
): ChatError {
	const kind = failureKind(
		{ ...NO_PAYLOAD, codes: [reason.toLowerCase()] },
		{
			status: undefined,
			hadKey: hadKey(context),
			isPage: false,
			parameter: undefined,
			proven: isProven(context),
		},
	);
	const who = provider ?? context.url.host;
	return new ChatError(kind, `${who} ended the reply too early and reported “${reason}”.`);
}

/** An answer that cannot come from the chat API; most often the path in baseUrl is wrong, unless replies have come from there. */
export function notTheApi(what: string, context: RequestContext, detail = ''): ChatError {
	const said = presentable(detail, context.apiKey);
	if (isProven(context)) {
		const message = `${context.url.host} answered with ${what}, which it has not done before.`;
		return new ChatError('server', message, said === '' ? {} : { detail: said });
	}
	const message = `${context.url.pathname} at ${context.url.host} answered with ${what}. Check the setting Base Url.`;
	return new ChatError('notTheApi', message, {
		...(said === '' ? {} : { detail: said }),
		setting: 'baseUrl',
	});
}

/** A piece of what a server sent, to stand inside a sentence. */
export function quoted(text: string, context: RequestContext): string {
	return `“${presentable(text, context.apiKey, MAX_QUOTE)}”`;
}

/** Not followed: the key is meant for the server in the settings and for no other. */
function redirectError(status: number, headers: HttpHeaders, context: RequestContext): ChatError {
	const target = withoutKey(redirectTarget(headers['location'], context.url), context.apiKey);
	const message = `${context.url.host} redirects to ${target}, which is not followed, so that the API key stays with its server. Check the setting Base Url.`;
	return new ChatError('notTheApi', message, { status, setting: 'baseUrl' });
}

/** Another server's origin, or a path on the same one; never a query, which may hold a secret. */
function redirectTarget(location: string | undefined, from: URL): string {
	if (location === undefined || !URL.canParse(location, from.href)) return 'another address';
	const target = new URL(location, from.href);
	return target.origin === from.origin ? target.pathname : target.origin;
}

interface ErrorFrame {
	/** Seconds. */
	readonly retryAfter: number | undefined;
	readonly isPage: boolean;
	/** Where it is not for the server's words to say. */
	readonly kind?: FailureKind;
}

function toError(
	status: number | undefined,
	payload: ErrorPayload,
	context: RequestContext,
	{ retryAfter, isPage, kind: known }: ErrorFrame,
): ChatError {
	const parameter = parameterAtFault(payload, context.parameters);
	const named = parameter ?? namedParameter(payload);
	const facts = { hadKey: hadKey(context), parameter: named, proven: isProven(context) };
	const kind = known ?? failureKind(payload, { status, isPage, ...facts });
	const detail = presentable(payload.text, context.apiKey);
	const shown = status ?? payload.status;
	const affordable = kind === 'noCredit' ? affordableTokens(payload) : undefined;
	const { availability } = payload;
	const isRouting = excludedByRouting(availability, context.routing).length > 0;
	const instead = availability.fallbackModels.map((id) => presentable(id, context.apiKey));
	const page = isRouting ? undefined : pageOf(kind, payload, context);
	const message = errorSentence(kind, {
		status: shown,
		payload,
		detail,
		context,
		retryAfter,
		parameter: named,
		affordable,
		counts: tokenCounts(payload),
	});
	const code = payload.codes.find((name) => !/^\d*$/.test(name));
	const retry = retryHint(kind, shown ?? statusOfCodes(payload), payload, retryAfter);
	return new ChatError(
		kind,
		withoutKey(message, context.apiKey),
		{
			...(detail === '' ? {} : { detail }),
			...(shown === undefined ? {} : { status: shown }),
			...(code === undefined ? {} : { code: presentable(code, context.apiKey) }),
			...(kind === 'notTheApi' ? { setting: 'baseUrl' } : isRouting ? { setting: 'routing' } : {}),
			...(parameter !== undefined && helpsToLeaveOut(kind, payload) ? { parameter } : {}),
			...(affordable === undefined ? {} : { affordable }),
			...(page === undefined ? {} : { page }),
			...(instead.length === 0 ? {} : { instead }),
		},
		retry === undefined ? {} : { retry },
	);
}

/** Whether sending without the parameter at fault may help. */
function helpsToLeaveOut(kind: FailureKind, payload: ErrorPayload): boolean {
	return kind === 'badParameter' || (kind === 'contextTooLong' && fitsWithoutReply(payload));
}

/** Where OpenRouter's users see to it; other servers have such pages too, but nobody knows where. */
function pageOf(
	kind: FailureKind,
	{ limitSource }: ErrorPayload,
	{ url }: RequestContext,
): Failure['page'] {
	if (!isOpenRouter(url.href)) return undefined;
	switch (kind) {
		case 'noCredit':
			return 'credits';
		case 'rateLimit':
			// Who has ever bought credit has twenty times as many free requests.
			return limitSource === 'openrouter_free_tier_daily' ? 'credits' : undefined;
		case 'keyLimit':
			return 'keys';
		case 'dataPolicy':
			return 'privacy';
		default:
			return undefined;
	}
}

function isProven({ proven = false }: RequestContext): boolean {
	return proven;
}

function hadKey(context: RequestContext): boolean {
	return context.apiKey !== undefined && context.apiKey !== '';
}

/** What is kept of an error that comes after the end of a reply, which takes nothing back: its sentence, unless that only tells of the reply's greatest length once more. */
export function noticeOf(failure: ChatError, { finish_reason: reason }: ReplyFacts): ReplyFacts {
	const isNews = replyEnd(reason) !== 'length' || !isOfLength(failure);
	return isNews ? { late_error: failure.message } : {};
}

/** Whether an error that comes after a reply's greatest length was reached tells of nothing but that. */
function isOfLength(error: ChatError): boolean {
	const { kind, status } = error.toFailure();
	return (
		kind === 'contextTooLong' ||
		kind === 'badParameter' ||
		kind === 'badRequest' ||
		(kind === 'server' && status === undefined)
	);
}
