import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What happens on a connection, once the request is there, instead of what the stand-in would answer. */
export type Fault = (socket: Socket) => void;

/** Stands before the stand-in and passes everything on, but for the next chat requests, which meet with faults. */
export interface FaultyFront {
	readonly port: number;
	/** Passes everything on to this port from now on. */
	leadTo(port: number): void;
	/** What the next chat request meets with. */
	next(fault: Fault): void;
	close(): Promise<void>;
}

/** @param target the port of the stand-in; 0 until it is known */
export async function startFaultyFront(target: number): Promise<FaultyFront> {
	const faults: Fault[] = [];
	let port = target;
	const server = createServer((request, response) => {
		const fault = request.url?.endsWith('/chat/completions') ? faults.shift() : undefined;
		if (fault !== undefined) {
			request.resume();
			request.socket.on('error', () => {});
			request.once('end', () => fault(request.socket));
			return;
		}
		const { method, url: path, headers } = request;
		const onward = send({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
			// On a connection of its own each: one of the pool that breaks would be replaced without a word.
			response.writeHead(answer.statusCode ?? 500, { ...answer.headers, connection: 'close' });
			answer.pipe(response);
		});
		request.pipe(onward);
		response.once('close', () => onward.destroy());
		onward.on('error', () => response.destroy());
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		leadTo: (to) => {
			port = to;
		},
		next: (fault) => faults.push(fault),
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
