// node bench/tlsServer.ts: a server behind TLS that speaks HTTP/1.1 and HTTP/2; tells its port to the process that has forked it.
import { readFileSync } from 'node:fs';
import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';

const pem = (name: string) =>
	readFileSync(join(import.meta.dirname, `../test/unit/api/network/certificates/${name}.pem`));
const EVENT = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'word ' } }] })}\n\n`;

const server = createSecureServer(
	{ cert: pem('server'), key: pem('server-key'), allowHTTP1: true },
	async (request, response) => {
		request.resume();
		response.writeHead(200, { 'content-type': 'text/event-stream' });
		// As a model speaks, without an end.
		while (request.url === '/paced' && !response.destroyed) {
			response.write(EVENT);
			await setTimeout(10);
		}
		const deltas = Number(request.url.slice(1));
		for (let sent = 0; sent < deltas && !response.destroyed; sent++) {
			response.write(EVENT);
			// A few of them go out in one packet, as from a busy server.
			if (sent % 8 === 7) await setImmediate();
		}
		response.end();
	},
);
server.on('sessionError', () => {});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
