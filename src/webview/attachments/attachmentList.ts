import type { AttachmentView } from '../../shared/attachments/attachmentProtocol.ts';
import {
	amountInWords,
	imageInWords,
	leftOutInWords,
	sizeInWords,
} from '../../shared/attachments/attachmentWords.ts';
import type { ChatStatus } from '../../shared/panel/chatStatus.ts';
import { element, textButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { chipElement, type Note, secretsNote, tokensInWords } from './chip.ts';
import { excerptName } from './excerptName.ts';
import { instructionChip } from './instructionChip.ts';
import type { Thumbnails } from './thumbnails.ts';

const CHANGED = 'changed since it was attached';
const GONE = 'text is not there any more: it goes as it was attached';
const HIDDEN = 'characters that cannot be seen';

/**
 * What goes along with the next message, a chip for each: its name, how much of it goes, and what does not. The project's instructions
 * come first.
 */
export class AttachmentList {
	readonly #root: HTMLElement;
	readonly #host: HostPort;
	readonly #thumbnails: Thumbnails;
	readonly #onRemoved: () => void;
	#shown = '';

	/**
	 * @param root what the list stands in
	 * @param onRemoved a chip is gone, and the keyboard with it
	 */
	constructor(root: HTMLElement, host: HostPort, thumbnails: Thumbnails, onRemoved: () => void) {
		this.#root = root;
		this.#host = host;
		this.#thumbnails = thumbnails;
		this.#onRemoved = onRemoved;
	}

	show({ attachments, instructions = [], context }: ChatStatus): void {
		const tokens = new Map(
			(context?.parts ?? []).map((part) => [part.attachment, part.tokens] as const),
		);
		const chips = attachments.map((view) => ({ view, tokens: tokens.get(view.id) }));
		// What stays is left alone, so that the keyboard is not taken from a chip.
		const key = JSON.stringify([instructions, chips]);
		if (key === this.#shown) return;
		this.#shown = key;
		const focused = this.#focused();
		this.#root.replaceChildren();
		if (instructions.length + chips.length === 0) return;
		const list = element(
			'ul',
			{ class: 'chips', role: 'list', 'aria-label': 'Attachments' },
			...instructions.map((view) => instructionChip(view, this.#host, this.#onRemoved)),
			...chips.map((chip) => this.#chip(chip.view, chip.tokens)),
		);
		this.#root.append(list);
		// A chip that had the keyboard is made anew in its place.
		const button = [...list.children]
			.filter((chip) => chip instanceof HTMLElement && chip.dataset['id'] === focused?.id)[0]
			?.querySelectorAll('button')[focused?.button ?? 0];
		button?.focus();
	}

	/** The chip and the button in it that have the keyboard. */
	#focused(): { readonly id: string | undefined; readonly button: number } | undefined {
		const { activeElement } = document;
		const chip = activeElement?.closest('li');
		if (!(activeElement instanceof HTMLButtonElement) || !chip || !this.#root.contains(chip))
			return undefined;
		return {
			id: chip.dataset['id'],
			button: [...chip.querySelectorAll('button')].indexOf(activeElement),
		};
	}

	#chip(view: AttachmentView, tokens: number | undefined): HTMLElement {
		const name = view.kind === 'image' ? view.image.name : excerptName(view);
		return chipElement({
			id: view.id,
			name,
			inFull: inFull(view),
			picture: view.kind === 'image' ? this.#thumbnails.show(view.image, true) : undefined,
			size: [...sizeOf(view), ...(tokens === undefined ? [] : [tokensInWords(tokens)])],
			notes: notesOf(view),
			actions: this.#actions(view),
			open: () => this.#open(view),
			remove: () => {
				this.#host.post({ type: 'removeAttachment', attachment: view.id });
				this.#onRemoved();
			},
		});
	}

	/** Of an image its detail can be chosen; a pasted text can go into the box after all. */
	#actions(view: AttachmentView): HTMLElement[] {
		if (view.kind === 'image') {
			const choose = () => this.#host.post({ type: 'chooseDetail', attachment: view.id });
			return [textButton(`Detail: ${view.image.detail ?? 'auto'}`, 'secondary', choose)];
		}
		if (view.source !== 'paste') return [];
		const put = () => this.#host.post({ type: 'putInBox', attachment: view.id });
		return [textButton('Put in the Box', 'secondary', put)];
	}

	#open(view: AttachmentView): void {
		if (view.kind === 'excerpt') this.#host.post({ type: 'openExcerpt', attachment: view.id });
		else this.#host.post({ type: 'openImage', hash: view.image.hash });
	}
}

/** All that is to be said of it, for a pointer that rests on it and for a screen reader. */
function inFull(view: AttachmentView): string {
	if (view.kind === 'image') return imageInWords(view.image);
	const what = `${excerptName(view)} (${amountInWords(view)}, ${sizeInWords(view.bytes)})`;
	return [what, ...notesOf(view).map(({ full }) => full)].join('\n');
}

function sizeOf(view: AttachmentView): string[] {
	if (view.kind === 'excerpt') return [amountInWords(view)];
	const { width, height, bytes } = view.image;
	return [`${width}×${height}`, sizeInWords(bytes)];
}

/** What is not to be overlooked: that not all of it goes, that it is not what it was, that some of it cannot be seen, or is perhaps secret. */
function notesOf(view: AttachmentView): Note[] {
	if (view.kind === 'image') return [];
	const { changed, asAttached, hidden = [], secrets = [] } = view;
	const left = leftOutInWords(view);
	const notes: (Note | undefined)[] = [
		left,
		changed && { short: CHANGED, full: `It has ${CHANGED}` },
		asAttached && { short: GONE, full: `Its ${GONE}` },
		hidden.length === 0
			? undefined
			: { short: HIDDEN, full: `It has ${HIDDEN}: ${hidden.join(', ')}`, warns: true },
		...secretsNote(secrets),
	];
	return notes.filter((note) => note !== undefined);
}
