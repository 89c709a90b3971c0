import { MAX_TITLE } from '../../shared/text/fields.ts';
import { element } from '../dom/element.ts';
import { isComposing } from '../dom/keys.ts';

/** The box in which a title is typed, in the place of its button. */
export class TitleEditor {
	readonly #button: HTMLElement;
	readonly #kept: (title: string) => void;
	readonly #box = element('input', {
		class: 'chat-title-box',
		'aria-label': 'Chat Title',
		dir: 'auto',
	});
	#isOpen = true;

	/**
	 * @param button stands there otherwise, and gets the keyboard back
	 * @param kept is told what was typed, unless that is put back
	 */
	constructor(button: HTMLElement, title: string, kept: (title: string) => void) {
		this.#button = button;
		this.#kept = kept;
		this.#box.maxLength = MAX_TITLE;
		this.#box.value = title;
		this.#box.addEventListener('keydown', (event) => this.#key(event));
		this.#box.addEventListener('blur', () => this.keep());
		button.hidden = true;
		button.after(this.#box);
		this.#box.focus();
		this.#box.select();
	}

	/** Closes it and keeps what is typed. */
	keep(): void {
		if (this.#close()) this.#kept(this.#box.value.trim());
	}

	#key(event: KeyboardEvent): void {
		const { key } = event;
		if (isComposing(event) || (key !== 'Enter' && key !== 'Escape')) return;
		event.preventDefault();
		// Escape would close what is open beside it, or stop a reply.
		event.stopPropagation();
		// The Enter that has opened it may still be held.
		if (event.repeat) return;
		if (key === 'Enter') this.keep();
		else this.#close();
		this.#button.focus();
	}

	/** False where it is closed already: to take it away tells it that it is left. */
	#close(): boolean {
		if (!this.#isOpen) return false;
		this.#isOpen = false;
		this.#button.hidden = false;
		this.#box.remove();
		return true;
	}
}
