import assert from 'node:assert/strict';
import { FAILURES } from '../../src/shared/errors/failureTable.ts';
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
	/** Of the shown chat; one that is full makes room for a new one. */
	#replies = PER_CHAT;

	constructor(window: Window) {
		this.#window = window;
	}

	/** The number of the last reply in its chat, from 0. */
	get last(): number {
		return this.#replies - 1;
	}

	/** Whether the next question goes into a new chat. */
	get isFull(): boolean {
		return this.#replies === PER_CHAT;
	}

	async startNew(): Promise<void> {
		await this.#window.chat.startNew();
		this.#replies = 0;
	}

	/** Types and sends a question, and leaves it there. */
	async send(): Promise<void> {
		if (this.isFull) await this.startNew();
		await this.#window.chat.send(`Question ${++this.#asked}?`);
		this.#replies++;
	}

	/** The reply to the last question, once it has ended. */
	async ended(): Promise<ShownReply> {
		await this.#window.chat.answered(this.#replies);
		return shown(this.#window, this.last);
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
	figures.compare(delivered.trim(), text);
	assert.equal(figures.bytesLost, 0, `${delivered} came, ${text} is shown`);
	figures.survived++;
}
