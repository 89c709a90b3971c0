import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { ChosenOnce } from '../../../../src/core/chat/prepareTurn.ts';
import { profileOf } from '../../../../src/core/server/serverProfiles.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';
import { catalogueModel } from '../../core/models/catalogueSamples.ts';

provideVscode();
const { quickPicks, settings, window } = await import('vscode').then(
	(module) => module as unknown as typeof import('../../../vscode/apiStandin.ts'),
);
const { askWithParameters } = await import('../../../../src/host/parameters/replyParameters.ts');

interface InputBox {
	title: string;
	value: string;
	prompt: string;
	validateInput(text: string): string | undefined;
}

describe('the parameters of one reply', () => {
	const originals = { ...window };
	let asked: ChosenOnce[];
	/** Whom its parameters were asked about. */
	let targets: (string | undefined)[];
	beforeEach(() => {
		asked = [];
		targets = [];
	});
	afterEach(() => {
		Object.assign(window, originals);
		settings.clear();
	});

	function opened(model?: string) {
		const target = {
			profile: profileOf('openrouter'),
			known: {
				...catalogueModel('a'),
				supportedParameters: ['temperature', 'top_p', 'seed', 'stop'],
				reasoning: { efforts: ['high' as const, 'low' as const], mandatory: false },
			},
		};
		const choices = { parameters: { temperature: 0.5 } };
		const done = askWithParameters(choices, {
			target: (of) => {
				targets.push(of);
				return of === undefined
					? target
					: { ...target, known: { ...target.known, id: of, supportedParameters: ['seed'] } };
			},
			chooseModel: async () => model,
			ask: async (once) => void asked.push(once),
		});
		const list = quickPicks.at(-1);
		assert.ok(list);
		const row = async (label: string) => {
			await setImmediate();
			const found = list.shown.items.find((item) => item.label === label);
			assert.ok(found, label);
			return found;
		};
		return { done, list, row };
	}

	/** Types this into the next box; what the box refuses is the test's failure. */
	function types(text: string): InputBox[] {
		const boxes: InputBox[] = [];
		Object.assign(window, {
			showInputBox: async (box: InputBox) => {
				boxes.push(box);
				assert.equal(box.validateInput(text), undefined);
				return text;
			},
		});
		return boxes;
	}

	it('are a preset’s, which is asked with at once', async () => {
		settings.set('llamaChat.presets', { Mine: { topK: 7, topP: null } });
		const { done, list, row } = opened();
		assert.equal(
			(await row('Creative')).description,
			'Temperature 1.1, Top P 0.95, Presence Penalty 0.3',
		);
		const mine = await row('Mine');
		assert.equal(mine.description, 'Top K 7, Top P not sent');
		list.accept(mine);
		await done;
		assert.deepEqual(asked, [{ parameters: { topK: 7, topP: null } }]);
	});

	it('are single values, each changed where one sees what it is, and asked with when one says so', async () => {
		settings.set('llamaChat.topP', 0.9);
		const { done, list, row } = opened();
		await setImmediate();
		assert.ok(!list.shown.items.some(({ label }) => label.endsWith('Regenerate')));
		assert.equal((await row('Temperature')).description, '0.5');
		assert.equal((await row('Top P')).description, '0.9');
		assert.equal((await row('Seed')).description, 'model’s default');
		assert.equal((await row('Top K')).detail, 'The model ignores it.');
		const boxes = types('0,2');
		list.accept(await row('Temperature'));
		await setImmediate();
		assert.equal(boxes[0]?.value, '0.5');
		assert.equal(boxes[0].validateInput('3'), 'Type a number from 0 to 2.');
		assert.equal((await row('Temperature')).description, '0.2 · for this reply');
		types('');
		list.accept(await row('Top P'));
		await setImmediate();
		types('["END", "\\n"]');
		list.accept(await row('Stop'));
		await setImmediate();
		const ask = await row('$(refresh) Regenerate');
		assert.equal(ask.description, 'Temperature 0.2, Top P not sent, Stop ["END","\\n"]');
		assert.deepEqual(asked, []);
		list.accept(ask);
		await done;
		const parameters = { temperature: 0.2, topP: null, stop: ['END', '\n'] };
		assert.deepEqual(asked, [{ parameters }]);
	});

	it('are the reasoning effort, where the model takes one', async () => {
		const { done, list, row } = opened();
		let offered: unknown;
		Object.assign(window, {
			showQuickPick: async (items: unknown) => {
				offered = items;
				return 'high';
			},
		});
		list.accept(await row('Reasoning Effort'));
		await setImmediate();
		assert.deepEqual(offered, ['high', 'low', 'none', 'model’s default']);
		list.accept(await row('$(refresh) Regenerate'));
		await done;
		assert.deepEqual(asked, [{ reasoningEffort: 'high' }]);
	});

	it('go to another model, which says what it takes, together with what is chosen', async () => {
		settings.set('llamaChat.model', 'meta-llama/llama-3-70b-instruct');
		const { done, list, row } = opened('openai/gpt-4o');
		const model = await row('Model');
		assert.equal(model.description, 'Llama 3 70B Instruct');
		assert.equal((await row('Temperature')).detail, undefined);
		types('0.2');
		list.accept(await row('Temperature'));
		await setImmediate();
		list.accept(model);
		await setImmediate();
		assert.equal((await row('Model')).description, 'GPT 4o · for this reply');
		assert.equal((await row('Temperature')).detail, 'The model ignores it.');
		assert.equal(targets.at(-1), 'openai/gpt-4o');
		const ask = await row('$(refresh) Regenerate');
		assert.equal(ask.description, 'GPT 4o, Temperature 0.2');
		list.accept(ask);
		await done;
		assert.deepEqual(asked, [{ model: 'openai/gpt-4o', parameters: { temperature: 0.2 } }]);
	});

	it('of a preset go to the other model, too', async () => {
		settings.set('llamaChat.presets', { Mine: { topK: 7 } });
		const { done, list, row } = opened('openai/gpt-4o');
		list.accept(await row('Model'));
		await setImmediate();
		list.accept(await row('Mine'));
		await done;
		assert.deepEqual(asked, [{ model: 'openai/gpt-4o', parameters: { topK: 7 } }]);
	});

	it('are as they were where no other model is chosen', async () => {
		const { done, list, row } = opened();
		list.accept(await row('Model'));
		await setImmediate();
		assert.ok(!list.shown.items.some(({ label }) => label.endsWith('Regenerate')));
		list.hide();
		await done;
		assert.deepEqual(asked, []);
	});

	it('are none where the list is left, and as they were where a box is', async () => {
		const { done, list, row } = opened();
		list.accept(await row('Temperature'));
		await setImmediate();
		assert.equal((await row('Temperature')).description, '0.5');
		list.hide();
		await done;
		assert.deepEqual(asked, []);
	});

	it('are not those of a preset that is wrong', async () => {
		settings.set('llamaChat.presets', { Mine: { topP: 7 } });
		const { done, list, row } = opened();
		list.accept(await row('Mine'));
		await assert.rejects(done, /The preset "Mine" was not applied/);
		assert.deepEqual(asked, []);
	});
});
