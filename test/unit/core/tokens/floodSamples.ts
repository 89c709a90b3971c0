/** The same numbers each time, below `limit`. */
function numbers(): (limit: number) => number {
	let seed = 7;
	return (limit) => {
		seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
		return Math.floor(seed / 256) % limit;
	};
}

const next = numbers();
const any = (characters: string) => characters[next(characters.length)] ?? '';
const some = (characters: string, count: number) =>
	Array.from({ length: count }, () => any(characters)).join('');
const parts = (count: number, part: () => string, between: string) =>
	Array.from({ length: count }, part).join(between);
const marked = (text: string, count: number, first: number, marks: number) =>
	[...text]
		.map((letter) => letter + parts(count, () => String.fromCodePoint(first + next(marks)), ''))
		.join('');

const MARKS = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** Marks in the orders and the numbers that no prose has, and letters under heaps of marks. */
export const FLOOD_SAMPLES: Readonly<Record<string, string>> = {
	...Object.fromEntries([...MARKS].map((mark) => [`${mark} 400 times`, mark.repeat(400)])),
	'backslashes in groups': 'a\\\\\\\\\\\\\\b '.repeat(40),
	'quoted quotations': JSON.stringify(
		JSON.stringify(JSON.stringify({ a: 'b "c"', d: ['e'] })),
	).repeat(10),
	'paths of a share': '\\\\\\\\server\\\\share\\\\ '.repeat(40),
	'brackets and braces': '['.repeat(200) + ']'.repeat(200) + '{'.repeat(200) + '}'.repeat(200),
	'eight marks as code': some('+-<>[].,', 800),
	'eight marks in groups': parts(100, () => some('+-<>[].,', 5), ' '),
	'eight marks in lines': parts(100, () => some('+-<>[].,', 12), '\n'),
	'eight marks in runs': parts(200, () => any('+-<>.').repeat(1 + next(6)), ''),
	'six marks as code': some('[]()!+', 800),
	'arrows as code': some('v^<>_|:.@&~#$%"+-*/!`', 800),
	'all marks': some(MARKS, 800),
	'all marks in groups': parts(200, () => some(MARKS, 3), ' '),
	'white space as code': some(' \t\n', 600),
	'tabs among spaces': some(' \t', 400),
	'dots and dashes': parts(200, () => some('.-', 4), ' '),
	'one mark on each letter': marked('the quick brown fox jumps over it'.repeat(4), 1, 0x300, 0x70),
	'three marks on each letter': marked('hello world again'.repeat(5), 3, 0x300, 0x70),
	'thirty marks on each letter': marked('hello', 30, 0x300, 0x70),
	'marks of later ranges': marked('hello world', 10, 0x1dc0, 0x30),
	'marks for signs': marked('hello world', 10, 0x20d0, 0x20),
	'marks on Cyrillic': marked('привет мир', 8, 0x300, 0x70),
	'marks on Chinese': marked('你好世界', 8, 0x300, 0x70),
	'marks on digits': marked('12345', 10, 0x300, 0x70),
	'struck through': marked('this text is struck through'.repeat(4), 1, 0x336, 1),
	underlined: marked('underlined words here'.repeat(4), 1, 0x332, 1),
	'a mark alone': '\u0336'.repeat(300),
	'points on Hebrew': marked('שלום עולם', 6, 0x591, 0x2d),
	'points on Arabic': marked('سلام', 8, 0x64b, 0x14),
	'marks on Thai': marked('กขค', 10, 0xe34, 6),
	'vowels on Devanagari': marked('कखग', 8, 0x93c, 0x10),
	'joiners of nothing': '\u200d'.repeat(200),
	...Object.fromEntries(
		[...'。！、…—─\u200b\u3000กक'].map((sign) => [`${sign} 200 times`, sign.repeat(200)]),
	),
	...Object.fromEntries(
		['a\u0301', 'A\u030a', 'e\u0301o\u0302u\u0308n\u0303', 'o\u031b\u0323'].map((letters) => [
			`${letters} in two parts`,
			letters.repeat(100),
		]),
	),
	'control characters': '\u0001\u0002\u0007'.repeat(60),
	'no characters': '\0'.repeat(150),
	'rarest Chinese': '𠮷𠀋𡈽𣑊'.repeat(30),
	'selectors behind letters': 'a\ufe0f'.repeat(100),
};
