import { piecesWithoutKey } from '../access/redaction.ts';

/** The strings of an event that are pieces of a reply: what is between the quotes, by the name of the field. */
const PIECE =
	/"(content|text|reasoning|reasoning_content|thinking|refusal|summary)"\s{0,8}:\s{0,8}"((?:[^"\\]|\\.){1,4000})"/gs;

/** A key has some hundred characters, each perhaps escaped; nothing further back is part of one that ends now. */
const REACH = 8_000;

interface Kept {
	text: string;
}

/** Where in which event a piece of the reply stands. */
interface Place {
	readonly event: Kept;
	readonly start: number;
	readonly length: number;
}

/** Takes a key out of events that is in several of them, a piece in each, as a reply repeats it token by token. */
export class SplitKey {
	readonly #apiKey: string | undefined;
	readonly #places = new Map<string, Place[]>();

	constructor(apiKey: string | undefined) {
		this.#apiKey = apiKey;
	}

	/** @param event the next one; its text is changed, and that of those before, where the key ends in it */
	add(event: Kept): void {
		for (const found of event.text.matchAll(PIECE)) {
			const [whole, field = '', piece = ''] = found;
			const start = found.index + whole.length - 1 - piece.length;
			const places = this.#places.get(field) ?? [];
			places.push({ event, start, length: piece.length });
			this.#places.set(field, lastOf(places));
		}
		const changed = [...this.#places.values()].some((places) => this.#clean(places));
		// What else was known of these events stands elsewhere in them now.
		if (changed) this.#places.clear();
	}

	/** Whether a key was found, and is taken out. */
	#clean(places: readonly Place[]): boolean {
		const pieces = places.map(({ event, start, length }) =>
			event.text.slice(start, start + length),
		);
		const clean = piecesWithoutKey(pieces, this.#apiKey);
		const changed = clean.map((piece, index) => piece !== pieces[index]);
		// From the end, so that the places before in the same event stay where they are.
		for (const [index, { event, start, length }] of [...places.entries()].reverse()) {
			const piece = clean[index];
			if (piece === undefined || changed[index] !== true) continue;
			event.text = event.text.slice(0, start) + piece + event.text.slice(start + length);
		}
		return changed.includes(true);
	}
}

/** As many of the last places as are within reach of the next, and at least one. */
function lastOf(places: readonly Place[]): Place[] {
	let first = places.length - 1;
	let reach = places[first]?.length ?? 0;
	while (first > 0 && reach <= REACH) reach += places[--first]?.length ?? 0;
	return places.slice(first);
}
