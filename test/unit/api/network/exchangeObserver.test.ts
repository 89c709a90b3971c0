import assert from 'node:assert/strict';
import type {
	AnswerHead,
	ExchangeObserver,
	Retry,
	SentRequest,
} from '../../../../src/core/network/exchangeObserver.ts';
import { clientUnderTest, KEY, never } from '../server/clientUnderTest.ts';
import { collect, delta, destination, EVENT_STREAM, events, REQUEST } from './testServer.ts';

/** Keeps all that an observer is told, in order. */
function watch() {
	const sent: SentRequest[] = [];
	const answers: AnswerHead[] = [];
	const received: string[] = [];
	const retries: Retry[] = [];
	const observer: ExchangeObserver = {
		sending: (request) => sent.push(request),
		answered: (answer) => answers.push(answer),
		received: ({ text }) => received.push(text),
		retrying: (retry) => retries.push(retry),
	};
	return { observer, sent, answers, received, retries };
}

describe('watching a request', () => {
	const test = clientUnderTest();

	it('tells what goes out byte for byte, with the key blanked', async () => {
		const server = await test.serve((response) =>
			response.writeHead(200, EVENT_STREAM).end(events(delta('Hi', 'stop'), '[DONE]')),
		);
		const seen = watch();
		const where = destination(server.baseUrl, { apiKey: KEY, siteName: 'Café' });
		await collect(test.client, where, never(), REQUEST, seen.observer);
		const [request] = seen.sent;
		assert.equal(seen.sent.length, 1);
		assert.equal(request?.method, 'POST');
		assert.equal(request?.url, `${server.baseUrl}/chat/completions`);
		assert.equal(request?.body, server.received[0]?.body);
		assert.equal(request?.transport, 'undici');
		assert.equal(request?.proxy, undefined);
		assert.deepEqual(request?.headers, {
			Authorization: 'Bearer [key]',
			'X-Title': 'Café',
			'Content-Type': 'application/json',
			Accept: 'text/event-stream, application/json',
		});
		assert.ok(!JSON.stringify(seen).includes(KEY));
	});

	it('tells the answer, and each event as it comes, comments among them', async () => {
		const first = delta('Hi');
		const stream = `: PROCESSING\n\n${events(first)}:still here\n\n${events(delta('', 'stop'), '[DONE]')}`;
		const server = await test.serve((response) =>
			response.writeHead(200, { ...EVENT_STREAM, 'X-Generation-Id': 'gen-1' }).end(stream),
		);
		const seen = watch();
		await collect(test.client, destination(server.baseUrl), never(), REQUEST, seen.observer);
		assert.equal(seen.answers[0]?.status, 200);
		assert.equal(seen.answers[0]?.headers['x-generation-id'], 'gen-1');
		assert.deepEqual(seen.received, [
			': PROCESSING',
			JSON.stringify(first),
			': still here',
			JSON.stringify(delta('', 'stop')),
			'[DONE]',
		]);
	});

	it('tells the body of an answer that is no stream', async () => {
		const json = JSON.stringify({ choices: [{ message: { content: 'All at once' } }] });
		const refusal = '{"error":{"message":"No","code":400}}';
		const page = `<html><title>Sign in</title>${'.'.repeat(5000)}`;
		for (const [status, body] of [
			[200, json],
			[400, refusal],
			[200, page],
			[200, 'Just words'],
		] as const) {
			const server = await test.serve((response) => response.writeHead(status).end(body));
			const seen = watch();
			await collect(test.client, destination(server.baseUrl), never(), REQUEST, seen.observer);
			assert.deepEqual(seen.received, [body]);
		}
	});
});
