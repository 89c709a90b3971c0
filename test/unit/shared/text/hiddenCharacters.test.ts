import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
	hiddenInWords,
	splitHidden,
	withoutHidden,
} from '../../../../src/shared/text/hiddenCharacters.ts';

/** The parts of a text, hidden characters by their number. */
function parts(text: string, reading: 'code' | 'text' = 'code'): string[] {
	return splitHidden(text, reading).map((part) =>
		typeof part === 'string' ? part : `<${part.code}>`,
	);
}

describe('hidden characters', () => {
	it('of code are found one by one, with their names', () => {
		assert.deepEqual(parts('if (a\u202E) {\u2066}'), ['if (a', '<U+202E>', ') {', '<U+2066>', '}']);
		assert.deepEqual(hiddenInWords('a\u202Eb\u200Bc\u200B'), [
			'RIGHT-TO-LEFT OVERRIDE (U+202E)',
			'ZERO WIDTH SPACE (U+200B), 2 times',
		]);
		assert.equal(withoutHidden('a\u202Eb\u200Bc\u200B'), 'abc');
	});

	it('that spell a text can be read', () => {
		const tags = [...'rm'].map((letter) =>
			String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0)),
		);
		assert.deepEqual(hiddenInWords(tags.join('')), [
			'TAG for “r” (U+E0072)',
			'TAG for “m” (U+E006D)',
		]);
		assert.deepEqual(hiddenInWords('\u{E0101}'), ['VARIATION SELECTOR (U+E0101)']);
	});

	it('are those that the known tricks use', () => {
		for (const [text, name] of [
			['\x1b[2J', 'ESCAPE'],
			['\x9b31m', 'CONTROL CHARACTER'],
			['\0', 'CONTROL CHARACTER'],
			['let \u3164 = 1', 'HANGUL FILLER'],
			['adm\u200Din', 'ZERO WIDTH JOINER'],
			['adm\u200Cin', 'ZERO WIDTH NON-JOINER'],
			['user\u00ADname', 'SOFT HYPHEN'],
			['a\u2028b', 'LINE SEPARATOR'],
			['\uFEFFa', 'ZERO WIDTH NO-BREAK SPACE'],
			['a\uFE01', 'VARIATION SELECTOR'],
			['a\uFE0F', 'VARIATION SELECTOR'],
		] as const) {
			const [found, ...more] = hiddenInWords(text);
			assert.ok(found?.startsWith(name), `${JSON.stringify(text)}: ${found}`);
			assert.deepEqual(more, []);
		}
	});

	it('are all of those that Unicode says are not to be seen, assigned or not', () => {
		const unseen = /[\p{Default_Ignorable_Code_Point}\u2800\ufffc\u{1d159}]/u;
		const missed: string[] = [];
		let count = 0;
		for (let point = 0; point <= 0x10ffff; point++) {
			if (point >= 0xd800 && point <= 0xdfff) continue;
			const character = String.fromCodePoint(point);
			if (!unseen.test(character)) continue;
			count++;
			if (withoutHidden(`a${character}b`) !== 'ab') missed.push(point.toString(16));
		}
		assert.ok(count > 4_000);
		assert.deepEqual(missed, []);
	});

	it('smuggle no text into prose: what stands for letters is marked there, too', () => {
		for (const first of [0xe0000, 0xe0080, 0xe0100, 0xe01f0, 0xe0f00]) {
			const smuggled = [...'key'].map((letter) =>
				String.fromCodePoint(first + (letter.codePointAt(0) ?? 0)),
			);
			assert.equal(splitHidden(`a${smuggled.join('')}b`, 'text').length, 5, first.toString(16));
		}
	});

	it('are none in what is written so', () => {
		for (const text of [
			'\tlet a = 1;\r\n',
			'👩‍👩‍👧‍👦 ❤️ 👍🏽 ☎︎ 1️⃣ #️⃣',
			'می‌خواهم',
			'क्‍ष',
			'Grüße, naïve, 日本語, עברית',
			'10\u00A0€',
		]) {
			assert.deepEqual(hiddenInWords(text), [], JSON.stringify(text));
		}
	});

	it('of prose are fewer: what many languages are written with does no harm there', () => {
		assert.deepEqual(parts('שלום\u200F a\u00ADb\u200Bc', 'text'), ['שלום\u200F a\u00ADb\u200Bc']);
		assert.deepEqual(parts('a\u202Eb\u{E0041}', 'text'), ['a', '<U+202E>', 'b', '<U+E0041>']);
	});

	it('are all there is besides the rest: together they are the text', () => {
		const nasty = fc.string({
			unit: fc.oneof(
				fc.constantFrom('\u202E', '\u200D', '\uFE0F', '\u{E0041}', '👩', '1', 'ا', '\x1b', 'a'),
				fc.string({ unit: 'binary', maxLength: 3 }),
			),
		});
		fc.assert(
			fc.property(nasty, (text) => {
				for (const reading of ['code', 'text'] as const) {
					const joined = splitHidden(text, reading).map((part) =>
						typeof part === 'string' ? part : part.character,
					);
					assert.equal(joined.join(''), text);
				}
				assert.equal(
					withoutHidden(text),
					splitHidden(text, 'code')
						.filter((part) => typeof part === 'string')
						.join(''),
				);
			}),
		);
	});
});
