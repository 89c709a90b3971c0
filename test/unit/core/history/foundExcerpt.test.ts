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

	it('has no mark of a pair that ends far behind, and of a list or a table', () => {
		const address = `https://x.example/${'a'.repeat(300)}`;
		const end = 'which is long, and says more.';
		assert.equal(
			excerptOf(`A needle in [the docs](${address}), **${end}**`, 'needle'),
			`A needle in the docs, ${end}`,
		);
		assert.equal(excerptOf('- needle: `this`', 'needle'), 'needle: this');
		assert.equal(excerptOf('| needle | hay |', 'needle'), 'needle · hay');
	});

	it('has what only looks like marks: of values, of code in a table, of lines that a change adds', () => {
		assert.equal(excerptOf('|x| + |needle|', 'needle'), '|x| + |needle|');
		assert.equal(excerptOf('| a | `x|needle` |', 'x|needle'), 'a · x|needle');
		assert.equal(excerptOf('+ const needle = 1;', 'needle'), '+ const needle = 1;');
		assert.equal(excerptOf('|---|:--:|', ':--:'), '|---|:--:|');
	});

	it('has it where it is found after many words, and no more than a row shows', () => {
		const excerpt = excerptOf(`${'word '.repeat(110)}needle ${'word '.repeat(110)}`, 'needle');
		assert.match(excerpt, /^…(?:word )+needle /);
		assert.equal(excerpt.length, 501);
	});

	it('has the address of a link where that is what was searched', () => {
		const line = 'See [the **docs**](https://x.example/needle) for it.';
		const shown = 'See the docs (https://x.example/needle) for it.';
		assert.equal(excerptOf(line, 'x.example'), shown);
		assert.equal(excerptOf(line, 'hay x.example'), shown);
		assert.equal(excerptOf(line, 'docs'), 'See the docs for it.');
	});

	it('is as it was written where marks were searched', () => {
		assert.equal(excerptOf('A **needle** here', '**needle'), 'A **needle** here');
	});

	it('is all of it where nothing of the search stands there', () => {
		assert.equal(excerptOf('A line.', 'needle'), 'A line.');
	});
});
