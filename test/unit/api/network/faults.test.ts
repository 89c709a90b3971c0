import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { createChatServer } from '../../../../src/api/server/chatClient.ts';
import { deliveredText } from '../../../faults/deliveredText.ts';
import { type Figures, figuresOf } from '../../../faults/figures.ts';
import { clientUnderTest, KEY } from '../server/clientUnderTest.ts';
import {
	asChatError,
	collect,
	delta,
	destination,
	EVENT_STREAM,
	events,
	type Outcome,
	REQUEST,
} from './testServer.ts';

/** `npm run test:faults` runs the long versions, which take minutes. */
const LONG = process.env['LLAMA_CHAT_FAULTS'] === 'long';

const MB = 1024 * 1024;

const WORDS = ['Grüße, ', '安全 ', 'und ', '🦙'];
const TEXT = WORDS.join('');
const STREAM = `: PROCESSING\n\n${events(...WORDS.map((word) => delta(word)), delta('', 'stop'), '[DONE]')}`;

/** An answer byte for byte as it goes over the wire, in chunks as a server that streams sends it. */
function answer(body: string, head = 'Content-Type: text/event-stream'): Buffer {
	const chunks = body
		.split(/(?<=\n\n)/)
		.map((piece) => `${Buffer.byteLength(piece).toString(16)}\r\n${piece}\r\n`)
		.join('');
	return Buffer.from(
		`HTTP/1.1 200 OK\r\n${head}\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`,
	);
}

const WHOLE = answer(STREAM);

/** What any fault has to leave behind: an error with a name of ours, and of the reply no more than was said. */
function assertNamed(outcome: Outcome, text = TEXT): void {
	assert.ok(text.startsWith(outcome.text), outcome.text);
	if (outcome.error === undefined) assert.equal(outcome.text, text);
	else assert.ok(asChatError(outcome.error).message.length > 20);
}

