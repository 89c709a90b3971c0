import { withoutKey } from '../../core/access/redaction.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import type { ExchangeObserver, SentRequest } from '../../core/network/exchangeObserver.ts';
import type { Destination } from '../../core/server/chatServer.ts';
import type { NetworkSettings } from '../../core/settings/networkSettings.ts';
import { errorOfAnswer } from '../errors/errorBody.ts';
import { type RequestContext, senderHeaders } from '../network/endpoint.ts';
import { IdleTimeout, type StartTimer } from '../network/idleTimeout.ts';
import { lostConnection, networkError } from '../network/networkError.ts';
import type {
	HttpHeaders,
	HttpRequest,
	HttpResponse,
	Route,
	Transport,
} from '../network/transport.ts';

/** Far more than any server's words about an error. */
export const MAX_ERROR_BYTES = 1024 * 1024;

/** What all requests are sent with. */
export interface Sender {
	/** Loads the HTTP library, the first time. */
	transport(): Promise<Transport>;
	/** @throws ChatError of kind badSetting */
	network(): NetworkSettings;
	/** An observer for each request, beside the caller's. */
	observe(): ExchangeObserver | undefined;
	readonly startTimer: StartTimer;
	/** Base URLs at which the chat API has answered. */
	readonly proven: Set<string>;
}

/** Whether a list of models or a reply has come from this base URL: then an odd answer says nothing of the address. */
export function isProven({ proven }: Sender, { baseUrl, server }: Destination): boolean {
	return server !== undefined || proven.has(baseUrl);
}

/** One request on its way, with all that watches it and waits for it. */
export interface Sending {
	readonly url: URL;
	/** The user's. */
	readonly signal: AbortSignal;
	readonly network: NetworkSettings;
	readonly timeout: IdleTimeout;
	readonly observers: readonly ExchangeObserver[];
}

/**
 * Runs one request under the timers and observers it is to have, and sees that both learn of its end.
 * @throws ChatError, or the signal's reason
 */
export function begin(
	sender: Sender,
	url: URL,
	signal: AbortSignal,
	observer?: ExchangeObserver,
): Sending {
	signal.throwIfAborted();
	const network = sender.network();
	const timeout = new IdleTimeout(signal, sender.startTimer);
	const observers = [sender.observe(), observer].filter((one) => one !== undefined);
	return { url, signal, network, timeout, observers };
}

/** To be called with the request's end, however it came. */
export function end({ timeout, signal, observers }: Sending, error?: unknown): void {
	timeout.end();
	const failure =
		error instanceof ChatError ? error.kind : error === undefined ? undefined : 'aborted';
	const outcome = { at: Date.now(), failure: signal.aborted ? ('aborted' as const) : failure };
	for (const observer of observers) observer.ended?.(outcome);
}

export function received({ observers }: Sending, text: string): void {
	for (const observer of observers) observer.received({ at: Date.now(), text });
}

/**
 * Sends a request and waits for its answer to begin: GET, or POST where there is a body.
 * @param accept the types of an answer that are understood
 * @param body JSON
 * @throws ChatError, or the signal's reason
 */
export async function send(
	sender: Sender,
	sending: Sending,
	destination: Destination,
	{ accept, body }: { readonly accept: string; readonly body?: string | undefined },
): Promise<HttpResponse> {
	const { url, signal, network, timeout, observers } = sending;
	const common = { url, network, signal: timeout.signal };
	const headers = { ...senderHeaders(destination), Accept: accept };
	const request: HttpRequest =
		body === undefined
			? { ...common, method: 'GET', headers }
			: {
					...common,
					method: 'POST',
					body,
					headers: { ...headers, 'Content-Type': 'application/json' },
				};
	const transport = await sender.transport();
	timeout.wait(network.firstEventTimeout, () => noAnswer(url, network.firstEventTimeout));
	try {
		const response = await transport.send({
			...request,
			onSending: (route) => {
				const sent = asSent(request, route);
				for (const observer of observers) observer.sending(sent);
			},
		});
		const answer = {
			at: Date.now(),
			status: response.status,
			headers: headersWithoutKey(response.headers, destination.apiKey),
		};
		for (const observer of observers) observer.answered(answer);
		return response;
	} catch (error) {
		signal.throwIfAborted();
		throw timeout.error ?? networkError(error, url);
	}
}

