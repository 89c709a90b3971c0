import assert from 'node:assert/strict';
import type { ProviderRouting } from '../../../../src/core/server/routing.ts';
import {
	profileOf,
	SERVER_PROFILES,
	type ServerKind,
} from '../../../../src/core/server/serverProfiles.ts';
import { destination } from '../network/testServer.ts';
import { clientUnderTest, KEY, never } from '../server/clientUnderTest.ts';

type Answers = Readonly<Record<string, unknown>>;

describe('the chat client asks for the window of a model', () => {
	const test = clientUnderTest();

	/** @param answers by method and path; all else is 404 */
	const windowOf = async (
		server: ServerKind,
		answers: Answers,
		model: string,
		provider?: ProviderRouting,
	) => {
		const { baseUrl, received } = await test.serve((response, { method, path }) => {
			const answer = answers[`${method} ${path}`];
			if (answer === undefined) response.writeHead(404).end('404 page not found');
			else response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
		});
		const to = { ...destination(baseUrl, { apiKey: KEY }), server };
		return { window: await test.client.modelWindow(to, model, provider, never()), received };
	};

	const shown = (parameters?: string) => ({
		'GET /api/ps': { models: [] },
		'POST /api/show': {
			...(parameters === undefined ? {} : { parameters }),
			model_info: { 'general.architecture': 'llama', 'llama.context_length': 131_072 },
		},
	});

	it('at Ollama: that of the loaded model, with the key and nothing else', async () => {
		const loaded = [
			{ name: 'other:8b', model: 'other:8b', context_length: 2048 },
			{ name: 'llama3:latest', model: 'llama3:latest', context_length: 4096 },
		];
		const { window, received } = await windowOf(
			'ollama',
			{ 'GET /api/ps': { models: loaded } },
			'llama3',
		);
		assert.deepEqual(window, { tokens: 4096, is: 'exact' });
		assert.deepEqual(
			received.map(({ method, path, body }) => [method, path, body]),
			[['GET', '/api/ps', '']],
		);
		assert.equal(received[0]?.headers['authorization'], `Bearer ${KEY}`);
	});

	it('at Ollama: what it may be loaded with, where it is not loaded', async () => {
		const { window, received } = await windowOf('ollama', shown(), 'llama3');
		assert.deepEqual(window, { tokens: 131_072, is: 'atMost' });
		assert.equal(received[1]?.body, '{"model":"llama3"}');
		const set = shown('stop    "<|eot_id|>"\nnum_ctx                        8192\n');
		assert.deepEqual((await windowOf('ollama', set, 'llama3')).window, {
			tokens: 8192,
			is: 'atMost',
		});
		const huge = shown('num_ctx 999999999');
		assert.deepEqual((await windowOf('ollama', huge, 'llama3')).window, {
			tokens: 131_072,
			is: 'atMost',
		});
	});

	it('at llama.cpp, LM Studio and vLLM: what each has for it', async () => {
		const studio = {
			'GET /api/v0/models': {
				data: [
					{ id: 'a', state: 'loaded', loaded_context_length: 4096, max_context_length: 131_072 },
					{ id: 'b', state: 'not-loaded', max_context_length: 32_768 },
				],
			},
		};
		const newer = {
			'GET /api/v1/models': {
				models: [
					{
						key: 'a',
						max_context_length: 131_072,
						loaded_instances: [
							{ id: 'a', config: { context_length: 4096 } },
							{ id: 'a:2', config: { context_length: 8192 } },
						],
					},
					{ key: 'b', max_context_length: 32_768, loaded_instances: [] },
				],
			},
		};
		const router = {
			'GET /props': { role: 'router' },
			'GET /props?model=any&autoload=false': { default_generation_settings: { n_ctx: 2048 } },
		};
		const vllm = {
			'GET /v1/models': { data: [{ id: 'a', owned_by: 'vllm', max_model_len: 9000 }] },
		};
		const props = { 'GET /props': { default_generation_settings: { n_ctx: 16_384 } } };
		for (const [kind, answers, model, window] of [
			['llamacpp', props, 'any', { tokens: 16_384, is: 'exact' }],
			['llamacpp', router, 'any', { tokens: 2048, is: 'exact' }],
			['llamacpp', router, 'other', undefined],
			['lmstudio', newer, 'a', { tokens: 4096, is: 'exact' }],
			['lmstudio', newer, 'a:2', { tokens: 8192, is: 'exact' }],
			['lmstudio', newer, 'b', { tokens: 32_768, is: 'atMost' }],
			['lmstudio', newer, 'c', undefined],
			['lmstudio', studio, 'a', { tokens: 4096, is: 'exact' }],
			['lmstudio', studio, 'b', { tokens: 32_768, is: 'atMost' }],
			['lmstudio', studio, 'c', undefined],
			['vllm', vllm, 'a', { tokens: 9000, is: 'exact' }],
			['vllm', vllm, 'b', undefined],
		] as const) {
			assert.deepEqual((await windowOf(kind, answers, model)).window, window, `${kind} ${model}`);
		}
	});

	it('at OpenRouter: the smallest of the providers that the routing lets answer', async () => {
		const endpoints = [
			{ provider_name: 'Deep Infra', tag: 'deepinfra/turbo', context_length: 131_072 },
			{ provider_name: 'Together', tag: 'together', context_length: 65_536 },
			{ provider_name: 'Novita', tag: 'novita/fp8', context_length: 8192 },
			{ provider_name: 'Silent', tag: 'silent', context_length: 0 },
		];
		const answers = { 'GET /v1/models/meta/llama/endpoints': { data: { endpoints } } };
		const cases: [ProviderRouting | undefined, object][] = [
			[undefined, { tokens: 8192, is: 'atLeast' }],
			[{ ignore: ['novita'] }, { tokens: 65_536, is: 'atLeast' }],
			[{ only: ['deepinfra'] }, { tokens: 131_072, is: 'exact' }],
			[{ only: ['DeepInfra', 'together'] }, { tokens: 65_536, is: 'atLeast' }],
			[
				{ order: ['together'], allow_fallbacks: false },
				{ tokens: 65_536, is: 'exact' },
			],
			[{ order: ['together'] }, { tokens: 8192, is: 'atLeast' }],
			// Whoever that is, it may be any of them.
			[{ only: ['nobody-knows'] }, { tokens: 8192, is: 'atLeast' }],
		];
		for (const [provider, window] of cases) {
			assert.deepEqual(
				(await windowOf('openrouter', answers, 'meta/llama', provider)).window,
				window,
				JSON.stringify(provider),
			);
		}
	});

	it('and has none where the answer holds none', async () => {
		const odd: [ServerKind, Answers][] = [
			['ollama', {}],
			['ollama', { 'GET /api/ps': 'null', 'POST /api/show': [] }],
			['ollama', { 'GET /api/ps': { models: [{ model: 'm', context_length: 'many' }] } }],
			['llamacpp', { 'GET /props': { default_generation_settings: { n_ctx: 0 } } }],
			['llamacpp', { 'GET /props': { default_generation_settings: { n_ctx: -1 } } }],
			['llamacpp', { 'GET /props': { default_generation_settings: { n_ctx: 0.5 } } }],
			['llamacpp', { 'GET /props': '{"default_generation_settings":{"n_ctx":1e999}}' }],
			['llamacpp', { 'GET /props': '<html>' }],
			['lmstudio', { 'GET /api/v0/models': { error: 'no' } }],
			['vllm', { 'GET /v1/models': { data: [{ id: 'm', max_model_len: null }] } }],
			['openrouter', { 'GET /v1/models/m/endpoints': { data: { endpoints: [] } } }],
		];
		for (const [kind, answers] of odd) {
			const { window } = await windowOf(kind, answers, 'm');
			assert.equal(window, undefined, `${kind} ${JSON.stringify(answers)}`);
		}
	});

	it('of those servers alone that tell it, all of them', async () => {
		for (const kind of [...SERVER_PROFILES.map((profile) => profile.kind), 'other'] as const) {
			const { received } = await windowOf(kind, {}, 'm');
			assert.equal(received.length > 0, profileOf(kind).tellsWindow === true, kind);
		}
	});
});
