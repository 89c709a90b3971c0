import assert from 'node:assert/strict';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { withWindow } from '../../../../src/core/models/modelWindow.ts';
import { ModelWindows } from '../../../../src/core/models/modelWindows.ts';
import type { ModelWindow } from '../../../../src/core/server/chatServer.ts';
import { catalogueModel } from './catalogueSamples.ts';

const OLLAMA = {
	baseUrl: 'http://127.0.0.1:11434/v1',
	apiKey: undefined,
	siteUrl: undefined,
	siteName: undefined,
};
const EXACT: ModelWindow = { tokens: 4096, is: 'exact' };
const AT_MOST: ModelWindow = { tokens: 131_072, is: 'atMost' };

describe('the window of a model', () => {
	it('is asked for once by all who ask for it, and again a minute later', async () => {
		const world = new World(EXACT);
		await Promise.all([world.windows.ask(OLLAMA, 'm'), world.windows.ask(OLLAMA, 'm')]);
		assert.deepEqual(world.told, ['m: 4096']);
		world.time += 60_000;
		await world.windows.ask(OLLAMA, 'm');
		assert.equal(world.asked, 1);
		world.time++;
		world.answer = undefined;
		await world.windows.ask(OLLAMA, 'm');
		assert.equal(world.asked, 2);
		assert.equal(world.told.at(-1), 'm: none');
	});

	it('is another for another model, and for other providers, whose answers are told again', async () => {
		const world = new World({ tokens: 8192, is: 'atLeast' });
		const there = { ...OLLAMA, baseUrl: 'https://openrouter.ai/api/v1' };
		await world.windows.ask(there, 'm');
		world.answer = { tokens: 65_536, is: 'exact' };
		await world.windows.ask(there, 'm', { only: ['together'] });
		await world.windows.ask(there, 'm');
		await world.windows.ask(there, 'other');
		assert.equal(world.asked, 3);
		assert.deepEqual(world.told, ['m: 8192', 'm: 65536', 'm: 8192', 'other: 65536']);
		world.time += 10 * 60_000;
		await world.windows.ask(there, 'm');
		assert.equal(world.asked, 3);
	});

	it('is asked for again after a reply only where the model was not loaded', async () => {
		const world = new World(AT_MOST);
		await world.windows.ask(OLLAMA, 'm');
		world.answer = EXACT;
		await world.windows.replied(OLLAMA, 'm');
		await world.windows.replied(OLLAMA, 'm');
		await world.windows.replied(OLLAMA, 'never asked');
		assert.deepEqual(world.told, ['m: 131072', 'm: 4096']);
	});

	it('is not asked for at a server that tells none', async () => {
		const world = new World(EXACT);
		await world.windows.ask({ ...OLLAMA, baseUrl: 'https://api.openai.com/v1' }, 'm');
		await world.windows.ask({ ...OLLAMA, baseUrl: 'http://127.0.0.1:9/v1' }, 'm');
		assert.equal(world.asked, 0);
		await world.windows.ask(
			{ ...OLLAMA, baseUrl: 'http://127.0.0.1:9/v1', server: 'llamacpp' },
			'm',
		);
		assert.equal(world.asked, 1);
	});

	it('stays as it was where the server cannot be reached, and the next message asks again', async () => {
		const world = new World(EXACT);
		await world.windows.ask(OLLAMA, 'm');
		world.time += 60_001;
		world.answer = new ChatError('network', 'Nobody there.');
		await world.windows.ask(OLLAMA, 'm');
		assert.deepEqual([world.told, world.failures], [['m: 4096'], ['Nobody there.']]);
		world.answer = AT_MOST;
		await world.windows.ask(OLLAMA, 'm');
		assert.equal(world.told.at(-1), 'm: 131072');
	});

	it('holds a message back for no longer than a moment, and counts when it comes after all', async () => {
		const world = new World(EXACT);
		const answer = world.gate();
		const before = world.windows.askBefore(OLLAMA, 'm');
		assert.deepEqual(world.waits, [1000]);
		world.expire();
		await before;
		assert.deepEqual(world.told, []);
		answer.resolve(EXACT);
		await world.windows.ask(OLLAMA, 'm');
		assert.deepEqual([world.told, world.asked], [['m: 4096'], 1]);
	});

	it('starts no wait that outlives its answer', async () => {
		const world = new World(EXACT);
		await world.windows.askBefore(OLLAMA, 'm');
		assert.deepEqual([world.waits, world.ended], [[1000], 1]);
	});
});

describe('a model with its window', () => {
	const listed = catalogueModel('m', { contextLength: 32_768, maxCompletionTokens: 16_384 });

	it('takes what is certain in place of what the list says', () => {
		const { contextLength, maxCompletionTokens, window } = withWindow(listed, EXACT);
		assert.deepEqual([contextLength, maxCompletionTokens, window], [4096, 4096, 'exact']);
		const larger = withWindow(listed, { tokens: 65_536, is: 'exact' });
		assert.equal(larger.contextLength, 65_536);
	});

	it('takes the smaller of both where the server tells only a bound', () => {
		for (const is of ['atMost', 'atLeast'] as const) {
			const smaller = withWindow(listed, { tokens: 8192, is });
			assert.deepEqual([smaller.contextLength, smaller.window], [8192, is]);
			assert.equal(withWindow(listed, { tokens: 65_536, is }), listed);
			assert.equal(withWindow(catalogueModel('m'), { tokens: 65_536, is }).contextLength, 65_536);
		}
	});
});

/** A server of which the test says what it answers, and what was told of it. */
class World {
	readonly windows: ModelWindows;
	answer: ModelWindow | undefined | ChatError;
	time = 0;
	asked = 0;
	ended = 0;
	readonly told: string[] = [];
	readonly failures: string[] = [];
	readonly waits: number[] = [];
	expire = (): void => assert.fail('nobody waits');
	readonly #gates: Promise<ModelWindow>[] = [];

	constructor(answer: ModelWindow) {
		this.answer = answer;
		this.windows = new ModelWindows({
			server: {
				modelWindow: async () => {
					this.asked++;
					const gate = this.#gates.shift();
					if (gate !== undefined) return gate;
					if (this.answer instanceof ChatError) throw this.answer;
					return this.answer;
				},
			},
			models: {
				model: () => undefined,
				setWindow: (_baseUrl, id, window) => this.told.push(`${id}: ${window?.tokens ?? 'none'}`),
			},
			now: () => this.time,
			startTimer: (ms, expired) => {
				this.waits.push(ms);
				this.expire = expired;
				return () => this.ended++;
			},
			failed: (error) => this.failures.push(error instanceof Error ? error.message : ''),
		});
	}

	gate(): PromiseWithResolvers<ModelWindow> {
		const gate = Promise.withResolvers<ModelWindow>();
		this.#gates.push(gate.promise);
		return gate;
	}
}
