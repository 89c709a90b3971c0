import type { AttachmentView } from '../../shared/attachments/attachmentProtocol.ts';
import {
	imageInWords,
	lineCountInWords,
	sizeInWords,
} from '../../shared/attachments/attachmentWords.ts';
import type { ChatStatus } from '../../shared/panel/chatStatus.ts';
import type { ShownParameter } from '../../shared/parameters/parameterProtocol.ts';
import { excerptName } from '../attachments/excerptName.ts';
import type { Thumbnails } from '../attachments/thumbnails.ts';
import { element, iconButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';

/** What goes along with the next message: its attachments, and the parameters it is sent under. */
export class BoxChips {
	readonly root = element('div', { class: 'chips' });
	readonly #host: HostPort;
	readonly #thumbnails: Thumbnails;
	readonly #onRemoved: () => void;
	readonly #openParameters: (setting: string) => void;
	#shown = '';

	/**
	 * @param onRemoved a chip is gone, and the keyboard with it
	 * @param openParameters opens the panel at a parameter, or at "routing"
	 */
	constructor(
		host: HostPort,
		thumbnails: Thumbnails,
		onRemoved: () => void,
		openParameters: (setting: string) => void,
	) {
		this.#host = host;
		this.#thumbnails = thumbnails;
		this.#onRemoved = onRemoved;
		this.#openParameters = openParameters;
	}

	show({ attachments, parameters, routing = [] }: ChatStatus): void {
		// What stays is left alone, so that the keyboard is not taken from a chip.
		const key = JSON.stringify([attachments, parameters, routing]);
		if (key === this.#shown) return;
		this.#shown = key;
		const focused = [...this.root.children].indexOf(document.activeElement ?? this.root);
		this.root.replaceChildren(
			...attachments.map((attachment) => this.#attachment(attachment)),
			...parameters.map((parameter) => this.#parameter(parameter)),
			...routing.map((line) => this.#routing(line)),
		);
		// A chip that had the keyboard is made anew in its place.
		const chip = this.root.children[focused];
		if (chip instanceof HTMLElement) chip.focus();
	}

	#attachment(attachment: AttachmentView): HTMLElement {
		const name = attachment.kind === 'image' ? attachment.image.name : excerptName(attachment);
		const open = element(
			'button',
			{ type: 'button', class: 'chip-open', title: `Open ${inWords(attachment)}` },
			attachment.kind === 'image' ? this.#thumbnails.show(attachment.image, true) : undefined,
			element('span', { dir: 'auto' }, name),
		);
		open.addEventListener('click', () => this.#open(attachment));
		const remove = () => {
			this.#host.post({ type: 'removeAttachment', attachment: attachment.id });
			this.#onRemoved();
		};
		const chip = element(
			'span',
			{ class: 'chip attachment' },
			open,
			element('span', { class: 'chip-size' }, sizeOf(attachment)),
			iconButton(`Remove ${name}`, 'close', remove),
		);
		chip.addEventListener('keydown', (event) => {
			if (event.key !== 'Delete' && event.key !== 'Backspace') return;
			// The keyboard goes to the box now, and the key would take a letter there.
			event.preventDefault();
			remove();
		});
		return chip;
	}

	#parameter(parameter: ShownParameter): HTMLElement {
		const { text, title } = parameterInWords(parameter);
		const content =
			parameter.notSent === undefined ? [text] : [element('s', {}, text), ' not sent'];
		return this.#button(title, parameter.setting, content);
	}

	#routing(line: string): HTMLElement {
		return this.#button(`${line} is sent with each message`, 'routing', [line.replace(':', '')]);
	}

	#button(title: string, setting: string, content: (Node | string)[]): HTMLElement {
		const chip = element('button', { type: 'button', class: 'chip parameter', title }, ...content);
		chip.addEventListener('click', () => this.#openParameters(setting));
		return chip;
	}

	#open(attachment: AttachmentView): void {
		if (attachment.kind === 'excerpt')
			this.#host.post({ type: 'openExcerpt', attachment: attachment.id });
		else this.#host.post({ type: 'openImage', hash: attachment.image.hash });
	}
}

/** What is set and not sent stands there too, and what is brought down to the model's maximum says so. */
function parameterInWords({ name, value, asked, notSent }: ShownParameter): {
	text: string;
	title: string;
} {
	if (notSent !== undefined) {
		return { text: `${name} ${value}`, title: `${name}: ${value} is not sent: ${notSent}` };
	}
	if (asked !== undefined) {
		return {
			text: `${name} ${asked} → ${value}`,
			title: `${name}: ${asked} → ${value}, the model’s maximum, is sent with each message`,
		};
	}
	return { text: `${name} ${value}`, title: `${name}: ${value} is sent with each message` };
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
