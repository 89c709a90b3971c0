import { fittingText } from '../dom/fittingText.ts';

const HINT = '   / prompts  # context';

/** What the empty box says: whom it asks, and what the lists are opened by where that fits into its line. */
export class Placeholder {
	readonly #box: HTMLTextAreaElement;
	#texts: readonly string[] = [];

	constructor(box: HTMLTextAreaElement) {
		this.#box = box;
		new ResizeObserver(() => this.#fit()).observe(box);
	}

	/** @param names of the model, longest first */
	show(names: readonly string[]): void {
		const texts = names.map((name) => `Ask ${name}…`);
		// A shorter name and what the lists are opened by say more than a longer one alone.
		this.#texts = [...texts.map((text) => text + HINT), ...texts];
		this.#fit();
	}

	#fit(): void {
		const { paddingLeft, paddingRight } = getComputedStyle(this.#box);
		const room = this.#box.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
		this.#box.placeholder = fittingText(this.#texts, this.#box, room);
	}
}
