import { attachmentId } from '../../shared/attachments/attachmentId.ts';
import type { EditDraft, MessageView } from '../../shared/conversation/conversationProtocol.ts';
import type { Question } from '../../shared/conversation/messages.ts';
import { excerptBlock } from '../attachments/excerptBlock.ts';
import { hasBroken } from '../attachments/thumbnails.ts';
import { contextItems, markPinned } from '../context/contextItems.ts';
import { SummaryView } from '../context/summaryView.ts';
import { element } from '../dom/element.ts';
import { focusControl, nameOf } from '../dom/focusPlace.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { takeContextMenu } from './actions/messageMenu.ts';
import { type MessageActions, messageRow } from './actions/messageRow.ts';
import { siblingPager } from './actions/siblingPager.ts';
import { imageButton } from './imageButton.ts';
import { isAlike } from './kept/sameValue.ts';
import { dayLine, showLinesOver } from './messageTime.ts';
import { QuestionEditor } from './questionEditor.ts';
import type { QuestionParts } from './questionParts.ts';
import { questionText } from './questionText.ts';

/** A question: what was typed, and the code and the images that went with it. */
export class QuestionArticle {
	readonly root: HTMLElement;
	readonly #parts: QuestionParts;
	readonly #body: HTMLElement;
	readonly #bubble: HTMLElement;
	readonly #summary: SummaryView;
	readonly #actions: MessageActions;
	#question: Question;
	#row: HTMLElement;
	/** What the row was made of. */
	#rowOf = '';
	#inContext: Question['inContext'];

	constructor(parts: QuestionParts, view: MessageView, question: Question) {
		this.#parts = parts;
		this.#question = question;
		const { host } = parts;
		const { id, images = [] } = question;
		const edit = parts.edits.of(id);
		this.#body = element('div', { class: 'question-body' }, this.#text());
		this.#bubble = element(
			'div',
			{ class: 'bubble' },
			this.#body,
			excerptList(question, (attachment) => host.post({ type: 'openExcerpt', id, attachment })),
			images.length === 0
				? undefined
				: element('div', { class: 'images' }, ...images.map((image) => imageButton(parts, image))),
			question.withoutImages
				? element('p', { class: 'end-note' }, 'Images above are not sent from here on.')
				: undefined,
		);
		this.#actions = {
			main: [
				{ label: 'Copy', icon: 'copy', run: () => host.post({ type: 'copy', id }) },
				{ label: 'Edit', icon: 'edit', run: () => this.#startEditing() },
			],
			more: () => [
				...contextItems(host, id, this.#inContext),
				'line',
				{ label: 'Delete', run: () => host.post({ type: 'delete', id }) },
			],
		};
		this.root = element(
			'article',
			{ class: 'message question', tabindex: '-1', 'aria-label': view.name, 'data-id': id },
			question.forkedFrom && originButton(host, question.forkedFrom.title),
			this.#bubble,
		);
		this.#row = element('div');
		this.#summary = new SummaryView(parts, id, question.summary);
		this.root.append(this.#row, this.#summary.root);
		takeContextMenu(this.root, {
			actions: () => this.#actions,
			text: () => question.text,
			ask: (text) => parts.ask(text),
		});
		if (edit !== undefined) this.#editor(edit);
		this.update(view, question);
	}

	/** What was typed. */
	get prompt(): string {
		return this.#question.text;
	}

	/** Takes on what stands before it, its versions, whether it is pinned or left out, and its summary; nothing else of a question changes. */
	update(view: MessageView, question: Question): void {
		const { at, inContext, summary } = question;
		this.#question = question;
		this.root.setAttribute('aria-label', view.name);
		showLinesOver(this.root, dayLine(at, view.writtenBefore));
		this.#showRow(view, at);
		this.#summary.show(summary);
		this.#inContext = inContext;
		markPinned(this.#bubble, inContext);
	}

	/** Whether it can go on showing this message, where its chat is shown anew: what was asked is the same, and as far edited. */
	canShow({ message }: MessageView): boolean {
		return (
			message.role === 'user' &&
			isAlike(drawnOnce(this.#question), drawnOnce(message)) &&
			!hasBroken(this.root) &&
			(this.#parts.edits.of(message.id) !== undefined) === this.root.matches('.editing')
		);
	}

	/** Goes on showing a message that it can show, and returns its element. */
	renew(view: MessageView): HTMLElement {
		if (view.message.role === 'user') this.update(view, view.message);
		return this.root;
	}

	/** Lets go of what still waits to be done for this question; it is not shown any more. */
	dispose(): void {
		this.#summary.dispose();
	}

	#showRow(view: MessageView, at: number): void {
		const rowOf = `${at} ${view.sibling} ${view.siblings}`;
		if (rowOf === this.#rowOf) return;
		this.#rowOf = rowOf;
		const { activeElement } = document;
		const focused = this.#row.contains(activeElement) ? activeElement : null;
		const pager = siblingPager(this.#parts.host, view);
		const row = messageRow('Question', this.root, this.#actions, { at, pager });
		this.#row.replaceWith(row);
		this.#row = row;
		// The buttons are new: the keyboard goes to the one that was under it.
		if (focused) focusControl(this.root, nameOf(focused));
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
			this.#parts.edits.close(edit);
			this.#body.replaceChildren(this.#text());
			this.root.classList.remove('editing');
			focusControl(this.root, 'Edit');
		});
		this.#body.replaceChildren(editor.root);
		this.root.classList.add('editing');
		return editor;
	}
}

/** What of a question never changes, and is not drawn again. */
function drawnOnce({ text, excerpts, images, withoutImages, forkedFrom }: Question): unknown {
	return { text, excerpts, images, withoutImages, forkedFrom };
}

/** The code that went with a question; undefined where none did. */
function excerptList(
	{ excerpts }: Question,
	open: (attachment: string) => void,
): HTMLElement | undefined {
	if (excerpts.length === 0) return undefined;
	const blocks = excerpts.map((one) => excerptBlock(one, () => open(attachmentId(one))));
	return element('div', { class: 'excerpts' }, ...blocks);
}

/** Leads back to the chat that this one was made from. */
function originButton(host: HostPort, title: string): HTMLElement {
	const button = element(
		'button',
		{ type: 'button', class: 'fork-origin', dir: 'auto', title: `Open ${title}` },
		`Forked from ${title}`,
	);
	button.addEventListener('click', () => host.post({ type: 'openOrigin' }));
	return button;
}
