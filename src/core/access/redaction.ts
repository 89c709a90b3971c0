import { KeySearch } from './keySearch.ts';

/** Below this a "key" is a dummy such as "ollama", and blanking it would only garble what is said. In characters. */
const SHORTEST_SECRET = 8;

/** No word of a reply is that long by chance: what is one letter for letter is a key that somebody sent back. */
const SHORTEST_IN_REPLY = 20;

/** So much of a key at the end of a text is one that was cut off. */
const TELLING = 12;

/** So much of a key tells nothing, and is the beginning of many words: "sk-" is not worth a wait for what follows. */
const HARMLESS = 3;

const BLANK = '[key]';

/**
 * A text from a server, or about one, as it may be shown, logged and kept: without the key, however it is written (in small letters, as
 * hosts are; escaped, as in JSON, addresses and pages; cut off at the end of the text).
 */
export function withoutKey(text: string, apiKey: string | undefined): string {
	if (apiKey === undefined || apiKey.length < SHORTEST_SECRET) return text;
	const search = searchFor(apiKey);
	return blankedEnd(blanked(text, search), search);
}

/**
 * A reply without the key, piece by piece: one that is cut into several pieces is known, too. What may be the beginning of one waits for
 * the next piece.
 */
export class ReplyWithoutKey {
	readonly #search: KeySearch | undefined;
	/** The last characters that were given out: too few to give anything away. */
	#shown = '';
	#held = '';

	constructor(apiKey: string | undefined) {
		const isSecret = apiKey !== undefined && apiKey.length >= SHORTEST_IN_REPLY;
		this.#search = isSecret ? searchFor(apiKey) : undefined;
	}

	/** What can be given out by now. */
	add(piece: string): string {
		if (this.#search === undefined) return piece;
		const before = this.#shown.length;
		const text = this.#shown + this.#held + piece;
		const ranges = this.#search.ranges(text);
		const place = this.#search.beginningAtEnd(text, 0) ?? text.length;
		const beginning = text.length - place > HARMLESS ? place : text.length;
		// A key may end as it begins.
		const whole = ranges.find(([start, end]) => start < beginning && beginning < end);
		const end = Math.max(whole?.[1] ?? beginning, before);
		this.#held = text.slice(end);
		const given = ranges
			.filter(([start]) => start < beginning)
			.map(([start, to]) => [Math.max(start, before), to] as const);
		this.#shown = given.at(-1)?.[1] === end ? '' : text.slice(0, end).slice(-HARMLESS);
		return withBlanks(text.slice(0, end), given).slice(before);
	}

	/** What was held back: the beginning of a word, or so much of a key that it is one. */
	end(): string {
		const held = this.#held;
		this.#held = '';
		return this.#search === undefined
			? held
			: blankedEnd(blanked(held, this.#search), this.#search);
	}
}

/** Texts one after the other that are pieces of one, each without what it holds of the key. */
export function piecesWithoutKey(
	pieces: readonly string[],
	apiKey: string | undefined,
): readonly string[] {
	if (apiKey === undefined || apiKey.length < SHORTEST_IN_REPLY) return pieces;
	const ranges = searchFor(apiKey).ranges(pieces.join(''));
	let offset = 0;
	return pieces.map((piece) => {
		const start = offset;
		offset += piece.length;
		const own = ranges
			.filter(([from, to]) => from < offset && to > start)
			.map(([from, to]) => [Math.max(from, start) - start, Math.min(to, offset) - start] as const);
		return withBlanks(piece, own);
	});
}

/** Most texts of a window are looked through for the same key. */
let lastSearch: { readonly key: string; readonly search: KeySearch } | undefined;

function searchFor(key: string): KeySearch {
	if (lastSearch?.key !== key) lastSearch = { key, search: new KeySearch(key) };
	return lastSearch.search;
}

function blanked(text: string, search: KeySearch): string {
	return withBlanks(text, search.ranges(text));
}

function blankedEnd(text: string, search: KeySearch): string {
	const cut = search.beginningAtEnd(text, TELLING);
	return cut === undefined ? text : text.slice(0, cut) + BLANK;
}

function withBlanks(text: string, ranges: readonly (readonly [number, number])[]): string {
	let result = '';
	let read = 0;
	for (const [start, end] of ranges) {
		result += text.slice(read, start) + BLANK;
		read = end;
	}
	return result + text.slice(read);
}

/** An account's id in JSON, also where that stands in a string of other JSON. Bounded: a run of backslashes may be as long as the text. */
const USER_ID =
	/(\\{0,15}")user_id\1(\s{0,20}:\s{0,20})(?:\\{0,15}"[^"\\]{0,500}\\{0,15}"|\d{1,40})/g;

/** A text from a server as it may be kept: without the id of the account, which tells one user from another. */
export function withoutUserId(text: string): string {
	return text.includes('user_id') ? text.replace(USER_ID, '$1user_id$1$2$1[not kept]$1') : text;
}
