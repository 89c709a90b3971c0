import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { ReplyEvent } from '../../../../src/core/server/chatServer.ts';
import { settingLabel } from '../../../../src/shared/text/settingLabel.ts';
import {
	asChatError,
	collect,
	delta,
	destination,
	EVENT_STREAM,
	events,
	REQUEST,
	summary,
} from '../network/testServer.ts';
import { clientUnderTest, KEY, never } from './clientUnderTest.ts';

describe('the chat client', () => {
	const test = clientUnderTest();
	const STREAM = events(delta('Hello'), delta(' there', 'stop'), '[DONE]');

	describe('sending', () => {
		it('posts the request as it is, with the key and the site', async () => {
			const server = await test.serve((response) =>
				response.writeHead(200, EVENT_STREAM).end(STREAM),
			);
			const where = destination(server.baseUrl, {
				apiKey: KEY,
				siteUrl: 'https://site.test/',
				siteName: 'Café',
			});
			assert.equal((await collect(test.client, where)).text, 'Hello there');
			const [request] = server.received;
			assert.equal(request?.method, 'POST');
			assert.equal(request?.path, '/v1/chat/completions');
			assert.equal(request?.body, JSON.stringify(REQUEST));
			assert.equal(request?.headers['authorization'], `Bearer ${KEY}`);
			assert.equal(request?.headers['content-type'], 'application/json');
			assert.equal(request?.headers['accept'], 'text/event-stream, application/json');
			assert.equal(request?.headers['http-referer'], 'https://site.test/');
			assert.equal(request?.headers['x-title'], 'Café');
		});

		it('sends no header for what is not set', async () => {
			const server = await test.serve((response) =>
				response.writeHead(200, EVENT_STREAM).end(STREAM),
			);
			for (const where of [
				destination(server.baseUrl),
				destination(`${server.baseUrl}/`, { apiKey: '', siteUrl: '', siteName: '' }),
			]) {
				assert.equal((await collect(test.client, where)).error, undefined);
			}
			for (const { headers, path } of server.received) {
				assert.equal(path, '/v1/chat/completions');
				for (const name of ['authorization', 'http-referer', 'x-title']) {
					assert.ok(!(name in headers), name);
				}
			}
		});

		it('sends nothing where a setting cannot be sent, and names the setting', async () => {
			const server = await test.serve((response) => response.end());
			for (const [setting, value] of [
				['siteName', 'ラマ'],
				['siteName', 'a\r\nAuthorization: b'],
				['siteUrl', 'https://例え.test'],
				['baseUrl', 'not a url'],
				['baseUrl', 'file:///etc/passwd'],
			] as const) {
				const outcome = await collect(
					test.client,
					destination(server.baseUrl, { [setting]: value }),
				);
				const failure = asChatError(outcome.error).toFailure();
				assert.equal(failure.kind, 'badSetting');
				assert.equal(failure.setting, setting);
				assert.ok(failure.message.includes(`setting ${settingLabel(setting)} `));
			}
			const bad = await collect(test.client, destination(server.baseUrl, { apiKey: `${KEY}\n` }));
			assert.equal(asChatError(bad.error).kind, 'badKey');
			assert.ok(!asChatError(bad.error).message.includes(KEY));
			assert.equal(server.received.length, 0);
		});

		it('uses one connection for requests that follow each other', async () => {
			const server = await test.serve((response) =>
				response.writeHead(200, EVENT_STREAM).end(STREAM),
			);
			for (let turn = 0; turn < 3; turn++) {
				await collect(test.client, destination(server.baseUrl));
				// The pool takes a connection back in the turn of the event loop after its answer's end.
				await setImmediate();
			}
			assert.equal(server.received.length, 3);
			assert.equal(server.sockets.length, 1);
		});

		it('follows no redirect and keeps the key at home', async () => {
			const other = await test.serve((response) =>
				response.writeHead(200, EVENT_STREAM).end(STREAM),
			);
			const server = await test.serve((response) =>
				response.writeHead(307, { location: `${other.baseUrl}/chat/completions` }).end(),
			);
			const outcome = await collect(test.client, destination(server.baseUrl, { apiKey: KEY }));
			assert.equal(asChatError(outcome.error).kind, 'notTheApi');
			assert.ok(asChatError(outcome.error).message.includes(`http://127.0.0.1:${other.port}`));
			assert.equal(other.received.length, 0);
		});
	});

	describe('receiving', () => {
		it('reads a stream that is written byte by byte', async () => {
			const bytes = Buffer.from(events(delta('Grüße, 安全 🦙', 'stop'), '[DONE]'));
			const server = await test.serve((response) => {
				response.writeHead(200, EVENT_STREAM);
				const writeFrom = (at: number) => {
					if (at === bytes.length) response.end();
					else response.write(bytes.subarray(at, at + 1), () => writeFrom(at + 1));
				};
				writeFrom(0);
			});
			assert.equal(
				(await collect(test.client, destination(server.baseUrl))).text,
				'Grüße, 安全 🦙',
			);
		});

		it('gives each event when it comes', async () => {
			let send = (_text: string) => {};
			const server = await test.serve((response) => {
				response.writeHead(200, EVENT_STREAM);
				send = (text) => response.write(text);
				send(events(delta('one')));
			});
			const seen: string[] = [];
			const stream = test.client.streamReply(destination(server.baseUrl), REQUEST, never());
			for await (const event of stream) {
				if (event.type !== 'text') continue;
				seen.push(event.text);
				// The next is sent only now: had the first been held back, this would wait for ever.
				send(seen.length === 1 ? events(delta('two')) : events('[DONE]'));
			}
			assert.deepEqual(seen, ['one', 'two']);
		});

		it('reads an answer to a request whose `stream` was ignored', async () => {
			const json = JSON.stringify({ choices: [{ message: { content: 'All at once' } }] });
			const server = await test.serve((response) =>
				response.writeHead(200, { 'content-type': 'application/json;charset=utf-8' }).end(json),
			);
			const outcome = await collect(test.client, destination(server.baseUrl));
			assert.equal(outcome.error, undefined);
			assert.equal(outcome.text, 'All at once');
		});

		it('ends with [DONE] though the server leaves the connection open, and closes it then', async () => {
			const server = await test.serve((response) =>
				response.writeHead(200, EVENT_STREAM).write(STREAM),
			);
			const outcome = await collect(test.client, destination(server.baseUrl));
			assert.equal(outcome.text, 'Hello there');
			const [socket] = server.sockets;
			assert.ok(socket);
			if (!socket.destroyed) await once(socket, 'close');
		});

		it('reads a body without length or chunks up to the end of the connection', async () => {
			const server = await test.serveTcp((socket) => {
				socket.once('data', () =>
					socket.end(`HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\n${STREAM}`),
				);
			});
			assert.equal((await collect(test.client, destination(server.baseUrl))).error, undefined);
		});

		it('takes a finished reply for whole when the connection dies after it', async () => {
			for (const [reason, kind] of [
				['stop', undefined],
				['length', undefined],
				['error', 'server'],
			] as const) {
				for (const die of ['end', 'reset'] as const) {
					const server = await test.serve((response) => {
						response.writeHead(200, EVENT_STREAM);
						response.write(events(delta('All of it.'), delta('', reason)));
						if (die === 'end') response.socket?.end();
					});
					const seen: ReplyEvent[] = [];
					let error: unknown;
					try {
						const where = destination(server.baseUrl);
						for await (const event of test.client.streamReply(where, REQUEST, never())) {
							seen.push(event);
							const isLast = event.type === 'facts' && event.facts.finish_reason === reason;
							if (die === 'reset' && isLast) server.sockets[0]?.resetAndDestroy();
						}
					} catch (thrown) {
						error = thrown;
					}
					const outcome = summary(seen, error);
					assert.equal(outcome.text, 'All of it.');
					assert.equal(
						outcome.error === undefined ? undefined : asChatError(outcome.error).kind,
						kind,
					);
				}
			}
		});

		it('loses no text when the connection dies in mid-reply (shape E)', async () => {
			const words = events(...Array.from({ length: 500 }, (_, at) => delta(`${at} `)));
			const expected = Array.from({ length: 500 }, (_, at) => `${at} `).join('');
			for (const die of ['end', 'reset'] as const) {
				const server = await test.serve((response) => {
					response.writeHead(200, EVENT_STREAM);
					response.write(words);
					if (die === 'end') response.socket?.end();
				});
				const stream = test.client.streamReply(destination(server.baseUrl), REQUEST, never());
				let text = '';
				await assert.rejects(
					async () => {
						for await (const event of stream) {
							if (event.type === 'text') text += event.text;
							// Only once all has come: a reset drops what is still on its way.
							if (die === 'reset' && text === expected) {
								server.sockets[0]?.resetAndDestroy();
							}
						}
					},
					(error) => asChatError(error).kind === 'brokenStream',
				);
				assert.equal(text, expected);
			}
		});

		it('answers an error with its words, and names no key', async () => {
			const server = await test.serve((response) =>
				response
					.writeHead(402, { 'content-type': 'application/json', 'x-request-id': `req-${KEY}` })
					.end(JSON.stringify({ error: { message: `No credit on ${KEY}` }, user_id: 'user_1' })),
			);
			const outcome = await collect(test.client, destination(server.baseUrl, { apiKey: KEY }));
			assert.deepEqual(asChatError(outcome.error).toFailure(), {
				kind: 'noCredit',
				message: `The credit at 127.0.0.1:${server.port} is not enough: No credit on [key].`,
				detail: 'No credit on [key]',
				status: 402,
				address: `${server.baseUrl}/chat/completions`,
				requestId: 'req-[key]',
			});
		});

		it('reads no more than 1 MB of an error, and the status where the body breaks off', async () => {
			const endless = await test.serve((response) => {
				response.writeHead(500, { 'content-type': 'text/plain' });
				const flood = () => response.write('x'.repeat(64 * 1024), (error) => error ?? flood());
				flood();
			});
			const flooded = asChatError((await collect(test.client, destination(endless.baseUrl))).error);
			assert.equal(flooded.kind, 'server');
			const broken = await test.serve((response) => {
				response
					.writeHead(503, { 'content-length': 1000 })
					.write('{"err', () => response.destroy());
			});
			const failure = asChatError((await collect(test.client, destination(broken.baseUrl))).error);
			assert.equal(failure.toFailure().status, 503);
		});
	});
});
