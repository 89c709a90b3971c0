import assert from 'node:assert/strict';
import { Comparison } from '../../../../src/core/compare/comparison.ts';
import {
	type KeptAnswer,
	keptAnswer,
	keptTable,
	parseKeptAnswer,
} from '../../../../src/core/compare/keptAnswer.ts';

const kept = (fields: Partial<KeptAnswer> = {}): KeptAnswer => ({
	type: 'kept',
	at: 1,
	model: 'x/alpha',
	of: ['x/alpha', 'y/beta'],
	kind: 'code',
	...fields,
});

describe('what was kept of comparisons', () => {
	it('is counted by model and kind of question, those kept most first', () => {
		const table = keptTable([
			kept(),
			kept({ kind: 'fix', blind: true }),
			kept({ model: 'y/beta', kind: 'text', of: ['x/alpha', 'y/beta', 'z/gamma'] }),
		]);
		assert.deepEqual(table, {
			kinds: ['Explain', 'Fix', 'Tests', 'Other with code', 'Text'],
			rows: [
				{ label: 'Alpha', kept: 2, compared: 3, blind: 1, byKind: [0, 1, 0, 1, 0] },
				{ label: 'Beta', kept: 1, compared: 3, blind: 0, byKind: [0, 0, 0, 0, 1] },
				{ label: 'Gamma', kept: 0, compared: 1, blind: 0, byKind: [0, 0, 0, 0, 0] },
			],
		});
	});

	it('counts one comparison for a model that answered several times', () => {
		const table = keptTable([kept({ of: ['x/alpha', 'x/alpha', 'x/alpha'] })]);
		assert.deepEqual(table?.rows, [
			{ label: 'Alpha', kept: 1, compared: 1, blind: 0, byKind: [0, 0, 0, 1, 0] },
		]);
	});

	it('is told by the comparison once one is kept, with all models of it that answered', () => {
		const models = ['x/alpha', 'y/beta', 'z/gamma'].map((model) => ({ model }));
		const comparison = new Comparison(models, true, () => 0);
		assert.equal(keptAnswer(comparison, 'fix', 7), undefined);
		comparison.asked(0, { reply: 'other', ended: Promise.resolve() });
		comparison.asked(2, { refused: { kind: 'refused', message: 'No.' } });
		comparison.asked(1, { reply: 'r', ended: Promise.resolve() });
		const column = comparison.columnOf('r');
		comparison.keep(column?.id ?? '');
		const answer = keptAnswer(comparison, 'fix', 7);
		assert.deepEqual(answer?.of.toSorted(), ['x/alpha', 'y/beta']);
		assert.deepEqual([answer?.model, answer?.kind, answer?.blind], ['y/beta', 'fix', true]);
		assert.deepEqual(parseKeptAnswer(answer), answer);
	});

	it('has no table where nothing was', () => {
		assert.equal(keptTable([]), undefined);
	});

	it('is no entry where a part is wrong', () => {
		assert.deepEqual(parseKeptAnswer({ ...kept(), more: 1 }), kept());
		for (const wrong of [
			{ at: -1 },
			{ model: 7 },
			{ of: [] },
			{ kind: 'other' },
			{ blind: false },
		]) {
			assert.equal(parseKeptAnswer({ ...kept(), ...wrong }), undefined, JSON.stringify(wrong));
		}
		assert.equal(parseKeptAnswer('kept'), undefined);
	});
});
