import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, request as send } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

const pem = (name: string) =>
	readFileSync(new URL(`./certificates/${name}.pem`, import.meta.url), 'utf8');

/** The authority that vouches for the test servers. */
export const CA = pem('ca');

export const TLS = { cert: pem('server'), key: pem('server-key') };

export interface TestProxy {
	readonly port: number;
	readonly url: string;
	/** What was asked of it: "CONNECT server.test:443", "POST http://server.test/v1/…". */
	readonly asked: string[];
	close(): Promise<void>;
}

/**
 * A real proxy on loopback, with CONNECT and plain forwarding. Whatever host is asked for, it leads to `target` on this machine, so
 * that tests can use names that are nobody's.
 * @param authorization the value of Proxy-Authorization that it insists on
 */
export async function startProxy(
	target: number,
	{
		authorization,
		refuse,
		secure = false,
	}: { authorization?: string; refuse?: number; secure?: boolean } = {},
): Promise<TestProxy> {
	const asked: string[] = [];
	const sockets = new Set<Duplex>();
	const server: Server = secure ? createTlsServer(TLS) : createServer();
	const verdict = ({ headers, method, url }: IncomingMessage): number => {
		asked.push(`${method} ${url}`);
		const wrong = authorization !== undefined && headers['proxy-authorization'] !== authorization;
		return wrong ? 407 : (refuse ?? 200);
	};
	server.on('connection', (socket: Socket) => sockets.add(socket));
	server.on('connect', (request: IncomingMessage, socket: Duplex) => {
		socket.on('error', () => {});
		const status = verdict(request);
		if (status !== 200) {
			socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
			return;
		}
		const upstream = connect(target, '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			upstream.pipe(socket).pipe(upstream);
		});
		sockets.add(upstream);
		upstream.on('error', () => socket.destroy());
	});
	server.on('request', (request, response) => {
		const status = verdict(request);
		if (status !== 200) {
			response.writeHead(status).end();
			return;
		}
		const { pathname, search } = new URL(request.url ?? '');
		const { method, headers } = request;
		const onward = send(
			{ host: '127.0.0.1', port: target, path: pathname + search, method, headers },
			(answer) => {
				response.writeHead(answer.statusCode ?? 500, answer.headers);
				answer.pipe(response);
			},
		);
		onward.on('error', () => response.destroy());
		request.pipe(onward);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		port,
		url: `${secure ? 'https' : 'http'}://127.0.0.1:${port}`,
		asked,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}

/** A server behind TLS that answers every request alike. */
export async function startTlsServer(
	body: string,
	host = '127.0.0.1',
): Promise<{ readonly port: number; close(): Promise<void> }> {
	const server = createTlsServer(TLS, (request, response) => {
		request.resume();
		response.writeHead(200, { 'content-type': 'text/event-stream' }).end(body);
	});
	server.listen(0, host);
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
