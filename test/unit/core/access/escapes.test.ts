import assert from 'node:assert/strict';
import { asItStands, unescaped } from '../../../../src/core/access/escapes.ts';

/** One layer of escapes undone, and where each character began. */
function undone(source: string): [string, number[]] | undefined {
	const layer = unescaped(asItStands(source));
	return layer && [layer.text, [...(layer.from ?? [])]];
}

describe('a text whose escapes are undone', () => {
	it('has for each of them the character, at the place where the escape began', () => {
		for (const [source, text, from] of [
			['a\\u002db', 'a-b', [0, 1, 7, 8]],
			['\\u{2d}', '-', [0, 6]],
			['\\u{00002D}', '-', [0, 10]],
			['\\x2Dx', '-x', [0, 4, 5]],
			['\\-', '-', [0, 2]],
			['\\/', '/', [0, 2]],
			['%2d%2D', '--', [0, 3, 6]],
			['&#45;', '-', [0, 5]],
			['&#45', '-', [0, 4]],
			['&#x2d;', '-', [0, 6]],
			['&#x0000002d;', '-', [0, 12]],
			['&SOL;&amp', '/&', [0, 5, 9]],
			['a\\\\\\u002d', 'a-', [0, 1, 9]],
			['a\\', 'a', [0, 2]],
			['%7E%20', '~ ', [0, 3, 6]],
			['\\ny', 'ny', [0, 2, 3]],
		] as const) {
			assert.deepEqual(undone(source), [text, [...from]], source);
		}
	});

	it('knows every name that a sign of a key may have', () => {
		const names =
			'amp apos ast colon comma commat dollar equals excl gt hyphen lowbar lt num percnt period plus quot semi sol tilde';
		const all = names
			.split(' ')
			.map((name) => `&${name};`)
			.join('');
		assert.equal(undone(all)?.[0], `&'*:,@$=!>-_<#%.+";/~`);
	});

	it('is none where there is no escape, or only of what no key has', () => {
		for (const source of [
			'',
			'plain',
			'100 % & more',
			'&nbsp;',
			'%0a',
			'%7F',
			'%1f',
			'\\u00e4',
			'\\u{110000}',
			'&#8211;',
			'&#x1F600;',
			'%zz',
		]) {
			assert.equal(undone(source), undefined, source);
		}
	});

	it('keeps around an escape what is none', () => {
		assert.deepEqual(undone('é%0a%41&nbsp;'), [
			'é%0aA&nbsp;',
			[0, 1, 2, 3, 4, ...[7, 8, 9, 10, 11, 12], 13],
		]);
	});

	it('says where things stood in the source through several layers', () => {
		const first = unescaped(asItStands('a&amp;#x2d;b%2541'));
		assert.ok(first !== undefined);
		assert.equal(first.text, 'a&#x2d;b%41');
		const second = unescaped(first);
		assert.ok(second !== undefined);
		assert.equal(second.text, 'a-bA');
		assert.deepEqual([...(second.from ?? [])], [0, 1, 11, 12, 17]);
		assert.equal(unescaped(second), undefined);
	});
});
