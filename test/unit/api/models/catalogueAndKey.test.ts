import assert from 'node:assert/strict';
import { catalogueModel } from '../../core/models/catalogueSamples.ts';
import { asChatError, destination, startServer } from '../network/testServer.ts';
import { clientUnderTest, KEY, never } from '../server/clientUnderTest.ts';

describe('the chat client and', () => {
	const test = clientUnderTest();

	describe('the catalogue', () => {
		const models = async (body: unknown, status = 200, headers: Record<string, string> = {}) => {
			const text = typeof body === 'string' ? body : JSON.stringify(body);
			const server = await test.serve((response) => response.writeHead(status, headers).end(text));
			return {
				server,
				list: test.client.listModels(destination(server.baseUrl, { apiKey: KEY }), never()),
			};
		};

		it('is asked for with the key', async () => {
			const { server, list } = await models({ data: [] });
			assert.deepEqual(await list, { models: [], server: 'other' });
			assert.equal(server.received[0]?.method, 'GET');
			assert.equal(server.received[0]?.path, '/v1/models');
			assert.equal(server.received[0]?.headers['authorization'], `Bearer ${KEY}`);
			assert.ok(!('content-type' in (server.received[0]?.headers ?? {})));
		});

		it('is read in every shape, leaving out what has no id', async () => {
			const entries = [
				{ id: 'a/long', name: 'Long', context_length: 8192 },
				{ id: 'plain' },
				{ name: 'no id' },
				null,
				{ id: 'vllm', max_model_len: 4096, name: '' },
				{ id: 'unknown', context_length: null },
				{ id: 'auto', context_length: 0 },
				{ id: 'plain', name: 'again' },
			];
			for (const shape of [{ object: 'list', data: entries }, { models: entries }, entries]) {
				assert.deepEqual((await (await models(shape)).list).models, [
					catalogueModel('a/long', { name: 'Long', contextLength: 8192 }),
					catalogueModel('plain'),
					catalogueModel('vllm', { contextLength: 4096 }),
					catalogueModel('unknown'),
					catalogueModel('auto'),
				]);
			}
		});

		it('says what each model costs, takes and is limited to', async () => {
			const entry = {
				id: 'meta-llama/llama-3-70b-instruct',
				name: 'Meta: Llama 3 70B Instruct',
				created: 1_713_398_400,
				description: 'Reads and writes.',
				context_length: 8192,
				architecture: { input_modalities: ['text', 7], output_modalities: ['text'] },
				pricing: { prompt: '0.00000051', completion: '-1', discount: 0.5, overrides: [] },
				top_provider: { max_completion_tokens: 16_384 },
				supported_parameters: ['max_tokens', 'temperature'],
				expiration_date: '2026-12-31',
			};
			assert.deepEqual((await (await models({ data: [entry] })).list).models, [
				{
					id: 'meta-llama/llama-3-70b-instruct',
					name: 'Meta: Llama 3 70B Instruct',
					contextLength: 8192,
					maxCompletionTokens: 8192,
					pricing: { prompt: '0.00000051', completion: '-1' },
					inputModalities: ['text'],
					supportedParameters: ['max_tokens', 'temperature'],
					expires: '2026-12-31',
					created: 1_713_398_400,
					description: 'Reads and writes.',
				},
			]);
		});

		it('shows by its answer which server it is', async () => {
			const owned = (owner: string) => ({ data: [{ id: 'a', owned_by: owner }, { id: 'b' }] });
			for (const [body, headers, server] of [
				[owned('library'), {}, 'ollama'],
				[owned('llamacpp'), {}, 'llamacpp'],
				[owned('me'), { Server: 'llama.cpp' }, 'llamacpp'],
				[owned('organization_owner'), {}, 'lmstudio'],
				[owned('vllm'), { Server: 'uvicorn' }, 'vllm'],
				[owned('openai'), { 'X-LiteLLM-Version': '1.80.0' }, 'litellm'],
				[owned('Meta'), { 'X-Groq-Region': 'fra' }, 'groq'],
				[owned('me'), { Server: 'uvicorn' }, 'other'],
			] as const) {
				assert.equal((await (await models(body, 200, headers)).list).server, server);
			}
		});

		it('fails in words', async () => {
			for (const [body, status, kind] of [
				[{ error: { message: 'No' } }, 401, 'badKey'],
				['<html>', 200, 'notTheApi'],
				['', 404, 'notTheApi'],
				[{ error: 'Unexpected endpoint or method. (GET /models)' }, 200, 'notTheApi'],
				[{ error: { message: 'Down', code: 503 } }, 200, 'server'],
				['{"data":[', 200, 'notTheApi'],
			] as const) {
				const { list } = await models(body, status);
				await assert.rejects(list, (error) => asChatError(error).kind === kind);
			}
		});

		it('can be stopped', async () => {
			const controller = new AbortController();
			const server = await test.serve(() => controller.abort('enough'));
			const list = test.client.listModels(destination(server.baseUrl), controller.signal);
			await assert.rejects(list, (error) => error === 'enough');
		});
	});

	describe('the key check', () => {
		const check = async (status: number, body: string, signal = never()) => {
			const server = await test.serve((response) => response.writeHead(status).end(body));
			const result = await test.client.checkKey(
				destination(server.baseUrl, { apiKey: KEY }),
				signal,
			);
			assert.equal(server.received[0]?.path, '/v1/key');
			assert.equal(server.received[0]?.headers['authorization'], `Bearer ${KEY}`);
			return result;
		};

		it('accepts on 200 with an object', async () => {
			assert.deepEqual(await check(200, '{"data":{"label":"x"}}'), { result: 'accepted' });
		});

		it('refuses on 401 and 403, with the words of the server', async () => {
			const body = JSON.stringify({ error: { message: `User not found. ${KEY}`, code: 401 } });
			for (const status of [401, 403]) {
				assert.deepEqual(await check(status, body), {
					result: 'refused',
					detail: 'User not found. [key]',
				});
			}
		});

		it('knows nothing from anything else', async () => {
			for (const [status, body] of [
				[404, ''],
				[200, '<html>'],
				[200, '[]'],
				[200, '{"error":"Unexpected endpoint"}'],
				[302, ''],
				[500, '{}'],
				[429, '{}'],
			] as const) {
				assert.deepEqual(await check(status, body), { result: 'unknown' });
			}
		});

		it('says that a server cannot be reached', async () => {
			const gone = await startServer(() => {});
			await gone.close();
			const result = await test.client.checkKey(destination(gone.baseUrl), never());
			assert.equal(result.result, 'unreachable');
			assert.match(JSON.stringify(result), /Nothing is listening/);
		});

		it('throws the reason when it is stopped', async () => {
			const controller = new AbortController();
			const server = await test.serve(() => controller.abort('enough'));
			const result = test.client.checkKey(destination(server.baseUrl), controller.signal);
			await assert.rejects(result, (error) => error === 'enough');
		});
	});
});
