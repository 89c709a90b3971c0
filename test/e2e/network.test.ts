import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { startToxicProxy, type ToxicProxy } from '../faults/toxicProxy.ts';
import type { Toxic } from '../faults/toxics.ts';
import { startProxy, startTlsServer, type TestProxy } from '../unit/api/network/testProxy.ts';
import { delta, events } from '../unit/api/network/testServer.ts';
import { type Fault, type FaultyFront, startFaultyFront } from './faultyFront.ts';
import { type Scene, startScene } from './scene.ts';

const REPLY = events(delta('These words '), delta('came whole.', 'stop'), '[DONE]');

function head(more = 'Content-Type: text/event-stream'): string {
	return `HTTP/1.1 200 OK\r\n${more}\r\nConnection: close\r\n\r\n`;
}

/** Sends it again and again until the client hangs up. */
function flood(first: string, piece: string): Fault {
	const bytes = Buffer.from(piece);
	return (socket) => {
		socket.write(head() + first);
		const more = () => {
			while (!socket.destroyed && socket.write(bytes));
			if (!socket.destroyed) socket.once('drain', more);
		};
		more();
	};
}

function trickle(answer: Buffer): Fault {
	return (socket) => {
		const from = (at: number) => {
			if (at === answer.length) socket.end();
			else socket.write(answer.subarray(at, at + 1), () => setImmediate(from, at + 1));
		};
		from(0);
	};
}

/** What goes wrong, and what the chat says about it; whole replies have no error. */
const FAULTS: readonly (readonly [
	name: string,
	fault: Fault,
	error?: RegExp | undefined,
	text?: string,
])[] = [
	// The next try is answered.
	['a reset before any answer', (socket) => socket.resetAndDestroy(), undefined, 'stand-in'],
	[
		'a reset in mid-reply',
		(socket) =>
			socket.write(head() + events(delta('These words ')), () =>
				setImmediate(() => socket.destroy()),
			),
		/Reply broken off/,
		'These words',
	],
	[
		'silence but for comments',
		(socket) => socket.write(`${head()}: PROCESSING\n\n`),
		/No answer in time/,
	],
	['a byte at a time', trickle(Buffer.from(head() + REPLY))],
	['a line without an end', flood('data: ', 'x'.repeat(65_536)), /more than 16 MB/],
	[
		'an event that is too large',
		flood(events(delta('These words ')), `data: ${'x'.repeat(65_536)}`),
		/more than 16 MB/,
		'These words',
	],
	[
		'bytes that are no UTF-8',
		(socket) => {
			socket.write(`${head()}data: {"choices":[{"delta":{"content":"These words came whole. `);
			socket.write(Buffer.from([0xff, 0xc3, 0x28]));
			socket.end(`"}}]}\n\n${events(delta('', 'stop'), '[DONE]')}`);
		},
	],
	[
		'an event that is no JSON',
		(socket) => socket.end(head() + events(delta('These words '), '{"choices":[')),
		/Reply broken off/,
		'These words',
	],
	[
		'a web page',
		(socket) => socket.end(`${head('Content-Type: text/html')}<html><title>Sign in</title></html>`),
		// Replies have come from this address before.
		/Server error/,
	],
	[
		'a stream that calls itself a page',
		(socket) => socket.end(head('Content-Type: text/html') + REPLY),
	],
	[
		'gzip that nobody asked for',
		(socket) => {
			socket.write(head('Content-Type: text/event-stream\r\nContent-Encoding: gzip'));
			socket.end(gzipSync(REPLY));
		},
	],
	[
		'a redirect',
		(socket) =>
			socket.end(
				'HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.1:9/v1\r\nContent-Length: 0\r\n\r\n',
			),
		/redirects to http:\/\/127\.0\.0\.1:9, which is not followed/,
	],
	[
		'ten thousand events in one packet',
		(socket) =>
			socket.end(
				head() +
					events(
						...Array.from({ length: 10_000 }, () => delta('a ')),
						delta('These words came whole.', 'stop'),
						'[DONE]',
					),
			),
	],
];

/** Of Toxiproxy's toxics a few, on the way to a server that does nothing wrong. */
const TOXICS: readonly (readonly [downstream: readonly Toxic[], error?: RegExp])[] = [
	[
		[
			{ type: 'latency', latency: 30, jitter: 20 },
			{ type: 'slicer', averageSize: 30, sizeVariation: 20, delay: 0 },
			{ type: 'slow_close', delay: 100 },
		],
	],
	[
		[
			{ type: 'bandwidth', rate: 20 },
			{ type: 'limit_data', bytes: 900 },
		],
		/Reply broken off/,
	],
	[[{ type: 'reset_peer', timeout: 10 }], /No connection/],
];

