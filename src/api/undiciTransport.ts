import { Agent, type Dispatcher } from 'undici';
import type { HttpHeaders, HttpRequest, HttpResponse, Transport } from './transport.ts';

/** A server that is there answers a connect within a second or two, also through a slow VPN. */
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * A local server loads a 70B model from disk and reads a long prompt before its first byte; minutes are normal. Beyond five,
 * proxies and the user have given up as well.
 */
const HEADERS_TIMEOUT_MS = 300_000;

/** Between two reads of a reply: a reasoning model behind a server without keep-alive comments can be silent for minutes. */
const BODY_TIMEOUT_MS = 300_000;

/** How long a socket may take to end its body after a whole reply, before it is closed rather than used again. */
const RELEASE_MS = 1_000;

/** Unread bytes at which reading from the socket pauses. */
const MAX_WAITING_BYTES = 1024 * 1024;

/**
 * The keep-alive pool of an extension host. HTTP/1.1 only: there, to stop is to close the socket, which every server and
 * proxy understands.
 */
function createAgent(): Agent {
	return new Agent({
		allowH2: false,
		connect: { timeout: CONNECT_TIMEOUT_MS },
		headersTimeout: HEADERS_TIMEOUT_MS,
		bodyTimeout: BODY_TIMEOUT_MS,
	});
}

/** The one module that imports undici. Timeouts are the dispatcher's own. */
export function createUndiciTransport(dispatcher: Dispatcher = createAgent()): Transport {
	return {
		async send(request: HttpRequest): Promise<HttpResponse> {
			request.onSending?.({ transport: 'undici', proxy: undefined });
			const { statusCode, headers, body } = await dispatcher.request({
				origin: request.url.origin,
				path: request.url.pathname + request.url.search,
				method: request.method,
				headers: request.headers,
				body: request.body ?? null,
				signal: request.signal,
			});
			return { status: statusCode, headers: firstValues(headers), ...readable(body) };
		},
		close: () => dispatcher.destroy(),
	};
}

function firstValues(headers: Dispatcher.ResponseData['headers']): HttpHeaders {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
	);
}

/**
 * Reads by 'data' events into a queue: iterating the stream itself would drop what it still holds when the socket dies, and
 * those are the last words of a reply.
 */
function readable(stream: Dispatcher.ResponseData['body']): Pick<HttpResponse, 'body' | 'release'> {
	const waiting: Uint8Array[] = [];
	let waitingBytes = 0;
	let ending: { readonly error?: unknown } | undefined;
	let released = false;
	let wake = () => {};

	stream.on('data', (chunk: Uint8Array) => {
		if (released) return;
		waiting.push(chunk);
		waitingBytes += chunk.length;
		if (waitingBytes > MAX_WAITING_BYTES) stream.pause();
		wake();
	});
	stream.on('end', () => {
		ending ??= {};
		wake();
	});
	stream.on('error', (error: unknown) => {
		ending ??= { error };
		wake();
	});

	async function* chunks(): AsyncGenerator<Uint8Array> {
		try {
			for (;;) {
				const chunk = waiting.shift();
				if (chunk !== undefined) {
					waitingBytes -= chunk.length;
					if (stream.isPaused() && waitingBytes <= MAX_WAITING_BYTES / 2) stream.resume();
					yield chunk;
				} else if (ending === undefined) {
					await new Promise<void>((resolve) => {
						wake = resolve;
					});
				} else if ('error' in ending) {
					throw ending.error;
				} else {
					return;
				}
			}
		} finally {
			if (!released) stream.destroy();
		}
	}

	function release(): void {
		released = true;
		if (stream.closed) return;
		const timer = setTimeout(() => stream.destroy(), RELEASE_MS);
		timer.unref();
		stream.once('close', () => clearTimeout(timer));
		stream.resume();
	}

	return { body: chunks(), release };
}
