import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import type { OnceForReply, SelectModelPorts } from '../../../../src/host/models/selectModel.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';
import { catalogueModel } from '../../core/models/catalogueSamples.ts';

provideVscode();
const { quickPicks, window } = await import('vscode').then(
	(module) => module as unknown as typeof import('../../../vscode/apiStandin.ts'),
);
const { sayInNotification } = await import('../../../../src/host/vscode/say.ts');
const { selectModel } = await import('../../../../src/host/models/selectModel.ts');

const DESTINATION = {
	baseUrl: 'https://example.com/v1',
	apiKey: undefined,
	siteUrl: undefined,
	siteName: undefined,
};
const CATALOGUE = { at: 0, models: [catalogueModel('a'), catalogueModel('b')], server: 'other' };

describe('the list of models', () => {
	const questions = { ...window };
	afterEach(() => Object.assign(window, questions));

	let chosen: string[];
	let asked: number;
	beforeEach(() => {
		chosen = [];
		asked = 0;
	});

	it('is there without favourites where these cannot be read, and says so; so it is where one cannot be kept', async () => {
		const said: string[] = [];
		Object.assign(window, { showErrorMessage: async (text: string) => void said.push(text) });
		const denied = Object.assign(new Error('EACCES: models.json'), { code: 'EACCES' });
		const fails = () => Promise.reject(denied);
		const { done, list, row } = opened(0, {}, { of: fails, favour: fails });
		list.pressOn(await row('b'), 'Add to Favourites');
		await row('b');
		const why = 'the system does not allow it. Check who may write there.';
		assert.deepEqual(said, [
			`Favourite and recent models could not be read: ${why}`,
			`Add to Favourites has failed: ${why}`,
		]);
		list.accept(await row('b'));
		await done;
		assert.deepEqual(chosen, ['b']);
	});

	/** @param age of the list that is known, in milliseconds; undefined where there is none */
	function opened(
		age: number | undefined,
		models: object = {},
		preferences: object = {},
		reply?: OnceForReply,
		last?: object,
	) {
		const done = selectModel(
			{
				models: {
					load: async () => {},
					age: () => age,
					catalogue: () => (age === undefined ? undefined : CATALOGUE),
					refresh: async () => {
						asked++;
						return CATALOGUE;
					},
					...models,
				},
				preferences: {
					of: async () => ({ favourites: [], recent: [] }),
					chosen: async () => {},
					...preferences,
				},
				chats: {
					chat: {
						conversation: {
							choices: { model: 'a' },
							lastReply: () => last,
							path: () => (last ? [last] : []),
						},
					},
					chooseModel: (id: string) => chosen.push(id),
				},
				say: sayInNotification,
			} as unknown as SelectModelPorts,
			DESTINATION,
			reply,
		);
		const list = quickPicks.at(-1);
		assert.ok(list);
		const row = async (id: string) => {
			await setImmediate();
			const found = list.shown.items.find(({ label }) => label === id);
			assert.ok(found);
			return found;
		};
		return { done, list, row };
	}

	it('is left with the model that is picked, and not by an Enter before there is one', async () => {
		const { done, list, row } = opened(0);
		list.accept();
		assert.equal(list.visible, true);
		list.accept(await row('b'));
		await done;
		assert.deepEqual([chosen, asked], [['b'], 0]);
		assert.deepEqual([list.disposed, list.late], [1, []]);
	});

	it('says of each other model what it reads of the chat first, by its own price', async () => {
		const models = [
			catalogueModel('a', { pricing: { prompt: '0.01' } }),
			catalogueModel('b', { pricing: { prompt: '0.000001' } }),
		];
		const usage = { prompt_tokens: 6123, completion_tokens: 1, total_tokens: 6124 };
		const last = { role: 'assistant', model: 'a:nitro', facts: { usage } };
		const catalogue = () => ({ ...CATALOGUE, models });
		const { done, list, row } = opened(
			0,
			{ catalogue, model: () => models[0] },
			{},
			undefined,
			last,
		);
		const details = [await row('a'), await row('b')].map(({ detail }) => detail ?? '');
		assert.doesNotMatch(details[0] ?? '', /reads/);
		assert.match(details[1] ?? '', /^reads about 6\.1k tokens of this chat, ≈\$0\.0061$/);
		list.hide();
		await done;
	});

	it('does not ask the server when it is left before the disk is read', async () => {
		let loaded = () => {};
		const load = () => new Promise<void>((resolve) => (loaded = resolve));
		const { done, list } = opened(undefined, { load });
		assert.equal(list.shown.busy, true);
		list.hide();
		await done;
		loaded();
		await setImmediate();
		assert.equal(asked, 0);
		assert.deepEqual([list.disposed, list.late], [1, []]);
	});

	it('shows nothing more when it is left while the server is asked, and says nothing', async () => {
		const said: unknown[] = [];
		Object.assign(window, { showErrorMessage: async (text: string) => said.push(text) });
		let fail = (_error: Error) => {};
		const refresh = () => new Promise((_resolve, reject) => (fail = reject));
		const { done, list } = opened(undefined, { refresh });
		await setImmediate();
		list.hide();
		await done;
		fail(new ChatError('network', 'Nobody.'));
		await setImmediate();
		assert.deepEqual([said, list.disposed, list.late], [[], 1, []]);
	});

	it('lets the id be typed where there is no list', async () => {
		Object.assign(window, {
			showErrorMessage: async (_text: string, first: string) => first,
			showInputBox: async () => ' me/typed ',
		});
		const refresh = async () => {
			throw new ChatError('network', 'Nobody.');
		};
		const { done, list } = opened(undefined, { refresh });
		await done;
		await setImmediate();
		assert.deepEqual([chosen, list.disposed, list.late], [['me/typed'], 1, []]);
	});

	describe('for one reply', () => {
		const asked: string[] = [];
		const reply: OnceForReply = {
			regenerate: async (model) => void asked.push(model),
			withParameters: async () => void asked.push('parameters'),
			compare: async () => void asked.push('compare'),
		};
		beforeEach(() => void asked.splice(0));

		it('asks for it again, and leaves the chat its model', async () => {
			const { done, list, row } = opened(0, {}, {}, reply);
			const found = await row('b');
			assert.equal(list.shown.title, 'Regenerate With…');
			const buttons = found.buttons?.map(({ tooltip }) => tooltip);
			assert.deepEqual(buttons, ['Add to Favourites'], 'it is for no new chat');
			list.accept(found);
			await done;
			assert.deepEqual([asked, chosen], [['b'], []]);
		});

		it('leads to the parameters of the reply', async () => {
			const { done, list, row } = opened(0, {}, {}, reply);
			list.accept(await row('$(settings) Other Parameters…'));
			await done;
			assert.deepEqual([asked, chosen], [['parameters'], []]);
			assert.equal(list.disposed, 1);
		});

		it('leads to no parameters where these have led to it', async () => {
			const { regenerate } = reply;
			const { done, list, row } = opened(0, {}, {}, { regenerate });
			const found = await row('b');
			assert.ok(!list.shown.items.some(({ label }) => label.includes('Other Parameters')));
			list.accept(found);
			await done;
			assert.deepEqual(asked, ['b']);
		});

		it('takes an id that is typed, in the list and where there is none', async () => {
			Object.assign(window, {
				showErrorMessage: async (_text: string, first: string) => first,
				showInputBox: async () => ' me/typed ',
			});
			const refresh = async () => {
				throw new ChatError('network', 'Nobody.');
			};
			await opened(undefined, { refresh }, {}, reply).done;
			assert.deepEqual([asked, chosen], [['me/typed'], []]);
		});

		it('says what went wrong when it cannot be asked for', async () => {
			const fails = { ...reply, regenerate: () => Promise.reject(new Error('It broke')) };
			const { done, list, row } = opened(0, {}, {}, fails);
			list.accept(await row('b'));
			await assert.rejects(done, /It broke/);
		});
	});

	it('tells of a favourite that could not be kept although it was left meanwhile', async () => {
		let fail = (_error: Error) => {};
		const favour = () => new Promise((_resolve, reject) => (fail = reject));
		const { done, list, row } = opened(0, {}, { favour });
		list.pressOn(await row('b'), 'Add to Favourites');
		list.hide();
		fail(new Error('The disk is full'));
		await assert.rejects(done, /The disk is full/);
	});
});
