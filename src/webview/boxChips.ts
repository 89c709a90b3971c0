import type { Excerpt } from '../shared/conversation.ts';
import type { ChatStatus } from '../shared/protocol.ts';
import { element, iconButton } from './element.ts';
import { excerptName } from './excerptBlock.ts';
import type { Host } from './host.ts';

/** What goes along with the next message: its attachments, and the parameters it is sent under. */
export class BoxChips {
	readonly root = element('div', { class: 'chips' });
	readonly #host: Host;
	readonly #onRemoved: () => void;

	/** @param onRemoved a chip is gone, and the keyboard with it */
	constructor(host: Host, onRemoved: () => void) {
		this.#host = host;
		this.#onRemoved = onRemoved;
	}

	show({ attachments, parameters }: ChatStatus): void {
		this.root.replaceChildren(
			...attachments.map((excerpt, index) => this.#attachment(excerpt, index)),
			...parameters.map(parameterChip),
		);
	}

	#attachment(excerpt: Excerpt, index: number): HTMLElement {
		const name = excerptName(excerpt);
		const open = element(
			'button',
			{ type: 'button', class: 'chip-open', title: `Open ${name}` },
			name,
		);
		open.addEventListener('click', () => this.#host.post({ type: 'openExcerpt', index }));
		return element(
			'span',
			{ class: 'chip attachment' },
			open,
			iconButton(`Remove ${name}`, 'close', () => {
				this.#host.post({ type: 'removeAttachment', index });
				this.#onRemoved();
			}),
		);
	}
}

/** What is set and not sent stands there too, struck through. */
function parameterChip({ name, value, notSent }: ChatStatus['parameters'][number]): HTMLElement {
	const text = `${name} ${value}`;
	if (notSent === undefined) {
		const title = `${name}: ${value} is sent with each message`;
		return element('span', { class: 'chip parameter', title }, text);
	}
	const title = `${name}: ${value} is not sent: ${notSent}`;
	return element('span', { class: 'chip parameter', title }, element('s', {}, text), ' not sent');
}
