import type { ChatStatus, Unsaved } from '../../shared/panel/chatStatus.ts';
import { element, icon } from '../dom/element.ts';

/** Says, while it is so, that the last of the chat is not on the disk. */
export class UnsavedNotice {
	readonly #root: HTMLElement;
	#shown: string | undefined;

	constructor(root: HTMLElement) {
		this.#root = root;
	}

	show({ unsaved }: ChatStatus): void {
		// What stays is left alone, so that a screen reader does not hear it again.
		if (this.#shown === unsaved?.message) return;
		this.#shown = unsaved?.message;
		if (unsaved === undefined) this.#root.replaceChildren();
		else this.#root.replaceChildren(alertOf(unsaved));
	}
}

function alertOf({ message, detail }: Unsaved): HTMLElement {
	return element(
		'div',
		{ class: 'failure', role: 'alert', 'data-kind': 'unsaved' },
		element('p', { class: 'failure-message' }, icon('warning'), element('span', {}, message)),
		element(
			'details',
			{},
			element('summary', {}, 'Details'),
			element('pre', { tabindex: '0' }, detail),
		),
	);
}
