import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Turn, type TurnOutcome } from '../../../../src/core/chat/turn.ts';
import {
	asChatError,
	collect,
	delta,
	destination,
	EVENT_STREAM,
	events,
	REQUEST,
} from '../network/testServer.ts';
import { clientUnderTest, never } from './clientUnderTest.ts';

describe('the chat client', () => {
	const test = clientUnderTest();
	const STREAM = events(delta('Hello'), delta(' there', 'stop'), '[DONE]');

	describe('stopping', () => {
		const open = () =>
			test.serve((response) => response.writeHead(200, EVENT_STREAM).write(events(delta('one'))));

		it('closes the connection and throws the reason when the signal is aborted in mid-reply', async () => {
			const server = await open();
			const controller = new AbortController();
			const reason = new Error('stopped by the user');
			const seen: string[] = [];
			const stream = test.client.streamReply(
				destination(server.baseUrl),
				REQUEST,
				controller.signal,
			);
			await assert.rejects(
				async () => {
					for await (const event of stream) {
						seen.push(event.type);
						if (event.type === 'facts') controller.abort(reason);
					}
				},
				(error) => error === reason,
			);
			assert.deepEqual(seen, ['text', 'facts']);
			const [socket] = server.sockets;
			assert.ok(socket);
			if (!socket.destroyed) await once(socket, 'close');
		});

		it('keeps all that had come, to the last character', async () => {
			for (const [whole, shown] of [
				['Wow great!', 'Wow great'],
				['a ![not an image but words of a list that go on', 'a '],
				['See ![the cat](data:image/png;base64,iVBORw0KGgo', 'See '],
				['Hm. So', 'Hm. So'],
			] as const) {
				const server = await test.serve((response) => {
					response.writeHead(200, EVENT_STREAM).write(events(delta(whole)));
				});
				const told: string[] = [];
				const outcomes: TurnOutcome[] = [];
				const turn = new Turn({
					text: (piece) => {
						told.push(piece);
						if (told.length === 1) turn.stop();
					},
					reasoning: assert.fail,
					extra: async () => assert.fail(),
					thought: assert.fail,
					waiting: assert.fail,
					settled: (outcome) => {
						// What comes after the end is lost: the chat is kept at this moment.
						assert.equal(told.join(''), whole);
						outcomes.push(outcome);
					},
				});
				await turn.run(test.client, destination(server.baseUrl), REQUEST);
				assert.equal(told[0], shown);
				assert.equal(told.join(''), whole);
				const [{ status, read, facts } = assert.fail(), ...more] = outcomes;
				assert.deepEqual([status, read, more], ['stopped', whole, []]);
				assert.equal(facts.model, 'maker/model-2');
			}
		});

		it('drops what came before the abort and has not been taken', async () => {
			const server = await test.serve((response) =>
				response.writeHead(200, EVENT_STREAM).end(STREAM),
			);
			const controller = new AbortController();
			const seen: string[] = [];
			const stream = test.client.streamReply(
				destination(server.baseUrl),
				REQUEST,
				controller.signal,
			);
			await assert.rejects(
				async () => {
					for await (const event of stream) {
						seen.push(event.type);
						controller.abort('no more');
					}
				},
				(error) => error === 'no more',
			);
			assert.deepEqual(seen, ['text']);
		});

		it('works before the answer has begun', async () => {
			const controller = new AbortController();
			const server = await test.serve(() => controller.abort('too slow'));
			const outcome = await collect(test.client, destination(server.baseUrl), controller.signal);
			assert.equal(outcome.error, 'too slow');
			const [socket] = server.sockets;
			assert.ok(socket);
			if (!socket.destroyed) await once(socket, 'close');
		});

		it('sends nothing when the signal was aborted before', async () => {
			const server = await open();
			const signal = AbortSignal.abort('already');
			assert.equal(
				(await collect(test.client, destination(server.baseUrl), signal)).error,
				'already',
			);
			assert.equal(server.sockets.length, 0);
		});

		it('closes the connection when the loop is left', async () => {
			const server = await open();
			for await (const _ of test.client.streamReply(destination(server.baseUrl), REQUEST, never()))
				break;
			const [socket] = server.sockets;
			assert.ok(socket);
			if (!socket.destroyed) await once(socket, 'close');
		});

		it('closes the connection after an error in mid-stream', async () => {
			const server = await test.serve((response) =>
				response.writeHead(200, EVENT_STREAM).write(events({ error: { message: 'x', code: 502 } })),
			);
			assert.equal(
				asChatError((await collect(test.client, destination(server.baseUrl))).error).kind,
				'server',
			);
			const [socket] = server.sockets;
			assert.ok(socket);
			if (!socket.destroyed) await once(socket, 'close');
		});

		it('breaks off what runs when the client is closed', async () => {
			const server = await open();
			await assert.rejects(
				async () => {
					const stream = test.client.streamReply(destination(server.baseUrl), REQUEST, never());
					for await (const _ of stream) await test.client.close();
				},
				(error) => asChatError(error).kind === 'brokenStream',
			);
		});
	});
});
