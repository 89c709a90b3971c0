import type { Question } from '../shared/conversation.ts';
import type { MessageView } from '../shared/protocol.ts';
import { element, iconButton, textButton } from './element.ts';
import { excerptBlock } from './excerptBlock.ts';
import { markedText } from './hiddenMark.ts';
import type { Host } from './host.ts';
import { isComposing, type SendKeys } from './keys.ts';
import { siblingPager } from './siblingPager.ts';
import { toolbar } from './toolbar.ts';

/** A question: what was typed, and the code that went with it. */
export class QuestionArticle {
	readonly root: HTMLElement;
	readonly #host: Host;
	readonly #sendKeys: SendKeys;
	readonly #question: Question;
	readonly #body: HTMLElement;
	readonly #edit: HTMLButtonElement;

	constructor(host: Host, sendKeys: SendKeys, view: MessageView, question: Question) {
		this.#host = host;
		this.#sendKeys = sendKeys;
		this.#question = question;
		const { id } = question;
		this.#body = element('div', { class: 'question-body' }, this.#text());
		this.#edit = iconButton('Edit', 'edit', () => this.#startEditing());
		this.root = element(
			'article',
			{ class: 'message question', tabindex: '-1', 'aria-label': view.name, 'data-id': id },
			element(
				'div',
				{ class: 'bubble' },
				this.#body,
				...question.excerpts.map((excerpt, index) =>
					excerptBlock(excerpt, () => host.post({ type: 'openExcerpt', id, index })),
				),
			),
			toolbar(
				'Question',
				'message-toolbar',
				iconButton('Copy', 'copy', () => host.post({ type: 'copy', id })),
				this.#edit,
				iconButton('Delete', 'trash', () => host.post({ type: 'delete', id })),
				siblingPager(host, view),
			),
		);
	}

	/** What was typed. */
	get prompt(): string {
		return this.#question.text;
	}

	#text(): HTMLElement {
		return element('div', { class: 'question-text' }, ...markedText(this.#question.text, 'text'));
	}

	#startEditing(): void {
		const box = element('textarea', { 'aria-label': 'Edit message', rows: '2' });
		box.value = this.#question.text;
		const close = () => {
			this.#body.replaceChildren(this.#text());
			this.#edit.focus();
		};
		const send = () => {
			const text = box.value.trim();
			if (text === '' || text === this.#question.text) close();
			else this.#host.post({ type: 'edit', id: this.#question.id, text });
		};
		box.addEventListener('keydown', (event) => {
			if (isComposing(event)) return;
			if (this.#sendKeys.sends(event)) {
				event.preventDefault();
				send();
			} else if (event.key === 'Escape') {
				event.stopPropagation();
				close();
			}
		});
		const sendEdited = textButton('Send Edited', 'primary', send);
		sendEdited.title = `Send Edited (${this.#sendKeys.inWords})`;
		this.#body.replaceChildren(
			box,
			element(
				'div',
				{ class: 'edit-buttons' },
				sendEdited,
				textButton('Cancel', 'secondary', close),
			),
		);
		box.focus();
	}
}
