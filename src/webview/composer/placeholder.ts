const HINT = '   / prompts  # context';

/** What the empty box says: whom it asks, and what the lists are opened by where that fits into its line. */
export class Placeholder {
	readonly #box: HTMLTextAreaElement;
	readonly #ruler = document.createElement('canvas').getContext('2d');
	#text = '';

	constructor(box: HTMLTextAreaElement) {
		this.#box = box;
		new ResizeObserver(() => this.#fit()).observe(box);
	}

	show(modelName: string): void {
		this.#text = `Ask ${modelName}…`;
		this.#fit();
	}

	#fit(): void {
		const { font, paddingLeft, paddingRight } = getComputedStyle(this.#box);
		const room = this.#box.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
		const whole = this.#text + HINT;
		if (this.#ruler) this.#ruler.font = font;
		const width = this.#ruler?.measureText(whole).width ?? Number.POSITIVE_INFINITY;
		this.#box.placeholder = this.#text !== '' && width <= room ? whole : this.#text;
	}
}
