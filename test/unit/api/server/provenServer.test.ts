import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { remediesFor } from '../../../../src/shared/errors/remedies.ts';
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

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Answers that say neither that the path is wrong nor what else is. */
const UNKNOWN: Readonly<Record<string, (response: ServerResponse) => void>> = {
	'404 with words': (response) =>
		void response.writeHead(404, JSON_TYPE).end('{"detail":"Not Found"}'),
	'404 with nothing': (response) => void response.writeHead(404).end(),
	'404 with a page': (response) => void response.writeHead(404).end('<title>Gone</title>'),
	'405': (response) => void response.writeHead(405).end(),
	'200 with JSON': (response) => void response.writeHead(200, JSON_TYPE).end('{"odd":1}'),
	'200 with a page': (response) => void response.writeHead(200).end('<title>Sign in</title>'),
};

describe('an answer that says nothing of the address', () => {
	const test = clientUnderTest();

	/** The failure of a request after what came before at the same server. */
	async function failed(answer: (response: ServerResponse) => void, before: 'reply' | 'list' | '') {
		const server = await test.serve((response) => {
			if (response.req.method === 'GET') {
				response.writeHead(200, JSON_TYPE).end('{"data":[{"id":"maker/model"}]}');
			} else if (before === 'reply' && server.received.length === 1) {
				response.writeHead(200, EVENT_STREAM).end(events(delta('Hi', 'stop'), '[DONE]'));
			} else {
				answer(response);
			}
		});
		const where = destination(server.baseUrl);
		if (before === 'reply') await collect(test.client, where, never());
		if (before === 'list') await test.client.listModels(where, never());
		const { error } = await collect(test.client, where, never());
		return asChatError(error).toFailure();
	}

	for (const [name, answer] of Object.entries(UNKNOWN)) {
		it(`blames the address where nothing has come from it yet: ${name}`, async () => {
			const failure = await failed(answer, '');
			assert.equal(failure.kind, 'notTheApi');
			assert.match(failure.message, /Check the setting Base Url\.$/);
			assert.equal(failure.setting, 'baseUrl');
		});

		for (const before of ['reply', 'list'] as const) {
			it(`leaves the address alone after a ${before}: ${name}`, async () => {
				const failure = await failed(answer, before);
				assert.ok(['badRequest', 'server'].includes(failure.kind), failure.kind);
				assert.doesNotMatch(failure.message, /baseUrl/);
				assert.equal(failure.setting, undefined);
				const [first] = remediesFor(failure);
				if (failure.status === 404) assert.equal(first?.action, 'selectModel');
			});
		}
	}

	it('is judged by a list of models that an earlier window has read, too', async () => {
		const server = await test.serve((response) => response.writeHead(404).end());
		const where = { ...destination(server.baseUrl), server: 'other' as const };
		const { error } = await collect(test.client, where, never(), REQUEST);
		assert.equal(asChatError(error).kind, 'badRequest');
	});

	it('does not hide a path that the server itself calls wrong', async () => {
		const wrong = (response: ServerResponse) =>
			void response.writeHead(404, JSON_TYPE).end('{"error":"Unexpected endpoint or method."}');
		assert.equal((await failed(wrong, 'list')).kind, 'notTheApi');
	});
});
