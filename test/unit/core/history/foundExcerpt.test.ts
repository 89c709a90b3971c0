import assert from 'node:assert/strict';
import { excerptOf } from '../../../../src/core/history/foundExcerpt.ts';

describe('what the history shows of a line that was found', () => {
	it('is the line without the marks of Markdown', () => {
		assert.equal(
			excerptOf('### The **needle** in [a `hay`](https://x.example/) stack', 'needle'),
			'The needle in a hay stack',
		);
		assert.equal(excerptOf('```needle', 'needle'), '```needle');
	});

	it('begins shortly before what was searched, with a word', () => {
		const before = 'Many words that stand before it, more of them than a row has room for,';
		assert.equal(excerptOf(`${before} a needle.`, 'NEEDLE'), '…than a row has room for, a needle.');
		assert.equal(
			excerptOf(`${before} a needle.`, 'needle a'),
			'…than a row has room for, a needle.',
		);
		assert.equal(excerptOf(`${'x'.repeat(80)}needle`, 'needle'), '…needle');
		assert.equal(
			excerptOf(`${before} pe\u0301age.`, 'p\u00e9age'),
			'…than a row has room for, p\u00e9age.',
		);
	});

	it('is all of it where nothing of the search stands there', () => {
		assert.equal(excerptOf('A line.', 'needle'), 'A line.');
	});
});
