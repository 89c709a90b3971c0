import type { EditDraft } from '../../shared/conversation/conversationProtocol.ts';
import type { Summary } from '../../shared/conversation/messageSummary.ts';
import { MAX_ADDRESS } from '../../shared/text/fields.ts';
import { cut } from '../../shared/text/shorten.ts';
import { element, textButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { isComposing } from '../dom/keys.ts';
import { toolbar } from '../dom/toolbar.ts';
import { MarkdownView } from '../markdown/markdownView.ts';

/** What is typed over summaries: it outlives what shows them. */
interface SummaryEdits {
	of(id: string, summary: true): EditDraft | undefined;
	keep(edit: EditDraft): void;
	close(edit: { readonly id: string; readonly summary: true }): void;
}

interface SummaryParts {
	readonly host: HostPort;
	readonly edits: SummaryEdits;
}

/** The summary that stands for a message and those above it: to be read, changed and taken out. */
export class SummaryView {
	readonly root = element('div', {
		class: 'summary',
		role: 'article',
		'aria-label': 'Summary',
	});
	readonly #host: HostPort;
	readonly #edits: SummaryEdits;
	/** The message that it is kept with. */
	readonly #id: string;
	#shown: Summary | undefined;
	#editing: HTMLTextAreaElement | undefined;
	#markdown: MarkdownView | undefined;

	constructor({ host, edits }: SummaryParts, id: string, summary: Summary | undefined) {
		this.#host = host;
		this.#edits = edits;
		this.#id = id;
		this.root.hidden = true;
		// What was typed over one that is gone is over.
		if (summary === undefined) this.#closeEdit();
		else this.show(summary);
	}

	/** @param summary undefined where there is none */
	show(summary: Summary | undefined): void {
		if (JSON.stringify(summary) === JSON.stringify(this.#shown)) return;
		const had = this.root.contains(document.activeElement);
		const label = document.activeElement?.getAttribute('aria-label');
		this.#shown = summary;
		this.root.hidden = summary === undefined;
		const draft = this.#edits.of(this.#id, true);
		if (summary !== undefined && draft?.summary === summary.id) {
			// What is being typed is left alone. It may have been typed when what showed it went away.
			if (this.#editing !== undefined) return;
			this.#edit(summary, draft.text);
		} else {
			this.#closeEdit();
			this.#draw();
		}
		if (!had || summary === undefined) return;
		const same = [...this.root.querySelectorAll<HTMLElement>('[aria-label]')].find(
			(one) => one.getAttribute('aria-label') === label,
		);
		(same ?? this.root.querySelector<HTMLElement>('.summary-toolbar button'))?.focus();
	}

	/** Lets go of what still waits to be done for it; it is not shown any more. */
	dispose(): void {
		this.#markdown?.dispose();
	}

	#closeEdit(): void {
		this.#edits.close({ id: this.#id, summary: true });
	}

	/** The model writes it as it writes its replies. */
	#text(text: string): HTMLElement {
		const host = this.#host;
		// The keyboard stops here, as it may be higher than its room.
		const shown = element('div', {
			class: 'summary-text markdown',
			tabindex: '0',
			role: 'region',
			'aria-label': 'Summary text',
		});
		this.#markdown = new MarkdownView(shown, {
			onLink: (href, said) => host.post({ type: 'openLink', href, text: cut(said, MAX_ADDRESS) }),
			codeBlockToolbar: () => undefined,
		});
		this.#markdown.append(text);
		this.#markdown.settle();
		return shown;
	}

	#draw(): void {
		this.#editing = undefined;
		this.dispose();
		const summary = this.#shown;
		if (summary === undefined) {
			this.root.replaceChildren();
			return;
		}
		const host = this.#host;
		const id = this.#id;
		const { text, leftOut } = summary;
		const use = leftOut
			? action('Put Back', () => host.post({ type: 'useSummary', id, used: true }))
			: action('Leave Out', () => host.post({ type: 'useSummary', id, used: false }));
		use.title = leftOut
			? 'Put Back: send the summary in the place of the messages'
			: 'Leave Out: do not send the summary; the messages count again';
		this.root.classList.toggle('left-out', leftOut === true);
		this.root.replaceChildren(
			element('p', { class: 'summary-title' }, titleOf(summary)),
			this.#text(text),
			toolbar(
				'Summary',
				'summary-toolbar',
				action('Copy', () => host.post({ type: 'copySummary', id })),
				action('Edit', () => this.#edit(summary, text).focus()),
				use,
				action(
					'Show Request',
					() => host.post({ type: 'showSummaryRequest', id }),
					'Show Request of Summary',
				),
				action('Delete', () => host.post({ type: 'deleteSummary', id })),
			),
		);
	}

	/** Returns the box that it is changed in. */
	#edit(summary: Summary, text: string): HTMLTextAreaElement {
		const box = element('textarea', { 'aria-label': 'Edit summary', rows: '4', dir: 'auto' });
		box.value = text;
		const edit = { id: this.#id, summary: summary.id, removed: [] };
		const keep = () => this.#edits.keep({ ...edit, text: box.value });
		if (this.#edits.of(this.#id, true) === undefined) keep();
		box.addEventListener('input', keep);
		const done = () => {
			this.#closeEdit();
			this.#draw();
			this.root.querySelector<HTMLElement>('[aria-label="Edit Summary"]')?.focus();
		};
		const save = () => {
			const { value } = box;
			const before = this.#shown;
			if (before !== undefined && value.trim() !== '' && value !== before.text) {
				this.#host.post({ type: 'editSummary', id: this.#id, text: value });
				this.#shown = { ...before, text: value, edited: true };
			}
			done();
		};
		box.addEventListener('keydown', (event) => {
			if (event.key !== 'Escape' || isComposing(event)) return;
			// It would stop a reply that is running.
			event.stopPropagation();
			done();
		});
		this.#editing = box;
		this.root.replaceChildren(
			element('p', { class: 'summary-title' }, 'The summary is sent in your words.'),
			box,
			element(
				'div',
				{ class: 'edit-buttons' },
				textButton('Save', 'primary', save),
				textButton('Cancel', 'secondary', done),
			),
		);
		return box;
	}
}

/** The message that it stands with has buttons of these names itself. */
function action(label: string, run: () => void, name = `${label} Summary`): HTMLButtonElement {
	const button = textButton(label, 'secondary', run);
	button.setAttribute('aria-label', name);
	return button;
}

/** "Summary of 4 messages, by a/model, sent in their place" */
function titleOf({ of, model, edited, leftOut }: Summary): string {
	const messages = of.length === 1 ? '1 message' : `${of.length.toLocaleString('en')} messages`;
	const name = model.slice(model.lastIndexOf('/') + 1);
	const by = edited ? `by ${name}, edited` : `by ${name}`;
	const use = leftOut ? 'Left out: the messages count again.' : 'It is sent in their place.';
	return `Summary of ${messages}, ${by}. ${use}`;
}
