import assert from 'node:assert/strict';
import { CompareFeed } from '../../../../src/core/compare/compareFeed.ts';
import type { ToComparePage } from '../../../../src/shared/compare/compareProtocol.ts';

function feed() {
	const posted: ToComparePage[] = [];
	const made = new CompareFeed(
		(message) => posted.push(message),
		() => ({ question: 'Which?', blind: false, columns: [] }),
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
		made.push({ type: 'column', column: { id: '1', name: 'One' } });
		made.push({ type: 'column', column: { id: '1', name: 'Two' } });
		made.acknowledge(1);
		assert.deepEqual(posted[1], {
			type: 'changes',
			sequence: 2,
			changes: [
				{ type: 'text', id: '1', text: 'A' },
				{ type: 'column', column: { id: '1', name: 'Two' } },
			],
		});
	});
});
