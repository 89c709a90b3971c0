import assert from 'node:assert/strict';
import { promptTsxText } from '../../../../src/core/languageModels/promptTsx.ts';

describe('what a tool made with prompt-tsx', () => {
	const text = (text: string, lineBreakBefore?: boolean) => ({ type: 2, text, lineBreakBefore });
	const piece = (...children: object[]) => ({ type: 1, ctor: 2, ctorName: 'Chunk', children });

	it('is passed on as its text, line by line', () => {
		const node = piece(text('line 1'), piece(text('line 2', true)), text(' goes on'));
		assert.equal(promptTsxText({ node }), 'line 1\nline 2 goes on');
		assert.equal(promptTsxText({ node: piece() }), '');
	});

	it('is nothing else', () => {
		for (const other of [undefined, null, 'text', {}, { node: 1 }, { node: { children: 'x' } }])
			assert.equal(promptTsxText(other), undefined);
	});
});
