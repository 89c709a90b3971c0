import assert from 'node:assert/strict';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { isUnencrypted } from '../../../../src/core/network/loopback.ts';
import type { CatalogueModel } from '../../../../src/core/server/chatServer.ts';
import {
	addressesMeant,
	modelsInWords,
	probe,
	serverInWords,
	USUAL_ADDRESSES,
} from '../../../../src/core/server/findServers.ts';
import { catalogueModel } from '../models/catalogueSamples.ts';

const HERE = 'http://localhost:11434/v1';

describe('finding servers', () => {
	it('looks at the ports that servers usually have', () => {
		const ports = USUAL_ADDRESSES.map((address) => new URL(address).port);
		assert.deepEqual(ports.toSorted(), ['11434', '1234', '4000', '8000', '8080']);
		assert.ok(USUAL_ADDRESSES.every((address) => new URL(address).hostname === 'localhost'));
	});

	it('tells what answers, without a key and without waiting for long', async () => {
		const asked: unknown[] = [];
		const answering = (answer: readonly CatalogueModel[] | Error) => ({
			listModels: async (
				destination: { readonly apiKey: string | undefined },
				signal: AbortSignal,
			) => {
				asked.push(destination.apiKey);
				assert.ok(signal instanceof AbortSignal);
				if (answer instanceof Error) throw answer;
				return { models: answer, server: 'ollama' as const };
			},
		});
		const left = new AbortController().signal;
		assert.deepEqual(
			await probe(answering([catalogueModel('a'), catalogueModel('b')]), HERE, left),
			{
				baseUrl: HERE,
				kind: 'ollama',
				models: 2,
			},
		);
		assert.deepEqual(await probe(answering(new ChatError('noKey', 'Key?')), HERE, left), {
			baseUrl: HERE,
			kind: 'ollama',
			models: undefined,
		});
		for (const failure of [
			new ChatError('network', 'Nobody.'),
			new ChatError('notTheApi', 'A web page.'),
			new DOMException('Too late', 'TimeoutError'),
		]) {
			assert.equal(await probe(answering(failure), HERE, left), undefined);
		}
		assert.deepEqual([...new Set(asked)], [undefined]);
	});

	it('does not wait where nobody wants to know any more', async () => {
		const waiting = {
			listModels: (_destination: unknown, signal: AbortSignal) =>
				new Promise<never>((_resolve, reject) => {
					signal.addEventListener('abort', () => reject(signal.reason));
				}),
		};
		const leaving = new AbortController();
		const probed = probe(waiting, HERE, leaving.signal);
		leaving.abort();
		assert.equal(await probed, undefined);
	});

	it('has words for what was found', () => {
		assert.equal(serverInWords({ baseUrl: HERE, kind: 'ollama' }), 'Ollama at localhost:11434');
		assert.equal(serverInWords({ baseUrl: 'http://localhost:9/v1', kind: 'other' }), 'localhost:9');
		assert.equal(modelsInWords(1), '1 model');
		assert.equal(modelsInWords(0), '0 models');
		assert.equal(modelsInWords(undefined), 'it wants an API key');
	});

	it('takes an address as people type it', () => {
		assert.deepEqual(addressesMeant('localhost:11434'), [
			'http://localhost:11434/v1',
			'http://localhost:11434/api/v1',
			'http://localhost:11434',
		]);
		assert.deepEqual(addressesMeant(' https://llm.example/api/ ')[0], 'https://llm.example/api');
		assert.equal(addressesMeant('llm.example')[0], 'https://llm.example/v1');
		assert.equal(addressesMeant('127.0.0.1:8080/v1')[0], 'http://127.0.0.1:8080/v1');
		assert.deepEqual(addressesMeant('no address'), ['https://no address']);
	});

	it('knows what can be read on the way', () => {
		for (const safe of [
			'https://llm.example/v1',
			'http://localhost:1/v1',
			'http://sub.localhost/v1',
			'http://127.0.0.1/v1',
			'http://127.8.9.10/v1',
			'http://[::1]:8080/v1',
		]) {
			assert.equal(isUnencrypted(safe), false, safe);
		}
		for (const open of [
			'http://llm.example/v1',
			'http://192.168.1.5:11434/v1',
			'http://127.0.0.1.example/v1',
			'http://localhost.example/v1',
		]) {
			assert.equal(isUnencrypted(open), true, open);
		}
	});
});
