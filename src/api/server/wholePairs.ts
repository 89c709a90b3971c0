/** A half of a pair of UTF-16 units at the end of a text, whose other half may be on its way. */
const OPEN_HALF = /[\ud800-\udbff]$/;

/** Puts together again the characters that a server has cut in two. */
export class WholePairs {
	#half = '';

	/** The text with the half that was left of the piece before, without one at its end; a half without its other one is U+FFFD. */
	add(piece: string): string {
		if (piece === '') return '';
		const text = this.#half + piece;
		this.#half = OPEN_HALF.test(text) ? text.slice(-1) : '';
		return text.slice(0, text.length - this.#half.length).toWellFormed();
	}

	/** What is left when nothing more comes. */
	end(): string {
		const rest = this.#half.toWellFormed();
		this.#half = '';
		return rest;
	}
}
