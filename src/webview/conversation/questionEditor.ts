import { attachmentId } from '../../shared/attachments/attachmentId.ts';
import type { EditDraft } from '../../shared/conversation/conversationProtocol.ts';
import type { Question } from '../../shared/conversation/messages.ts';
import { withoutBlankLines } from '../../shared/text/blankLines.ts';
import { excerptName } from '../attachments/excerptName.ts';
import { askReread, waitForReread } from '../context/reread.ts';
import { cutName, element, iconButton, textButton } from '../dom/element.ts';
import { isComposing } from '../dom/keys.ts';
import type { QuestionParts } from './questionParts.ts';

/** A question while it is changed: its text in a box, its attachments as chips that can be taken off. */
export class QuestionEditor {
	readonly root: HTMLElement;
	readonly #parts: QuestionParts;
	readonly #question: Question;
	readonly #close: () => void;
	readonly #box = element('textarea', { 'aria-label': 'Edit message', rows: '2', dir: 'auto' });
	/** The attachments that were taken off, by their ids. */
	readonly #removed: string[];
	/** Those that are to go as they are now. */
	readonly #now: Set<string>;
	/** The chips of the attachments that are left. */
	readonly #chips: { readonly id: string; readonly root: HTMLElement }[] = [];

	/**
	 * @param edit how far the change has come
	 * @param close is called when nothing is to be changed
	 */
	constructor(parts: QuestionParts, question: Question, edit: EditDraft, close: () => void) {
		this.#parts = parts;
		this.#question = question;
		this.#close = close;
		this.#removed = [...edit.removed];
		this.#now = new Set(edit.now);
		this.#box.value = edit.text;
		this.#box.addEventListener('input', () => parts.edits.keep(this.#edit));
		this.#box.addEventListener('keydown', (event) => this.#key(event));
		const askAgain = textButton('Ask Again', 'primary', () => this.#send());
		askAgain.title = `Ask Again (${parts.sendKeys.inWords})`;
		const reread = element('p', { class: 'edit-note', role: 'status' });
		waitForReread(reread, 'edit', question.id);
		askReread(parts.host, question.id);
		this.root = element(
			'div',
			{ class: 'question-editor' },
			this.#box,
			this.#chipList(),
			reread,
			element('div', { class: 'edit-buttons' }, askAgain, textButton('Cancel', 'secondary', close)),
		);
		if (question.excerpts.length > 0) {
			parts.edits.askChanged(question.id, (changed) => this.#offerNow(changed));
		}
	}

	/** What has changed since it was sent can go as it was, or as it is. */
	#offerNow(changed: readonly string[]): void {
		for (const { id, root } of this.#chips) {
			if (changed.includes(id)) root.lastElementChild?.before(this.#choice(id));
		}
	}

	#choice(id: string): HTMLElement {
		const choose = (now: boolean) => {
			if (now) this.#now.add(id);
			else this.#now.delete(id);
			show();
			this.#parts.edits.keep(this.#edit);
		};
		const asSent = textButton('As Sent', 'secondary', () => choose(false));
		const asNow = textButton('As It Is Now', 'secondary', () => choose(true));
		const show = () => {
			asSent.setAttribute('aria-pressed', String(!this.#now.has(id)));
			asNow.setAttribute('aria-pressed', String(this.#now.has(id)));
		};
		show();
		return element('span', { class: 'chip-choice' }, asSent, asNow);
	}

	focus(): void {
		this.#box.focus();
	}

	get #edit(): EditDraft {
		const now = [...this.#now];
		return {
			id: this.#question.id,
			text: this.#box.value,
			removed: [...this.#removed],
			...(now.length === 0 ? {} : { now }),
		};
	}

	#chipList(): HTMLElement {
		const { excerpts, images = [] } = this.#question;
		const removed = [...this.#removed];
		const left = [...excerpts, ...images].filter((attachment) => {
			// Of two that are alike each name takes off one.
			const at = removed.indexOf(attachmentId(attachment));
			if (at >= 0) removed.splice(at, 1);
			return at < 0;
		});
		return element(
			'div',
			{ class: 'chips' },
			...left.map((attachment) => {
				const name = 'hash' in attachment ? attachment.name : excerptName(attachment);
				const detail = 'hash' in attachment && attachment.detail;
				const chip = element(
					'span',
					{ class: 'chip attachment' },
					cutName(name, name),
					detail ? element('span', { class: 'chip-size' }, `Detail: ${detail}`) : undefined,
					iconButton(`Remove ${name}`, 'close', () => {
						this.#removed.push(attachmentId(attachment));
						this.#now.delete(attachmentId(attachment));
						chip.remove();
						this.#parts.edits.keep(this.#edit);
						this.focus();
					}),
				);
				this.#chips.push({ id: attachmentId(attachment), root: chip });
				return chip;
			}),
		);
	}

	#send(): void {
		const { id, text: before, excerpts, images = [] } = this.#question;
		const text = withoutBlankLines(this.#box.value);
		const removed = this.#removed;
		const isEmpty = text === '' && removed.length === excerpts.length + images.length;
		const now = [...this.#now];
		const isSame = text === withoutBlankLines(before) && removed.length === 0 && now.length === 0;
		if (isEmpty || isSame) this.#close();
		else {
			this.#parts.edits.sending(this.#edit);
			this.#parts.host.post({
				type: 'edit',
				id,
				text,
				...(removed.length === 0 ? {} : { removed }),
				...(now.length === 0 ? {} : { now }),
			});
		}
	}

	#key(event: KeyboardEvent): void {
		if (isComposing(event)) return;
		if (this.#parts.sendKeys.take(event, () => this.#send())) return;
		if (event.key === 'Escape') {
			event.stopPropagation();
			this.#close();
		}
	}
}
