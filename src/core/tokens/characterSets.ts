import type { TokenClass } from './tokenCounts.ts';

/** A part of an encoding of two bytes: the first ones, and those that may follow each. */
interface Part {
	readonly encoding: string;
	readonly first: number;
	readonly last: number;
	readonly following: readonly (readonly [first: number, last: number])[];
}

const HIGH = [[0xa1, 0xfe]] as const;
const BIG5 = [[0x40, 0x7e], ...HIGH] as const;

/**
 * The characters of a part. The encodings of China, Taiwan, Japan and Korea have the characters of daily use before the rarer ones,
 * so they say what is rare without a table. None where this machine does not know the encoding: then all are as rare as the rarest.
 */
function charactersOf({ encoding, first, last, following }: Part): string {
	const bytes: number[] = [];
	for (let lead = first; lead <= last; lead++) {
		for (const [from, to] of following) {
			for (let trail = from; trail <= to; trail++) bytes.push(lead, trail);
		}
	}
	try {
		return new TextDecoder(encoding).decode(Uint8Array.from(bytes));
	} catch {
		return '';
	}
}

/** What is in several sets is in the first of them. */
export const CHARACTER_SETS: readonly { name: TokenClass; characters: () => string }[] = [
	part('han', 'gb18030', 0xb0, 0xd7, HIGH),
	part('hanTraditional', 'big5', 0xa4, 0xc6, BIG5),
	part('hanTraditional', 'euc-jp', 0xb0, 0xcf, HIGH),
	part('hanFormal', 'gb18030', 0xd8, 0xf7, HIGH),
	part('hangul', 'euc-kr', 0xb0, 0xc8, HIGH),
];

function part(
	name: TokenClass,
	encoding: string,
	first: number,
	last: number,
	following: Part['following'],
) {
	return { name, characters: () => charactersOf({ encoding, first, last, following }) };
}
