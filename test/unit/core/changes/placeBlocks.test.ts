import assert from 'node:assert/strict';
import { placeBlocks } from '../../../../src/core/changes/placeBlocks.ts';

describe('several blocks of one document', () => {
	const document = 'one = 1\ntwo = 2\nthree = 3\n';
	const asked = (old: string, text: string) => {
		const start = document.indexOf(old);
		return { block: { text }, range: { start, end: start + old.length } };
	};

	it('each take the place that they were asked for, whatever their order', () => {
		const blocks = [asked('three = 3', 'three = 33\nfour = 4'), asked('one = 1', 'one = 11')];
		const { text, hunks, unplaced } = placeBlocks(document, blocks, {});
		assert.equal(text, 'one = 11\ntwo = 2\nthree = 33\nfour = 4\n');
		assert.deepEqual(
			hunks.map(({ how }) => how),
			['range', 'range'],
		);
		assert.deepEqual(unplaced, []);
	});

	it('keep those that have a place where one has none', () => {
		const blocks = [asked('one = 1', 'one = 11'), { block: { text: 'nowhere()' } }];
		const { text, unplaced } = placeBlocks(document, blocks, {});
		assert.equal(text, document.replace('one = 1', 'one = 11'));
		assert.deepEqual(unplaced, [{ why: 'notFound' }]);
	});

	it('are not placed where two of them meet', () => {
		const blocks = [asked('one = 1', 'one = 11'), asked('one = 1\ntwo', 'a = 1\ntwo')];
		const { text, hunks, unplaced } = placeBlocks(document, blocks, {});
		assert.deepEqual([text, hunks], [document, []]);
		assert.deepEqual(unplaced, [{ why: 'notFound' }]);
	});
});
