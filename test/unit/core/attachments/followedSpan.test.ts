import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	findPiece,
	followedSpan,
	placeOf,
	spanAfter,
	type TextChange,
} from '../../../../src/core/attachments/followedSpan.ts';

function changed(text: string, changes: readonly TextChange[]): string {
	return changes
		.toSorted((a, b) => b.rangeOffset - a.rangeOffset)
		.reduce(
			(all, { rangeOffset, rangeLength, text: put }) =>
				all.slice(0, rangeOffset) + put + all.slice(rangeOffset + rangeLength),
			text,
		);
}

/** What stands at a piece of the text after it has changed; undefined where it is gone. */
function followed(text: string, piece: string, ...changes: TextChange[]): string | undefined {
	const start = text.indexOf(piece);
	const span = followedSpan(text, { start, end: start + piece.length });
	const after = spanAfter(span, changes);
	return after && changed(text, changes).slice(after.start, after.end);
}

const at = (rangeOffset: number, rangeLength: number, text: string): TextChange => ({
	rangeOffset,
	rangeLength,
	text,
});

describe('a selection that is followed', () => {
	const text = 'one\ntwo\nthree\nfour\n';

	it('moves with what is put in and taken out above it, and not with what is below', () => {
		assert.equal(followed(text, 'three', at(0, 0, 'zero\n')), 'three');
		assert.equal(followed(text, 'three', at(0, 4, '')), 'three');
		assert.equal(followed(text, 'three', at(14, 4, 'anything at all')), 'three');
		assert.equal(followed(text, 'three', at(0, 4, ''), at(14, 5, ''), at(4, 0, 'x\ny\n')), 'three');
	});

	it('takes on what is changed within it', () => {
		assert.equal(followed(text, 'two\nthree', at(4, 3, 'TWO')), 'TWO\nthree');
		assert.equal(followed(text, 'two\nthree', at(7, 0, '\nand a half')), 'two\nand a half\nthree');
		assert.equal(followed(text, 'two\nthree', at(4, 9, 'all new')), 'all new');
	});

	it('of whole lines takes on what is put before its first and behind its last letter, but no other lines', () => {
		assert.equal(followed(text, 'two\nthree', at(4, 0, '\t'), at(8, 0, '\t')), '\ttwo\n\tthree');
		assert.equal(followed(text, 'two\nthree', at(13, 0, ' // why')), 'two\nthree // why');
		assert.equal(followed(text, 'two\nthree', at(4, 0, 'new\n')), 'two\nthree');
		assert.equal(followed(text, 'two\nthree', at(13, 0, '\nnew')), 'two\nthree');
		assert.equal(followed('a\r\nb\r\nc', 'b', at(4, 0, '2')), 'b2');
	});

	it('of a part of a line does not', () => {
		assert.equal(followed('f(a, b)', 'a, b', at(2, 0, 'x, '), at(6, 0, ', y')), 'a, b');
	});

	it('keeps what is left where a change reaches into it', () => {
		assert.equal(followed(text, 'two\nthree', at(0, 6, 'X')), 'o\nthree');
		assert.equal(followed(text, 'two\nthree', at(10, 6, 'X')), 'two\nth');
	});

	it('is gone where all of it is taken out, or replaced with what is around it', () => {
		assert.equal(followed(text, 'three', at(8, 5, '')), undefined);
		assert.equal(followed(text, 'three', at(0, text.length, 'else')), undefined);
	});

	it('is where a marker would be, whatever is changed outside of it', () => {
		const word = fc.stringMatching(/^[ab\n]{0,6}$/);
		fc.assert(
			fc.property(
				word,
				word,
				fc.nat(),
				fc.nat(),
				word,
				fc.boolean(),
				(before, after, a, b, put, above) => {
					const whole = `${before}[XY]${after}`;
					const start = before.length;
					const side = above ? before.length : after.length;
					const from = (above ? 0 : start + 4) + (a % (side + 1));
					const end = above ? start : whole.length;
					const change = at(from, b % (end - from + 1), put);
					const result = followed(whole, '[XY]', change) ?? '';
					assert.ok(result.includes('[XY]'), result);
					assert.equal(result.replace('[XY]', '').includes('\n'), false, result);
				},
			),
		);
	});
});

describe('a piece of a document', () => {
	it('is found at its line, though it is elsewhere too, or at the one place where it is', () => {
		assert.deepEqual(findPiece('a\nb\na\n', 'a', 3), { start: 4, end: 5 });
		assert.deepEqual(findPiece('new\na\nb\n', 'a\nb', 1), { start: 4, end: 7 });
		assert.equal(findPiece('x\na\nb\na\n', 'a', 1), undefined);
		assert.equal(findPiece('x\n', 'a', 1), undefined);
		assert.equal(findPiece('x\n', 'a', 9), undefined);
		assert.deepEqual(findPiece('x\na', 'a', 9), { start: 2, end: 3 });
		assert.equal(findPiece('x\n', '', 1), undefined);
	});

	it('has a line and a character', () => {
		assert.deepEqual(placeOf('ab\ncd', 4), { line: 1, character: 1 });
		assert.deepEqual(placeOf('ab\ncd', 0), { line: 0, character: 0 });
	});
});

describe('a piece that is looked for', () => {
	it('is the one at its line, from its first place to its end', () => {
		const document = 'a\nb\na\nb\na';
		assert.deepEqual(findPiece(document, 'a', 3), { start: 4, end: 5 });
		assert.deepEqual(findPiece(document, '\nb', 3), { start: 5, end: 7 });
		assert.deepEqual(findPiece(document, 'a', 5), { start: 8, end: 9 });
		assert.equal(findPiece(document, 'a', 2), undefined, 'there are several, and none is there');
		assert.equal(findPiece(document, 'a', 9), undefined);
	});

	it('is else the only one', () => {
		assert.deepEqual(findPiece('a\nb\nc', 'c', 1), { start: 4, end: 5 });
		assert.deepEqual(findPiece('a\nb', 'a', 7), { start: 0, end: 1 });
		assert.equal(findPiece('a\nb', 'x', 1), undefined);
		assert.equal(findPiece('a\nb', '', 1), undefined);
	});
});