describe('a network that misbehaves', () => {
	let scene: Scene | undefined;
	let front: FaultyFront | undefined;
	let toxic: ToxicProxy | undefined;
	let proxy: TestProxy | undefined;
	let tls: { close(): Promise<void> } | undefined;
	afterEach(async () => {
		await scene?.close();
		await toxic?.close();
		await front?.close();
		await proxy?.close();
		await tls?.close();
		scene = undefined;
		toxic = undefined;
		front = undefined;
		proxy = undefined;
		tls = undefined;
	});

	it('ends in a named error or a whole reply, keeps the text, and the next message works', async () => {
		front = await startFaultyFront(0);
		toxic = await startToxicProxy(front.port);
		scene = await startScene(
			{},
			{
				'llamaChat.baseUrl': `http://127.0.0.1:${toxic.port}/api/v1`,
				'llamaChat.firstEventTimeout': 5,
				'llamaChat.retries': 2,
			},
		);
		front.leadTo(scene.standin.port);
		const { chat } = await scene.open();
		await chat.show();
		let replies = 0;
		for (const [, fault, error, text = error === undefined ? 'came whole.' : ''] of FAULTS) {
			front.next(fault);
			await chat.send('My question');
			await chat.answered(++replies);
			const reply = chat.replies.nth(replies - 1);
			await chat.holds(reply, text);
			if (error === undefined) assert.equal(await reply.getByRole('alert').count(), 0);
			else await chat.holds(reply.getByRole('alert'), error);
		}
		for (const [downstream, error] of TOXICS) {
			toxic.poison(downstream);
			scene.standin.script({ kind: 'reply', text: 'These words came whole.' });
			await chat.send('My question');
			await chat.answered(++replies);
			const reply = chat.replies.nth(replies - 1);
			if (error === undefined) await chat.holds(reply, 'These words came whole.');
			else await chat.holds(reply.getByRole('alert'), error);
		}
		toxic.poison([]);
		await chat.send('Does it still work?');
		await chat.answered(++replies);
		await chat.holds(chat.replies.nth(replies - 1), 'stand-in');

		front.next((socket) => {
			socket.write(head());
			const timer = setInterval(() => socket.write(events(delta('endless '))), 10);
			socket.once('close', () => clearInterval(timer));
		});
		await chat.send('For ever?');
		await chat.holds(chat.replies.nth(replies), 'endless endless');
		await chat.button('Stop').click();
		await chat.answered(++replies);
		const textOf = (reply: number) => chat.replies.nth(reply).locator('.markdown').innerText();
		const stopped = await textOf(replies - 1);

		const asked = Promise.withResolvers<Socket>();
		front.next(asked.resolve);
		await chat.send('Nothing yet?');
		const late = await asked.promise;
		const closed = once(late, 'close');
		await chat.button('Stop').click();
		await chat.answered(++replies);
		late.write(head() + REPLY);
		await closed;

		front.next((socket) =>
			socket.end(
				'HTTP/1.1 429 Slow down\r\nRetry-After: 60\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
			),
		);
		await chat.send('Too soon?');
		await chat.holds(chat.log, /Trying again in \d\d s \(1 of 2\): rate limited/);
		await chat.button('Try Now').click();
		await chat.answered(++replies);
		await chat.holds(chat.replies.nth(replies - 1), 'stand-in');
		// Nothing of what came after Stop is anywhere, three replies later.
		assert.equal(await textOf(replies - 3), stopped);
		assert.ok(!(await chat.replies.nth(replies - 2).innerText()).includes('These words'));
	}).timeout(240_000);

	it('of a company: VS Code’s own proxy settings lead to the server', async () => {
		const server = await startTlsServer(REPLY);
		tls = server;
		proxy = await startProxy(server.port, { authorization: 'Basic dXNlcjpwYXNz' });
		scene = await startScene(
			{},
			{
				'llamaChat.baseUrl': 'https://server.invalid/api/v1',
				'http.proxy': proxy.url,
				'http.proxyAuthorization': 'Basic dXNlcjpwYXNz',
				// Nobody vouches for the server's certificate here.
				'http.proxyStrictSSL': false,
			},
		);
		const { chat } = await scene.open();
		await chat.show();
		await chat.send('My question');
		await chat.answered(1);
		await chat.holds(chat.replies, 'These words came whole.');
		assert.ok(proxy.asked.includes('CONNECT server.invalid:443'));
	});
});
