import type { Place } from '../../shared/reading/readingProtocol.ts';
import type { Content } from '../dom/content.ts';
import { iconButton } from '../dom/element.ts';
import { UNFOLD } from '../dom/folds.ts';

/** A reader within this many pixels of the end is at the end: scroll positions are fractions under zoom. */
const NEAR_END = 4;

/**
 * Keeps the end in view while the reader is at the end, and only then. Scrolling up by any means lets go; scrolling back down, or
 * the button, takes hold again.
 */
export class ScrollFollower {
	/** Leads back to the end; shown only while the reader is elsewhere. */
	readonly button: HTMLButtonElement;
	/** What finds keeps it: whether the reader went elsewhere since. */
	hasMoved = false;
	readonly #scroller: HTMLElement;
	readonly #content: Content;
	readonly #moved: () => void;
	#isFollowing = true;
	/** The place that is to be kept while what stands above grows, and the position that was it last. */
	#restored: { readonly place: Place; readonly top: number } | undefined;

	/**
	 * @param content the messages, each with its id as data-id
	 * @param moved is called after each scroll
	 */
	constructor(scroller: HTMLElement, content: Content, moved: () => void) {
		this.#scroller = scroller;
		this.#content = content;
		this.#moved = moved;
		this.button = iconButton('Scroll to Bottom', 'arrow-down', () => this.follow());
		this.button.classList.add('scroll-to-bottom');
		this.button.hidden = true;
		scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
		content.root.addEventListener(UNFOLD, () => {
			this.#following = false;
		});
		// Highlighting, folding and a narrower panel change the height without any new text.
		const sizes = new ResizeObserver(() => this.contentChanged());
		sizes.observe(content.root);
		sizes.observe(scroller);
	}

	/** To the end, and stay there. */
	follow(): void {
		this.hasMoved = true;
		this.#following = true;
		this.contentChanged();
	}

	/** Stays where the reader is, until the reader comes back to the end. */
	release(): void {
		this.hasMoved = true;
		this.#following = false;
	}

	/** Where the reader is; null at the end. */
	place(): Place | null {
		if (this.#following) return null;
		const edge = this.#edge;
		const message = this.#firstBelow(edge);
		const id = message?.dataset['id'];
		if (!message || id === undefined) return null;
		const offset = edge - message.getBoundingClientRect().top;
		const restored = this.#restored?.place;
		// A position is whole pixels: what was come back to would drift with every page if it were measured anew.
		if (restored?.id === id && Math.abs(restored.offset - offset) <= 1) return restored;
		return { id, offset: Math.round(100 * offset) / 100 };
	}

	/** Back to where the reader was; null, or a message that is not shown any more, means at the end. */
	restore(place: Place | null): void {
		this.#restored = undefined;
		this.#following = place === null || !this.#goTo(place);
		if (!this.#content.shown.hasChildNodes()) this.#scroller.scrollTop = 0;
		this.contentChanged();
	}

	/** To be called after each change of what is shown. */
	contentChanged(): void {
		// An empty chat has no end: what it begins with is read from its beginning.
		if (!this.#content.shown.hasChildNodes()) {
			this.button.hidden = true;
			return;
		}
		if (this.#following) this.#scroller.scrollTop = this.#scroller.scrollHeight;
		// Not where the reader has moved since, of which the event may still be to come.
		else if (this.#restored?.top === this.#scroller.scrollTop) this.#goTo(this.#restored.place);
		this.button.hidden = this.#following || this.#distance() <= NEAR_END;
	}

	/** Puts something above: what the reader looks at stays where it is on the screen. */
	growAbove(put: () => void): void {
		const isThere = this.#restored?.top === this.#scroller.scrollTop;
		const place = isThere ? this.#restored?.place : this.place();
		put();
		if (!this.#following && place) this.#goTo(place);
		this.contentChanged();
	}

	get #following(): boolean {
		return this.#isFollowing;
	}

	set #following(following: boolean) {
		this.#isFollowing = following;
		this.#scroller.classList.toggle('released', !following);
	}

	get #edge(): number {
		return this.#scroller.getBoundingClientRect().top;
	}

	/**
	 * The first message that ends below a line on the screen. Only the group around it is looked into: to be asked for its place, a
	 * message must be laid out.
	 */
	#firstBelow(edge: number): HTMLElement | undefined {
		const isBelow = (element: Element) => element.getBoundingClientRect().bottom > edge;
		for (const child of this.#content.shown.children) {
			if (!isBelow(child)) continue;
			// A group ends a little below its last message.
			const message = child.matches('.earlier') ? [...child.children].find(isBelow) : child;
			if (message instanceof HTMLElement) return message;
		}
		return undefined;
	}

	/** False when the message is not shown. */
	#goTo(place: Place): boolean {
		const messages = [...this.#content.shown.querySelectorAll<HTMLElement>('[data-id]')];
		const message = messages.find(({ dataset }) => dataset['id'] === place.id);
		if (message === undefined) return false;
		// A position is whole pixels, a message's edge is not.
		const { scrollTop } = this.#scroller;
		const { top } = message.getBoundingClientRect();
		this.#scroller.scrollTop = Math.round(scrollTop + top - this.#edge + place.offset);
		this.#restored = { place, top: this.#scroller.scrollTop };
		return true;
	}

	#distance(): number {
		const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
		return scrollHeight - scrollTop - clientHeight;
	}

	#scrolled(): void {
		this.#following = !this.#content.shown.hasChildNodes() || this.#distance() <= NEAR_END;
		this.button.hidden = this.#following;
		this.#moved();
	}
}
