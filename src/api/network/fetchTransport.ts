import { isConnectFailure } from './networkError.ts';
import { type HttpHeaders, type HttpResponse, NotConnected, type Transport } from './transport.ts';

/** How long the rest of a whole reply may take, before the socket is closed rather than used again. */
const RELEASE_MS = 1_000;

/**
 * VS Code's fetch, looked up at each request: VS Code puts its own in place of Node's, which goes by PAC files, the system's proxy
 * and its certificates. It does not say which proxy that was.
 */
export function createFetchTransport(): Pick<Transport, 'send'> {
	return {
		async send(request): Promise<HttpResponse> {
			request.onSending?.({ transport: 'fetch', proxy: undefined });
			const limit = new AbortController();
			const signal = AbortSignal.any([request.signal, limit.signal]);
			try {
				const response = await globalThis.fetch(request.url, {
					method: request.method,
					headers: request.headers,
					body: request.body ?? null,
					redirect: 'manual',
					signal,
				});
				return {
					// Chromium's fetch hides what a redirect says; that it was one is all there is to know.
					status: response.type === 'opaqueredirect' ? 302 : response.status,
					headers: headersOf(response.headers),
					...readable(response.body, () => limit.abort()),
				};
			} catch (error) {
				request.signal.throwIfAborted();
				throw isConnectFailure(error) ? new NotConnected(error) : error;
			}
		},
	};
}

function headersOf(headers: Headers): HttpHeaders {
	return Object.fromEntries(headers.entries());
}

function readable(
	stream: ReadableStream<Uint8Array> | null,
	close: () => void,
): Pick<HttpResponse, 'body' | 'release'> {
	const reader = stream?.getReader();
	let released = false;

	async function* chunks(): AsyncGenerator<Uint8Array> {
		try {
			for (;;) {
				const { done, value } = (await reader?.read()) ?? { done: true };
				if (done || value === undefined) return;
				yield value;
			}
		} finally {
			if (!released) close();
		}
	}

	async function readOn(): Promise<void> {
		const timer = setTimeout(close, RELEASE_MS);
		timer.unref();
		try {
			while (!((await reader?.read()) ?? { done: true }).done);
		} catch {
			// The reply was whole before.
		} finally {
			clearTimeout(timer);
		}
	}

	return {
		body: chunks(),
		release: () => {
			released = true;
			void readOn();
		},
	};
}
