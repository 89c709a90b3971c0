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
	start: number;
	length: number;
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
		for (const places of this.#places.values()) this.#clean(places);
	}

	#clean(places: readonly Place[]): void {
		const pieces = places.map(({ event, start, length }) =>
			event.text.slice(start, start + length),
		);
		const clean = piecesWithoutKey(pieces, this.#apiKey);
		for (const [index, place] of places.entries()) {
			const piece = clean[index];
			if (piece !== undefined && piece !== pieces[index]) this.#replace(place, piece);
		}
	}

	/** What stands behind it in the same event stands elsewhere then. */
	#replace(place: Place, piece: string): void {
		const { event, start, length } = place;
		event.text = event.text.slice(0, start) + piece + event.text.slice(start + length);
		place.length = piece.length;
		for (const other of [...this.#places.values()].flat()) {
			if (other.event === event && other.start > start) other.start += piece.length - length;
		}
	}
}

/** As many of the last places as are within reach of the next, and at least one. */
function lastOf(places: readonly Place[]): Place[] {
	let reach = 0;
	const first = places.findLastIndex(({ length }) => {
		reach += length;
		return reach > REACH;
	});
	return places.slice(Math.max(0, first));
}
