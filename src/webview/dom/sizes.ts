/** What the browser lays out only near the screen. */
const PARTS = '.markdown > .part, .earlier';

const kinds = new Map<string, ResizeObserver>();

/**
 * Watches the sizes of elements. One observer for all of a kind, and what is in a part that is too far from the screen to be laid out
 * leaves it: the browser goes through each with each picture, and a long reply has hundreds.
 */
export class Sizes {
	readonly #observer: ResizeObserver;

	/**
	 * @param kind matches those elements that are watched, and no others
	 * @param changed is called with those that have another size, once they are laid out, and with each that comes near the screen
	 */
	constructor(kind: string, changed: (elements: readonly Element[]) => void) {
		this.#observer = new ResizeObserver((entries) => changed(entries.map(({ target }) => target)));
		kinds.set(kind, this.#observer);
	}

	observe(element: Element): void {
		this.#observer.observe(element);
	}
}

document.addEventListener('contentvisibilityautostatechange', (event) => {
	const { target: part } = event;
	if (!(event instanceof ContentVisibilityAutoStateChangeEvent && part instanceof Element)) return;
	const { skipped } = event;
	for (const element of part.querySelectorAll([...kinds.keys()].join())) {
		// What is in a part of its own is skipped or not by that.
		if (element.closest(PARTS) !== part) continue;
		for (const [kind, observer] of kinds) {
			if (!element.matches(kind)) continue;
			if (skipped) observer.unobserve(element);
			else observer.observe(element);
		}
	}
});
