import assert from 'node:assert/strict';
import {
	CHARACTER_RANGES,
	characterPlace,
	SINGLE_CHARACTERS,
} from '../../../../src/core/tokens/characterClasses.ts';
import { signPieces } from '../../../../src/core/tokens/signPieces.ts';
import { placeOf } from '../../../../src/core/tokens/tokenCounts.ts';
import { TOKEN_FAMILIES, TOKEN_WEIGHTS } from '../../../../src/core/tokens/tokenWeights.ts';
import { signTable } from './signTable.ts';

const SINGLE = Object.values(SINGLE_CHARACTERS).join('');

/** One letter of each range, but for signs that are counted in pieces, and some of those that stand for themselves. */
const LETTERS: readonly (readonly [name: string, letters: string])[] = [
	['accent', 'ß'],
	['accentFar', 'Ǘṏ'],
	['accentVietnamese', 'ỏơ'],
	['accentTurkish', 'ş'],
	['accentCzech', 'ř'],
	['combining', '\u{302}\u{309}\u{30f}\u{311}\u{31b}\u{325}\u{32d}\u{330}'],
	['combiningFar', '\u{305}\u{30d}\u{310}\u{316}\u{31f}\u{32a}\u{32f}\u{350}'],
	['wideSign', '、「！＋＜'],
	['wideLetter', 'Ｍｍﾞ'],
	['kana', 'ぬネ'],
	['jamo', '\u{1109}\u{116b}\u{11b5}'],
	['hanFar', '䃟𰀀'],
	['emoji', '🍽💟🕛🗑🙿🥿'],
	['emojiNew', '🃲🉥🕇🖅🠀🪀'],
	['mathLetter', '𝕿'],
	['emojiJoiner', '\u{200d}\u{fe0f}'],
	['flagLetter', '🇲'],
	['emojiPart', '🏽'],
	['cyrillic', 'Яё'],
	['cyrillicUkrainian', 'єї'],
	['cyrillicSouth', 'Јјъ'],
	['cyrillicFar', 'Ӈ'],
	['greek', 'Ω'],
	['greekFar', 'ᾀ'],
	['georgian', 'ყ'],
	['armenian', 'ՠ'],
	['hebrew', 'ע'],
	['hebrewPoint', '\u{5b0}'],
	['arabic', 'إ'],
	['arabicPoint', '\u{655}\u{670}'],
	['persian', 'ی'],
	['urdu', 'ہ'],
	['indicRare', '\u{903}'],
	['indicDotted', '\u{958}'],
	['arabicFar', 'ڮݧ'],
	['devanagari', '\u{93f}'],
	['bengali', '\u{9bf}'],
	['gurmukhi', '\u{a3f}'],
	['gujarati', '\u{abf}'],
	['odia', '\u{b3f}'],
	['tamil', '\u{bbf}'],
	['telugu', '\u{c3f}'],
	['kannada', '\u{cbf}'],
	['malayalam', '\u{d3f}'],
	['sinhala', 'ව'],
	['thai', 'เ'],
	['lao', 'ເ'],
	['tibetan', '\u{f7f}'],
	['burmese', 'ဧ'],
	['khmer', '\u{17bf}'],
	['ethiopic', 'ኾ'],
];

describe('classes of characters', () => {
	for (const [name, letters] of LETTERS) {
		it(`have these letters: ${name}`, () => {
			for (const letter of letters)
				assert.equal(characterPlace(letter.codePointAt(0) ?? 0), placeOf(name), letter);
		});
	}

	it('share no code point, so that their order does not matter', () => {
		const ranges = Object.values(CHARACTER_RANGES)
			.flatMap((ranges): (readonly [number, number])[] => [...ranges])
			.toSorted(([one], [other]) => one - other);
		let end = 0x7f;
		for (const [first, last] of ranges) {
			assert.ok(first > end && last >= first, `${first.toString(16)}–${last.toString(16)}`);
			end = last;
		}
		const letters = Object.entries(SINGLE_CHARACTERS)
			.filter(([name]) => name !== 'hanCommon')
			.flatMap(([, characters]) => [...characters]);
		assert.equal(new Set(letters).size, letters.length);
	});

	it('are found from the first to the last code point of their ranges', () => {
		for (const [name, ranges] of Object.entries(CHARACTER_RANGES)) {
			// Of these two the sets of older encodings are taken out.
			if (name === 'hanRare' || name === 'hangulRare') continue;
			for (const point of ranges.flat()) {
				if (SINGLE.includes(String.fromCodePoint(point))) continue;
				if (characterPlace(point) === placeOf('sign') && signPieces(point)) continue;
				assert.equal(characterPlace(point), placeOf(name), point.toString(16));
			}
		}
	});

	it('have single characters of their own within the ranges', () => {
		for (const [name, characters] of Object.entries(SINGLE_CHARACTERS)) {
			for (const character of characters) {
				assert.equal(characterPlace(character.charCodeAt(0)), placeOf(name), character);
			}
		}
	});

	it('tell common Chinese and Korean characters from rare ones', () => {
		for (const [name, characters] of [
			['hanCommon', '的我'],
			['han', '蓝宝'],
			['hanTraditional', '蘭灣櫻'],
			['hanFormal', '囹嗫'],
			['hanRare', '龘靐'],
			['hangul', '한국'],
			['hangulRare', '뷁쀍'],
		] as const) {
			for (const character of characters) {
				assert.equal(characterPlace(character.charCodeAt(0)), placeOf(name), character);
			}
		}
	});

	it('have of each sign what the tokenizers cut it into', () => {
		const table = signTable();
		let point = 0x80;
		for (const [, letter = '', count = ''] of table.matchAll(/([-A-Z[])(\d*)/g)) {
			for (let end = point + Number(count || 1); point < end; point++) {
				const pieces = signPieces(point);
				const code = pieces ? pieces[0] * 9 + pieces[1] * 3 + pieces[2] : -1;
				const found = code < 0 ? '-' : String.fromCharCode(0x41 + code);
				assert.equal(found, letter, `${point.toString(16)}; it should be ${table}`);
			}
		}
	});

	it('count for something with every family, but for pieces of signs and two that a family makes no more of', () => {
		const free = Object.values(TOKEN_WEIGHTS).flatMap((classes) =>
			Object.entries(classes).flatMap(([name, weights]) =>
				TOKEN_FAMILIES.flatMap((family, index) =>
					Number(weights[index]) > 0 ? [] : [`${name} ${family}`],
				),
			),
		);
		assert.deepEqual(free, [
			'pieceLlama3 o200k',
			'pieceLlama3 qwen',
			'pieceO200k llama3',
			'pieceO200k qwen',
			'pieceQwen llama3',
			'pieceQwen o200k',
			'semiticWord o200k',
			'jamoJoined qwen',
		]);
	});

	it('are by their bytes where they are in no range', () => {
		assert.equal(characterPlace(0x7ca), placeOf('twoBytes'));
		assert.equal(characterPlace(0x13a0), placeOf('threeBytes'));
		assert.equal(characterPlace(0xd83d), placeOf('threeBytes'));
		assert.equal(characterPlace(0x1e900), placeOf('fourBytes'));
		assert.equal(characterPlace(0x10ffff), placeOf('fourBytes'));
	});
});
