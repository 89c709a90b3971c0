/**
 * Tells of what the reader scrolls. What is coloured, folded or added above scrolls as well, so that what is read stays where it is: a scroll
 * counts after a press, a key, the wheel or the keyboard has come to what scrolls.
 */
export class HandScrolls {
	#isTouched = false;

	/** @param scrolled is called after each scroll by hand */
	constructor(scroller: Element, scrolled: () => void) {
		for (const kind of ['wheel', 'pointerdown', 'keydown', 'focusin']) {
			const touched = (event: Event) => {
				// Keys also scroll from nowhere.
				const isHere = event.target === document.body || event.composedPath().includes(scroller);
				if (isHere) this.#isTouched = true;
			};
			document.addEventListener(kind, touched, { capture: true, passive: true });
		}
		const tell = () => {
			if (this.#isTouched) scrolled();
		};
		scroller.addEventListener('scroll', tell, { passive: true });
	}

	/** Whether the reader may have scrolled since. */
	get isTouched(): boolean {
		return this.#isTouched;
	}

	/** What scrolls from here on is no more of what was done so far. */
	rest(): void {
		this.#isTouched = false;
	}
}
