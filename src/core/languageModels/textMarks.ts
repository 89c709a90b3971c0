/** Which texts were seen before, without the texts: by their SHA-256, with bytes of this run in it, so that nothing can be looked up by it. */
export class TextMarks {
	readonly #most: number;
	readonly #salt = crypto.randomUUID();
	/** The oldest first. */
	readonly #seen = new Set<string>();

	/** @param most so many are known, those that were seen last */
	constructor(most: number) {
		this.#most = most;
	}

	/** Whether a text is seen for the first time. */
	async isNew(text: string): Promise<boolean> {
		const bytes = new TextEncoder().encode(`${this.#salt} ${text}`);
		const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
		const mark = String.fromCharCode(...digest);
		const isNew = !this.#seen.delete(mark);
		this.#seen.add(mark);
		const [oldest] = this.#seen;
		if (this.#seen.size > this.#most && oldest !== undefined) this.#seen.delete(oldest);
		return isNew;
	}
}
