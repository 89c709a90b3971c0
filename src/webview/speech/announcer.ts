import { element } from '../dom/element.ts';

/** How long a voice takes for a character, roughly; and the least and most to leave between two announcements, in ms. */
const MS_PER_CHARACTER = 50;
const LEAST_MS = 1000;
const MOST_MS = 6000;

/**
 * Tells a screen reader what the eye sees happen. What comes while the last announcement is still being read waits and is then
 * said in one piece, so that the voice is never more than one announcement behind.
 */
export class Announcer {
	readonly root = element('div', { class: 'visually-hidden', role: 'status' });
	#waiting: string[] = [];
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** @param text whole sentences; nothing is said of none */
	say(text: string): void {
		if (text !== '') this.#waiting.push(text);
		if (this.#timer === undefined) this.#speak();
	}

	/** Forgets what has not been said yet. */
	silence(): void {
		this.#waiting = [];
	}

	#speak(): void {
		this.#timer = undefined;
		if (this.#waiting.length === 0) return;
		const text = this.#waiting.join(' ');
		this.#waiting = [];
		this.root.textContent = text;
		const pause = Math.min(MOST_MS, Math.max(LEAST_MS, text.length * MS_PER_CHARACTER));
		this.#timer = setTimeout(() => this.#speak(), pause);
	}
}
