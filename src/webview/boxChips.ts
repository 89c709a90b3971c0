import { imageInWords, lineCountInWords, sizeInWords } from '../shared/attachmentWords.ts';
import type { AttachmentView, ChatStatus } from '../shared/protocol.ts';
import { element, iconButton } from './element.ts';
import { excerptName } from './excerptBlock.ts';
import type { Host } from './host.ts';
import type { Thumbnails } from './thumbnails.ts';

/** What goes along with the next message: its attachments, and the parameters it is sent under. */
export class BoxChips {
	readonly root = element('div', { class: 'chips' });
	readonly #host: Host;
	readonly #thumbnails: Thumbnails;
	readonly #onRemoved: () => void;
	#shown = '';

	/** @param onRemoved a chip is gone, and the keyboard with it */
	constructor(host: Host, thumbnails: Thumbnails, onRemoved: () => void) {
		this.#host = host;
		this.#thumbnails = thumbnails;
		this.#onRemoved = onRemoved;
	}

	show({ attachments, parameters }: ChatStatus): void {
		// What stays is left alone, so that the keyboard is not taken from a chip.
		const key = JSON.stringify([attachments, parameters]);
		if (key === this.#shown) return;
		this.#shown = key;
		this.root.replaceChildren(
			...attachments.map((attachment, index) => this.#attachment(attachment, index)),
			...parameters.map(parameterChip),
		);
	}

	#attachment(attachment: AttachmentView, index: number): HTMLElement {
		const name = attachment.kind === 'image' ? attachment.image.name : excerptName(attachment);
		const open = element(
			'button',
			{ type: 'button', class: 'chip-open', title: `Open ${inWords(attachment)}` },
			attachment.kind === 'image' ? this.#thumbnails.show(attachment.image, true) : undefined,
			element('span', {}, name),
		);
		open.addEventListener('click', () => this.#open(attachment, index));
		const remove = () => {
			this.#host.post({ type: 'removeAttachment', index });
			this.#onRemoved();
		};
		const chip = element(
			'span',
			{ class: 'chip attachment' },
			open,
			element('span', { class: 'chip-size' }, sizeOf(attachment)),
			iconButton(`Remove ${name}`, 'close', remove),
		);
		chip.addEventListener('keydown', ({ key }) => {
			if (key === 'Delete' || key === 'Backspace') remove();
		});
		return chip;
	}

	#open(attachment: AttachmentView, index: number): void {
		if (attachment.kind === 'excerpt') this.#host.post({ type: 'openExcerpt', index });
		else this.#host.post({ type: 'openImage', hash: attachment.image.hash });
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

function inWords(attachment: AttachmentView): string {
	if (attachment.kind === 'image') return imageInWords(attachment.image);
	return `${excerptName(attachment)} (${lineCountInWords(attachment)})`;
}

function sizeOf(attachment: AttachmentView): string {
	if (attachment.kind === 'excerpt') return sizeInWords(attachment.bytes);
	const { width, height, bytes } = attachment.image;
	return `${width}×${height} · ${sizeInWords(bytes)}`;
}
