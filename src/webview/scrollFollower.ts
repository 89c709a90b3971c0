import { iconButton } from './element.ts';
import { UNFOLD } from './unfold.ts';

/** A reader within this many pixels of the end is at the end: scroll positions are fractions under zoom. */
const NEAR_END = 4;

/**
 * Keeps the end in view while the reader is at the end, and only then. Scrolling up by any means lets go; scrolling back down, or
 * the button, takes hold again.
 */
export class ScrollFollower {
	/** Leads back to the end; shown only while the reader is elsewhere. */
	readonly button: HTMLButtonElement;
	readonly #scroller: HTMLElement;
	readonly #keep: (scrollTop: number | null) => void;
	#following = true;

	/** @param keep is told the position after each scroll; null while following */
	constructor(
		scroller: HTMLElement,
		content: HTMLElement,
		keep: (scrollTop: number | null) => void,
	) {
		this.#scroller = scroller;
		this.#keep = keep;
		this.button = iconButton('Scroll to Bottom', 'arrow-down', () => this.follow());
		this.button.classList.add('scroll-to-bottom');
		this.button.hidden = true;
		scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
		content.addEventListener(UNFOLD, () => {
			this.#following = false;
		});
		// Highlighting, folding and a narrower panel change the height without any new text.
		const sizes = new ResizeObserver(() => this.contentChanged());
		sizes.observe(content);
		sizes.observe(scroller);
	}

	/** To the end, and stay there. */
	follow(): void {
		this.#following = true;
		this.contentChanged();
	}

	/** Stays where the reader is, until the reader comes back to the end. */
	release(): void {
		this.#following = false;
	}

	/** Back to where the reader was; null means at the end. */
	restore(scrollTop: number | null): void {
		this.#following = scrollTop === null;
		if (scrollTop !== null) this.#scroller.scrollTop = scrollTop;
		this.contentChanged();
	}

	/** To be called after each change of what is shown. */
	contentChanged(): void {
		if (this.#following) this.#scroller.scrollTop = this.#scroller.scrollHeight;
		this.button.hidden = this.#following || this.#distance() <= NEAR_END;
	}

	#distance(): number {
		const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
		return scrollHeight - scrollTop - clientHeight;
	}

	#scrolled(): void {
		this.#following = this.#distance() <= NEAR_END;
		this.button.hidden = this.#following;
		this.#keep(this.#following ? null : this.#scroller.scrollTop);
	}
}
