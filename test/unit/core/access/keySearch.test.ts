import assert from 'node:assert/strict';
import { KeySearch } from '../../../../src/core/access/keySearch.ts';

const KEY = 'sk-or-v1-c4n4ry/c4n4ry_ab';
const search = new KeySearch(KEY);

/** Where the key stands in a text, as what stands there. */
function found(text: string, own = search): string[] {
	return own.ranges(text).map(([start, end]) => text.slice(start, end));
}

describe('the search for a key', () => {
	it('finds each, in order and once, however it is written', () => {
		const escaped = KEY.replaceAll('-', '%2D');
		const capital = KEY.toUpperCase();
		assert.deepEqual(found(`${KEY} ${escaped}${capital}, ${KEY}`), [KEY, escaped, capital, KEY]);
		assert.deepEqual(found(''), []);
		assert.deepEqual(found(KEY.slice(1)), []);
	});

	it('finds a key through five layers of escapes, and no further', () => {
		let text = KEY;
		for (let layer = 1; layer <= 6; layer++) {
			text = layer === 1 ? encodeURIComponent(text) : text.replaceAll('%', '%25');
			assert.deepEqual(found(`a ${text} b`), layer <= 5 ? [text] : [], String(layer));
		}
	});

	it('finds a key that has backslashes of its own, as it is and escaped', () => {
		const odd = new KeySearch('abc\\def\\\\ghi-jkl');
		for (const text of ['abc\\def\\\\ghi-jkl', 'abc\\\\def\\\\\\\\ghi\\u002djkl']) {
			assert.deepEqual(found(`x ${text} y`, odd), [text]);
		}
	});

	it('finds a key that looks escaped itself, whole and cut', () => {
		const odd = 'ab\\cd%41ef&amp;gh-ijklmno';
		const own = new KeySearch(odd);
		assert.deepEqual(found(`x ${odd} y`, own), [odd]);
		assert.deepEqual(own.beginningAtEnd(`x ${odd.slice(0, 12)}`, 10), 2);
	});

	it('finds all of a key whose end looks like the beginning of an escape', () => {
		assert.deepEqual(found('abc-def-ghi\\x', new KeySearch('abc-def-ghi\\')), ['abc-def-ghi\\']);
	});

	it('takes no sign of a key for one of a pattern', () => {
		const odd = new KeySearch('a.b*c+d(e)[f]$^|?g');
		assert.deepEqual(found('a.b*c+d(e)[f]$^|?g axbcd', odd), ['a.b*c+d(e)[f]$^|?g']);
	});

	it('finds what overlaps at the end of a step as one', () => {
		const own = new KeySearch('aaaaaaaaa');
		const text = 'a'.repeat(72_000);
		const ranges = own.ranges(text);
		assert.deepEqual(ranges[0], [0, 9]);
		let read = 0;
		for (const [start, end] of ranges) {
			assert.equal(start, read, 'nothing is left between them, and none overlap');
			assert.ok(end > start);
			read = end;
		}
		assert.ok(read > 72_000 - 9);
	});

	it('finds a key over and around the end of each step of a long text', () => {
		const widest = [...KEY].map(
			(sign) => `&amp;#x${sign.charCodeAt(0).toString(16).padStart(4, '0')};`,
		);
		for (const written of [KEY, widest.join('')]) {
			for (const before of [65_536 - written.length, 65_536 - 1, 65_536, 2 * 65_536 - 5]) {
				const text = `${'x'.repeat(before)}${written}${'y'.repeat(10)}`;
				assert.deepEqual(search.ranges(text), [[before, before + written.length]], `${before}`);
			}
		}
	});
});

describe('the beginning of a key at the end of a text', () => {
	it('is as long as it can be', () => {
		for (let length = 1; length < KEY.length; length++) {
			assert.equal(search.beginningAtEnd(`a ${KEY.slice(0, length)}`, 0), 2, String(length));
		}
		assert.equal(search.beginningAtEnd('sk-or-sk-or', 1), 6);
	});

	it('has so many characters at least', () => {
		assert.equal(search.beginningAtEnd(`a ${KEY.slice(0, 5)}`, 5), 2);
		assert.equal(search.beginningAtEnd(`a ${KEY.slice(0, 4)}`, 5), undefined);
		assert.equal(search.beginningAtEnd('', 1), undefined);
	});

	it('is none where the text ends in something else, or in all of it', () => {
		assert.equal(search.beginningAtEnd('a sk-x', 1), undefined);
		assert.equal(search.beginningAtEnd(`a ${KEY}`, 1), undefined);
	});

	it('is found escaped, and with an escape that is cut', () => {
		for (const end of [
			'sk%2Dor',
			'sk%2Dor%2',
			'sk%2Dor%',
			'sk\\u002dor\\u00',
			'sk&#45;or&#4',
			'sk-or\\',
			'sk%252Dor%25',
		]) {
			assert.equal(search.beginningAtEnd(`a ${end}`, 5), 2, end);
		}
	});

	it('may be nothing but an escape that is cut', () => {
		for (const end of [
			'%',
			'%2',
			'\\',
			'\\u',
			'\\u00',
			'\\u{7',
			'\\x7',
			'&',
			'&#',
			'&#x7',
			'&amp;#1',
			'%25',
			'%252',
		]) {
			assert.equal(search.beginningAtEnd(`a ${end}`, 0), 2, end);
		}
		assert.equal(search.beginningAtEnd('a b', 0), 3, 'nothing, at the very end');
	});

	it('is found at the end of a long text, however wide it is written', () => {
		const written = [...KEY.slice(0, -1)]
			.map((sign) => `&amp;amp;#x${sign.charCodeAt(0).toString(16)};`)
			.join('');
		assert.equal(search.beginningAtEnd(`${'%41'.repeat(1_000)} ${written}`, 12), 3_001);
	});
});
