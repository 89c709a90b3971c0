import type { List } from '../../shared/markdown/blocks.ts';
import { element } from '../dom/element.ts';

/**
 * How many children share one element. When one of them grows, the browser goes through all of its siblings: with hundreds that
 * would cost more than the child itself.
 */
const PER_PART = 32;

/** The children of an element that may have very many: the first ones stand in it, the others in parts of their own. */
export class Parts {
	readonly #element: HTMLElement;
	readonly #list: List | undefined;

	/** @param list what the element shows, if that is a list */
	constructor(element: HTMLElement, list: List | undefined) {
		this.#element = element;
		this.#list = list;
	}

	/** Appends the child with this index, counted from 0; the ones before it are there. */
	append(child: HTMLElement, index: number): void {
		if (index < PER_PART) {
			this.#element.append(child);
			return;
		}
		if (index % PER_PART === 0) this.#element.append(this.#newPart(index));
		const part = this.#element.lastElementChild;
		if (this.#list) child.role = 'listitem';
		(this.#list ? part?.firstElementChild : part)?.append(child);
	}

	/** Removes a child, the last one, which has this index. */
	remove(child: HTMLElement, index: number): void {
		child.remove();
		if (index >= PER_PART && index % PER_PART === 0) this.#element.lastElementChild?.remove();
	}

	/** A part of a list is an item with a list in it, which is what HTML allows there; for a screen reader neither exists. */
	#newPart(index: number): HTMLElement {
		if (!this.#list) return element('div', { class: 'part' });
		const { start } = this.#list;
		const items = document.createElement(start === undefined ? 'ul' : 'ol');
		items.role = 'none';
		if (items instanceof HTMLOListElement) items.start = (start ?? 1) + index;
		return element('li', { class: 'list-part', role: 'none' }, items);
	}
}
