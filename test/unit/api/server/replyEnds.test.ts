import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { createChatServer } from '../../../../src/api/server/chatClient.ts';
import { DEFAULT_NETWORK } from '../../../../src/core/settings/networkSettings.ts';
import { asChatError, collect, delta, destination, events } from '../network/testServer.ts';
import { clientUnderTest } from './clientUnderTest.ts';
import { kindOf, readEveryWay } from './readEveryWay.ts';

const ALL = 'All of it.';
const answer = JSON.stringify({ choices: [{ message: { content: ALL }, finish_reason: 'stop' }] });
const finished = events(delta(ALL), delta('', 'stop'));
const asLines = finished.replaceAll('data: ', '').replaceAll('\n\n', '\n');
const usage = { prompt_tokens: 3, completion_tokens: 4 };

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n';
const inChunks = (...texts: readonly string[]) =>
	`${HEAD}Transfer-Encoding: chunked\r\n\r\n${texts.map((text) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`).join('')}`;
const ofLength = (text: string, more: number) =>
	`${HEAD}Content-Length: ${Buffer.byteLength(text) + more}\r\n\r\n${text}`;

describe('a reply is whole', () => {
	for (const [how, last] of [
		['[DONE]', 'data: [DONE]\n\n'],
		['[done]', 'data: [done]\n\n'],
		['DONE', 'data: DONE\n\n'],
		['"[DONE]"', 'data: "[DONE]"\n\n'],
		['[DONE] without its field', '[DONE]\n\n'],
		['[DONE] without its field or a line end', '[DONE]'],
		['an event named done', 'event: done\ndata: {}\n\n'],
		['an event named end, with words', 'event: end\ndata: that is all\n\n'],
		['an event named message_stop', 'event: message_stop\ndata: {"type":"message_stop"}\n\n'],
		['a finishReason', events({ choices: [{ delta: {}, finishReason: 'stop' }] })],
		[
			'a stop_reason',
			events({ choices: [{ delta: {}, finish_reason: null, stop_reason: 'end_turn' }] }),
		],
		['a finish_reason in the delta', events({ choices: [{ delta: { finish_reason: 'stop' } }] })],
		['a finish_reason beside the choices', events({ choices: [], finish_reason: 'stop' })],
		['its tokens, counted by themselves', events({ choices: [], usage })],
	] as const) {
		it(`with ${how}`, () => {
			const outcome = readEveryWay(events(delta(ALL)) + last);
			assert.equal(outcome.error, undefined);
			assert.equal(outcome.text, ALL);
		});
	}

	it('with no words of its own, and not with what comes in the middle of it', () => {
		for (const middle of [
			events({ choices: [], usage }),
			'event: message_start\ndata: {}\n\n',
			'event: ping\ndata: end\n\n',
			events({ choices: [], finish_reason: null }),
			events({ choices: [{ delta: {}, stop_reason: null }] }),
			events({ ...delta(''), usage }),
		]) {
			const broken = readEveryWay(middle + events(delta('one')));
			assert.equal(kindOf(broken), 'brokenStream', middle);
			assert.equal(broken.text, 'one');
		}
		assert.equal(
			kindOf(readEveryWay(events(delta('one'), { ...delta(''), usage }))),
			'brokenStream',
		);
	});

	it('as it came, where no blank line is in front of a bare [DONE]', () => {
		const outcome = readEveryWay(`data: ${JSON.stringify(delta(ALL))}\n[DONE]\n`);
		assert.equal(outcome.error, undefined);
		assert.equal(outcome.text, ALL);
	});
});

describe('a whole reply', () => {
	const test = clientUnderTest();

	/** What the client makes of what a server writes to the socket. */
	async function answered(
		write: (socket: Socket) => void,
		client = test.client,
	): Promise<[string, string | undefined]> {
		const server = await test.serveTcp((socket) => {
			socket.on('error', () => {});
			socket.once('data', () => write(socket));
		});
		const { text, error } = await collect(client, destination(server.baseUrl));
		return [text, error === undefined ? undefined : asChatError(error).kind];
	}

	for (const [what, body] of [
		['events', finished],
		['lines of JSON', asLines],
		['an answer at once', answer],
	] as const) {
		it(`of ${what} stays one however its connection ends`, async () => {
			for (const ended of [
				inChunks(body),
				`${inChunks(body)}0\r\n\r\n`,
				`${inChunks(body)}0\r\nX-Error: upstream\r\n\r\n`,
				`${inChunks(body)}zz\r\nxx`,
				`${inChunks(body)}40\r\n`,
				ofLength(body, 0),
				ofLength(body, 50),
				`${ofLength(body, 0)}more`,
				`HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n${body}`,
			]) {
				assert.deepEqual(await answered((socket) => socket.end(ended)), [ALL, undefined], ended);
			}
		});
	}

	it('at once stays one on a connection that stays open', async () => {
		const client = createChatServer({ network: () => ({ ...DEFAULT_NETWORK, idleTimeout: 50 }) });
		test.cleanUp(client.close);
		const write = (socket: Socket) => socket.write(inChunks(answer));
		assert.deepEqual(await answered(write, client), [ALL, undefined]);
	});

	it('is not what only begins to be one, and no word of that is lost', async () => {
		const half = answer.slice(0, -30);
		assert.deepEqual(await answered((socket) => socket.end(inChunks(half))), ['', 'brokenStream']);
		const lines = `${JSON.stringify(delta('one'))}\n{"choi`;
		assert.deepEqual(await answered((socket) => socket.end(inChunks(lines))), [
			'one',
			'brokenStream',
		]);
		const error = JSON.stringify({ error: { message: 'No credit', code: 402 } });
		assert.deepEqual(await answered((socket) => socket.end(inChunks(error))), ['', 'noCredit']);
	});
});
