import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { CallbackListener, ListenForCallback } from '../../core/access/signInPorts.ts';

const HOST = '127.0.0.1';
const PATH = '/callback';

/** More than any answer needs; what is longer is not read. */
const MAX_HEADER_BYTES = 16 * 1024;

/**
 * Listens on a free port of the loopback address, for `GET /callback` under that very address: another name for it, as a page
 * that rebinds its own could use, gets nothing.
 */
export const listenForCallback: ListenForCallback = async (received) => {
	const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
		const query = callbackQuery(request, `${HOST}:${port}`);
		if (query === undefined) {
			answer(response, 404, 'There is nothing here.');
			return;
		}
		const { done, text } = received(query);
		answer(response, done ? 200 : 400, text);
	});
	server.listen(0, HOST);
	await once(server, 'listening');
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	// An editor that is closed meanwhile is not to wait for this.
	server.unref();
	return {
		url: `http://${HOST}:${port}${PATH}`,
		close: () => {
			server.close();
		},
	} satisfies CallbackListener;
};

function callbackQuery({ method, url, headers }: IncomingMessage, host: string) {
	if (method !== 'GET' || headers.host !== host || !URL.canParse(url ?? '', `http://${host}`)) {
		return undefined;
	}
	const { pathname, search } = new URL(url ?? '', `http://${host}`);
	return pathname === PATH ? new URLSearchParams(search.replaceAll('+', '%2B')) : undefined;
}

/** A page of one sentence: it loads nothing, is kept nowhere, and tells no other page where it came from. */
function answer(response: ServerResponse, status: number, text: string): void {
	response.writeHead(status, {
		'Content-Type': 'text/plain; charset=utf-8',
		'Content-Security-Policy': "default-src 'none'",
		'Cache-Control': 'no-store',
		'Referrer-Policy': 'no-referrer',
		'X-Content-Type-Options': 'nosniff',
		Connection: 'close',
	});
	response.end(`${text}\n`);
}
