import type { Withheld } from '../../shared/conversation/withheldText.ts';

/** What stands in the place of what is left out. */
export const LEFT_OUT = '[left out]';

/** How every placeholder begins. */
const PLACEHOLDER = 'PLACEHOLDER_';

/** Every placeholder in some texts, and what looks like one. */
const PLACEHOLDERS = /PLACEHOLDER_(\d{1,9})_/g;

/** Two texts, the second of which is to stand in the place of the first. */
type Pair = readonly [from: string, to: string];

/** The text as it goes out. */
export function withhold(text: string, withheld: readonly Withheld[]): string {
	return replaced(
		text,
		withheld.map(({ text: own, sent }): Pair => [own, sent]),
	).text;
}

/** The text as it is meant on this machine. */
export function putBack(text: string, withheld: readonly Withheld[]): string {
	return replaced(text, pairsBack(withheld)).text;
}

/** Puts back what was replaced while a text comes in, in pieces that may end anywhere. */
export class PutBack {
	readonly #pairs: readonly Pair[];
	/** The end of what has come, where that may be the beginning of a placeholder. */
	#held = '';

	constructor(withheld: readonly Withheld[]) {
		this.#pairs = pairsBack(withheld);
	}

	/** What can be said after this piece; empty where nothing can yet. */
	piece(text: string): string {
		if (this.#pairs.length === 0) return text;
		const { text: done, end } = replaced(this.#held + text, this.#pairs);
		const held = Math.max(...this.#pairs.map(([from]) => beginsAtEnd(done.slice(end), from)));
		this.#held = held === 0 ? '' : done.slice(-held);
		return held === 0 ? done : done.slice(0, -held);
	}

	/** What is left: nothing more comes. */
	rest(): string {
		const rest = this.#held;
		this.#held = '';
		return rest;
	}
}

/**
 * Placeholders for secrets, in words that a model keeps as they are: "PLACEHOLDER_1_GITHUB_TOKEN". None of them is the beginning of another, and
 * none is in the texts already.
 * @param texts all that goes out, and the placeholders that there are
 */
export function placeholdersFor(
	secrets: readonly { readonly kind: string; readonly text: string }[],
	texts: readonly string[],
): Withheld[] {
	const taken = texts.flatMap((text) =>
		[...text.matchAll(PLACEHOLDERS)].map(([, number]) => Number(number)),
	);
	const last = taken.reduce((most, number) => Math.max(most, number), 0);
	return secrets.map(({ kind, text }, index) => {
		const name = kind.replace(/^an? /, '').replace(/\W+/g, '_').toUpperCase();
		return { text, sent: `${PLACEHOLDER}${last + 1 + index}_${name}` };
	});
}

function pairsBack(withheld: readonly Withheld[]): Pair[] {
	return withheld.flatMap(({ text, sent }) =>
		sent.startsWith(PLACEHOLDER) ? [[sent, text] as const] : [],
	);
}

/**
 * Puts the second of each pair in the place of the first, in one pass: what was put in is not looked at again.
 * @returns with the place in the new text that the last one put in ends at
 */
function replaced(text: string, pairs: readonly Pair[]): { text: string; end: number } {
	// Where one lies in another the longer one counts.
	const longest = pairs.toSorted(([a], [b]) => b.length - a.length);
	const next = longest.map(([from]) => text.indexOf(from));
	let done = '';
	let [at, end] = [0, 0];
	for (;;) {
		let first: number | undefined;
		for (const [index, [from]] of longest.entries()) {
			const place = next[index] ?? -1;
			if (place >= 0 && place < at) next[index] = text.indexOf(from, at);
			const now = next[index] ?? -1;
			if (now >= 0 && now < (next[first ?? -1] ?? Number.POSITIVE_INFINITY)) first = index;
		}
		const pair = longest[first ?? -1];
		const place = next[first ?? -1];
		if (pair === undefined || place === undefined) return { text: done + text.slice(at), end };
		done += text.slice(at, place) + pair[1];
		end = done.length;
		at = place + pair[0].length;
	}
}

/** How much of the end of a text may be the beginning of a word that is not whole yet. */
function beginsAtEnd(text: string, word: string): number {
	for (let length = Math.min(word.length - 1, text.length); length > 0; length--) {
		if (text.endsWith(word.slice(0, length))) return length;
	}
	return 0;
}
