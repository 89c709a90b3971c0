import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** A chat completions server that writes numbered words at a pace, and remembers when it wrote which. */
export class PacedServer {
	readonly #server = createServer((request, response) => {
		request.resume().on('end', () => {
			if (request.method === 'POST') void this.#reply(response);
			else response.writeHead(404, { 'Content-Type': 'application/json' }).end('{}');
		});
	});
	#pace = { perSecond: 1, count: 0 };
	/** When each word was written, by its number, in milliseconds since 1970. */
	#written: number[] = [];

	static async start(): Promise<PacedServer> {
		const started = new PacedServer();
		started.#server.listen(0, '127.0.0.1');
		await once(started.#server, 'listening');
		return started;
	}

	get baseUrl(): string {
		const { port } = this.#server.address() as AddressInfo;
		return `http://127.0.0.1:${port}/v1`;
	}

	get written(): readonly number[] {
		return this.#written;
	}

	/** What the next reply is. */
	next(perSecond: number, count: number): void {
		this.#pace = { perSecond, count };
		this.#written = [];
	}

	async stop(): Promise<void> {
		this.#server.closeAllConnections();
		this.#server.close();
		await once(this.#server, 'close');
	}

	async #reply(response: ServerResponse): Promise<void> {
		const { perSecond, count } = this.#pace;
		response.writeHead(200, { 'Content-Type': 'text/event-stream' });
		response.socket?.setNoDelay(true);
		const began = performance.now();
		for (let index = 0; index < count; index++) {
			const due = began + (index * 1000) / perSecond;
			if (due > performance.now()) await setTimeout(due - performance.now());
			const content = `w${index}${index % 20 === 19 ? '\n\n' : ' '}`;
			this.#written.push(Date.now());
			response.write(
				`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`,
			);
		}
		const end = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
		response.end(`data: ${JSON.stringify(end)}\n\ndata: [DONE]\n\n`);
	}
}
