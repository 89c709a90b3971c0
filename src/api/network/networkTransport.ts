import { isLoopback } from '../../core/network/loopback.ts';
import { createFetchTransport } from './fetchTransport.ts';
import { isCertificateError, wantsHttp2 } from './networkError.ts';
import { type Environment, proxyFor } from './proxy.ts';
import { type HttpRequest, type HttpResponse, NotConnected, type Transport } from './transport.ts';
import type { UndiciTransport } from './undiciTransport.ts';

/** Loads undici, which takes some ten milliseconds: to be called for the first request. */
export async function loadNetworkTransport(): Promise<Transport> {
	const { createUndiciTransport } = await import('./undiciTransport.ts');
	return createNetworkTransport(createUndiciTransport());
}

/**
 * Sends with undici, by VS Code's proxy settings; where that cannot connect, with VS Code's own fetch, which knows what no setting
 * says: PAC files, the system's proxy, logins at proxies. Only connecting is tried twice, so no request is sent twice.
 *
 * Undici comes first since it costs half the CPU per chunk, a third of the start, and has timeouts that can be set.
 */
export function createNetworkTransport(
	undici: UndiciTransport,
	env: Environment = process.env,
	fetch = createFetchTransport(),
): Transport {
	/** The origins that only fetch has reached so far. */
	const byFetch = new Set<string>();
	/** The origins whose certificate only the system's authorities vouch for. */
	const bySystem = new Set<string>();
	/** The origins that speak HTTP/2 and nothing else. */
	const byHttp2 = new Set<string>();

	async function sendByUndici(request: HttpRequest): Promise<HttpResponse> {
		const { url, network } = request;
		const proxy = proxyFor(url, network.proxy, env);
		for (;;) {
			try {
				return await undici.send(request, {
					proxy,
					connectTimeout: network.connectTimeout,
					strictSsl: network.proxy.strictSsl,
					systemCertificates: bySystem.has(url.origin),
					http2: byHttp2.has(url.origin),
				});
			} catch (error) {
				if (!learnsFrom(error, request)) throw error;
			}
		}
	}

	/** Whether the server is to be connected to in another way than it was, which is remembered: both ways cost more than the usual one. */
	function learnsFrom(error: unknown, { url, network }: HttpRequest): boolean {
		if (!(error instanceof NotConnected)) return false;
		// To load the system's certificates takes a tenth of a second.
		const vouches = network.proxy.systemCertificates && isCertificateError(error.cause);
		const lesson = wantsHttp2(error.cause) ? byHttp2 : vouches ? bySystem : undefined;
		if (lesson === undefined || lesson.has(url.origin)) return false;
		lesson.add(url.origin);
		return true;
	}

	return {
		async send(request) {
			const { origin } = request.url;
			const { transport } = request.network;
			if (transport === 'fetch') return fetch.send(request);
			if (transport === 'undici' || isLoopback(request.url.hostname)) return sendByUndici(request);
			if (byFetch.has(origin)) {
				try {
					return await fetch.send(request);
				} catch (error) {
					// The network may be another one by now.
					if (error instanceof NotConnected) byFetch.delete(origin);
					throw error;
				}
			}
			try {
				return await sendByUndici(request);
			} catch (error) {
				if (!(error instanceof NotConnected) || request.signal.aborted) throw error;
				return await secondTry(request, error);
			}
		},
		close: async () => {
			await undici.close();
		},
	};

	/** What undici ran into says more than fetch does, where neither gets through. */
	async function secondTry(request: HttpRequest, first: NotConnected): Promise<HttpResponse> {
		try {
			const response = await fetch.send(request);
			byFetch.add(request.url.origin);
			return response;
		} catch (error) {
			throw error instanceof NotConnected ? first : error;
		}
	}
}
