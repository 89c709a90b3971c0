import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { createNetworkTransport } from '../../../../src/api/network/networkTransport.ts';
import { createUndiciTransport } from '../../../../src/api/network/undiciTransport.ts';
import { createChatServer } from '../../../../src/api/server/chatClient.ts';
import { Turn, type TurnOutcome } from '../../../../src/core/chat/turn.ts';
import { parseNetworkSettings } from '../../../../src/core/settings/networkSettings.ts';
import { clientUnderTest } from '../server/clientUnderTest.ts';
import { startHttp2Server } from './http2Server.ts';
import { CA, startProxy } from './testProxy.ts';
import { asChatError, collect, delta, destination, events, REQUEST } from './testServer.ts';

const STREAM = events(delta('Hello', 'stop'), '[DONE]');
const WHOLE = `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: ${Buffer.byteLength(STREAM)}\r\n\r\n${STREAM}`;
const MODELS = '{"data":[{"id":"a"}]}';

type Ending = 'end' | 'destroy' | 'resetAndDestroy';

describe('a question that the server may have read', () => {
	const test = clientUnderTest();

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

	/** Answers the first request of each connection; of the second it reads all, and then closes. */
	async function readingServer(ending: Ending) {
		const bodies: string[] = [];
		const sockets: Socket[] = [];
		const server = await test.serveTcp((socket) => {
			sockets.push(socket);
			let asked = 0;
			let text = '';
			socket.on('data', (bytes) => {
				text += String(bytes);
				const [head = '', body = ''] = text.split('\r\n\r\n');
				const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
				if (!text.includes('\r\n\r\n') || Buffer.byteLength(body) < length) return;
				text = '';
				if (length > 0) bodies.push(body);
				if (++asked > 1) socket[ending]();
				else if (length > 0) socket.write(WHOLE);
				else socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${MODELS.length}\r\n\r\n${MODELS}`);
			});
		});
		return { ...server, bodies, sockets };
	}

	for (const ending of ['end', 'destroy', 'resetAndDestroy'] as const) {
		for (const way of ['directly', 'through a proxy'] as const) {
			it(`is not sent again by itself where the server closes by ${ending}, ${way}`, async () => {
				const server = await readingServer(ending);
				const proxied = way === 'through a proxy';
				const proxy = proxied ? await startProxy(server.port) : undefined;
				if (proxy !== undefined) test.cleanUp(proxy.close);
				const chat = client(proxy === undefined ? {} : { proxy: proxy.url });
				const where = destination(proxied ? 'http://server.test/v1' : server.baseUrl);
				assert.equal((await collect(chat, where)).text, 'Hello');
				await setImmediate();
				const { error } = await collect(chat, where);
				assert.equal(server.bodies.length, 2);
				assert.equal(server.sockets.length, 1);
				assert.equal(asChatError(error).kind, 'network');
				assert.match(asChatError(error).message, /closed the connection without an answer/);
				assert.deepEqual(asChatError(error).retry, {});
				assert.equal((await collect(chat, where)).text, 'Hello');
				assert.equal(server.bodies.length, 3);
			});
		}
	}

	it('is not sent again by itself by HTTP/2', async () => {
		let answers = true;
		const server = await startHttp2Server((stream) => {
			if (answers) stream.end(STREAM);
			else stream.session?.destroy();
		});
		test.cleanUp(server.close);
		const chat = client();
		const where = destination(`https://localhost:${server.port}/v1`);
		assert.equal((await collect(chat, where)).text, 'Hello');
		answers = false;
		assert.notEqual((await collect(chat, where)).error, undefined);
		assert.deepEqual(server.asked, ['2.0', '2.0']);
	});

	for (const retries of [0, 2]) {
		it(`goes out as often as the user has said: ${retries} times again`, async () => {
			const server = await readingServer('end');
			const chat = client();
			const where = destination(server.baseUrl);
			const ask = async () => {
				let outcome: TurnOutcome | undefined;
				const waits: number[] = [];
				const turn: Turn = new Turn({
					text() {},
					reasoning() {},
					thought() {},
					async extra() {},
					waiting: () => {
						if (turn.wait !== undefined) waits.push(turn.wait.number);
						queueMicrotask(() => turn.tryNow());
					},
					settled: (settled) => {
						outcome = settled;
					},
				});
				await turn.run(chat, where, REQUEST, { retries });
				return { status: outcome?.status, waits };
			};
			assert.deepEqual(await ask(), { status: 'complete', waits: [] });
			await setImmediate();
			const again = await ask();
			assert.equal(again.status, retries === 0 ? 'failed' : 'complete');
			assert.deepEqual(again.waits, retries === 0 ? [] : [1]);
			assert.equal(server.bodies.length, retries === 0 ? 2 : 3);
		});
	}

	it('goes out by a new connection where the server has closed the idle one', async () => {
		for (const ending of ['end', 'destroy', 'resetAndDestroy'] as const) {
			const server = await readingServer(ending);
			const chat = client();
			const where = destination(server.baseUrl);
			for (let turn = 1; turn <= 3; turn++) {
				const outcome = await collect(chat, where);
				assert.equal(outcome.error, undefined);
				assert.equal(outcome.text, 'Hello');
				assert.equal(server.sockets.length, turn);
				await setImmediate();
				const socket = server.sockets.at(-1);
				socket?.[ending]();
				if (socket !== undefined && !socket.closed) await once(socket, 'close');
			}
			assert.equal(server.bodies.length, 3);
		}
	});

	it('is another matter than a list, which is asked for again without a word', async () => {
		const server = await readingServer('end');
		const chat = client();
		const where = destination(server.baseUrl);
		for (let turn = 0; turn < 3; turn++) {
			const { models } = await chat.listModels(where, new AbortController().signal);
			assert.deepEqual(
				models.map(({ id }) => id),
				['a'],
			);
		}
		assert.ok(server.sockets.length > 1, 'no connection was dead');
	});
});
