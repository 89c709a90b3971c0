/** A text, and where in the source each of its characters began. */
export interface Unescaped {
	readonly text: string;
	/** The place of each character in the source, and behind them the source's length; undefined where all stand where they stood. */
	readonly from: Uint32Array | undefined;
}

/**
 * How a character is written where it cannot, or is not to, stand itself: \u002d, \x2d and \- in strings of programs and JSON, %2D in
 * addresses, &#45; &#x2d; and &sol; in pages. A run of backslashes is one of JSON within JSON.
 */
const ESCAPE =
	/\\+(?:u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\}|x([0-9a-f]{2})|([^\\]))?|%([0-9a-f]{2})|&(?:#x([0-9a-f]{1,8})|#(\d{1,8})|([a-z]{2,8}));?/gis;

/** What a text without any escape lacks. */
const SIGNS = /[\\%&]/;

const NAMED: ReadonlyMap<string, string> = new Map([
	['amp', '&'],
	['apos', "'"],
	['ast', '*'],
	['colon', ':'],
	['comma', ','],
	['commat', '@'],
	['dollar', '$'],
	['equals', '='],
	['excl', '!'],
	['gt', '>'],
	['hyphen', '-'],
	['lowbar', '_'],
	['lt', '<'],
	['num', '#'],
	['percnt', '%'],
	['period', '.'],
	['plus', '+'],
	['quot', '"'],
	['semi', ';'],
	['sol', '/'],
	['tilde', '~'],
]);

export function asItStands(source: string): Unescaped {
	return { text: source, from: undefined };
}

/** Undoes one layer of escapes; undefined where there is none. Linear in the length of the text. */
export function unescaped({ text, from }: Unescaped): Unescaped | undefined {
	if (!SIGNS.test(text)) return undefined;
	// Room for the end, too: every escape is longer than what it stands for.
	const places = new Uint32Array(text.length);
	const place = (at: number) => (from === undefined ? at : (from[at] ?? at));
	let plain = '';
	let read = 0;
	const copy = (to: number) => {
		for (let at = read; at < to; at++) places[plain.length + at - read] = place(at);
		plain += text.slice(read, to);
	};
	for (const found of text.matchAll(ESCAPE)) {
		const meant = characterOf(found);
		if (meant === undefined) continue;
		copy(found.index);
		places[plain.length] = place(found.index);
		plain += meant;
		read = found.index + found[0].length;
	}
	if (read === 0) return undefined;
	copy(text.length);
	places[plain.length] = place(text.length);
	return { text: plain, from: places.subarray(0, plain.length + 1) };
}

/** What an escape stands for, one character: "" for backslashes at the very end; undefined for what is none. */
function characterOf(found: RegExpExecArray): string | undefined {
	const [, unicode, braced, hex, itself, percent, entityHex, entity, name] = found;
	if (name !== undefined) return NAMED.get(name.toLowerCase());
	if (entity !== undefined) return character(Number(entity));
	const digits = unicode ?? braced ?? hex ?? percent ?? entityHex;
	return digits === undefined ? (itself ?? '') : character(Number.parseInt(digits, 16));
}

/** One that may be part of a key: no other is of interest, and none is longer than its escape. */
function character(code: number): string | undefined {
	return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : undefined;
}
