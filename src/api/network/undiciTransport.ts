import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { Agent, buildConnector, type Dispatcher, Pool, ProxyAgent } from 'undici';
import { field, stringField } from '../json/jsonFields.ts';
import type { ProxyServer } from './proxy.ts';
import { readable } from './responseBody.ts';
import {
	type HttpHeaders,
	type HttpRequest,
	type HttpResponse,
	NotConnected,
	type Transport,
} from './transport.ts';

/** How many sockets of the pool may turn out to be dead before that counts as a failure. */
const MAX_DEAD_SOCKETS = 8;

/** How a request gets to its server; what goes the same way shares sockets. */
export interface UndiciWay {
	readonly proxy: ProxyServer | undefined;
	/** Milliseconds. */
	readonly connectTimeout: number;
	/** Whether certificates are checked. */
	readonly strictSsl: boolean;
	/** Whether the system's certificate authorities count beside Node's. */
	readonly systemCertificates: boolean;
	/** Whether HTTP/2 is offered, and taken where the server wants it. */
	readonly http2: boolean;
}

export interface UndiciTransport extends Pick<Transport, 'close'> {
	/** As Transport.send. The time until headers and between two chunks is for the caller to limit. */
	send(request: HttpRequest, way: UndiciWay): Promise<HttpResponse>;
}

/**
 * The one module that imports undici. HTTP/1.1 unless asked otherwise: there, to stop is to close the socket, which every server and
 * proxy understands, and a reply takes half the CPU that it takes with HTTP/2 (`npm run bench -- network`).
 *
 * @param systemCertificates the certificates of the system's authorities, as PEM
 */
export function createUndiciTransport(
	systemCertificates: () => readonly string[] = () => getCACertificates('system'),
): UndiciTransport {
	const pools = new Map<string, Sockets>();
	let secureContext: SecureContext | undefined;

	function poolFor(way: UndiciWay): Sockets {
		const { proxy, connectTimeout, strictSsl } = way;
		const key = JSON.stringify([
			proxy?.url.href,
			proxy?.authorization,
			connectTimeout,
			strictSsl,
			way.systemCertificates,
			way.http2,
		]);
		const known = pools.get(key);
		if (known !== undefined) return known;
		if (way.systemCertificates) {
			secureContext ??= createSecureContext({
				ca: [...getCACertificates('default'), ...systemCertificates()],
			});
		}
		const made = openSockets(proxy, {
			allowH2: way.http2,
			timeout: connectTimeout,
			rejectUnauthorized: strictSsl,
			...(way.systemCertificates && secureContext !== undefined ? { secureContext } : {}),
		});
		pools.set(key, made);
		return made;
	}

	return {
		async send(request, way) {
			const sockets = poolFor(way);
			const proxy = way.proxy?.origin;
			for (let attempt = 1; ; attempt++) {
				request.onSending?.({ transport: 'undici', proxy });
				const opened = sockets.opened;
				try {
					return await sendOver(sockets.dispatcher, request);
				} catch (error) {
					request.signal.throwIfAborted();
					if (sockets.failedToConnect(error)) throw new NotConnected(error, proxy);
					// No socket was opened meanwhile, so this one was from the pool, and the server had closed it before it answered anything.
					const wasDead = sockets.opened === opened && isDeadSocket(error);
					if (!wasDead || attempt === MAX_DEAD_SOCKETS) throw error;
				}
			}
		},
		close: async () => {
			const closing = [...pools.values()].map(({ dispatcher }) => dispatcher.destroy());
			pools.clear();
			await Promise.all(closing);
		},
	};
}

interface Sockets {
	readonly dispatcher: Dispatcher;
	/** How many sockets were opened so far. */
	readonly opened: number;
	/** Whether an error of a request is one of connecting. */
	failedToConnect(error: unknown): boolean;
}

/** What @types/node has of tls.connect's options is not exact about what undici passes on. */
type ConnectOptions = buildConnector.BuildOptions & {
	readonly timeout: number;
	readonly allowH2: boolean;
};

function openSockets(proxy: ProxyServer | undefined, options: ConnectOptions): Sockets {
	const failures = new WeakSet<Error>();
	let opened = 0;
	const watched =
		(connect: buildConnector.connector): buildConnector.connector =>
		(target, callback) => {
			connect(target, (error, socket) => {
				opened++;
				if (error !== null) failures.add(error);
				if (error === null) callback(null, socket);
				else callback(error, null);
			});
		};
	const direct = buildConnector(options);
	const newPool = (origin: string | URL, given: object) => {
		const connect = field(given, 'connect');
		return new Pool(origin, {
			allowH2: options.allowH2,
			headersTimeout: 0,
			bodyTimeout: 0,
			connect: watched(isConnector(connect) ? connect : direct),
		});
	};
	const dispatcher =
		proxy === undefined
			? new Agent({ factory: newPool })
			: new ProxyAgent({
					uri: proxy.url.href,
					...(proxy.authorization === undefined ? {} : { token: proxy.authorization }),
					requestTls: options,
					proxyTls: { ...options, allowH2: false },
					factory: newPool,
					// What is asked of the proxy is to be answered within the time for a connection.
					clientFactory: (origin, given) =>
						new Pool(origin, { ...given, allowH2: false, headersTimeout: options.timeout }),
				});
	return {
		dispatcher,
		get opened() {
			return opened;
		},
		failedToConnect: (error) =>
			error instanceof Error && (failures.has(error) || /\(407\)/.test(error.message)),
	};
}

function isConnector(value: unknown): value is buildConnector.connector {
	return typeof value === 'function';
}

function isDeadSocket(error: unknown): boolean {
	return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(stringField(error, 'code') ?? '');
}

async function sendOver(dispatcher: Dispatcher, request: HttpRequest): Promise<HttpResponse> {
	const { statusCode, headers, body } = await dispatcher.request({
		origin: request.url.origin,
		path: request.url.pathname + request.url.search,
		method: request.method,
		headers: request.headers,
		body: request.body ?? null,
		signal: request.signal,
	});
	const values = firstValues(headers);
	return {
		status: statusCode,
		headers: values,
		...readable(body, values['content-encoding']),
	};
}

function firstValues(headers: Dispatcher.ResponseData['headers']): HttpHeaders {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
	);
}
