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

describe('a block within which the reply ended', () => {
	const document = 'def f(x):\n    return x\n\n\ndef g(x):\n    a(x)\n    return x\n';
	const symbols = ['f', 'g'].map((name) => {
		const start = document.indexOf(`def ${name}`);
		const end = document.indexOf('return x', start) + 'return x'.length;
		return { name, kind: 'Function', start, end };
	});
	const placed = (text: string, breaksOff: boolean, more = {}) =>
		placeBlock(document, { text, language: 'python', breaksOff }, { symbols, ...more });
	const half = 'def g(x):\n    b(x)';

	it('has no place by what it has of a function, although that is whole by its looks', () => {
		assert.deepEqual(placed(half, true).unplaced, [{ why: 'incomplete' }]);
		assert.equal(placed(half, true).text, document);
		assert.equal(placed(half, false).hunks.length, 1);
	});

	it('has a place for what stands before its last declaration', () => {
		const { text, unplaced } = placed(`def f(x):\n    return x + 1\n\n\n${half}`, true);
		assert.equal(text, document.replace('return x\n', 'return x + 1\n'));
		assert.deepEqual(unplaced, [{ why: 'incomplete' }]);
	});

	it('does not take the place of what it was asked for, nor of what a diff or a search names', () => {
		const range = { start: document.indexOf('def g'), end: document.length };
		assert.equal(placed(half, true, { range }).text, document);
		const searched = '<<<<<<< SEARCH\n    a(x)\n=======\n    b(x)\n>>>>>>> REPLACE\n';
		const cut = '--- a/f.py\n+++ b/f.py\n@@ -5,3 +5,4 @@\n def g(x):\n-    a(x)\n';
		for (const text of [searched, cut]) {
			assert.deepEqual(placed(text, true).unplaced, [{ why: 'incomplete' }]);
			assert.equal(placed(text, true).text, document);
		}
	});
});
