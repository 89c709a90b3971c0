import assert from 'node:assert/strict';
import { instructionViews } from '../../../../src/core/context/instructionViews.ts';
import { planSystem } from '../../../../src/core/context/systemPlan.ts';
import { words } from './contextSamples.ts';

const file = (label: string, text: string) => ({ uri: `file:///w/${label}`, label, text });

describe('the instructions that the page is told of', () => {
	it('are those that this chat has not left out, with why one is not sent', () => {
		const plan = planSystem({
			prompt: '',
			files: [
				file('a.md', 'Tabs.\u200b\u200b And \u{1f469}\u200d\u{1f680}.\u202e'),
				file('b.md', words(3000)),
				{ ...file('c.md', ''), problem: 'is no text' },
				file('d.md', 'Gone.'),
			],
			chosen: { 'file:///w/d.md': 'leftOut' },
			context: 8192,
			correction: undefined,
		});
		const views = instructionViews(plan, 8192);
		assert.deepEqual(
			views.map(({ label, state, context, problem }) => [label, state, context, problem]),
			[
				['a.md', 'sent', undefined, undefined],
				['b.md', 'tooLarge', 8192, undefined],
				['c.md', 'unreadable', undefined, 'is no text'],
			],
		);
		assert.deepEqual(views[0]?.hidden, {
			count: 3,
			words: ['ZERO WIDTH SPACE (U+200B), 2 times', 'RIGHT-TO-LEFT OVERRIDE (U+202E)'],
		});
		assert.equal(views[1]?.hidden, undefined);
		assert.ok((views[1]?.tokens ?? 0) > 2048);
		assert.deepEqual(instructionViews(plan, 8192), views);
		const marked = instructionViews(plan, 8192, ({ label }) => (label === 'b.md' ? ['a key'] : []));
		assert.deepEqual(
			marked.map(({ secrets }) => secrets),
			[undefined, ['a key'], undefined],
		);
	});
});
