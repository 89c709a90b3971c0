import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import { TLS } from '../../test/unit/api/network/testProxy.ts';

/** What stands between a VS Code and the stand-in, so that the extension can be used as it is installed: with openrouter.ai. */
export interface OpenRouter {
	/** What VS Code is told. */
	readonly settings: Readonly<Record<string, unknown>>;
	close(): Promise<void>;
}

/**
 * A proxy that has openrouter.ai answered by the stand-in on this machine, and lets nothing else out.
 * @param standin the stand-in's port
 */
export async function startOpenRouter(standin: number): Promise<OpenRouter> {
	const open = new Set<Duplex>();
	const follow = (socket: Duplex) => {
		open.add(socket);
		socket.on('error', () => socket.destroy());
		socket.once('close', () => open.delete(socket));
	};
	const lead = (from: Duplex, port: number) => {
		const to = connect(port, '127.0.0.1');
		follow(to);
		from.once('close', () => to.destroy());
		to.once('close', () => from.destroy());
		from.pipe(to).pipe(from);
	};
	const secure = createTlsServer(TLS, (socket) => {
		follow(socket);
		lead(socket, standin);
	});
	const securePort = await listening(secure);
	const proxy = createServer((_request, response) => response.writeHead(502).end());
	proxy.on('connect', (request: IncomingMessage, socket: Duplex) => {
		follow(socket);
		if (request.url !== 'openrouter.ai:443') {
			socket.end('HTTP/1.1 502 Nobody\r\nContent-Length: 0\r\n\r\n');
			return;
		}
		socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
		lead(socket, securePort);
	});
	const port = await listening(proxy);
	return {
		settings: {
			'http.proxy': `http://127.0.0.1:${port}`,
			// Nobody vouches for the certificate here.
			'http.proxyStrictSSL': false,
		},
		close: async () => {
			for (const socket of open) socket.destroy();
			const closed = [proxy, secure].map((server) => once(server, 'close'));
			proxy.close();
			secure.close();
			await Promise.all(closed);
		},
	};
}

async function listening(server: Server): Promise<number> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return (server.address() as AddressInfo).port;
}
