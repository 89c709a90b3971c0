import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	findWords,
	lineAround,
	searchedWords,
	searchText,
} from '../../../../src/storage/history/searchText.ts';

const anyText = fc.string({ unit: 'binary' });

describe('a folded text', () => {
	it('has every character in the place it had', () => {
		fc.assert(
			fc.property(anyText, anyText, (before, after) => {
				const at = Buffer.byteLength(before);
				assert.equal(Buffer.byteLength(searchText(before)), at);
				assert.equal(
					searchText(before) + searchText(after),
					searchText(`${before} ${after}`).replace(' ', ''),
				);
			}),
			{ examples: [['İstanbul', 'ẞ']] },
		);
	});

	it('is in small letters, beyond ASCII too', () => {
		assert.equal(searchText('Größe ÉTÉ ЖУК ΣΑ'), 'größe été жук σα');
	});

	it('has a word whatever the case, and all words in any order', () => {
		const find = (query: string) =>
			findWords(Buffer.from(searchText('A Binary\nSEARCH')), searchedWords(query));
		assert.equal(find('search BINARY'), 'a binary '.length);
		assert.equal(find('  '), -1);
		assert.equal(find('binary trees'), -1);
	});

	it('shows the line around a place, and no half characters', () => {
		const text = Buffer.from('first\n  the ö line  \nlast');
		assert.equal(lineAround(text, text.indexOf('ö'), 100), 'the ö line');
		assert.equal(lineAround(text, text.indexOf('last'), 100), 'last');
		assert.equal(lineAround(Buffer.from('ööööö'), 4, 3), 'öö');
	});
});