/** Servers and proxies that send back what they were sent do so in headers, too. */
function headersWithoutKey(headers: HttpHeaders, apiKey: string | undefined): HttpHeaders {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name,
			value === undefined ? undefined : withoutKey(value, apiKey),
		]),
	);
}

/** What goes out, without the key. */
function asSent({ method, url, headers, body = '' }: HttpRequest, route: Route): SentRequest {
	const blanked = 'Authorization' in headers ? { Authorization: 'Bearer [key]' } : {};
	return {
		at: Date.now(),
		method,
		url: url.href,
		headers: { ...headers, ...blanked },
		body,
		...route,
	};
}

function noAnswer(url: URL, ms: number): ChatError {
	const message = `${url.host} sent nothing of an answer for ${ms / 1000} s.`;
	return new ChatError('timeout', message, { setting: 'firstEventTimeout' });
}

export function isSuccess(response: HttpResponse): boolean {
	return response.status >= 200 && response.status < 300;
}

/** Where the body breaks off, the status alone has to do. */
export async function answeredError(
	response: HttpResponse,
	context: RequestContext,
	sending: Sending,
): Promise<ChatError> {
	const text = await bodyText(response, MAX_ERROR_BYTES).then(
		(body) => body.text,
		() => '',
	);
	sending.signal.throwIfAborted();
	if (text !== '') received(sending, text);
	return errorOfAnswer(response.status, response.headers, text, context);
}

/** An answer that was read to its end, or to the most that is read of it. */
interface TextAnswer {
	readonly response: HttpResponse;
	/** Without the key. */
	readonly text: string;
	/** Whether there was more. */
	readonly cut: boolean;
}

interface FetchTextOptions {
	/** JSON to POST; GET without. */
	readonly body?: string;
	/** How much of the answer is read. */
	readonly maxBytes: number;
	/** How long all of it may take, and what to say if it takes longer. */
	readonly deadline?: { readonly ms: number; readonly error: () => ChatError };
}

/**
 * Sends a request and reads the whole answer, whatever its status.
 * @throws ChatError, or the signal's reason
 */
export async function fetchText(
	sender: Sender,
	url: URL,
	destination: Destination,
	signal: AbortSignal,
	{ body, maxBytes, deadline }: FetchTextOptions,
): Promise<TextAnswer> {
	const whole = new IdleTimeout(signal, sender.startTimer);
	if (deadline !== undefined) whole.wait(deadline.ms, deadline.error);
	const sending = begin(sender, url, whole.signal);
	let failure: unknown;
	try {
		const response = await send(sender, sending, destination, { accept: 'application/json', body });
		const { text, cut } = await readText(response, maxBytes, sending);
		return { response, text: withoutKey(text, destination.apiKey), cut };
	} catch (error) {
		failure = error;
		throw error;
	} finally {
		end(sending, failure);
		whole.end();
	}
}

async function readText(
	response: HttpResponse,
	limit: number,
	{ url, signal, timeout }: Sending,
): Promise<{ readonly text: string; readonly cut: boolean }> {
	try {
		return await bodyText(response, limit);
	} catch (error) {
		signal.throwIfAborted();
		throw timeout.error ?? lostConnection(error, url);
	}
}

/**
 * Reads a body as UTF-8 up to `limit` bytes; of a longer one, its beginning, and the socket is closed.
 *
 * @throws whatever the transport throws
 */
async function bodyText(
	response: HttpResponse,
	limit: number,
): Promise<{ readonly text: string; readonly cut: boolean }> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of response.body) {
		chunks.push(chunk);
		length += chunk.length;
		if (length > limit) break;
	}
	const bytes = Buffer.concat(chunks, Math.min(length, limit));
	return { text: new TextDecoder().decode(bytes), cut: length > limit };
}
