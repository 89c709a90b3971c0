import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { extensionContext, provideVscode, settings, window } from '../../vscode/apiStandin.ts';

provideVscode();
const { openPrompts } = await import('../../../src/activation/openPrompts.ts');

const LLAMA = { id: 'meta-llama/llama-3.3-70b-instruct', name: 'Meta: Llama 3.3 70B Instruct' };
const SMALL = { id: 'meta-llama/llama-3.1-8b-instruct', name: 'Meta: Llama 3.1 8B Instruct' };
const BASE_URL = 'http://127.0.0.1:9/v1';

describe('the model that a prompt was written for', () => {
	const originals = { ...window };
	/** What was offered: the words and the buttons. */
	let offers: (readonly unknown[])[];
	let chosen: string[];
	let loaded: string[];
	let conversation: { readonly choices: { readonly model?: string } };
	let answer: (button: string | undefined) => void;

	beforeEach(() => {
		[offers, chosen, loaded] = [[], [], []];
		conversation = { choices: {} };
		settings.set('llamaChat.baseUrl', BASE_URL);
		settings.set('llamaChat.model', SMALL.id);
		window.showInformationMessage = (...asked) => {
			offers.push(asked);
			return new Promise((resolve) => {
				answer = resolve;
			});
		};
	});
	afterEach(() => {
		Object.assign(window, originals);
		settings.clear();
	});

	/** Asks a prompt that names these models; by then all has happened that does not wait for the user. */
	async function ask(...models: string[]): Promise<void> {
		const chats = {
			get chat() {
				return { conversation };
			},
			chooseModel: (id: string) => chosen.push(id),
		};
		const catalogues = {
			load: async (url: string) => loaded.push(url),
			catalogue: () => (loaded.length === 0 ? undefined : { models: [SMALL, LLAMA] }),
		};
		const open = openPrompts(extensionContext() as never, { catalogues } as never);
		const prompts = await open({ chats } as never);
		prompts.offerModel('/review', models);
		await setImmediate();
	}

	async function answerWith(button: string | undefined): Promise<void> {
		answer(button);
		await setImmediate();
	}

	it('is offered by its name, and answers from then on where the user says so', async () => {
		await ask('gpt-9', 'Llama 3.3 70B Instruct (copilot)');
		assert.deepEqual(offers, [[`/review was written for ${LLAMA.name}.`, `Use ${LLAMA.name}`]]);
		assert.deepEqual([loaded, chosen], [[BASE_URL], []]);
		await answerWith(`Use ${LLAMA.name}`);
		assert.deepEqual(chosen, [LLAMA.id]);
	});

	it('is not taken by itself: neither before there is an answer nor where the offer is closed', async () => {
		await ask(LLAMA.id);
		assert.deepEqual([offers.length, chosen], [1, []]);
		await answerWith(undefined);
		assert.deepEqual(chosen, []);
	});

	it('is not taken for another chat, which is shown by the time of the answer', async () => {
		await ask(LLAMA.id);
		conversation = { choices: {} };
		await answerWith(`Use ${LLAMA.name}`);
		assert.deepEqual(chosen, []);
	});

	it('is not offered where it answers already, by the setting or by the choice of the chat', async () => {
		await ask(SMALL.id);
		assert.deepEqual(offers, []);
		conversation = { choices: { model: LLAMA.id } };
		await ask(LLAMA.name);
		assert.deepEqual(offers, []);
		await ask(SMALL.id);
		assert.equal(offers.length, 1);
	});

	it('is not offered where the server does not have it, or the prompt names none: then nobody is asked', async () => {
		await ask('gpt-9');
		assert.deepEqual([offers, loaded], [[], [BASE_URL]]);
		await ask();
		assert.deepEqual([offers, loaded], [[], [BASE_URL]]);
		settings.set('llamaChat.baseUrl', 'no address');
		await ask(LLAMA.id);
		assert.deepEqual([offers, loaded], [[], [BASE_URL]]);
	});
});
