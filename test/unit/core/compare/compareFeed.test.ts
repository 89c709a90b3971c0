import assert from 'node:assert/strict';
import { CompareFeed } from '../../../../src/core/compare/compareFeed.ts';
import type {
	CompareColumn,
	ToComparePage,
} from '../../../../src/shared/compare/compareProtocol.ts';

function answered(text: string, reasoning = '') {
	const reply = { role: 'assistant', id: 'r', parent: 'q', at: 1, model: 'a', facts: {} } as const;
	const message = { ...reply, status: 'complete', text, reasoning } as const;
	return { message, name: 'A', sibling: 1, siblings: 1 };
}

function feed(columns: readonly CompareColumn[] = []) {
	const posted: ToComparePage[] = [];
	const made = new CompareFeed(
		(message) => posted.push(message),
		() => ({ question: 'Which?', blind: false, columns: [...columns] }),
	);
	return { made, posted };
}

describe('the feed of a page on which answers are compared', () => {
	it('sends nothing before the page is there, then all of it', () => {
		const { made, posted } = feed();
		made.push({ type: 'text', id: '1', text: 'A' });
		assert.deepEqual(posted, []);
		made.connect();
		assert.deepEqual(
			posted.map(({ type }) => type),
			['snapshot'],
		);
	});

	it('sends nothing to a page that is gone', () => {
		const { made, posted } = feed();
		made.connect();
		made.disconnect();
		made.acknowledge(1);
		made.replaceAll();
		made.push({ type: 'text', id: '1', text: 'A' });
		assert.equal(posted.length, 1);
	});

	it('sends the pieces of each column as one, in one batch until the page has shown the last', () => {
		const { made, posted } = feed();
		made.connect();
		for (const [id, text] of [
			['1', 'A'],
			['2', 'X'],
			['1', 'B'],
			['2', 'Y'],
		] as const)
			made.push({ type: 'text', id, text });
		made.push({ type: 'reasoning', id: '1', text: 'Hm' });
		made.push({ type: 'text', id: '1', text: 'C' });
		assert.equal(posted.length, 1);
		made.acknowledge(7);
		assert.equal(posted.length, 1, 'that was none of ours');
		made.acknowledge(1);
		assert.deepEqual(posted[1], {
			type: 'changes',
			sequence: 2,
			changes: [
				{ type: 'text', id: '1', text: 'AB' },
				{ type: 'text', id: '2', text: 'XY' },
				{ type: 'reasoning', id: '1', text: 'Hm' },
				{ type: 'text', id: '1', text: 'C' },
			],
		});
	});

	it('keeps a text before the end of its column, and only the last of several ends', () => {
		const { made, posted } = feed();
		made.connect();
		made.push({ type: 'text', id: '1', text: 'A' });
		made.show({ id: '1', name: 'One', view: answered('A') });
		made.show({ id: '1', name: 'Two', view: answered('A') });
		made.acknowledge(1);
		assert.deepEqual(posted[1], {
			type: 'changes',
			sequence: 2,
			changes: [
				{ type: 'text', id: '1', text: 'A' },
				{ type: 'column', column: { id: '1', name: 'Two', view: answered('') } },
			],
		});
	});

	it('sends no text twice, but one that is not what the page has', () => {
		const { made, posted } = feed([{ id: '1', name: 'One', view: answered('Long.') }]);
		made.connect();
		made.acknowledge(1);
		const about = { type: 'about', question: 'Which?', blind: true } as const;
		const acknowledge = () => made.acknowledge(posted.at(-1)?.sequence ?? 0);
		/** The one batch in which all of this goes out. */
		const sent = (...acts: (() => void)[]) => {
			made.push(about);
			for (const act of acts) act();
			acknowledge();
			acknowledge();
			const last = posted.at(-1);
			return last?.type === 'changes' ? last.changes : last?.type;
		};
		const shown = (text: string, reasoning = '') => ({
			id: '1',
			name: 'One',
			view: answered(text, reasoning),
		});
		const known = { type: 'column', column: shown('') };
		assert.deepEqual(
			sent(() => made.show(shown('Long.'))),
			[known],
		);
		assert.deepEqual(
			sent(
				() => made.push({ type: 'text', id: '1', text: ' More.' }),
				() => made.push({ type: 'reasoning', id: '1', text: 'Hm' }),
				() => made.show(shown('Long. More.', 'Hm')),
			)?.slice(-1),
			[known],
		);
		const moved = shown('', 'Long. More.Hm');
		assert.deepEqual(
			sent(() => made.show(moved)),
			[{ type: 'anew', column: moved }],
		);
		assert.deepEqual(
			sent(() => made.show(moved)),
			[known],
		);
		assert.deepEqual(
			sent(
				() => made.show(shown('B C')),
				() => made.show(shown('B C')),
				() => made.push(about),
				() => made.push({ ...about, blind: false }),
			),
			[
				{ type: 'anew', column: shown('B C') },
				{ ...about, blind: false },
			],
		);
		const chances = { type: 'chances', id: '1', chances: [] } as const;
		assert.deepEqual(
			sent(
				() => made.show(shown('B C')),
				() => made.push({ ...chances, chances: [] }),
			),
			[known, chances],
		);
		assert.equal(
			sent(() => made.replaceAll()),
			'snapshot',
		);
		assert.deepEqual(
			sent(() => made.show(shown('Long.'))),
			[known],
		);
	});
});
