import type { Content } from '../dom/content.ts';
import { element, iconButton } from '../dom/element.ts';
import { isComposing, isFindKey } from '../dom/keys.ts';
import { Lazy } from '../dom/lazy.ts';
import type { FindResults } from './findResults.ts';

/** What finds; it also brings in view what the history has found. */
export const results = new Lazy(() => import('./findResults.ts'));

/**
 * Where it is said what to find in the messages. What finds it is loaded when the bar is opened first; the bar itself is there at
 * once, so that no key goes elsewhere meanwhile.
 */
export class FindBar {
	readonly root: HTMLElement;
	readonly #content: Content;
	readonly #onReveal: () => void;
	readonly #box = element('input', { 'aria-label': 'Find in Chat', type: 'text' });
	readonly #count = element('span', { class: 'find-count', 'aria-live': 'polite' });
	#results: FindResults | undefined;
	#cameFrom: Element | null = null;

	/**
	 * @param content what is searched
	 * @param onReveal a match is about to be scrolled into view
	 */
	constructor(content: Content, onReveal: () => void) {
		this.#content = content;
		this.#onReveal = onReveal;
		this.#box.placeholder = 'Find in Chat';
		this.root = element(
			'div',
			{ class: 'find-bar', role: 'search' },
			this.#box,
			this.#count,
			iconButton('Previous Match', 'arrow-up', () => this.#step(-1)),
			iconButton('Next Match', 'arrow-down', () => this.#step(1)),
			iconButton('Close Find', 'close', () => this.#close()),
		);
		this.root.hidden = true;
		this.#box.addEventListener('input', () => this.#inResults((found) => found.search()));
		this.root.addEventListener('keydown', (event) => this.#key(event));
		document.addEventListener('keydown', (event) => {
			if (!isFindKey(event)) return;
			event.preventDefault();
			// VS Code listens further out, and would open a search of its own.
			event.stopPropagation();
			// Under the panel of parameters it could not be reached.
			if (document.querySelector('dialog[open]') === null) this.open();
		});
	}

	/** Shows it with the keyboard in it. */
	open(): void {
		if (this.root.hidden) {
			this.#cameFrom = document.activeElement;
			this.root.hidden = false;
			this.#inResults((found) => found.open());
		}
		this.#box.focus();
		this.#box.select();
	}

	/** False where it is not open. */
	close(): boolean {
		if (this.root.hidden) return false;
		this.#close();
		return true;
	}

	#close(): void {
		this.root.hidden = true;
		this.#inResults((found) => found.close());
		if (this.#cameFrom instanceof HTMLElement) this.#cameFrom.focus();
	}

	#key(event: KeyboardEvent): void {
		if (isComposing(event)) return;
		if (event.key === 'Escape') this.#close();
		else if (event.key === 'Enter' && event.target === this.#box) {
			this.#step(event.shiftKey ? -1 : 1);
		} else return;
		event.preventDefault();
		// Escape would also stop a reply that is running.
		event.stopPropagation();
	}

	#step(step: -1 | 1): void {
		this.#inResults((found) => found.step(step));
	}

	/** At once, or, in the order in which it was asked for, when what finds is loaded. */
	#inResults(act: (found: FindResults) => void): void {
		if (this.#results !== undefined) act(this.#results);
		else void this.#load().then(act).catch(reportError);
	}

	async #load(): Promise<FindResults> {
		const { FindResults: Results } = await results.load();
		this.#results ??= new Results({
			content: this.#content,
			searched: () => this.#box.value,
			onReveal: this.#onReveal,
			counted: (text) => {
				if (this.#count.textContent !== text) this.#count.textContent = text;
			},
		});
		return this.#results;
	}
}
