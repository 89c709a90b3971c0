import { Lazy } from '../dom/lazy.ts';
import type { StickyParts, StickyQuestion } from './stickyQuestion.ts';

const stickies = new Lazy(() => import('./stickyQuestion.ts'));

/** Which question is being read, or the reply to it; the line that says so is loaded when it was scrolled first. */
export class QuestionInView {
	readonly #parts: StickyParts;
	#sticky: StickyQuestion | undefined;

	constructor(parts: StickyParts) {
		this.#parts = parts;
	}

	/** To be called when it was scrolled, or other messages are shown. */
	moved(): void {
		if (this.#sticky !== undefined) this.#sticky.update();
		else void this.#load().then((sticky) => sticky.update(), reportError);
	}

	/** The question's id; undefined where there is none. */
	async current(): Promise<string | undefined> {
		return (await this.#load()).current;
	}

	async #load(): Promise<StickyQuestion> {
		const { StickyQuestion: Sticky } = await stickies.load();
		this.#sticky ??= new Sticky(this.#parts);
		return this.#sticky;
	}
}
