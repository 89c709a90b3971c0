import { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { Agent, buildConnector, type Dispatcher, Pool } from 'undici';
import { stringField } from '../json/jsonFields.ts';
import { asNotConnected, failingAt, SocketCount, tellingSteps } from './connectSteps.ts';
import { pastDeadSockets } from './deadSockets.ts';
import { isSocks, loginOf, type ProxyServer } from './proxy.ts';
import { readable } from './responseBody.ts';
import { throughSocks } from './socks.ts';
import {
	type HttpHeaders,
	type HttpRequest,
	type HttpResponse,
	NotConnected,
	type Transport,
} from './transport.ts';

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
	const known = new Map<string, Sockets>();
	let secureContext: SecureContext | undefined;

	function socketsFor(way: UndiciWay): Sockets {
		const { proxy, connectTimeout, strictSsl } = way;
		const key = JSON.stringify([
			proxy?.url.href,
			proxy?.authorization,
			connectTimeout,
			strictSsl,
			way.systemCertificates,
			way.http2,
		]);
		const open = known.get(key);
		if (open !== undefined) return open;
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
		known.set(key, made);
		return made;
	}

	return {
		async send(request, way) {
			const sockets = socketsFor(way);
			const { count } = sockets;
			// Undici drops a socket once it has seen that the server has closed it. What has come of that is seen in one round of the event loop.
			if (count.opened > 0) await setImmediate();
			let opened = 0;
			return await pastDeadSockets(
				async () => {
					request.onSending?.({ transport: 'undici', proxy: way.proxy?.origin });
					opened = count.opened;
					return answerOf(await sockets.send(request));
				},
				(error) => {
					request.signal.throwIfAborted();
					// A socket that was there before this request may have been dead when it was sent, or the server may have read all of it:
					// only to read something twice does no harm. What undici had not begun to write goes out on a new socket anyway.
					return request.method === 'GET' && isDeath(error) && count.isOfFirst(opened, error);
				},
			);
		},
		close: async () => {
			const closing = [...known.values()].map((sockets) => sockets.close());
			known.clear();
			await Promise.all(closing);
		},
	};
}

function isDeath(error: unknown): boolean {
	return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(stringField(error, 'code') ?? '');
}

function answerOf({ statusCode, headers, body }: Dispatcher.ResponseData): HttpResponse {
	const values = firstValues(headers);
	return { status: statusCode, headers: values, ...readable(body, values['content-encoding']) };
}

function firstValues(headers: Dispatcher.ResponseData['headers']): HttpHeaders {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
	);
}

/** The sockets of one way to servers. */
interface Sockets {
	/** @throws NotConnected, or whatever undici throws once there is a connection */
	send(request: HttpRequest): Promise<Dispatcher.ResponseData>;
	readonly count: SocketCount;
	close(): Promise<void>;
}

/** What @types/node has of tls.connect's options is not exact about what undici passes on. */
type ConnectOptions = buildConnector.BuildOptions & {
	readonly timeout: number;
	readonly allowH2: boolean;
};

function openSockets(proxy: ProxyServer | undefined, options: ConnectOptions): Sockets {
	if (proxy === undefined) return directSockets(options);
	return isSocks(proxy) ? socksSockets(proxy, options) : httpProxySockets(proxy, options);
}

/** How long an answer may take is for the caller to say. */
const NO_TIMEOUTS = { headersTimeout: 0, bodyTimeout: 0 };

function directSockets(options: ConnectOptions): Sockets {
	const count = new SocketCount();
	const agent = new Agent({
		...NO_TIMEOUTS,
		allowH2: options.allowH2,
		connect: count.counting(tellingSteps(buildConnector(options))),
	});
	return {
		count,
		send: (request) => agent.request({ ...toServer(request), origin: request.url.origin }),
		close: () => agent.destroy(),
	};
}

function toServer({ url, method, headers, body, signal }: HttpRequest) {
	return { path: url.pathname + url.search, method, headers, body: body ?? null, signal };
}

