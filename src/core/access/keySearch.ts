import { asItStands, type Unescaped, unescaped } from './escapes.ts';

/** From the first character to the one behind the last. */
export type Range = readonly [start: number, end: number];

/** So many escapes within each other are undone: JSON in JSON in an address in a page. */
const LAYERS = 5;

/** Characters that are looked at together, so that a text of many megabytes does not take as many numbers. */
const STEP = 64 * 1024;

/** The most characters that one of a key takes, escaped several times: "&amp;#x002d;". */
const WIDEST = 24;

/** An escape that the end of the text has cut. */
const CUT_ESCAPE =
	/(?:\\{1,8}(?:u\{?[0-9a-f]{0,6}|x[0-9a-f]?)?|%(?:25){0,3}[0-9a-f]?|&(?:amp;){0,3}[#a-z0-9]{0,10})$/i;

/** Finds one key in texts, however it is written: in small letters, as hosts are, or escaped in any of the usual ways. */
export class KeySearch {
	readonly #key: string;
	/** A layer of escapes takes a backslash out of everything. */
	readonly #bare: string;
	readonly #pattern: RegExp;
	readonly #barePattern: RegExp;

	/** @param key visible ASCII */
	constructor(key: string) {
		this.#key = key.toLowerCase();
		this.#bare = this.#key.replaceAll('\\', '');
		this.#pattern = patternOf(this.#key);
		this.#barePattern = patternOf(this.#bare);
	}

	/** Where the key stands, in order and without overlaps. */
	ranges(text: string): readonly Range[] {
		const found: Range[] = [];
		const overlap = this.#key.length * WIDEST;
		for (let start = 0; start < text.length; start += STEP) {
			for (const layer of layersOf(text.slice(start, start + STEP + overlap))) {
				for (const { index, 0: match } of layer.text.matchAll(this.#patternFor(layer))) {
					found.push([start + placeIn(layer, index), start + placeIn(layer, index + match.length)]);
				}
			}
		}
		return merged(found);
	}

	/**
	 * Where at the end of a text the beginning of the key stands, of which the rest is cut off or yet to come.
	 * @param least how many of its characters must be there; with 0, an escape that is cut will do, of which nobody knows what it stands for
	 */
	beginningAtEnd(text: string, least: number): number | undefined {
		const offset = Math.max(0, text.length - this.#key.length * WIDEST);
		const tail = text.slice(offset);
		const places = [tail, tail.replace(CUT_ESCAPE, '')].flatMap((end) =>
			layersOf(end).map((layer) => {
				const length = this.#lengthAtEnd(layer);
				return length < least ? undefined : placeIn(layer, layer.text.length - length);
			}),
		);
		const found = places.filter((place) => place !== undefined);
		return found.length === 0 ? undefined : offset + Math.min(...found);
	}

	#lengthAtEnd(layer: Unescaped): number {
		const key = layer.from === undefined ? this.#key : this.#bare;
		const end = layer.text.slice(-key.length).toLowerCase();
		for (let length = Math.min(key.length - 1, end.length); length > 0; length--) {
			if (end.endsWith(key.slice(0, length))) return length;
		}
		return 0;
	}

	#patternFor({ from }: Unescaped): RegExp {
		return from === undefined ? this.#pattern : this.#barePattern;
	}
}

/** The text as it stands, and with one layer of escapes after the other undone. */
function layersOf(text: string): readonly Unescaped[] {
	const layers = [asItStands(text)];
	for (let last = layers[0]; last !== undefined && layers.length <= LAYERS; ) {
		last = unescaped(last);
		if (last !== undefined) layers.push(last);
	}
	return layers;
}

function placeIn({ from }: Unescaped, at: number): number {
	return from === undefined ? at : (from[at] ?? at);
}

function patternOf(key: string): RegExp {
	return new RegExp(key.replaceAll(/\W/g, '\\$&'), 'gi');
}

/** The same key may be found in several layers, and in the overlap of two steps. */
function merged(ranges: readonly Range[]): readonly Range[] {
	const result: Range[] = [];
	for (const [start, end] of ranges.toSorted(([one], [other]) => one - other)) {
		const last = result.at(-1);
		if (last === undefined || start >= last[1]) result.push([start, end]);
		else result[result.length - 1] = [last[0], Math.max(last[1], end)];
	}
	return result;
}
