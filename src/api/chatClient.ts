import { ChatError } from '../core/chatError.ts';
import type { ChatRequest } from '../core/chatRequest.ts';
import type {
	ChatServer,
	Destination,
	KeyCheck,
	ModelList,
	ReplyEvent,
} from '../core/chatServer.ts';
import type { ExchangeObserver, SentRequest } from '../core/exchange.ts';
import { bodyText } from './bodyText.ts';
import { readCatalogue } from './catalogue.ts';
import { endpointUrl, type RequestContext, senderHeaders } from './endpoint.ts';
import { errorInReply, errorOfAnswer, notTheApi } from './errorBody.ts';
import { isObject, parseJson } from './jsonFields.ts';
import { lostConnection, networkError } from './networkError.ts';
import { ReplyReader } from './replyReader.ts';
import { holdsError } from './serverWords.ts';
import type { HttpRequest, HttpResponse, Route, Transport } from './transport.ts';

/** Far more than any server's words about an error. */
const MAX_ERROR_BYTES = 1024 * 1024;

/** OpenRouter's catalogue has about 1 MB. */
const MAX_CATALOGUE_BYTES = 16 * 1024 * 1024;

/** A key is checked while the user waits for the box to close; a server that takes longer has told nothing about the key. */
const KEY_CHECK_MS = 10_000;

export interface ChatClient extends ChatServer {
	/** Loads the HTTP library, which the first request would otherwise wait for. */
	prepare(): Promise<void>;
	/** Breaks off what is running and closes every socket. */
	close(): Promise<void>;
}

export interface ChatClientParts {
	/** The HTTP library; unless a test gives its own, undici, which takes some ten milliseconds and so waits for the first request. */
	readonly loadTransport?: () => Promise<Transport>;
}

export function createChatServer({ loadTransport = loadUndici }: ChatClientParts = {}): ChatClient {
	let loading: Promise<Transport> | undefined;
	const transport = () => {
		loading ??= loadTransport();
		return loading;
	};
	return {
		streamReply: (destination, request, signal, observer) =>
			streamReply(transport, destination, request, signal, observer),
		listModels: (destination, signal) => listModels(transport, destination, signal),
		checkKey: (destination, signal) => checkKey(transport, destination, signal),
		prepare: async () => {
			await transport();
		},
		close: async () => {
			await (await loading)?.close();
		},
	};
}

async function loadUndici(): Promise<Transport> {
	const { createUndiciTransport } = await import('./undiciTransport.ts');
	return createUndiciTransport();
}

type LoadedTransport = () => Promise<Transport>;

async function* streamReply(
	transport: LoadedTransport,
	destination: Destination,
	request: ChatRequest,
	signal: AbortSignal,
	observer: ExchangeObserver | undefined,
): AsyncGenerator<ReplyEvent, void> {
	const url = endpointUrl(destination.baseUrl, 'chat/completions');
	const context = { url, apiKey: destination.apiKey, model: request.model };
	const body = JSON.stringify(request);
	const response = await send(transport, destination, url, signal, body, observer);
	const onReceived = (text: string) => observer?.received({ at: Date.now(), text });
	if (!isSuccess(response)) throw await answeredError(response, context, signal, onReceived);
	const reader = new ReplyReader(context, response.headers['content-type'], onReceived);
	try {
		for await (const bytes of response.body) {
			signal.throwIfAborted();
			reader.feed(bytes);
			if (reader.outcome === 'whole') response.release();
			for (const event of reader.take()) {
				yield event;
				signal.throwIfAborted();
			}
			if (reader.outcome !== undefined) break;
		}
	} catch (error) {
		signal.throwIfAborted();
		throw reader.failure ?? lostConnection(error, url);
	}
	signal.throwIfAborted();
	if (reader.outcome === undefined) {
		reader.end();
		for (const event of reader.take()) {
			yield event;
			signal.throwIfAborted();
		}
	}
	if (reader.outcome instanceof ChatError) throw reader.outcome;
}

