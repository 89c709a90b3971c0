import { attachmentId } from '../../shared/attachments/attachmentId.ts';
import type { EditDraft, MessageView } from '../../shared/conversation/conversationProtocol.ts';
import type { Question } from '../../shared/conversation/messages.ts';
import { excerptBlock } from '../attachments/excerptBlock.ts';
import { ContextButtons } from '../context/contextButtons.ts';
import { element, iconButton } from '../dom/element.ts';
import { toolbar } from '../dom/toolbar.ts';
import { imageButton } from './imageButton.ts';
import { QuestionEditor } from './questionEditor.ts';
import type { QuestionParts } from './questionParts.ts';
import { questionText } from './questionText.ts';
import { siblingPager } from './siblingPager.ts';

/** A question: what was typed, and the code and the images that went with it. */
export class QuestionArticle {
	readonly root: HTMLElement;
	readonly #parts: QuestionParts;
	readonly #question: Question;
	readonly #body: HTMLElement;
	readonly #edit: HTMLButtonElement;
	readonly #context: ContextButtons;

	constructor(parts: QuestionParts, view: MessageView, question: Question) {
		this.#parts = parts;
		this.#question = question;
		const { host } = parts;
		const { id, images = [] } = question;
		const edit = parts.edits.of(id);
		this.#body = element('div', { class: 'question-body' });
		if (edit === undefined) this.#body.append(this.#text());
		else this.#editor(edit);
		this.#context = new ContextButtons(host, id, question.inContext);
		this.#edit = iconButton('Edit', 'edit', () => this.#startEditing());
		this.root = element(
			'article',
			{ class: 'message question', tabindex: '-1', 'aria-label': view.name, 'data-id': id },
			element(
				'div',
				{ class: 'bubble' },
				this.#body,
				...question.excerpts.map((excerpt) =>
					excerptBlock(excerpt, () =>
						host.post({ type: 'openExcerpt', id, attachment: attachmentId(excerpt) }),
					),
				),
				images.length === 0
					? undefined
					: element(
							'div',
							{ class: 'images' },
							...images.map((image) => imageButton(parts, image)),
						),
				question.withoutImages
					? element('p', { class: 'end-note' }, 'Images above are not sent from here on.')
					: undefined,
			),
			toolbar(
				'Question',
				'message-toolbar',
				iconButton('Copy', 'copy', () => host.post({ type: 'copy', id })),
				this.#edit,
				...this.#context.buttons,
				iconButton('Delete', 'trash', () => host.post({ type: 'delete', id })),
				siblingPager(host, view),
			),
		);
	}

	/** What was typed. */
	get prompt(): string {
		return this.#question.text;
	}

	/** Takes on whether it is pinned or left out; nothing else of a question changes. */
	update({ inContext }: Question): void {
		this.#context.show(inContext);
	}

	#text(): HTMLElement {
		return questionText(this.#question.text);
	}

	#startEditing(): void {
		const { id, text } = this.#question;
		const { edits } = this.#parts;
		const edit = edits.of(id) ?? { id, text, removed: [] };
		edits.keep(edit);
		this.#editor(edit).focus();
	}

	#editor(edit: EditDraft): QuestionEditor {
		const editor = new QuestionEditor(this.#parts, this.#question, edit, () => {
			this.#parts.edits.close(edit.id);
			this.#body.replaceChildren(this.#text());
			this.#edit.focus();
		});
		this.#body.replaceChildren(editor.root);
		return editor;
	}
}
