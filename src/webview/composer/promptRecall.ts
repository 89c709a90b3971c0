/** Leads through what was asked before, newest first, as a shell does. */
export class PromptRecall {
	/** Oldest first, as they were when the first was recalled. */
	#prompts: readonly string[] = [];
	/** The one that is shown; past the end while none is. */
	#index = 0;

	/**
	 * What the box is to hold after this key; undefined where the key is none of ours.
	 *
	 * @param text what the box holds: a text that was typed or changed is left alone
	 * @param prompts what was asked in this chat, oldest first
	 */
	key(key: string, text: string, prompts: () => readonly string[]): string | undefined {
		const isRecalled = text !== '' && text === this.#prompts[this.#index];
		if (text === '') {
			if (key !== 'ArrowUp') return undefined;
			this.#prompts = distinct(prompts());
			this.#index = this.#prompts.length;
		} else if (!isRecalled) return undefined;
		switch (key) {
			case 'ArrowUp':
				// At the oldest it stays, rather than the caret moving.
				this.#index = Math.max(0, this.#index - 1);
				return this.#prompts[this.#index];
			case 'ArrowDown':
				this.#index++;
				return this.#prompts[this.#index] ?? '';
			case 'Escape':
				this.#index = this.#prompts.length;
				return '';
			default:
				return undefined;
		}
	}
}

/** Without empty ones, and a prompt that was asked several times in a row only once. */
function distinct(prompts: readonly string[]): string[] {
	return prompts.filter((prompt, at) => prompt !== '' && prompt !== prompts[at - 1]);
}
