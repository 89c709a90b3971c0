import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import type { ExchangeObserver } from '../../../../src/core/network/exchangeObserver.ts';
import type { ChatRequest } from '../../../../src/core/server/chatRequest.ts';
import type {
	ChatServer,
	Destination,
	ReplyEvent,
} from '../../../../src/core/server/chatServer.ts';

export interface Received {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

export interface TestServer {
	readonly port: number;
	readonly baseUrl: string;
	readonly received: Received[];
	/** Every connection ever made, in order. */
	readonly sockets: Socket[];
	close(): Promise<void>;
}

/** A real HTTP server on loopback that answers each request with `answer`. */
export async function startServer(
	answer: (response: ServerResponse, request: Received) => void,
): Promise<TestServer> {
	const received: Received[] = [];
	const sockets: Socket[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const seen = {
				method: request.method ?? '',
				path: request.url ?? '',
				headers: request.headers,
				body: Buffer.concat(chunks).toString(),
			};
			received.push(seen);
			answer(response, seen);
		});
	});
	server.on('connection', (socket: Socket) => sockets.push(socket));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		port,
		baseUrl: `http://127.0.0.1:${port}/v1`,
		received,
		sockets,
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

/** A server that speaks whatever `onConnection` writes, for answers that are not proper HTTP. */
export async function startTcpServer(
	onConnection: (socket: Socket) => void,
): Promise<{ readonly port: number; readonly baseUrl: string; close(): Promise<void> }> {
	const sockets: Socket[] = [];
	const server = createTcpServer((socket) => {
		sockets.push(socket);
		socket.on('error', () => {});
		onConnection(socket);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		port,
		baseUrl: `http://127.0.0.1:${port}/v1`,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}

export function destination(baseUrl: string, more: Partial<Destination> = {}): Destination {
	return { baseUrl, apiKey: undefined, siteUrl: undefined, siteName: undefined, ...more };
}

export const REQUEST: ChatRequest = {
	model: 'maker/model',
	messages: [{ role: 'user', content: 'Grüße 🦙' }],
	temperature: 0,
	stream: true,
};

export const EVENT_STREAM = { 'content-type': 'text/event-stream' };

/** The data lines of a stream, as most servers write them. */
export function events(...data: readonly (object | string)[]): string {
	return data
		.map((item) => `data: ${typeof item === 'string' ? item : JSON.stringify(item)}\n\n`)
		.join('');
}

export function delta(content: string, finish_reason: string | null = null): object {
	return {
		id: 'gen-1',
		object: 'chat.completion.chunk',
		created: 1780000000,
		model: 'maker/model-2',
		provider: 'Some Cloud',
		choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason }],
	};
}

export interface Outcome {
	readonly text: string;
	readonly reasoning: string;
	readonly facts: Record<string, unknown>;
	readonly events: readonly ReplyEvent[];
	/** What the iteration threw; undefined where it ended normally. */
	readonly error: unknown;
}

export function summary(seen: readonly ReplyEvent[], error?: unknown): Outcome {
	let text = '';
	let reasoning = '';
	const facts = {};
	for (const event of seen) {
		if (event.type === 'text') text += event.text;
		else if (event.type === 'reasoning') reasoning += event.text;
		else if (event.type === 'thought') [text, reasoning] = ['', reasoning + text];
		else if (event.type === 'facts') Object.assign(facts, event.facts);
	}
	return { text, reasoning, facts, events: seen, error };
}

export async function collect(
	client: ChatServer,
	where: Destination,
	signal: AbortSignal = new AbortController().signal,
	request: ChatRequest = REQUEST,
	observer?: ExchangeObserver,
): Promise<Outcome> {
	const seen: ReplyEvent[] = [];
	try {
		for await (const event of client.streamReply(where, request, signal, observer)) {
			seen.push(event);
		}
	} catch (error) {
		return summary(seen, error);
	}
	return summary(seen);
}

export function asChatError(error: unknown): ChatError {
	if (error instanceof ChatError) return error;
	throw new Error('Not a ChatError', { cause: error });
}
