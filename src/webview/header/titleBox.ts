import { MAX_TITLE } from '../../shared/text/fields.ts';
import { element } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { isComposing } from '../dom/keys.ts';

/** The chat's title, and the box in its place where it is changed. */
export class TitleBox {
	/** Holds the one or the other. */
	readonly root = element('div', { class: 'chat-title-place' });
	readonly #host: HostPort;
	/**
	 * The title is painted (`data-title`): what was asked stands once in the page, for Find and a screen reader, and the button's name has
	 * no word of the user's that another button is found by, such as Stop.
	 */
	readonly #button = element('button', {
		type: 'button',
		class: 'chat-title',
		'aria-label': 'Chat Title',
	});
	#box: HTMLInputElement | undefined;
	#conversation: string | undefined;
	#title = '';

	constructor(host: HostPort) {
		this.#host = host;
		this.root.append(this.#button);
		this.#button.addEventListener('click', () => this.#edit());
	}

	/** Keeps what is typed for the conversation until now; from here on it is another one's. */
	open(conversation: string): void {
		if (conversation !== this.#conversation) this.#keep();
		this.#conversation = conversation;
	}

	show(title: string): void {
		this.#title = title;
		this.#button.dataset['title'] = title;
		this.#button.title = title;
	}

	#edit(): void {
		if (this.#conversation === undefined) return;
		const box = element('input', {
			class: 'chat-title-box',
			'aria-label': 'Chat Title',
			dir: 'auto',
		});
		box.maxLength = MAX_TITLE;
		box.value = this.#title;
		box.addEventListener('keydown', (event) => this.#key(event));
		box.addEventListener('blur', () => this.#keep());
		this.#box = box;
		this.#button.hidden = true;
		this.root.append(box);
		box.focus();
		box.select();
	}

	#key(event: KeyboardEvent): void {
		const { key } = event;
		if (isComposing(event) || (key !== 'Enter' && key !== 'Escape')) return;
		event.preventDefault();
		// Escape would close what is open beside it, or stop a reply.
		event.stopPropagation();
		// The Enter that has opened it may still be held.
		if (event.repeat) return;
		const box = this.#taken();
		this.#button.focus();
		if (key === 'Enter') this.#rename(box);
	}

	#keep(): void {
		this.#rename(this.#taken());
	}

	/** The box, which is taken away; undefined where there is none. */
	#taken(): HTMLInputElement | undefined {
		const box = this.#box;
		this.#box = undefined;
		this.#button.hidden = false;
		box?.remove();
		return box;
	}

	/** An empty title gives the chat its own again. */
	#rename(box: HTMLInputElement | undefined): void {
		const title = box?.value.trim();
		const conversation = this.#conversation;
		if (title === undefined || title === this.#title || conversation === undefined) return;
		if (title !== '') this.show(title);
		this.#host.post({ type: 'renameChat', conversation, title });
	}
}
