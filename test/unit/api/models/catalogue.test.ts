import assert from 'node:assert/strict';
import { readCatalogue } from '../../../../src/api/models/catalogue.ts';
import { pricingFor } from '../../../../src/core/models/priceOverrides.ts';
import { catalogueModel } from '../../core/models/catalogueSamples.ts';

describe('the list of models in an answer', () => {
	const read = (entry: unknown) => readCatalogue([entry], {})?.models;
	const only = (entry: object) => read({ id: 'a', ...entry })?.[0] ?? assert.fail();

	it('stands under "data", under "models" or by itself', () => {
		const entries = [{ id: 'a' }];
		for (const json of [
			{ data: entries },
			{ models: entries },
			entries,
			{ data: {}, models: entries },
		])
			assert.deepEqual(readCatalogue(json, {})?.models, [catalogueModel('a')]);
	});

	it('stands where gateways have it, if all in it has an id', () => {
		for (const json of [
			{ data: { models: [{ id: 'a' }] } },
			{ result: { data: [{ id: 'a' }] } },
			{ items: [{ id: 'a' }] },
			{ list: [{ model_id: 'a' }] },
			{ model_list: [{ model_name: 'a' }] },
			{ available_models: ['a'] },
		]) {
			assert.equal(readCatalogue(json, {})?.models[0]?.id, 'a', JSON.stringify(json));
		}
		for (const json of [{ items: [{ title: 'x' }] }, { list: [] }, { items: [1] }]) {
			assert.equal(readCatalogue(json, {}), undefined, JSON.stringify(json));
		}
	});

	it('may be an object, of one model or of each under its id', () => {
		const [a, b] = [catalogueModel('a'), catalogueModel('b', { name: 'B' })];
		for (const json of [
			{ data: { a: {}, b: { name: 'B' } } },
			{ models: { a: { object: 'model' }, b: { id: 'b', name: 'B' } } },
			{ result: { x: { id: 'a' }, y: { id: 'b', name: 'B' } } },
			{ data: { data: { a: {}, b: { name: 'B' } } } },
			{ data: { 0: { id: 'a' }, 1: { id: 'b', name: 'B' } } },
			{ data: {}, models: { a: {}, b: { name: 'B' } } },
		])
			assert.deepEqual(readCatalogue(json, {})?.models, [a, b], JSON.stringify(json));
		for (const json of [{ data: { id: 'a', object: 'model' } }, { models: { id: 'a' } }])
			assert.deepEqual(readCatalogue(json, {})?.models, [a]);
		for (const json of [{ data: { a: 1 } }, { models: { a: {}, count: 3 } }, { a: {} }])
			assert.equal(readCatalogue(json, {}), undefined);
	});

	it('is none where it is under another name', () => {
		for (const json of [{ entries: [{ id: 'a' }] }, { data: 'a' }, { models: {} }, 'data', 7, null])
			assert.equal(readCatalogue(json, {}), undefined);
	});

	it('is an empty one where it is null, and none where nothing is', () => {
		for (const json of [{ data: null }, { models: null }])
			assert.deepEqual(readCatalogue(json, {}), { models: [], server: 'other' });
		assert.equal(readCatalogue({}, {}), undefined);
	});

	it('has each id once, as it came first, and nothing without an id', () => {
		const entries = [{ id: 'b' }, { id: 'a', name: 'A' }, { name: 'x' }, null, 'a', { id: 'a' }];
		assert.deepEqual(readCatalogue(entries, {})?.models, [
			catalogueModel('b'),
			catalogueModel('a', { name: 'A' }),
		]);
	});

	it('takes the length of the context by each of its names, the first that is one', () => {
		for (const name of ['context_length', 'max_model_len', 'max_context_length', 'context_window'])
			assert.equal(only({ [name]: 8192 }).contextLength, 8192, name);
		assert.equal(only({ context_length: 0, max_model_len: 4096 }).contextLength, 4096);
		assert.equal(only({ context_length: null, context_window: 1 }).contextLength, 1);
		assert.equal(only({ context_length: 2, max_model_len: 3 }).contextLength, 2);
		for (const none of [0, -1, null, '8192', 8192.5, Number.POSITIVE_INFINITY])
			assert.equal(only({ context_length: none }).contextLength, undefined);
	});

	it('says how a model reasons, as far as the server says that', () => {
		const reasoning = (value: unknown) => only({ reasoning: value }).reasoning;
		assert.deepEqual(
			reasoning({ supported_efforts: ['low', 'turbo', 3, 'high'], mandatory: true }),
			{
				efforts: ['high', 'low'],
				mandatory: true,
			},
		);
		for (const none of [
			{ supported_efforts: null },
			{ supported_efforts: 'high', mandatory: 1 },
			{},
		])
			assert.deepEqual(reasoning(none), { mandatory: false });
		for (const wrong of [null, true, 'high', undefined]) assert.equal(reasoning(wrong), undefined);
	});

	it('lets a reply be no longer than the context', () => {
		const longest = (most: number | undefined, context?: number) =>
			only({
				top_provider: { max_completion_tokens: most },
				...(context === undefined ? {} : { context_length: context }),
			}).maxCompletionTokens;
		assert.equal(longest(16_384, 8192), 8192);
		assert.equal(longest(4096, 8192), 4096);
		assert.equal(longest(4096), 4096);
		assert.equal(longest(undefined, 8192), undefined);
		// A request for so many tokens would be refused, whatever is asked.
		for (const none of [0, -1, 0.5, Number.POSITIVE_INFINITY]) {
			assert.equal(longest(none, 8192), undefined);
			assert.equal(longest(none), undefined);
		}
	});

	it('has the window of a model under each name that servers have for it', () => {
		for (const entry of [
			...['context_length', 'max_model_len', 'max_context_length', 'context_window'],
			...['context_size', 'max_context_tokens', 'contextLength', 'contextWindow', 'n_ctx'],
			...['max_input_tokens', 'inputTokenLimit', 'max_sequence_length'],
		].map((name) => ({ [name]: 8192 }))) {
			assert.equal(only(entry).contextLength, 8192, JSON.stringify(entry));
		}
		for (const entry of [
			{ metadata: { context_length: 8192 } },
			{ meta: { n_ctx: 8192, n_ctx_train: 131_072 } },
			{ model_spec: { availableContextTokens: 8192 } },
			{ limits: { max_context_window_tokens: 8192 } },
			{ capabilities: { limits: { max_context_window_tokens: 8192 } } },
			{ top_provider: { context_length: 8192 } },
			{ context_length: null, metadata: { context_length: 8192 } },
			{ context_length: 8192, max_input_tokens: 4096 },
		]) {
			assert.equal(only(entry).contextLength, 8192, JSON.stringify(entry));
		}
		for (const none of [{ context_length: '8k' }, { max_tokens: 8192 }, { meta: 8192 }])
			assert.equal(only(none).contextLength, undefined, JSON.stringify(none));
	});

	it('keeps the id that never changes, where that is another', () => {
		assert.equal(only({ canonical_slug: 'a-07-25' }).canonical, 'a-07-25');
		for (const none of ['a', '', null, 7])
			assert.equal('canonical' in only({ canonical_slug: none }), false);
	});

	it('keeps the id of the model that one stands for', () => {
		const target = (alias_target: unknown) => only({ alias_target }).aliasTarget;
		assert.equal(target({ name: 'One', slug: 'a/one' }), 'a/one');
		for (const none of [{ name: 'One' }, { slug: '' }, { slug: 7 }, 'a/one', null])
			assert.equal(target(none), undefined);
	});

	it('keeps the prices that are texts', () => {
		assert.deepEqual(only({ pricing: { prompt: '0.1', discount: 0.5, overrides: [] } }).pricing, {
			prompt: '0.1',
		});
		for (const pricing of [{}, { discount: 0.5 }, null, '0.1', ['0.1']])
			assert.equal(only({ pricing }).pricing, undefined);
	});

	it('keeps what a model takes, its texts alone', () => {
		const { inputModalities, supportedParameters } = only({
			architecture: { input_modalities: ['text', 7, 'image'] },
			supported_parameters: ['seed', null],
		});
		assert.deepEqual(inputModalities, ['text', 'image']);
		assert.deepEqual(supportedParameters, ['seed']);
		assert.deepEqual(only({ supported_parameters: [] }).supportedParameters, []);
		for (const entry of [{ architecture: null }, { architecture: { input_modalities: 'text' } }])
			assert.equal(only(entry).inputModalities, undefined);
	});

	it('keeps what is said of it beside that', () => {
		const said = { expiration_date: '2026-12-31', created: 7, description: 'It reads.' };
		const { expires, created, description } = only(said);
		assert.deepEqual([expires, created, description], ['2026-12-31', 7, 'It reads.']);
	});

	it('shows which server it is, by its headers or by whom the models belong to', () => {
		const server = (owner: unknown, headers = {}) =>
			readCatalogue([{ id: 'a' }, { id: 'b', owned_by: owner }], headers)?.server;
		assert.equal(server('vllm'), 'vllm');
		assert.equal(server(7), 'other');
		assert.equal(server('me', { server: 'llama.cpp' }), 'llamacpp');
	});

	it('has names for ids where nothing of the list has an id', () => {
		const ids = (json: unknown) => readCatalogue(json, {})?.models.map(({ id }) => id);
		for (const json of [
			['a', 'b'],
			{ models: ['a', 'b'] },
			{ models: [{ name: 'a' }, null, { model: 'b', name: 'The b' }] },
			{ data: [{ model: 'a' }, { id: undefined, model: 'b' }].map(({ model }) => ({ model })) },
			{ data: null, models: [{ id: 'a' }, { id: 'b' }] },
			{ data: [], models: [{ id: 'a' }, { id: 'b' }] },
			{ data: { data: [{ id: 'a' }, { id: 'b' }] } },
			{ result: [{ id: 'a' }, { id: 'b' }], success: true },
		]) {
			assert.deepEqual(ids(json), ['a', 'b'], JSON.stringify(json));
		}
		assert.deepEqual(ids([{ id: 'a' }, 'x', { name: 'y' }, { id: null, name: 'z' }]), ['a']);
		for (const json of [{ object: 'list' }, { result: null }, { models: [] }, [{}, 7]])
			assert.deepEqual(ids(json), [], JSON.stringify(json));
		for (const json of [{ object: 'model' }, { object: 'list', data: 'x' }, {}])
			assert.equal(ids(json), undefined, JSON.stringify(json));
	});

	it('keeps other prices for long prompts and hours, and leaves out those whose condition cannot be read', () => {
		const overrides = [
			{ min_prompt_tokens: 272_000, prompt: '0.000005', input_cache_read: '0.0000005' },
			{ utc_start: '16:30', utc_end: '00:30', prompt: '0.0000001', completion: '0.0000004' },
			{ utc_start: 30, utc_end: 1630, prompt: '0.0000002' },
			{ utc_start: 'dusk', utc_end: '00:30', prompt: '0' },
			{ utc_start: 1630, prompt: '0' },
			{ utc_end: 1630, prompt: '0' },
			{ utc_start: 1690, utc_end: 30, prompt: '0' },
			{ utc_start: 0, utc_end: 100, utc_days: ['monday'], prompt: '0' },
			{ service_tier: 'flex', prompt: '0' },
			{ any_of: { size: '1k' }, prompt: '0' },
			{ min_prompt_tokens: 'many', prompt: '0' },
			{ min_prompt_tokens: '10', prompt: '0' },
			{ min_prompt_tokens: 10 },
			null,
			'cheap',
		];
		const pricing = { prompt: '0.0000025', completion: '0.00001', overrides };
		const [model] = read({ id: 'a/one', pricing }) ?? [];
		assert.deepEqual(model?.pricing, { prompt: '0.0000025', completion: '0.00001' });
		assert.deepEqual(model?.priceOverrides, [
			{
				minPromptTokens: 272_000,
				pricing: { prompt: '0.000005', input_cache_read: '0.0000005' },
			},
			{
				hours: { from: 990, to: 30 },
				pricing: { prompt: '0.0000001', completion: '0.0000004' },
			},
			{ hours: { from: 30, to: 990 }, pricing: { prompt: '0.0000002' } },
		]);
	});

	it('prices requests as the examples in the list’s own documentation do', () => {
		const [long, hours] = [
			{
				prompt: '0.0000025',
				completion: '0.00001',
				overrides: [{ min_prompt_tokens: 200_000, prompt: '0.000005', completion: '0.00002' }],
			},
			{
				prompt: '0.00000028',
				completion: '0.00000042',
				overrides: [
					{ utc_start: 30, utc_end: 1630, prompt: '0.00000028', completion: '0.00000042' },
					{ utc_start: 1630, utc_end: 30, prompt: '0.00000014', completion: '0.00000021' },
				],
			},
		].map((pricing) => read({ id: 'a/one', pricing })?.[0]);
		const prices = (model: typeof long, prompt: number, time: string) => {
			const at = Date.parse(`2026-11-30T${time}:00Z`);
			const { prompt: input, completion } = pricingFor(model, { prompt, at }) ?? {};
			return [input, completion];
		};
		assert.deepEqual(prices(long, 200_000, '12:00'), ['0.0000025', '0.00001']);
		assert.deepEqual(prices(long, 200_001, '12:00'), ['0.000005', '0.00002']);
		for (const dear of ['00:30', '12:00', '16:29'])
			assert.deepEqual(prices(hours, 10, dear), ['0.00000028', '0.00000042'], dear);
		for (const cheap of ['16:30', '23:59', '00:00', '00:29'])
			assert.deepEqual(prices(hours, 10, cheap), ['0.00000014', '0.00000021'], cheap);
	});
});
