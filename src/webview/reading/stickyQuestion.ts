import type { Asked, Content } from '../dom/content.ts';
import { element } from '../dom/element.ts';

/** The line's height in pixels, as in the style sheet. */
const HEIGHT = 26;
/** Where less than this is in view, in pixels, there is no line over it. */
const LEAST = 120;

/** What the line is about, and what it leads to. */
export interface StickyParts {
	/** What scrolls; the line lies over its upper edge. */
	readonly scroller: HTMLElement;
	readonly content: Content;
	/** What was asked, oldest first. */
	readonly asked: () => readonly Asked[];
	/** Leads to a question. */
	readonly goTo: (id: string) => void;
}

/** The question of the reply that is read, in one line over the upper edge, while the question itself is above that. */
export class StickyQuestion {
	readonly #parts: StickyParts;
	/**
	 * The text is painted (`data-text`): it stands once in the page, for Find and a screen reader, and the button's name has no word of
	 * it that another button is found by.
	 */
	readonly #button = element('button', {
		type: 'button',
		class: 'sticky-question',
		'aria-label': 'Go to Question',
	});
	/** Hidden with it: what sticks is moved with each scroll. */
	readonly #place = element('div', { class: 'sticky-place' }, this.#button);
	/** The message, or the group of earlier ones, that was at the edge last: the next is near it. */
	#near: Element | null = null;
	#shown: string | undefined;

	constructor(parts: StickyParts) {
		this.#parts = parts;
		this.#place.hidden = true;
		this.#button.addEventListener('click', () => {
			if (this.#shown !== undefined) parts.goTo(this.#shown);
		});
		parts.scroller.prepend(this.#place);
	}

	/** To be called once it was scrolled: then all is laid out, and nothing has to be for this. */
	update(): void {
		const { scroller, content } = this.#parts;
		const edge = scroller.getBoundingClientRect().top;
		const message = this.#messageAt(content.shown, edge + HEIGHT);
		const question = message && questionOf(message);
		const isAbove =
			scroller.clientHeight >= LEAST &&
			message !== undefined &&
			question !== undefined &&
			question !== message &&
			// One that is not the message's own group is only asked for where it may be in view: it would be laid out for that.
			(top(message) <= edge || question.getBoundingClientRect().bottom <= edge);
		this.#show(isAbove ? question.dataset['id'] : undefined);
	}

	/** The id of the question that is being read, or whose reply is; undefined where there is none. */
	get current(): string | undefined {
		const { scroller, content } = this.#parts;
		const focused = document.activeElement?.closest<HTMLElement>('article');
		const message =
			focused && content.shown.contains(focused)
				? focused
				: this.#messageAt(content.shown, scroller.getBoundingClientRect().top + HEIGHT);
		return message && questionOf(message)?.dataset['id'];
	}

	#show(id: string | undefined): void {
		if (id === this.#shown) return;
		this.#shown = id;
		const text = id && this.#parts.asked().find((question) => question.id === id)?.text;
		this.#place.hidden = !text;
		if (text) this.#button.dataset['text'] = text;
	}

	/** The first message that ends below a line on the screen, or else the last. */
	#messageAt(shown: HTMLElement, line: number): HTMLElement | undefined {
		let near = this.#near?.parentElement === shown ? this.#near : shown.lastElementChild;
		while (near?.nextElementSibling && bottom(near) <= line) near = near.nextElementSibling;
		while (near?.previousElementSibling && bottom(near.previousElementSibling) > line)
			near = near.previousElementSibling;
		this.#near = near;
		let last = near;
		for (let at = near; at; at = at.nextElementSibling) {
			const messages = at.matches('.earlier') ? [...at.children] : [at];
			// A group ends a little below its last message.
			const message = messages.find((one) => bottom(one) > line);
			last = message ?? messages.at(-1) ?? last;
			if (message) break;
		}
		return last instanceof HTMLElement ? last : undefined;
	}
}

function top(element: Element): number {
	return element.getBoundingClientRect().top;
}

function bottom(element: Element): number {
	return element.getBoundingClientRect().bottom;
}

/** The message itself where it is a question, else the last one before it. */
function questionOf(message: HTMLElement): HTMLElement | undefined {
	let at: Element | null | undefined = message;
	while (at && !at.matches('.question')) at = before(at);
	return at instanceof HTMLElement ? at : undefined;
}

/** The message before another, also where that is in another group. */
function before(message: Element): Element | null | undefined {
	const group = message.parentElement?.closest('.earlier') ?? message;
	const previous = message.previousElementSibling ?? group.previousElementSibling;
	return previous?.matches('.earlier') ? previous.lastElementChild : previous;
}
