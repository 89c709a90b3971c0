import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { ColumnPlan } from '../../../../src/core/compare/columnPlan.ts';
import type { ComparePickerPorts } from '../../../../src/host/compare/comparePicker.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';
import { catalogueModel } from '../../core/models/catalogueSamples.ts';

provideVscode();
const { quickPicks, window } = await import('vscode').then(
	(module) => module as unknown as typeof import('../../../vscode/apiStandin.ts'),
);
const { pickComparison } = await import('../../../../src/host/compare/comparePicker.ts');

const says = catalogueModel('alpha', { supportedParameters: ['logprobs', 'top_logprobs'] });
const PLAN: ColumnPlan = {
	estimate: { tokens: 1200, cost: '0.001', reply: '0.0004', mayBeMore: false },
	ignored: [],
};

describe('choosing what is compared', () => {
	const questions = { ...window };
	afterEach(() => Object.assign(window, questions));

	async function opened(plan: ComparePickerPorts['plan'] = async () => PLAN) {
		const asked: (readonly string[])[] = [];
		const answers: string[] = [];
		Object.assign(window, {
			showQuickPick: async (all: readonly string[]) => {
				asked.push(all);
				return answers.shift();
			},
		});
		const catalogue = {
			at: 0,
			models: [catalogueModel('alpha'), catalogueModel('beta')],
			server: 'other',
		};
		const done = pickComparison({
			models: {
				load: async () => {},
				catalogue: () => catalogue,
				model: (_server: string, id: string) => (id === 'alpha' ? says : undefined),
			},
			preferences: { of: async () => ({ favourites: [], recent: [] }) },
			destination: { baseUrl: 'https://example.com/v1' },
			choices: {},
			plan,
		} as unknown as ComparePickerPorts);
		await setImmediate();
		const list = quickPicks.at(-1);
		assert.ok(list);
		const row = (label: string) => {
			const found = list.shown.items.find((item) => item.label.includes(label));
			assert.ok(found, label);
			return found;
		};
		/** All that follows from a press. */
		const press = async (label: string, button: string, answer?: string) => {
			if (answer !== undefined) answers.push(answer);
			list.pressOn(row(label), button);
			await setImmediate();
		};
		const accept = async (label: string, answer?: string) => {
			if (answer !== undefined) answers.push(answer);
			list.accept(row(label));
			await setImmediate();
		};
		return { done, list, row, press, accept, asked };
	}

	it('takes several answers of one model as one row', async () => {
		const { done, list, row, press, accept, asked } = await opened();
		await press('alpha', 'Several Answers…', '3 answers');
		assert.deepEqual(asked, [['2 answers', '3 answers', '4 answers']]);
		assert.equal(list.shown.title, 'Compare Models · 3 of at most 4');
		const chosen = row('Alpha · 3 answers');
		assert.equal(chosen.detail, 'Each: 1,200 tokens, ≈$0.001, without the reply');
		assert.equal(
			row('Compare 3 Answers').description,
			'≈$0.003 together, without the replies; ≈$0.0012 more where each has 1,000 tokens',
		);
		assert.deepEqual(
			row('beta').buttons?.map(({ tooltip }) => tooltip),
			[],
			'there is room for one',
		);
		await accept('Alpha · 3 answers', 'Several Answers…');
		assert.deepEqual(asked.slice(1), [
			['Several Answers…', 'Take It Again', 'Other Parameters…', 'Remove'],
			['1 answer', '2 answers', '3 answers', '4 answers'],
		]);
		await press('Alpha · 3 answers', 'Several Answers…', '2 answers');
		await accept('beta');
		await accept('Compare 3 Answers');
		const picked = await done;
		assert.deepEqual(
			picked?.columns.map(({ model }) => model),
			['alpha', 'alpha', 'beta'],
		);
	});

	it('asks those models for probabilities that say them', async () => {
		const { done, list, row, accept } = await opened();
		await accept('beta');
		await accept('beta');
		const hasRow = () => list.shown.items.some(({ label }) => label.includes('Probabilities'));
		assert.equal(hasRow(), false, 'neither says them');
		await accept('alpha');
		assert.equal(
			row('Ask for Probabilities').description,
			'how likely each token was; 1 of 3 models say it, at no price of its own in the list',
		);
		await accept('Ask for Probabilities');
		assert.match(row('Ask for Probabilities').label, /check/);
		await accept('Compare 3 Answers');
		assert.deepEqual((await done)?.columns, [
			{ model: 'beta' },
			{ model: 'beta' },
			{ model: 'alpha', logProbabilities: 5 },
		]);
	});

	it('takes one again as a row of its own, and takes it out', async () => {
		const { done, list, row, press, accept } = await opened();
		await accept('alpha');
		await press('Alpha', 'Take It Again');
		assert.ok(row('Alpha, 2'));
		await press('Alpha, 2', 'Several Answers…', '3 answers');
		assert.ok(row('Alpha, 2 · 3 answers'));
		assert.deepEqual(
			row('Alpha, 2 · 3 answers').buttons?.map(({ tooltip }) => tooltip),
			['Several Answers…', 'Other Parameters…', 'Remove'],
		);
		assert.equal(
			list.shown.items.some(({ label }) => label === 'beta'),
			false,
			'it is full',
		);
		await press('Alpha, 2 · 3 answers', 'Remove');
		assert.equal(list.shown.title, 'Compare Models · 1 of at most 4');
		list.hide();
		assert.equal(await done, undefined);
	});

	it('plans each column once, also while that takes long', async () => {
		const planned: string[] = [];
		const ready: (() => void)[] = [];
		const { done, list, row, press, accept } = await opened((choice) => {
			planned.push(choice.model);
			return new Promise((resolve) => ready.push(() => resolve(PLAN)));
		});
		await accept('alpha');
		await accept('beta');
		await press('Beta', 'Several Answers…', '2 answers');
		assert.deepEqual(planned, ['alpha', 'beta']);
		assert.equal(row('Compare 3 Answers').description, 'estimating…');
		for (const one of ready) one();
		await setImmediate();
		assert.match(row('Compare 3 Answers').description ?? '', /together/);
		assert.equal(list.shown.busy, false);
		list.hide();
		await done;
	});
});
