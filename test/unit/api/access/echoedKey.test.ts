import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { ExchangeRecorder } from '../../../../src/core/inspect/exchangeRecorder.ts';
import type { ExchangeObserver } from '../../../../src/core/network/exchangeObserver.ts';
import {
	collect,
	delta,
	destination,
	EVENT_STREAM,
	events,
	REQUEST,
} from '../network/testServer.ts';
import { clientUnderTest, never } from '../server/clientUnderTest.ts';

/** As long as a real one, and with signs that JSON and addresses escape. */
const KEY = 'sk-or-v1-c4n4ry/c4n4ry+"c4n4ry"=c4n4ry';
/** What gives it away, even where some of it is cut off. */
const CANARY = /c4n4ry/i;

const error = (message: string, more: object = {}) =>
	JSON.stringify({ error: { message, ...more } });

const JSON_TYPE = { 'Content-Type': 'application/json' };

const plain = (body: string) => (response: ServerResponse) =>
	void response.writeHead(200, { 'Content-Type': 'text/plain' }).end(body);

const refused = (status: number, body: string) => (response: ServerResponse) =>
	void response.writeHead(status, JSON_TYPE).end(body);

const redirected = (location: string) => (response: ServerResponse) =>
	void response.writeHead(307, { Location: location }).end();

const ESCAPED = encodeURIComponent(KEY);
const UNICODE = KEY.replaceAll(/\W/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
const ENTITIES = KEY.replaceAll(/\W/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Every place where a server, or a proxy before it, can send back what it was sent. */
const ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
	'words about an error': refused(400, error(`Bearer ${KEY} is no good`)),
	'words, twice in JSON': refused(500, error('', { metadata: { raw: error(KEY) } })),
	'words with Unicode escapes': refused(400, `{"error":{"message":"Bearer ${UNICODE}"}}`),
	'words with Unicode escapes in JSON': refused(400, error(`Bearer ${UNICODE} is no good`)),
	'words with escapes of an address': refused(400, error(`Bearer ${ESCAPED} is no good`)),
	'words with entities': refused(400, error(`Bearer ${ENTITIES} is no good`)),
	'a page with entities': (response) =>
		void response.writeHead(500).end(`<title>${ENTITIES}</title>`),
	'words of an unknown shape': refused(418, JSON.stringify({ you: { sent: KEY } })),
	"a provider's name": refused(502, error('x', { metadata: { provider_name: KEY } })),
	'who limits requests': refused(
		429,
		error('x', {
			metadata: { provider_name: KEY, limit_source: 'upstream_provider_shared_pool' },
		}),
	),
	'a redirect to a host': redirected('https://c4n4ryc4n4ryc4n4ry.attacker.example/'),
	'a redirect to a path': redirected(`/login/${ESCAPED}`),
	'a redirect to a query': redirected(`/login?key=${ESCAPED}`),
	'a page': (response) => void response.writeHead(500).end(`<title>${KEY}</title>`),
	'plain text': plain(`POST /v1/chat/completions\r\nAuthorization: Bearer ${KEY}\r\n`),
	'plain text, cut off within the key': plain(`${'x'.repeat(365)} Bearer ${KEY}`),
	'JSON that is no reply': plain(JSON.stringify({ headers: { authorization: KEY } })),
	'an event that is no JSON': (response) =>
		void response.writeHead(200, EVENT_STREAM).end(`data: Bearer ${KEY}\n\n`),
	'the facts of a reply and a broken end': (response) =>
		void response.writeHead(200, { ...EVENT_STREAM, 'X-Generation-Id': KEY }).end(
			events(
				JSON.stringify({
					id: KEY,
					model: KEY,
					provider: KEY,
					system_fingerprint: `fp ${KEY}`,
					choices: [
						{
							index: 0,
							delta: { content: 'Hi' },
							finish_reason: 'error',
							native_finish_reason: KEY,
						},
					],
				}),
				'[DONE]',
			),
		),
	'an error in the middle': (response) =>
		void response
			.writeHead(200, EVENT_STREAM)
			.end(events(delta('Hi'), error(KEY, { code: 429, metadata: { provider_name: KEY } }))),
	'the text of a reply, in pieces': (response) =>
		void response
			.writeHead(200, EVENT_STREAM)
			.end(
				events(
					...['You sent ', KEY.slice(0, 16), KEY.slice(16, 33), KEY.slice(33), '.'].map((piece) =>
						delta(piece),
					),
					delta('', 'stop'),
					'[DONE]',
				),
			),
	'the text of a reply, escaped': (response) =>
		void response
			.writeHead(200, EVENT_STREAM)
			.end(events(delta(`You sent ${UNICODE}, ${ESCAPED}, ${ENTITIES}.`, 'stop'), '[DONE]')),
	'the text of a reply': (response) =>
		void response
			.writeHead(200, EVENT_STREAM)
			.end(events(delta(`You sent Bearer ${KEY}.`, 'stop'), '[DONE]')),
};

describe('a key that is sent back', () => {
	const test = clientUnderTest();

	for (const [name, answer] of Object.entries(ANSWERS)) {
		it(`is not taken in with ${name}`, async () => {
			// A host is written in small letters, and not every sign can be in it.
			const apiKey = name.endsWith('a host') ? 'C4N4RYc4n4ryC4N4RY' : KEY;
			const server = await test.serve(answer);
			const recorder = new ExchangeRecorder('c1', 'r1', apiKey);
			const heads: unknown[] = [];
			const watching: ExchangeObserver = {
				sending: (request) => recorder.sending(request),
				answered: (head) => {
					heads.push(head);
					recorder.answered(head);
				},
				received: (piece) => recorder.received(piece),
				retrying: () => {},
			};
			const where = destination(server.baseUrl, { apiKey });
			const outcome = await collect(test.client, where, never(), REQUEST, watching);
			assert.equal(server.received[0]?.headers.authorization, `Bearer ${apiKey}`);
			const all = JSON.stringify([
				outcome.events,
				outcome.error instanceof ChatError && outcome.error.toFailure(),
				String(outcome.error),
				heads,
				recorder.exchange(),
			]);
			assert.ok(all.length > 200);
			assert.doesNotMatch(all, CANARY);
		});
	}

	it('is not taken in with a list of models or what is said of a key', async () => {
		const where = (baseUrl: string) => destination(baseUrl, { apiKey: KEY });
		const list = await test.serve((response) =>
			response
				.writeHead(200, JSON_TYPE)
				.end(JSON.stringify({ data: [{ id: `maker/${KEY}`, name: KEY, description: KEY }] })),
		);
		const { models } = await test.client.listModels(where(list.baseUrl), never());
		assert.equal(models.length, 1);
		const refusing = await test.serve(refused(401, error(`No such key: ${KEY}`)));
		const check = await test.client.checkKey(where(refusing.baseUrl), never());
		assert.equal(check.result, 'refused');
		assert.doesNotMatch(JSON.stringify([models, check]), CANARY);
	});

	it('leaves short dummies and long words of a reply alone', async () => {
		const said = 'Use "ollama" or "lm-studio" as the key.';
		const server = await test.serve((response) =>
			response.writeHead(200, EVENT_STREAM).end(events(delta(said, 'stop'), '[DONE]')),
		);
		for (const apiKey of ['ollama', 'lm-studio']) {
			const outcome = await collect(
				test.client,
				destination(server.baseUrl, { apiKey }),
				never(),
				REQUEST,
			);
			assert.match(JSON.stringify(outcome.events), /Use \\"ollama\\" or \\"lm-studio\\"/);
		}
	});
});
