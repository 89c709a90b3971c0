/**
 * Characters that cannot be seen and that change what code does or how it reads: those that turn the direction of writing round, those
 * without any width, the tags and selectors that can spell a whole text unseen, and control characters such as the one that begins a
 * terminal's commands. Spaces of other widths are not among them: they show as what they are.
 */
export interface HiddenCharacter {
	readonly character: string;
	/** E.g. "U+202E". */
	readonly code: string;
	/** E.g. "RIGHT-TO-LEFT OVERRIDE". */
	readonly name: string;
}

/** Where a text is read as code, or as prose. */
export type Reading = 'code' | 'text';

type Range = readonly [first: number, last: number, name: string];

/** Hidden in prose as well: they make it read other than it is, or spell a text in it. Names as in Unicode. */
const ANYWHERE: readonly Range[] = [
	[0x1b, 0x1b, 'ESCAPE, which begins a terminal’s commands'],
	[0x00, 0x08, 'CONTROL CHARACTER'],
	[0x0b, 0x0c, 'CONTROL CHARACTER'],
	[0x0e, 0x1f, 'CONTROL CHARACTER'],
	[0x7f, 0x9f, 'CONTROL CHARACTER'],
	[0x202a, 0x202a, 'LEFT-TO-RIGHT EMBEDDING'],
	[0x202b, 0x202b, 'RIGHT-TO-LEFT EMBEDDING'],
	[0x202c, 0x202c, 'POP DIRECTIONAL FORMATTING'],
	[0x202d, 0x202d, 'LEFT-TO-RIGHT OVERRIDE'],
	[0x202e, 0x202e, 'RIGHT-TO-LEFT OVERRIDE'],
	[0x2066, 0x2066, 'LEFT-TO-RIGHT ISOLATE'],
	[0x2067, 0x2067, 'RIGHT-TO-LEFT ISOLATE'],
	[0x2068, 0x2068, 'FIRST STRONG ISOLATE'],
	[0x2069, 0x2069, 'POP DIRECTIONAL ISOLATE'],
	[0xfff0, 0xfff8, 'UNASSIGNED'],
	[0xfff9, 0xfffb, 'INTERLINEAR ANNOTATION'],
	[0xe0000, 0xe007f, 'TAG'],
	[0xe0080, 0xe00ff, 'UNASSIGNED'],
	[0xe0100, 0xe01ef, 'VARIATION SELECTOR'],
	[0xe01f0, 0xe0fff, 'UNASSIGNED'],
];

/** Hidden in code only: many languages are written with them, and in prose they do no harm. */
const CODE_ONLY: readonly Range[] = [
	[0xad, 0xad, 'SOFT HYPHEN'],
	[0x34f, 0x34f, 'COMBINING GRAPHEME JOINER'],
	[0x61c, 0x61c, 'ARABIC LETTER MARK'],
	[0x115f, 0x1160, 'HANGUL FILLER'],
	[0x17b4, 0x17b5, 'KHMER INHERENT VOWEL'],
	[0x180b, 0x180f, 'MONGOLIAN SELECTOR OR SEPARATOR'],
	[0x200b, 0x200b, 'ZERO WIDTH SPACE'],
	[0x200e, 0x200e, 'LEFT-TO-RIGHT MARK'],
	[0x200f, 0x200f, 'RIGHT-TO-LEFT MARK'],
	[0x2028, 0x2028, 'LINE SEPARATOR'],
	[0x2029, 0x2029, 'PARAGRAPH SEPARATOR'],
	[0x2060, 0x2060, 'WORD JOINER'],
	[0x2061, 0x2064, 'INVISIBLE OPERATOR'],
	[0x2065, 0x2065, 'UNASSIGNED'],
	[0x206a, 0x206f, 'DEPRECATED FORMAT CHARACTER'],
	[0x2800, 0x2800, 'BRAILLE PATTERN BLANK'],
	[0x3164, 0x3164, 'HANGUL FILLER'],
	[0xfeff, 0xfeff, 'ZERO WIDTH NO-BREAK SPACE'],
	[0xffa0, 0xffa0, 'HALFWIDTH HANGUL FILLER'],
	[0xfffc, 0xfffc, 'OBJECT REPLACEMENT CHARACTER'],
	[0x1bca0, 0x1bca3, 'SHORTHAND FORMAT CHARACTER'],
	[0x1d159, 0x1d159, 'MUSICAL SYMBOL NULL NOTEHEAD'],
	[0x1d173, 0x1d17a, 'MUSICAL FORMAT CHARACTER'],
];

