const told = new WeakMap<Element, (() => void)[]>();

const observer = new ResizeObserver((entries) => {
	for (const { target } of entries) for (const changed of told.get(target) ?? []) changed();
});

/**
 * Calls when an element has another size, once it is laid out, and once for its first. One observer for all, and nothing in it that is too
 * far from the screen to be laid out: the browser goes through each with each picture, and a long reply has hundreds.
 */
export function onResize(element: HTMLElement | MathMLElement, changed: () => void): void {
	told.set(element, [...(told.get(element) ?? []), changed]);
	element.dataset['sized'] = '';
	observer.observe(element);
}

document.addEventListener('contentvisibilityautostatechange', (event) => {
	const { target } = event;
	if (!(event instanceof ContentVisibilityAutoStateChangeEvent && target instanceof Element))
		return;
	for (const element of target.querySelectorAll('[data-sized]')) {
		// What is in a part of its own is skipped or not by that.
		if (element.closest('.part, .earlier') !== target) continue;
		if (event.skipped) observer.unobserve(element);
		else observer.observe(element);
	}
});
