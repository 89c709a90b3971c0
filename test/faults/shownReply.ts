import assert from 'node:assert/strict';
import { FAILURES } from '../../src/shared/failureTable.ts';
import type { Window } from '../e2e/scene.ts';
import type { Figures } from './figures.ts';

/** A page with hundreds of replies is another test. */
const PER_CHAT = 20;

/** What the page shows of a reply that has ended. */
export interface ShownReply {
	readonly text: string;
	/** The title of its error; undefined where it has none. */
	readonly error: string | undefined;
}

/** Asks one question after the other, as a person would, in a new chat now and then. */
export class Asker {
	readonly #window: Window;
	#asked = 0;

	constructor(window: Window) {
		this.#window = window;
	}

	/** How many replies stand before the next one. */
	get replies(): number {
		return this.#asked % PER_CHAT;
	}

	/** Types and sends a question, and leaves it there. */
	async send(): Promise<void> {
		const { chat } = this.#window;
		if (this.replies === 0) await chat.startNew();
		await chat.send(`Question ${++this.#asked}?`);
	}

	/** The reply to the last question, once it has ended. */
	async ended(): Promise<ShownReply> {
		const { chat } = this.#window;
		const replies = this.replies === 0 ? PER_CHAT : this.replies;
		await chat.answered(replies);
		return shown(this.#window, replies - 1);
	}

	async ask(): Promise<ShownReply> {
		await this.send();
		return this.ended();
	}
}

export function shown({ chat }: Window, index: number): Promise<ShownReply> {
	return chat.replies.nth(index).evaluate((article) => ({
		text: (article.querySelector('.markdown')?.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
		error: article.querySelector('[role=alert] strong')?.textContent?.replace(/\.$/, ''),
	}));
}

/**
 * A named error or a whole reply, and what was delivered is there.
 * @param delivered what has come for certain
 * @param whole what would have come without the fault
 */
export function assertKept(
	{ text, error }: ShownReply,
	delivered: string,
	whole: string,
	figures: Figures,
): void {
	figures.injected++;
	if (error === undefined) assert.equal(text, whole.trim());
	else
		assert.ok(
			Object.values(FAILURES).some(({ title }) => title === error),
			error,
		);
	assert.ok(whole.startsWith(text), text);
	figures.bytesLost += Math.max(0, delivered.trim().length - text.length);
	assert.equal(figures.bytesLost, 0, `${delivered} came, ${text} is shown`);
	figures.survived++;
}
