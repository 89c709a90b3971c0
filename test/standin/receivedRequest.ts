import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { ChatBody } from './requestSchema.ts';

/** Who ended a connection: the client before the answer was whole, or the server (with a whole answer or by dropping it). */
export type ClosedBy = 'byClient' | 'byServer';

/** One request, with what became of its connection. */
export class ReceivedRequest {
	readonly method: string;
	/** Without the query, e.g. "/api/v1/chat/completions". */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
	/** When it was read to its end, in milliseconds of Unix time. */
	readonly at = Date.now();
	readonly bodyText: string;
	/** The parsed JSON; undefined when the body is empty or not JSON. */
	readonly body: unknown;
	/** The body of a chat request that keeps to the schema. */
	chat: ChatBody | undefined;
	/** Why it was refused with 400, e.g. "body/temperature must be <= 2". */
	problem: string | undefined;
	closed: ClosedBy | undefined;
	readonly whenClosed: Promise<ClosedBy>;
	readonly #aborter = new AbortController();
	readonly #response: ServerResponse;
	#dropped = false;

	constructor(request: IncomingMessage, response: ServerResponse, bodyText: string) {
		const url = new URL(request.url ?? '/', 'http://standin.invalid');
		this.method = request.method ?? '';
		this.path = url.pathname;
		this.query = url.searchParams;
		this.headers = request.headers;
		this.bodyText = bodyText;
		this.body = parsed(bodyText);
		this.#response = response;
		this.whenClosed = new Promise((resolve) => {
			response.once('close', () => {
				const closed = response.writableFinished || this.#dropped ? 'byServer' : 'byClient';
				this.closed = closed;
				this.#aborter.abort(new Error('the connection is closed'));
				resolve(closed);
			});
		});
	}

	/** Aborted as soon as the connection is closed by either side. */
	get signal(): AbortSignal {
		return this.#aborter.signal;
	}

	/** Destroys the connection; with a TCP reset when `reset`. */
	drop(reset = false): void {
		this.#dropped = true;
		if (reset) {
			this.#response.socket?.resetAndDestroy();
		} else {
			this.#response.destroy();
		}
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
