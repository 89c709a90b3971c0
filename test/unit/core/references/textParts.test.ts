import assert from 'node:assert/strict';
import { linesThatFit, sectionsThatFit } from '../../../../src/core/references/textParts.ts';

const section = (name: string, text: string) => ({ name, text });

describe('sections of a text', () => {
	const sections = [
		section('a', 'aaaa'),
		section('b', 'b\nb'),
		section('c', 'ccccccccc'),
		section('d', 'd'),
	];

	it('go all where there is room', () => {
		const all = { text: 'aaaa\n\nb\nb\n\nccccccccc\n\nd', startLine: 1, endLine: 8 };
		assert.deepEqual(sectionsThatFit(sections, 1000), all);
		assert.deepEqual(sectionsThatFit(sections, 23), all);
	});

	it('that do not fit are named, and the others go', () => {
		assert.deepEqual(sectionsThatFit(sections, 22), {
			text: 'aaaa\n\nb\nb\n\nccccccccc',
			startLine: 1,
			endLine: 6,
			leftOut: ['d'],
		});
		assert.deepEqual(sectionsThatFit(sections, 12), {
			text: 'aaaa\n\nb\nb\n\nd',
			startLine: 1,
			endLine: 6,
			leftOut: ['c'],
		});
	});

	it('go by lines where not even one fits, and say of how many', () => {
		assert.deepEqual(sectionsThatFit([section('x', 'ä\nbbb\nc'), section('y', 'yyyyyyyyy')], 6), {
			text: 'ä\nbbb',
			startLine: 1,
			endLine: 2,
			lineCount: 3,
			leftOut: ['y'],
		});
	});

	it('can be none', () => {
		assert.deepEqual(sectionsThatFit([], 10), { text: '', startLine: 1, endLine: 1 });
	});
});

describe('lines of a text', () => {
	it('go all where there is room, by their bytes', () => {
		assert.deepEqual(linesThatFit('ä\nb', 4, 'last'), { text: 'ä\nb', startLine: 1, endLine: 2 });
	});

	it('are the first or the last ones, with their numbers', () => {
		const text = 'one\ntwo\nthree\nfour';
		assert.deepEqual(linesThatFit(text, 8, 'first'), {
			text: 'one\ntwo',
			startLine: 1,
			endLine: 2,
			lineCount: 4,
		});
		assert.deepEqual(linesThatFit(text, 10, 'last'), {
			text: 'three\nfour',
			startLine: 3,
			endLine: 4,
			lineCount: 4,
		});
	});

	it('are none where a single one is too long', () => {
		const nothing = { text: '', lineCount: 1, startLine: 1, endLine: 1 };
		assert.deepEqual(linesThatFit('abc', 2, 'first'), nothing);
		assert.deepEqual(linesThatFit('abc', 2, 'last'), nothing);
	});
});
