import type { QueuedMessageView } from '../../shared/composer/composerProtocol.ts';
import type { ChatStatus } from '../../shared/panel/chatStatus.ts';
import { element, iconButton, textButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';

interface Focused {
	/** Of the message in the row; undefined for Send Now. */
	readonly id: string | undefined;
	readonly name: string;
}

/** The messages that are sent next, over the box. */
export class QueueList {
	readonly #root: HTMLElement;
	readonly #host: HostPort;
	readonly #onTaken: () => void;
	#shown = '';

	/**
	 * @param root what the list stands in
	 * @param onTaken a row is gone, and the keyboard with it
	 */
	constructor(root: HTMLElement, host: HostPort, onTaken: () => void) {
		this.#root = root;
		this.#host = host;
		this.#onTaken = onTaken;
	}

	show({ queued, waiting }: ChatStatus): void {
		// What stays is left alone, so that the keyboard is not taken from a button of it.
		const key = JSON.stringify([queued, waiting]);
		if (key === this.#shown) return;
		this.#shown = key;
		const focused = this.#focused();
		this.#root.replaceChildren();
		if (queued.length > 0) {
			const rows = queued.map((message) => this.#row(message));
			this.#root.append(element('ul', { role: 'list', 'aria-label': 'Queued messages' }, ...rows));
		}
		const id = queued[0]?.id;
		if (waiting !== null && id !== undefined) this.#root.append(this.#waiting(waiting, id));
		if (focused !== undefined) this.#giveBack(focused);
	}

	/** The row and the button in it that have the keyboard. */
	#focused(): Focused | undefined {
		const button = document.activeElement;
		if (!(button instanceof HTMLElement) || !this.#root.contains(button)) return undefined;
		return { id: button.closest('li')?.dataset['id'], name: nameOf(button) };
	}

	/** To the same button of the same row, or to where it goes when that is gone. */
	#giveBack({ id, name }: Focused): void {
		const button = [...this.#root.querySelectorAll('button')].find(
			(one) => one.closest('li')?.dataset['id'] === id && nameOf(one) === name,
		);
		if (button === undefined) this.#onTaken();
		else button.focus();
	}

	#row(message: QueuedMessageView): HTMLElement {
		const { id } = message;
		const label = labelOf(message);
		return element(
			'li',
			{ class: 'queued', 'aria-label': `Queued: ${label}`, 'data-id': id },
			element(
				'span',
				{ class: 'queued-text', title: label },
				'Queued: ',
				element('span', { dir: 'auto' }, label),
			),
			iconButton('Edit queued message', 'edit', () => this.#take({ type: 'editQueued', id })),
			iconButton('Remove queued message', 'close', () => this.#take({ type: 'removeQueued', id })),
		);
	}

	#take(message: Parameters<HostPort['post']>[0]): void {
		this.#host.post(message);
		this.#onTaken();
	}

	#waiting(reason: string, id: string): HTMLElement {
		return element(
			'div',
			{ class: 'queue-waiting' },
			element('span', { role: 'note' }, reason),
			textButton('Send Now', 'secondary', () => this.#take({ type: 'sendQueued', id })),
		);
	}
}

function nameOf(button: HTMLElement): string {
	return button.ariaLabel ?? button.innerText;
}

function labelOf({ text, attachments }: QueuedMessageView): string {
	const line = text.replace(/\s+/g, ' ').trim();
	if (line !== '') return line;
	return attachments === 1 ? '1 attachment' : `${attachments} attachments`;
}
