import { onResize } from '../dom/sizes.ts';

/** How wide an edge fades, in pixels: where less is left that way, it fades that much. */
const WIDTH = 24;

/** What has another size, or was scrolled, since it was looked at last. */
const changed = new Set<HTMLElement>();

/**
 * Fades the edges of what scrolls in itself, while there is more that way (`--more-before` and `--more-after`, in pixels). What is
 * wider than its place has the class `wide`, and `scrolled` while it is not at its beginning.
 * @param content what the scroller holds
 */
export function fadeEdges(scroller: HTMLElement, content: HTMLElement | MathMLElement): void {
	const look = () => {
		if (changed.size === 0) queueMicrotask(show);
		changed.add(scroller);
	};
	onResize(scroller, look);
	onResize(content, look);
	scroller.addEventListener('scroll', look, { passive: true });
}

/** All are measured before any is changed: else all would be laid out again for each. */
function show(): void {
	const measured = [...changed].map((scroller) => {
		const { scrollLeft, scrollWidth, clientWidth } = scroller;
		// From right to left it scrolls to places below 0.
		const before = Math.abs(scrollLeft);
		return { scroller, before, after: scrollWidth - clientWidth - before };
	});
	changed.clear();
	for (const { scroller, before, after } of measured) {
		// A place is a fraction of a pixel under zoom, a width is not.
		const isWide = before + after > 1;
		if (!isWide && !scroller.classList.contains('wide')) continue;
		scroller.classList.toggle('wide', isWide);
		scroller.classList.toggle('scrolled', before > 0);
		setLength(scroller, '--more-before', before);
		setLength(scroller, '--more-after', after);
	}
}

function setLength({ style }: HTMLElement, name: string, pixels: number): void {
	const length = `${Math.min(WIDTH, Math.max(0, Math.round(pixels)))}px`;
	if (style.getPropertyValue(name) !== length) style.setProperty(name, length);
}
