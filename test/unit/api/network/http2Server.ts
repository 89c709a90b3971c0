import { once } from 'node:events';
import { createSecureServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { TLS } from './testProxy.ts';

export interface Http2Server {
	readonly port: number;
	/** In which version each request came. */
	readonly asked: readonly string[];
	/** How many connections of HTTP/2 there were. */
	readonly sessions: number;
	/** Closes those that are open, and resolves when they are. */
	closeSessions(): Promise<void>;
	close(): Promise<void>;
}

/**
 * A server behind TLS with the private certificate of the tests.
 * @param answer writes the body of the answer
 * @param http1 whether it speaks HTTP/1.1 too
 */
export async function startHttp2Server(
	answer: (stream: ServerHttp2Stream) => void,
	http1 = false,
): Promise<Http2Server> {
	const asked: string[] = [];
	const open = new Set<ServerHttp2Session>();
	let sessions = 0;
	const server = createSecureServer({ ...TLS, allowHTTP1: http1 }, (request, response) => {
		asked.push(request.httpVersion);
		request.resume().once('end', () => {
			response.writeHead(200, { 'content-type': 'text/event-stream' });
			answer(response.stream ?? response);
		});
	});
	server.on('session', (session) => {
		sessions++;
		open.add(session);
		session.on('error', () => {}).once('close', () => open.delete(session));
	});
	const closeSessions = async () => {
		const closing = [...open].map((session) => once(session, 'close'));
		for (const session of open) session.destroy();
		await Promise.all(closing);
	};
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		asked,
		get sessions() {
			return sessions;
		},
		closeSessions,
		close: async () => {
			const closed = once(server, 'close');
			server.close();
			await closeSessions();
			await closed;
		},
	};
}
