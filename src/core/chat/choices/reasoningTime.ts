/** How long a model reasons about one reply: from the first piece of its reasoning to the last. */
export class ReasoningTime {
	readonly #clock: () => number;
	readonly #earlier: number;
	#began: number | undefined;
	/** What is to be told. */
	#news: number | undefined;

	/**
	 * @param clock milliseconds by a clock that never runs backwards
	 * @param earlier what an earlier part of the same reply took, in milliseconds
	 */
	constructor(clock: () => number, earlier = 0) {
		this.#clock = clock;
		this.#earlier = earlier;
	}

	/** @param since when it began, for one that was no piece of reasoning when it came */
	piece(since?: number): void {
		const now = this.#clock();
		this.#began ??= since ?? now;
		this.#news = this.#earlier + Math.round(now - this.#began);
	}

	/** The time as a part of an event; nothing where it was told before, or there was no reasoning. */
	news(): { reasoningMs?: number } {
		const reasoningMs = this.#news;
		this.#news = undefined;
		return reasoningMs === undefined ? {} : { reasoningMs };
	}
}
