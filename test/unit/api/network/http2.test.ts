import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { createNetworkTransport } from '../../../../src/api/network/networkTransport.ts';
import { createUndiciTransport } from '../../../../src/api/network/undiciTransport.ts';
import { createChatServer } from '../../../../src/api/server/chatClient.ts';
import { parseNetworkSettings } from '../../../../src/core/settings/networkSettings.ts';
import { clientUnderTest, KEY } from '../server/clientUnderTest.ts';
import { type Http2Server, startHttp2Server } from './http2Server.ts';
import { CA, startProxy, TLS } from './testProxy.ts';
import { asChatError, collect, delta, destination, events, REQUEST } from './testServer.ts';

const REPLY = events(delta('Hello', 'stop'), '[DONE]');

describe('a server that speaks HTTP/2', () => {
	const test = clientUnderTest();

	async function serve(
		answer: (stream: ServerHttp2Stream) => void,
		http1?: boolean,
	): Promise<Http2Server> {
		const server = await startHttp2Server(answer, http1);
		test.cleanUp(server.close);
		return server;
	}

	function client(http: Readonly<Record<string, unknown>> = {}) {
		const made = createChatServer({
			network: () =>
				parseNetworkSettings(
					() => undefined,
					(name) => http[name],
				),
			loadTransport: async () =>
				createNetworkTransport(
					createUndiciTransport(() => [CA]),
					{},
				),
		});
		test.cleanUp(made.close);
		return made;
	}

	const whole = (stream: ServerHttp2Stream) => stream.end(REPLY);
	const at = (port: number) => destination(`https://localhost:${port}/v1`, { apiKey: KEY });

	it('and HTTP/1.1 is asked in HTTP/1.1', async () => {
		const server = await serve(whole, true);
		assert.equal((await collect(client(), at(server.port))).text, 'Hello');
		assert.deepEqual(server.asked, ['1.1']);
	});

	it('only is asked in HTTP/2, by one connection from then on', async () => {
		const server = await serve(whole);
		const chat = client();
		for (let turn = 0; turn < 3; turn++) {
			const outcome = await collect(chat, at(server.port));
			assert.equal(outcome.error, undefined);
			assert.equal(outcome.text, 'Hello');
		}
		assert.deepEqual(server.asked, ['2.0', '2.0', '2.0']);
		assert.equal(server.sessions, 1);
	});

	it('only is reached through a proxy too', async () => {
		const server = await serve(whole);
		const proxy = await startProxy(server.port);
		test.cleanUp(proxy.close);
		const outcome = await collect(
			client({ proxy: proxy.url }),
			destination('https://server.test/v1'),
		);
		assert.equal(outcome.error, undefined);
		assert.equal(outcome.text, 'Hello');
		assert.deepEqual(server.asked, ['2.0']);
		assert.deepEqual(new Set(proxy.asked), new Set(['CONNECT server.test:443']));
	});

	it('only is told of Stop at once', async () => {
		const closed = Promise.withResolvers<void>();
		const server = await serve((stream) => {
			stream.once('close', closed.resolve);
			stream.write(events(delta('one')));
		});
		const stop = new AbortController();
		await assert.rejects(async () => {
			for await (const event of client().streamReply(at(server.port), REQUEST, stop.signal)) {
				if (event.type === 'text') stop.abort();
			}
		}, /abort/i);
		await closed.promise;
	});

	it('only and breaks off leaves the text and an error with a name, and the next message works', async () => {
		let breaks = true;
		const server = await serve((stream) => {
			if (breaks) stream.write(events(delta('one')), () => stream.session?.destroy());
			else whole(stream);
		});
		const chat = client();
		const outcome = await collect(chat, at(server.port));
		assert.equal(outcome.text, 'one');
		assert.equal(asChatError(outcome.error).kind, 'brokenStream');
		breaks = false;
		assert.equal((await collect(chat, at(server.port))).text, 'Hello');
	});

	it('only and has closed the idle connection gets a new one, without a word', async () => {
		const server = await serve(whole);
		const chat = client();
		for (let turn = 0; turn < 3; turn++) {
			assert.equal((await collect(chat, at(server.port))).text, 'Hello');
			await server.closeSessions();
		}
		assert.equal(server.sessions, 3);
	});

	it('and one that speaks neither version is named', async () => {
		const server = createServer({ ...TLS, ALPNProtocols: ['h9'] });
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		test.cleanUp(async () => {
			server.close();
		});
		const { error } = await collect(client(), at((server.address() as AddressInfo).port));
		assert.equal(asChatError(error).kind, 'network');
		assert.match(asChatError(error).message, /takes neither kind of connection/);
	});
});
