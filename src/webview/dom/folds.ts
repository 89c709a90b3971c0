/** The event, bubbling, by which what follows the end learns that the reader wants to read here. */
export const UNFOLD = 'unfold';

/** The event, bubbling, by which what is folded or cut off learns that a place in it is to be seen. */
const REVEAL = 'reveal';

/** Has all that is folded around a place show it. */
export function tellFolds(place: Range): void {
	const { parentElement } = place.startContainer;
	parentElement?.dispatchEvent(new CustomEvent(REVEAL, { bubbles: true, detail: place }));
}

/**
 * Calls back when a place in an element is to be seen that is not, since the element is hidden or ends above it.
 * @param root holds the element, or is it
 */
export function onReveal(root: HTMLElement, shown: Element, unfold: () => void): void {
	root.addEventListener(REVEAL, (event) => {
		const place: unknown = event instanceof CustomEvent ? event.detail : undefined;
		if (!(place instanceof Range) || !shown.contains(place.startContainer)) return;
		const end = shown.getBoundingClientRect().bottom;
		if (!shown.checkVisibility() || place.getBoundingClientRect().bottom > end) unfold();
	});
}
