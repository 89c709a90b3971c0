/** How long a model reasons about one reply: from the first piece of its reasoning to the last. */
export class ReasoningTime {
	readonly #clock: () => number;
	readonly #earlier: number;
	#began: number | undefined;
	#last = 0;
	#told = true;

	/**
	 * @param clock milliseconds by a clock that never runs backwards
	 * @param earlier what an earlier part of the same reply took, in milliseconds
	 */
	constructor(clock: () => number, earlier = 0) {
		this.#clock = clock;
		this.#earlier = earlier;
	}

	piece(): void {
		this.#last = this.#clock();
		this.#began ??= this.#last;
		this.#told = false;
	}

	/** The time as a part of an event; nothing where it was told before, or there was no reasoning. */
	news(): { reasoningMs?: number } {
		if (this.#told || this.#began === undefined) return {};
		this.#told = true;
		return { reasoningMs: this.#earlier + Math.round(this.#last - this.#began) };
	}
}
