import assert from 'node:assert/strict';
import {
	type FindOptions,
	findMatches,
	findPattern,
	PLAIN,
} from '../../../../src/webview/find/findPattern.ts';

/** What is found of a text, as it stands there. */
function found(text: string, searched: string, options: Partial<FindOptions> = {}): string[] {
	const pattern = findPattern(searched, { ...PLAIN, ...options });
	const matches = pattern ? findMatches([text], pattern, 1000).flat() : [];
	return matches.map(({ start, end }) => text.slice(start, end));
}

/** Where the matches begin. */
function starts(text: string, searched: string, options: Partial<FindOptions> = {}): number[] {
	const pattern = findPattern(searched, { ...PLAIN, ...options });
	return pattern ? findMatches([text], pattern, 1000).flatMap((m) => m.map((x) => x.start)) : [];
}

describe('what is typed into Find in Chat', () => {
	it('finds every place, whatever the case, without overlaps', () => {
		assert.deepEqual(starts('One one ONE', 'one'), [0, 4, 8]);
		assert.deepEqual(starts('aaaa', 'aa'), [0, 2]);
		assert.deepEqual(starts('Größe größe', 'GRÖ'), [0, 6]);
		assert.deepEqual(starts('İ x', 'x'), [2]);
	});

	it('takes every character for itself', () => {
		for (const text of ['a.b', 'f(x)', '[^]', '{1}', 'a|b', '\\d+', '$?', '/*', '👩‍💻', '-']) {
			assert.deepEqual(found(`.. ${text}`, text), [text]);
			assert.deepEqual(found(`.. ${text}`, text, { wholeWord: true }), [text]);
		}
		assert.deepEqual(found('axb', 'a.b'), []);
	});

	it('finds a letter with a mark, in one character or in two', () => {
		assert.equal(found('pe\u0301age p\u00e9age', 'p\u00e9age').length, 2);
		assert.equal(found('pe\u0301age p\u00e9age', 'pe\u0301age').length, 2);
	});

	it('finds nothing for nothing', () => {
		assert.equal(findPattern(''), undefined);
		assert.equal(findPattern('', { matchCase: true, wholeWord: true, regex: true }), undefined);
	});

	it('is found as it is written with Match Case', () => {
		assert.deepEqual(found('One one ONE', 'one', { matchCase: true }), ['one']);
		assert.deepEqual(found('Größe größe', 'größe', { matchCase: true }), ['größe']);
		assert.deepEqual(found('A a', '[a]', { matchCase: true, regex: true }), ['a']);
	});

	describe('is found as a word of its own with Match Whole Word', () => {
		const words = (text: string, searched: string, regex = false) =>
			starts(text, searched, { wholeWord: true, regex });

		it('in any script, with digits and _ in words', () => {
			assert.deepEqual(words('cat concat cat_1 cats (cat) cat', 'cat'), [0, 23, 28]);
			assert.deepEqual(words('öl Möl ölig öl', 'öl'), [0, 12]);
			assert.deepEqual(words('и или и', 'и'), [0, 6]);
			assert.deepEqual(words('e\u0301 e', 'e'), [3]);
		});

		it('where what is no word at its end stands against one', () => {
			assert.deepEqual(words('f(x) g', 'f('), [0]);
			assert.deepEqual(words('$name', '$name'), [0]);
			assert.deepEqual(words('a.b', '.'), [1]);
		});

		it('also where a longer one began before it', () => {
			assert.deepEqual(words('xa b a b a', 'a b a'), [5]);
			assert.deepEqual(words('aaa aa', 'aa'), [4]);
		});

		it('with an expression, of which the part counts that makes a word', () => {
			assert.deepEqual(words('ab abc', 'a|ab', true), [0]);
			assert.deepEqual(words('a1 b22 xc3', String.raw`[a-c]\d+`, true), [0, 3]);
			assert.deepEqual(words('aa ab', String.raw`(a)\1`, true), [0]);
		});
	});

	describe('is an expression with Use Regular Expression', () => {
		const regex = true;

		it('that knows lines, characters and groups', () => {
			assert.deepEqual(found('one\ntwo', '^\\w+$', { regex }), ['one', 'two']);
			assert.deepEqual(found('👍 x', '^.', { regex }), ['👍']);
			assert.deepEqual(found('abab', '(ab)\\1', { regex }), ['abab']);
		});

		it('and finds nothing where it finds nothing in a place', () => {
			for (const empty of ['a*', '^', '$', '', '(?=b)', 'x?', '\\b', '|']) {
				assert.deepEqual(found('bbb', empty, { regex }), [], empty);
			}
			assert.deepEqual(found('baab', 'a*', { regex }), ['aa']);
		});

		it('or says that it is none', () => {
			for (const invalid of ['(', '[a', '*', 'a**', '\\', '(?<a', 'a)(b', '{1}', '[b-a]']) {
				for (const wholeWord of [false, true]) {
					assert.throws(
						() => findPattern(invalid, { ...PLAIN, regex, wholeWord }),
						SyntaxError,
						invalid,
					);
				}
			}
		});
	});

	it('is found so many times at most, in all texts together', () => {
		const pattern = /a/gu;
		const counts = (most: number) =>
			findMatches(['aa', 'aaa', 'a'], pattern, most).map(({ length }) => length);
		assert.deepEqual(counts(10), [2, 3, 1]);
		assert.deepEqual(counts(4), [2, 2, 0]);
		assert.deepEqual(counts(2), [2, 0, 0]);
	});
});