/** A proxy that speaks HTTP is asked for a tunnel to a server behind TLS, and to pass on what goes to any other. */
function httpProxySockets(proxy: ProxyServer, options: ConnectOptions): Sockets {
	const { origin } = proxy;
	const count = new SocketCount();
	const connectToProxy = failingAt(
		'proxyConnect',
		origin,
		buildConnector({ ...options, allowH2: false }),
	);
	// Both pools are for the proxy alone. What it is asked is to be answered within the time for a connection.
	const forTunnels = new Pool(proxy.url.origin, {
		allowH2: false,
		headersTimeout: options.timeout,
		connect: connectToProxy,
	});
	const forPassingOn = new Pool(proxy.url.origin, {
		...NO_TIMEOUTS,
		allowH2: false,
		connect: count.counting(connectToProxy),
	});
	const connectTls = failingAt('tls', origin, buildConnector(options));
	const throughTunnels = new Agent({
		...NO_TIMEOUTS,
		allowH2: options.allowH2,
		connect: count.counting((target, callback) => {
			openTunnel(forTunnels, proxy, target)
				.then((httpSocket) => connectTls({ ...target, httpSocket }, callback))
				.catch((error: unknown) => callback(asNotConnected(error, 'proxyAnswer', origin), null));
		}),
	});
	return {
		count,
		send: (request) =>
			request.url.protocol === 'https:'
				? throughTunnels.request({ ...toServer(request), origin: request.url.origin })
				: passOn(forPassingOn, proxy, request),
		close: async () => {
			await Promise.all([throughTunnels, forTunnels, forPassingOn].map((pool) => pool.destroy()));
		},
	};
}

/** @throws NotConnected */
async function openTunnel(
	pool: Pool,
	proxy: ProxyServer,
	{ host = '', port, protocol }: buildConnector.Options,
) {
	const usual = protocol === 'https:' ? 443 : 80;
	const { socket, statusCode } = await pool.connect({
		...proxyName(proxy),
		path: port === '' ? `${host}:${usual}` : host,
		headers: { ...proxyAuthorization(proxy), host, 'proxy-connection': 'keep-alive' },
	});
	// A proxy's connection is a socket, whatever the type says.
	if (statusCode === 200 && socket instanceof Socket) return socket;
	socket.on('error', () => {}).destroy();
	throw refusal(proxy, statusCode);
}

/** @throws NotConnected where the proxy asks for a password; what else it says cannot be told from what the server says */
async function passOn(
	pool: Pool,
	proxy: ProxyServer,
	request: HttpRequest,
): Promise<Dispatcher.ResponseData> {
	const { url } = request;
	const response = await pool.request({
		...toServer(request),
		...proxyName(proxy),
		path: url.origin + url.pathname + url.search,
		headers: { ...request.headers, ...proxyAuthorization(proxy), host: url.host },
	});
	if (response.statusCode !== 407) return response;
	response.body.on('error', () => {}).destroy();
	throw refusal(proxy, response.statusCode);
}

function refusal({ origin }: ProxyServer, status: number): NotConnected {
	return new NotConnected(undefined, { step: 'proxyAnswer', proxy: origin, status });
}

/** Whose certificate a proxy is to show: undici would take the name in the Host header, which is the server's. */
function proxyName({ url }: ProxyServer): { readonly servername: string } {
	return { servername: url.hostname };
}

function proxyAuthorization(proxy: ProxyServer): Record<string, string> {
	if (proxy.authorization !== undefined) return { 'proxy-authorization': proxy.authorization };
	const { name, password } = loginOf(proxy);
	if (name === '') return {};
	const login = `${name}:${password}`;
	return { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` };
}

/** The port of a SOCKS proxy whose address names none. */
const SOCKS_PORT = '1080';

/** A proxy that speaks SOCKS connects to every server, and sees what goes to one without TLS. */
function socksSockets(proxy: ProxyServer, options: ConnectOptions): Sockets {
	const { url, origin } = proxy;
	const count = new SocketCount();
	const connectToProxy = failingAt(
		'proxyConnect',
		origin,
		buildConnector({ ...options, allowH2: false }),
	);
	const connectTls = failingAt('tls', origin, buildConnector(options));
	const agent = new Agent({
		...NO_TIMEOUTS,
		allowH2: options.allowH2,
		connect: count.counting((target, callback) => {
			const { hostname, port, protocol } = target;
			const server = { host: hostname, port: Number(port) || (protocol === 'https:' ? 443 : 80) };
			const there = {
				hostname: url.hostname.replace(/^\[|\]$/g, ''),
				protocol: 'http:',
				port: url.port || SOCKS_PORT,
			};
			connectToProxy({ ...there, host: url.host }, (error, socket) => {
				if (error !== null) {
					callback(error, null);
					return;
				}
				throughSocks(socket, proxy, server, options.timeout).then(
					() => {
						if (protocol === 'https:') connectTls({ ...target, httpSocket: socket }, callback);
						else callback(null, socket);
					},
					(failure: unknown) => callback(asNotConnected(failure, 'proxyAnswer', origin), null),
				);
			});
		}),
	});
	return {
		count,
		send: (request) => agent.request({ ...toServer(request), origin: request.url.origin }),
		close: () => agent.destroy(),
	};
}
