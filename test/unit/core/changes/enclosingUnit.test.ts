import assert from 'node:assert/strict';
import { enclosingUnit } from '../../../../src/core/changes/asked/enclosingUnit.ts';
import type { DocumentSymbol } from '../../../../src/core/changes/change.ts';

const TEXT =
	'const limit = 3;\r\nclass A {\r\n\tone() {\r\n\t\treturn limit;\r\n\t}\r\n}\r\nf(() => 1); function g() {}';

/** A symbol whose text is this. */
function symbol(name: string, kind: string, text: string): DocumentSymbol {
	const start = TEXT.indexOf(text);
	assert.ok(start >= 0, text);
	return { name, kind, start, end: start + text.length };
}

const METHOD = 'one() {\r\n\t\treturn limit;\r\n\t}';
const CLASS = `class A {\r\n\t${METHOD}\r\n}`;
const SYMBOLS = [
	symbol('limit', 'Constant', 'const limit = 3;'),
	symbol('A', 'Class', CLASS),
	symbol('one', 'Method', METHOD),
	symbol('g', 'Function', 'function g() {}'),
];

function unitAt(text: string): string | undefined {
	const unit = enclosingUnit(TEXT, SYMBOLS, TEXT.indexOf(text));
	return unit && TEXT.slice(unit.start, unit.end);
}

describe('the unit around the cursor', () => {
	it('is the innermost function or class, with its indentation', () => {
		assert.equal(unitAt('return limit'), `\t${METHOD}`);
		assert.equal(unitAt('\tone()'), `\t${METHOD}`);
		assert.equal(unitAt('A {'), CLASS);
	});

	it('begins with itself where other code stands before it in its line', () => {
		assert.equal(unitAt('g() {}'), 'function g() {}');
	});

	it('is none outside of all, and no mere variable', () => {
		assert.equal(unitAt('limit = 3'), undefined);
		assert.equal(unitAt('f(() => 1)'), undefined);
		assert.equal(enclosingUnit(TEXT, [], 20), undefined);
	});
});