describe('faults of the network', () => {
	const test = clientUnderTest();
	let figures: Figures;
	/** How often the test has asked a server that misbehaves. */
	let asked: number;
	beforeEach(function () {
		figures = figuresOf('The network', this.currentTest?.title ?? '');
		asked = 0;
	});
	afterEach(function () {
		if (this.currentTest?.state === 'passed') figures.survived += asked;
	});

	/** Asks a server that misbehaves. */
	const ask: typeof collect = (...given) => {
		asked++;
		figures.injected++;
		return collect(...given);
	};

	/** A server whose connections misbehave until `mend` is called. */
	async function faulty(misbehave: (socket: Socket) => void) {
		let mended = false;
		const server = await test.serveTcp((socket) => {
			socket.on('data', (bytes) => {
				// The request may come in several pieces; its end is what is answered.
				if (!bytes.includes('"stream":true')) return;
				if (mended) socket.write(WHOLE);
				else misbehave(socket);
			});
		});
		return {
			where: destination(server.baseUrl, { apiKey: KEY }),
			mend: () => {
				mended = true;
			},
		};
	}

	/** The next message works, whatever the last one ran into. */
	async function assertMended(server: Awaited<ReturnType<typeof faulty>>): Promise<void> {
		server.mend();
		const next = await collect(test.client, server.where);
		assert.equal(next.error, undefined);
		assert.equal(next.text, TEXT);
	}

	for (const how of ['ended', 'reset'] as const) {
		const step = LONG || how === 'ended' ? 1 : 9;
		it(`a connection that is ${how} after any byte of an answer`, async () => {
			let at = 0;
			const server = await faulty((socket) => {
				socket.write(WHOLE.subarray(0, at), () => {
					if (how === 'ended') socket.end();
					else socket.resetAndDestroy();
				});
			});
			const kinds = new Set<string>();
			for (at = 0; at < WHOLE.length; at += step) {
				const outcome = await ask(test.client, server.where);
				assertNamed(outcome);
				const came = deliveredText(WHOLE.subarray(0, at).toString());
				figures.compare(came, outcome.text);
				kinds.add(outcome.error === undefined ? 'whole' : asChatError(outcome.error).kind);
			}
			for (const kind of kinds) {
				assert.ok(['whole', 'network', 'brokenStream', 'notTheApi'].includes(kind), kind);
			}
			assert.ok(kinds.has('brokenStream'));
			assert.equal(figures.bytesLost, 0);
			await assertMended(server);
		}).timeout(LONG ? 300_000 : 60_000);
	}

	it('a server that hangs up at once, and a port where nothing listens', async () => {
		const server = await faulty((socket) => socket.resetAndDestroy());
		const outcome = await ask(test.client, server.where);
		assert.equal(asChatError(outcome.error).kind, 'network');
		await assertMended(server);
		const nothing = await ask(test.client, destination('http://127.0.0.1:1/v1'));
		assert.equal(asChatError(nothing.error).kind, 'network');
	});

	it('an answer that trickles in byte by byte', async () => {
		const tiny = ['Grüße', ' 🦙'].map((content) => ({ choices: [{ delta: { content } }] }));
		const bytes = Buffer.from(events(...tiny, '[DONE]'));
		const server = await faulty((socket) => {
			void (async () => {
				socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n');
				for (const byte of bytes) {
					if (socket.destroyed) return;
					socket.write(Uint8Array.of(byte));
					await pause(LONG ? 1_000 : 1);
				}
			})();
		});
		const outcome = await ask(test.client, server.where);
		assert.equal(outcome.error, undefined);
		assert.equal(outcome.text, 'Grüße 🦙');
		await assertMended(server);
	}).timeout(LONG ? 600_000 : 60_000);

	it('an answer in packets of all sizes', async () => {
		for (const size of [2, 3, 7, 64, 1024]) {
			const server = await faulty((socket) => {
				for (let at = 0; at < WHOLE.length; at += size) {
					socket.write(WHOLE.subarray(at, at + size));
				}
			});
			assert.equal((await ask(test.client, server.where)).text, TEXT);
		}
	});

	/** Sends this again and again until the client hangs up, or `limit` bytes have gone out. */
	async function flood(first: string, piece: Buffer, limit: number) {
		let sent = 0;
		const server = await faulty((socket) => {
			socket.write(`HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n${first}`);
			const more = () => {
				while (!socket.destroyed && sent < limit) {
					sent += piece.length;
					if (!socket.write(piece)) {
						socket.once('drain', more);
						return;
					}
				}
				socket.end('\n\n');
			};
			more();
		});
		return { server, sent: () => sent };
	}

	/** The most memory that was in use while something ran, beyond what was before. */
	async function memoryOf(action: () => Promise<void>): Promise<number> {
		const before = process.memoryUsage().rss;
		let most = before;
		const timer = setInterval(() => {
			most = Math.max(most, process.memoryUsage().rss);
		}, 20);
		try {
			await action();
		} finally {
			clearInterval(timer);
		}
		return Math.max(most, process.memoryUsage().rss) - before;
	}

	for (const [name, first, limit] of [
		['a gigabyte without a line end', 'data: ', 1024 * MB],
		['an event of 100 MB', `${events(delta('Hello'))}data: {"choices":"`, 100 * MB],
		['a comment of 100 MB', `${events(delta('Hello'))}: `, 100 * MB],
	] as const) {
		it(`${name}: is broken off, in bounded memory`, async () => {
			const { server, sent } = await flood(first, Buffer.alloc(64 * 1024, 'x'), limit);
			const used = await memoryOf(async () => {
				const outcome = await ask(test.client, server.where);
				assert.equal(asChatError(outcome.error).kind, 'brokenStream');
				assert.match(asChatError(outcome.error).message, /more than 16 MB/);
				assert.equal(outcome.text, first.includes('Hello') ? 'Hello' : '');
			});
			assert.ok(sent() < 64 * MB, `${sent()} bytes were taken`);
			assert.ok(used < 400 * MB, `${Math.round(used / MB)} MB were used`);
			figures.notes = `${Math.round(used / MB)} MB of memory at most`;
			await assertMended(server);
		});
	}

	it('an endless stream that is read slowly holds the server back, and can be stopped', async () => {
		const piece = Buffer.from(events(delta('word '.repeat(200))).repeat(20));
		const { server, sent } = await flood('', piece, Number.POSITIVE_INFINITY);
		const controller = new AbortController();
		asked++;
		figures.injected++;
		let characters = 0;
		const used = await memoryOf(async () => {
			await assert.rejects(async () => {
				const reply = test.client.streamReply(server.where, REQUEST, controller.signal);
				for await (const event of reply) {
					if (event.type !== 'text') continue;
					characters += event.text.length;
					// A page that is slow: what is not read yet stays with the server.
					if (characters % 100_000 === 0) await pause(1);
					if (characters >= (LONG ? 1024 : 20) * MB) controller.abort();
				}
			}, /abort/i);
		});
		assert.ok(sent() < characters * 2 + 32 * MB);
		assert.ok(used < 400 * MB, `${Math.round(used / MB)} MB were used`);
		figures.notes = `${Math.round(characters / MB)} MB read, ${Math.round(used / MB)} MB of memory at most`;
		await assertMended(server);
	}).timeout(LONG ? 900_000 : 60_000);

	it('10,000 events in one packet', async () => {
		const words = Array.from({ length: 10_000 }, (_, at) => `${at} `);
		const body = events(...words.map((word) => delta(word)), delta('', 'stop'), '[DONE]');
		const server = await faulty((socket) => socket.write(answer(body)));
		const outcome = await ask(test.client, server.where);
		assert.equal(outcome.error, undefined);
		assert.equal(outcome.text, words.join(''));
	});

	it('bytes that are no UTF-8', async () => {
		const [before = '', after = ''] = JSON.stringify(delta('a~b')).split('~');
		const server = await test.serve((response) => {
			response.writeHead(200, EVENT_STREAM);
			response.write(`data: ${before}`);
			response.write(Buffer.from([0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80]));
			response.end(`${after}\n\n${events(delta('', 'stop'), '[DONE]')}`);
		});
		const outcome = await ask(test.client, destination(server.baseUrl));
		assert.equal(outcome.error, undefined);
		assert.match(outcome.text, /^a\uFFFD.*b$/);
	});

	it('events that are no JSON, at first and in mid-reply', async () => {
		for (const [body, kind, text] of [
			[events('{"choices":[{"delta":'), 'notTheApi', ''],
			[events(delta('Hello'), '{"choices":[{"delta":'), 'brokenStream', 'Hello'],
			[events(delta('Hello'), '"null'), 'brokenStream', 'Hello'],
		] as const) {
			const server = await test.serve((response) =>
				response.writeHead(200, EVENT_STREAM).end(`${body}${events('[DONE]')}`),
			);
			const outcome = await ask(test.client, destination(server.baseUrl));
			assert.equal(asChatError(outcome.error).kind, kind);
			assert.equal(outcome.text, text);
		}
	});

	it('a wrong Content-Type, or none', async () => {
		for (const head of [
			'Content-Type: text/html',
			'Content-Type: application/octet-stream',
			'X: y',
		]) {
			const server = await faulty((socket) => socket.write(answer(STREAM, head)));
			assert.equal((await ask(test.client, server.where)).text, TEXT);
		}
	});

	it('a body that is compressed though nobody asked for it, whole and broken off', async () => {
		const zipped = gzipSync(STREAM);
		for (const length of [zipped.length, zipped.length - 12, 5]) {
			const server = await test.serve((response) =>
				response
					.writeHead(200, { ...EVENT_STREAM, 'content-encoding': 'gzip' })
					.end(zipped.subarray(0, length)),
			);
			const outcome = await ask(test.client, destination(server.baseUrl));
			assertNamed(outcome);
			assert.equal(outcome.error === undefined, length > zipped.length - 13);
		}
		const wrong = await test.serve((response) =>
			response.writeHead(200, { ...EVENT_STREAM, 'content-encoding': 'gzip' }).end(STREAM),
		);
		const outcome = await ask(test.client, destination(wrong.baseUrl));
		assert.equal(asChatError(outcome.error).kind, 'brokenStream');
	});

	it('a redirect to another host, which never sees the key', async () => {
		const other = await test.serve((response) => response.end());
		for (const status of [301, 302, 303, 307, 308]) {
			const server = await test.serve((response) =>
				response.writeHead(status, { location: `${other.baseUrl}/chat/completions` }).end(),
			);
			const where = destination(server.baseUrl, { apiKey: KEY });
			const outcome = await ask(test.client, where);
			assert.equal(asChatError(outcome.error).kind, 'notTheApi');
		}
		assert.equal(other.received.length, 0);
	});

	it('an answer that comes after the abort', async () => {
		let answerNow = () => {};
		const server = await faulty((socket) => {
			answerNow = () => socket.write(WHOLE);
		});
		const controller = new AbortController();
		const reply = ask(test.client, server.where, controller.signal, REQUEST, {
			sending: () => setImmediate(() => controller.abort()),
			answered() {},
			received() {},
			retrying() {},
		});
		const outcome = await reply;
		answerNow();
		assert.equal(outcome.text, '');
		assert.equal(outcome.error, controller.signal.reason);
		await assertMended(server);
	});

	it('a server that says no more after its headers', async () => {
		for (const opening of ['', STREAM.slice(0, 300)]) {
			let runOut: (() => void) | undefined;
			const client = createChatServer({
				startTimer: (_ms, expired) => {
					runOut = expired;
					return () => {
						runOut = undefined;
					};
				},
			});
			test.cleanUp(client.close);
			const server = await faulty((socket) =>
				socket.write(`HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n${opening}`),
			);
			/** The comment and the whole events of the opening. */
			let toCome = opening.split('\n\n').length - 1;
			/** The time is up once all has been taken in that the server says. */
			const timeIsUp = () => {
				if (toCome === 0) setImmediate(() => runOut?.());
			};
			const outcome = await ask(client, server.where, undefined, REQUEST, {
				sending() {},
				answered: timeIsUp,
				received() {
					toCome--;
					timeIsUp();
				},
				retrying() {},
			});
			assert.equal(asChatError(outcome.error).kind, 'timeout');
			assertNamed(outcome);
			await assertMended(server);
		}
	});

	it('headers that are endless, or no HTTP', async () => {
		for (const opening of ['HTTP/1.1 200 OK\r\n', 'HTTP/9.9 what\r\n\r\n', '\0\0\0\0']) {
			const server = await faulty((socket) => {
				socket.write(opening);
				const more = () => {
					if (!socket.destroyed) socket.write('X-Filler: '.padEnd(4096, 'x').concat('\r\n'), more);
				};
				more();
			});
			const outcome = await ask(test.client, server.where);
			assert.ok(['network', 'notTheApi'].includes(asChatError(outcome.error).kind));
			await assertMended(server);
		}
	});

	it('a whole reply whose connection stays open', async () => {
		let closed: Promise<unknown> | undefined;
		const server = await faulty((socket) => {
			closed = once(socket, 'close');
			socket.write(`HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n${STREAM}`);
		});
		assert.equal((await ask(test.client, server.where)).text, TEXT);
		await closed;
		await assertMended(server);
	});
});
