import assert from 'node:assert/strict';
import { placeBlock } from '../../../../src/core/changes/placeBlock.ts';

describe('placing in the range asked for', () => {
	it('indents as the document does, and leaves all other bytes alone', () => {
		const document = '\uFEFFclass A {\r\n\tf() {\r\n\t\treturn 1;\r\n\t}\r\n}';
		const start = document.indexOf('f()');
		const end = document.indexOf('\r\n}');
		const placed = placeBlock(
			document,
			{ text: 'f() {\n  return 2;\n}\n', language: 'ts' },
			{ range: { start, end } },
		);
		assert.equal(placed.text, document.replace('return 1', 'return 2'));
		assert.deepEqual(placed.hunks, [
			{
				start: document.indexOf('\t\treturn'),
				end: document.indexOf('\t}\r\n}'),
				text: '\t\treturn 2;\r\n',
				how: 'range',
			},
		]);
		assert.equal(placed.withoutSymbols, true);
	});

	it('keeps the blank lines and the line end at the ends of what was selected', () => {
		const document = 'a\n\nb\n\nc';
		const range = { start: 2, end: 5 };
		assert.equal(placeBlock(document, { text: 'x\ny\n' }, { range }).text, 'a\n\nx\ny\n\nc');
	});

	it('changes nothing where the block is what stands there', () => {
		const document = 'if x:\n    y()\n';
		const placed = placeBlock(document, { text: 'y()' }, { range: { start: 6, end: 14 } });
		assert.deepEqual([placed.hunks, placed.unplaced], [[], []]);
	});
});

describe('a block that is in the document already', () => {
	it('changes nothing, also where it is indented otherwise', () => {
		const document = 'def f():\n    if a:\n        b()\n';
		for (const text of ['    if a:\n        b()', 'if a:\n    b()\n', document]) {
			const placed = placeBlock(document, { text }, {});
			assert.deepEqual([placed.hunks, placed.unplaced], [[], []]);
			assert.equal(placed.text, document);
		}
	});

	it('is not looked for by likeness', () => {
		const { hunks, unplaced } = placeBlock('a\nb\nc', { text: 'a\nx\nc' }, {});
		assert.deepEqual([hunks, unplaced], [[], [{ why: 'notFound' }]]);
	});

	it('has several places where it stands several times', () => {
		const { unplaced } = placeBlock('a\nb\na\n', { text: 'a' }, {});
		assert.deepEqual(unplaced, [{ why: 'ambiguous', places: [1, 3] }]);
	});
});
