import { element, iconButton } from '../dom/element.ts';
import { isComposing } from '../dom/keys.ts';
import { findRanges, reveal } from './findRanges.ts';

/** The names of the highlights in the style sheet. */
const MATCHES = 'find-match';
const CURRENT = 'find-current';

/** Finds text in the messages. Matches are painted by the CSS Custom Highlight API: the messages' DOM stays as it is. */
export class FindBar {
	readonly root: HTMLElement;
	readonly #content: HTMLElement;
	readonly #onReveal: () => void;
	readonly #box = element('input', { 'aria-label': 'Find in Chat', type: 'text' });
	readonly #count = element('span', { class: 'find-count', 'aria-live': 'polite' });
	readonly #changes = new MutationObserver(() => this.#refreshSoon());
	#ranges: Range[] = [];
	#current = 0;
	#frame: number | undefined;
	#cameFrom: Element | null = null;

	/**
	 * @param content what is searched
	 * @param onReveal a match is about to be scrolled into view
	 */
	constructor(content: HTMLElement, onReveal: () => void) {
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
		this.#box.addEventListener('input', () => this.#search());
		this.root.addEventListener('keydown', (event) => this.#key(event));
		document.addEventListener('keydown', (event) => {
			if (event.key.toLowerCase() !== 'f' || event.shiftKey || event.altKey) return;
			if (event.ctrlKey === event.metaKey) return;
			event.preventDefault();
			// VS Code listens further out, and would open a search of its own.
			event.stopPropagation();
			this.#open();
		});
	}

	#open(): void {
		if (this.root.hidden) {
			this.#cameFrom = document.activeElement;
			this.root.hidden = false;
			this.#changes.observe(this.#content, {
				childList: true,
				characterData: true,
				subtree: true,
			});
			this.#search();
		}
		this.#box.focus();
		this.#box.select();
	}

	#close(): void {
		this.#changes.disconnect();
		this.root.hidden = true;
		CSS.highlights.delete(MATCHES);
		CSS.highlights.delete(CURRENT);
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

	#search(): void {
		this.#current = 0;
		this.#refresh();
		this.#revealCurrent();
	}

	#step(step: -1 | 1): void {
		const { length } = this.#ranges;
		if (length === 0) return;
		this.#current = (this.#current + step + length) % length;
		this.#paint();
		this.#revealCurrent();
	}

	#revealCurrent(): void {
		const range = this.#ranges[this.#current];
		if (range === undefined) return;
		this.#onReveal();
		reveal(range);
	}

	/** At most once for each picture: a reply that streams changes more often. */
	#refreshSoon(): void {
		this.#frame ??= requestAnimationFrame(() => {
			this.#frame = undefined;
			if (!this.root.hidden) this.#refresh();
		});
	}

	#refresh(): void {
		this.#ranges = findRanges(this.#content, this.#box.value);
		this.#current = Math.max(0, Math.min(this.#current, this.#ranges.length - 1));
		this.#paint();
	}

	#paint(): void {
		const current = this.#ranges[this.#current];
		CSS.highlights.set(MATCHES, new Highlight(...this.#ranges));
		const highlight = new Highlight(...(current === undefined ? [] : [current]));
		highlight.priority = 1;
		CSS.highlights.set(CURRENT, highlight);
		const { length } = this.#ranges;
		const found = length === 0 ? 'No results' : `${this.#current + 1} of ${length}`;
		const text = this.#box.value === '' ? '' : found;
		if (this.#count.textContent !== text) this.#count.textContent = text;
	}
}
