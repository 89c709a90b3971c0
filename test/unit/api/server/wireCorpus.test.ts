import assert from 'node:assert/strict';
import type { HttpResponse } from '../../../../src/api/network/transport.ts';
import { createChatServer } from '../../../../src/api/server/chatClient.ts';
import { WIRE_CORPUS, type WireSample } from '../../../samples/wireCorpus.ts';
import { asChatError, collect, destination, type Outcome } from '../network/testServer.ts';
import { KEY } from './clientUnderTest.ts';

/** What is read of an answer that comes in pieces of so many bytes. */
async function replay({ body, status = 200, type }: WireSample, size: number): Promise<Outcome> {
	const bytes = Buffer.from(body);
	async function* pieces() {
		for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
	}
	const client = createChatServer({
		loadTransport: async () => ({
			send: async (): Promise<HttpResponse> => ({
				status,
				headers: {
					'content-type': type ?? (body.startsWith('{') ? 'application/json' : 'text/event-stream'),
				},
				body: pieces(),
				release() {},
			}),
			close: async () => {},
		}),
	});
	return collect(client, destination('http://127.0.0.1:4011/v1', { apiKey: KEY }));
}

function extrasIn({ events }: Outcome): string[] {
	return events.flatMap((event) => {
		if (event.type !== 'extra') return [];
		return [event.extra.type === 'toolCall' ? `toolCall ${event.extra.name}` : event.extra.type];
	});
}

describe('what servers send', () => {
	for (const sample of WIRE_CORPUS) {
		it(sample.name, async () => {
			for (const size of [1, 7, 16_384]) {
				const outcome = await replay(sample, size);
				if (sample.error === undefined) assert.equal(outcome.error, undefined);
				else {
					const { kind, message, detail = '' } = asChatError(outcome.error).toFailure();
					assert.equal(kind, sample.error.kind, message);
					assert.match(`${message} ${detail}`, sample.error.words);
				}
				assert.equal(outcome.text, sample.text ?? '');
				assert.equal(outcome.reasoning, sample.reasoning ?? '');
				if (sample.finish !== undefined)
					assert.equal(outcome.facts['finish_reason'], sample.finish);
				assert.deepEqual(outcome.facts['usage'], sample.usage);
				assert.deepEqual(extrasIn(outcome), sample.extras ?? []);
			}
		});
	}
});
