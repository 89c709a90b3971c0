import { Sizes } from './sizes.ts';

/** How wide an edge fades, in pixels: where less is left that way, it fades that much. */
const WIDTH = 24;

const SCROLLER = '.fades';
const CONTENT = ':is(code, table, math)';

const sizes = new Sizes(`${SCROLLER}, ${SCROLLER} > ${CONTENT}`, (elements) => {
	const scrollers = new Set<HTMLElement>();
	for (const element of elements) {
		const scroller = element.closest<HTMLElement>(SCROLLER);
		if (scroller) scrollers.add(scroller);
	}
	show([...scrollers]);
});

const whenScrolled = ({ target }: Event) => {
	if (target instanceof HTMLElement && target.matches(SCROLLER)) show([target]);
};
// Such an event does not bubble.
document.addEventListener('scroll', whenScrolled, { capture: true, passive: true });

/**
 * Fades the edges of what scrolls in itself, while there is more that way (`--more-before` and `--more-after`, in pixels). What is
 * wider than its place has the class `wide`, and `scrolled` while it is not at its beginning.
 */
export function fadeEdges(scroller: HTMLElement): void {
	scroller.classList.add('fades');
	sizes.observe(scroller);
	for (const content of scroller.querySelectorAll(`:scope > ${CONTENT}`)) sizes.observe(content);
}

/** All are measured before any is changed: else all would be laid out again for each. */
function show(scrollers: readonly HTMLElement[]): void {
	const measured = scrollers.map((scroller) => {
		const { scrollLeft, scrollWidth, clientWidth } = scroller;
		// From right to left it scrolls to places below 0.
		const before = Math.abs(scrollLeft);
		return { scroller, before, after: scrollWidth - clientWidth - before };
	});
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