/** Hidden in code but where emoji and some scripts are written with them. */
const SOMETIMES: readonly Range[] = [
	[0x200c, 0x200c, 'ZERO WIDTH NON-JOINER'],
	[0x200d, 0x200d, 'ZERO WIDTH JOINER'],
	[0xfe00, 0xfe0f, 'VARIATION SELECTOR'],
];

/** The letters of these scripts are joined, or kept from joining, by characters without width. */
const JOINING = [
	...['Arabic', 'Syriac', 'Mongolian', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya'],
	...['Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala'],
].map((script) => `\\p{Script=${script}}`);

/** The joiner between the parts of an emoji, joiners after letters that join, and the selector of a picture or a keycap. */
const WRITTEN = [
	'(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\u{fe0f}])\\u{200d}(?=\\p{Extended_Pictographic})',
	`(?<=[${JOINING.join('')}])[\\u{200c}\\u{200d}]`,
	'(?<=\\p{Extended_Pictographic})[\\u{fe0e}\\u{fe0f}]',
	'(?<=[\\d#*])\\u{fe0f}(?=\\u{20e3})',
].join('|');

const IN_TEXT = new RegExp(`[${classOf(ANYWHERE)}]`, 'gu');
const IN_CODE = new RegExp(`[${classOf([...ANYWHERE, ...CODE_ONLY, ...SOMETIMES])}]`, 'gu');
/** Looked for only where one stands: to ask at each place of a text what is around it takes far longer. */
const WRITTEN_HERE = new RegExp(WRITTEN, 'uy');

/** Most of most texts is none of this, and a class of few characters is passed over several times as fast. */
const NOT_PLAIN = /[^\t\n\r -~]+/g;

/** Whether a text can have any: most have none, which is quickly seen. */
export function canHide(text: string): boolean {
	return text.search(NOT_PLAIN) >= 0;
}

/** Where hidden characters stand, in UTF-16 code units, one by one and in their order. */
export function* hiddenIn(
	text: string,
	reading: Reading,
): Generator<{ readonly index: number; readonly character: string }> {
	for (const run of text.matchAll(NOT_PLAIN)) {
		for (const match of run[0].matchAll(reading === 'code' ? IN_CODE : IN_TEXT)) {
			const index = run.index + match.index;
			WRITTEN_HERE.lastIndex = index;
			if (reading === 'code' && WRITTEN_HERE.test(text)) continue;
			yield { index, character: match[0] };
		}
	}
}

/** Cuts a text into runs without any hidden character, and these one by one. */
export function splitHidden(text: string, reading: Reading): (string | HiddenCharacter)[] {
	if (!canHide(text)) return text === '' ? [] : [text];
	const parts: (string | HiddenCharacter)[] = [];
	let end = 0;
	for (const { index, character } of hiddenIn(text, reading)) {
		if (index > end) parts.push(text.slice(end, index));
		parts.push(named(character));
		end = index + character.length;
	}
	if (end < text.length) parts.push(text.slice(end));
	return parts;
}

/** Code without its hidden characters. */
export function withoutHidden(code: string): string {
	const seen = splitHidden(code, 'code').filter((part) => typeof part === 'string');
	return seen.join('');
}

/** The hidden characters of code in words: "RIGHT-TO-LEFT OVERRIDE (U+202E), 2 times"; empty where there is none. */
export function hiddenInWords(code: string): readonly string[] {
	const counts = new Map<string, number>();
	for (const { character } of hiddenIn(code, 'code')) {
		const { name, code: point } = named(character);
		const words = `${name} (${point})`;
		counts.set(words, (counts.get(words) ?? 0) + 1);
	}
	return [...counts].map(([words, count]) => (count === 1 ? words : `${words}, ${count} times`));
}

function named(character: string): HiddenCharacter {
	const point = character.codePointAt(0) ?? 0;
	const range = [...ANYWHERE, ...CODE_ONLY, ...SOMETIMES].find(
		([first, last]) => point >= first && point <= last,
	);
	const name = range?.[2] ?? '';
	// A tag stands for an ASCII character: what is hidden can be read.
	const isLetter = point >= 0xe0020 && point < 0xe007f;
	return {
		character,
		code: `U+${hex(point).toUpperCase().padStart(4, '0')}`,
		name: isLetter ? `${name} for “${String.fromCodePoint(point - 0xe0000)}”` : name,
	};
}

function classOf(ranges: readonly Range[]): string {
	return ranges.map(([first, last]) => `\\u{${hex(first)}}-\\u{${hex(last)}}`).join('');
}

function hex(point: number): string {
	return point.toString(16);
}