async function listModels(
	transport: LoadedTransport,
	destination: Destination,
	signal: AbortSignal,
): Promise<ModelList> {
	const url = endpointUrl(destination.baseUrl, 'models');
	const context = { url, apiKey: destination.apiKey };
	const response = await send(transport, destination, url, signal);
	if (!isSuccess(response)) throw await answeredError(response, context, signal);
	const { text, cut } = await readText(response, url, MAX_CATALOGUE_BYTES, signal);
	if (cut) throw notTheApi('more than 16 MB', context);
	const json = parseJson(text);
	if (holdsError(json)) throw errorInReply(json, context);
	const list = readCatalogue(json, response.headers);
	if (list === undefined) {
		throw notTheApi('something that is not a list of models', context, text.slice(0, 200));
	}
	return list;
}

async function checkKey(
	transport: LoadedTransport,
	destination: Destination,
	signal: AbortSignal,
): Promise<KeyCheck> {
	const limited = AbortSignal.any([signal, AbortSignal.timeout(KEY_CHECK_MS)]);
	try {
		const url = endpointUrl(destination.baseUrl, 'key');
		const context = { url, apiKey: destination.apiKey };
		const response = await send(transport, destination, url, limited);
		const { text } = await readText(response, url, MAX_ERROR_BYTES, limited);
		const { status } = response;
		if (status === 401 || status === 403) {
			const { detail = '' } = errorOfAnswer(status, response.headers, text, context).toFailure();
			return { result: 'refused', status, detail };
		}
		const json = parseJson(text);
		const accepted = status === 200 && isObject(json) && !holdsError(json);
		return { result: accepted ? 'accepted' : 'unknown' };
	} catch (error) {
		signal.throwIfAborted();
		if (limited.aborted) {
			return { result: 'unreachable', detail: 'The server did not answer within 10 seconds.' };
		}
		if (error instanceof ChatError) return { result: 'unreachable', detail: error.message };
		throw error;
	}
}

/** @throws ChatError, or the signal's reason */
async function send(
	transport: LoadedTransport,
	destination: Destination,
	url: URL,
	signal: AbortSignal,
	body?: string,
	observer?: ExchangeObserver,
): Promise<HttpResponse> {
	signal.throwIfAborted();
	const sender = senderHeaders(destination);
	const request: HttpRequest =
		body === undefined
			? { method: 'GET', url, signal, headers: { ...sender, Accept: 'application/json' } }
			: {
					method: 'POST',
					url,
					signal,
					body,
					headers: {
						...sender,
						'Content-Type': 'application/json',
						Accept: 'text/event-stream, application/json',
					},
				};
	const loaded = await transport();
	try {
		const response = await loaded.send({
			...request,
			onSending: (route) => observer?.sending(asSent(request, route)),
		});
		const { status, headers } = response;
		observer?.answered({ at: Date.now(), status, headers });
		return response;
	} catch (error) {
		signal.throwIfAborted();
		throw networkError(error, url);
	}
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

function isSuccess(response: HttpResponse): boolean {
	return response.status >= 200 && response.status < 300;
}

/** Where the body breaks off, the status alone has to do. */
async function answeredError(
	response: HttpResponse,
	context: RequestContext,
	signal: AbortSignal,
	onReceived: (text: string) => void = () => {},
): Promise<ChatError> {
	const text = await bodyText(response, MAX_ERROR_BYTES).then(
		(body) => body.text,
		() => '',
	);
	signal.throwIfAborted();
	if (text !== '') onReceived(text);
	return errorOfAnswer(response.status, response.headers, text, context);
}

async function readText(
	response: HttpResponse,
	url: URL,
	limit: number,
	signal: AbortSignal,
): Promise<{ readonly text: string; readonly cut: boolean }> {
	try {
		return await bodyText(response, limit);
	} catch (error) {
		signal.throwIfAborted();
		throw lostConnection(error, url);
	}
}
