import type { BlockChange, ChangesFromPage } from '../../shared/changes/changeProtocol.ts';
import type { CompareColumn, FromComparePage } from '../../shared/compare/compareProtocol.ts';
import type { MessageView } from '../../shared/conversation/conversationProtocol.ts';
import type { Reply } from '../../shared/conversation/messages.ts';
import { MAX_ADDRESS } from '../../shared/text/fields.ts';
import { cut } from '../../shared/text/shorten.ts';
import type { articles } from '../conversation/lazyArticles.ts';
import type { ReasoningFold } from '../conversation/reasoningFold.ts';
import { element, iconButton, textButton } from '../dom/element.ts';
import { toolbar } from '../dom/toolbar.ts';
import type { alerts } from '../errors/lazyAlert.ts';
import type { CodeBlockOptions } from '../markdown/blockView.ts';
import type { MarkdownView } from '../markdown/markdownView.ts';

type Loaded<Part extends { load(): Promise<unknown> }> = Awaited<ReturnType<Part['load']>>;

/** What shows answers and failures in the chat, and so does here. */
export type AnswerParts = Loaded<typeof articles> & Pick<Loaded<typeof alerts>, 'failureAlert'>;

type Post = (message: FromComparePage) => void;
type CodeBlock = Parameters<CodeBlockOptions['codeBlockToolbar']>[0];

/** The buttons that apply code: they are there once the answer is kept. */
const APPLY = 'apply-code';

/** Within so many pixels of its end a column follows what comes. */
const AT_END = 24;

/** One answer: its text as it comes, what it took below it, and what can be done with it. */
export class AnswerColumn {
	readonly root: HTMLElement;
	/** What is scrolled. */
	readonly scroller: HTMLElement;
	/** What holds the blocks of the answer. */
	readonly text = element('div', { class: 'markdown' });
	readonly #parts: AnswerParts;
	readonly #post: Post;
	readonly #id: string;
	readonly #name = element('h2', {});
	readonly #stop: HTMLButtonElement;
	readonly #keep: HTMLButtonElement;
	readonly #copy: HTMLButtonElement;
	readonly #kept = element('p', { class: 'kept' }, 'Kept: this is the chat’s branch now.');
	readonly #waiting = element('div', { class: 'waiting', 'aria-hidden': 'true' });
	readonly #thoughts = element('div', {});
	readonly #end = element('div', { class: 'column-end' });
	readonly #judged = element('ul', { class: 'judged', 'aria-label': 'What its code would change' });
	readonly #facts = element('dl', { class: 'facts-list' });
	#view: MarkdownView;
	#reasoning: ReasoningFold;
	/** What of the answer is shown. */
	#shown = '';
	#thought = '';
	#status: Reply['status'] | undefined;
	#following = false;
	#isKept = false;
	/** How likely its tokens were was asked for. */
	#asksChances = false;
	/** What is shown in place of the text. */
	#instead: HTMLElement | undefined;

	constructor(parts: AnswerParts, post: Post, column: CompareColumn) {
		this.#parts = parts;
		this.#post = post;
		this.#id = column.id;
		const { id } = column;
		this.#stop = iconButton('Stop', 'debug-stop', () => post({ type: 'stop', id }));
		this.#keep = textButton('Keep This One', 'primary', () => post({ type: 'keep', id }));
		this.#copy = iconButton('Copy Answer', 'copy', () => post({ type: 'copy', id }));
		this.#view = this.#newView();
		this.#reasoning = new parts.ReasoningFold('');
		this.#thoughts.append(this.#reasoning.root);
		this.scroller = element(
			'div',
			{ class: 'column-scroller', tabindex: '0', role: 'group' },
			this.#thoughts,
			this.text,
			this.#waiting,
			this.#end,
		);
		this.root = element(
			'section',
			{ class: 'column', role: 'region' },
			element('header', { class: 'column-header' }, this.#name, this.#stop, this.#copy),
			this.scroller,
			this.#judged,
			this.#facts,
			element('footer', { class: 'column-footer' }, this.#keep, this.#kept),
		);
		this.scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
		this.update(column, true);
	}

	get id(): string {
		return this.#id;
	}

	get name(): string {
		return this.#name.textContent;
	}

	/** Whether it is known how likely its tokens were. */
	get hasChances(): boolean {
		return this.#asksChances && !this.streams;
	}

	/** Shows this in place of the text; without, the text again. */
	showInstead(shown?: HTMLElement): void {
		this.#instead?.remove();
		this.#instead = shown;
		this.text.hidden = shown !== undefined;
		if (shown !== undefined) this.text.after(shown);
	}

	get hasCode(): boolean {
		return this.text.querySelector('pre') !== null;
	}

	/** Whether it comes in. */
	get streams(): boolean {
		return this.#status === 'streaming';
	}

	/** Whether it comes in, or is still to be asked for. */
	get canStop(): boolean {
		return !this.#stop.hidden;
	}

	appendText(text: string): void {
		if (text === '') return;
		this.#shown += text;
		this.#copy.hidden = false;
		this.#reasoning.settle();
		this.#view.append(text);
		this.#follow();
	}

	appendReasoning(text: string): void {
		this.#thought += text;
		this.#reasoning.append(text);
	}

	/**
	 * Takes on a name, a status and facts.
	 * @param anew its texts may be other than what has come; without, they are what has, and not in it
	 * @returns what is to be said where it has ended just now
	 */
	update(
		{ name, view, refused, gone, kept = false, changes = [], judged }: CompareColumn,
		anew: boolean,
	): string | undefined {
		const said = view?.message.role === 'assistant' ? view.message : undefined;
		const before = this.#status;
		const { activeElement } = document;
		this.#name.textContent = name;
		this.root.setAttribute('aria-label', name);
		this.scroller.setAttribute('aria-label', `Answer of ${name}`);
		this.#status = said?.status;
		this.#asksChances = said?.once?.logProbabilities !== undefined;
		// What is complete already is read from its beginning.
		if (before === undefined && this.streams) this.scroller.dataset['follows'] = '';
		this.root.setAttribute('aria-busy', String(this.streams));
		if (said !== undefined && anew) this.#take(said);
		const reply = said && { ...said, text: this.#shown, reasoning: this.#thought };
		const ended = reply !== undefined && before === 'streaming' && !this.streams;
		if (reply !== undefined && !this.streams) this.#settle(reply);
		const isAsked = !gone && reply === undefined && refused === undefined;
		this.#stop.hidden = !this.streams && !isAsked;
		this.#waiting.hidden = !this.streams;
		const hasAnswer = reply !== undefined && (reply.text !== '' || Boolean(reply.extras?.length));
		const canKeep = hasAnswer && !kept;
		this.#keep.hidden = !canKeep || this.streams;
		this.#copy.hidden = reply === undefined || reply.text === '';
		this.#kept.hidden = !kept;
		if (kept !== this.#isKept) {
			this.#isKept = kept;
			for (const button of this.text.querySelectorAll<HTMLElement>(`.${APPLY}`))
				button.hidden = !kept;
		}
		for (const change of changes) this.#showChange(change);
		this.root.classList.toggle('is-kept', kept);
		this.#showEnd(view, reply, refused);
		if (gone) this.#end.replaceChildren(endNote('This answer was deleted in the chat.'));
		this.#showJudged(judged);
		// The keyboard stays in the column where its button hides.
		for (const button of [this.#stop, this.#keep, this.#copy])
			if (button === activeElement && button.hidden) this.scroller.focus({ preventScroll: true });
		return ended ? `${name}: ${ENDS[reply.status]}` : undefined;
	}

	/** Shows the text of a reply where it is not what has come. */
	#take({ text, reasoning }: Reply): void {
		if (text.startsWith(this.#shown)) this.appendText(text.slice(this.#shown.length));
		else {
			this.#view.dispose();
			this.text.replaceChildren();
			this.#view = this.#newView();
			this.#shown = '';
			this.appendText(text);
		}
		if (reasoning === this.#thought) return;
		this.#thought = reasoning;
		this.#reasoning.dispose();
		this.#reasoning = new this.#parts.ReasoningFold(reasoning);
		this.#thoughts.replaceChildren(this.#reasoning.root);
	}

	#settle({ reasoningMs }: Reply): void {
		this.#reasoning.settle();
		if (reasoningMs !== undefined) this.#reasoning.took(reasoningMs);
		this.#view.settle();
		this.#follow();
	}

	#showEnd(
		view: MessageView | undefined,
		reply: Reply | undefined,
		refused: CompareColumn['refused'],
	): void {
		const failure = refused ?? reply?.failure;
		const note =
			reply === undefined || this.streams || failure ? undefined : this.#parts.endNote(reply);
		const waits = view?.retry;
		const short = this.streams ? undefined : reply?.facts.counted_short;
		const extras = reply?.extras?.length ?? 0;
		const said = [
			waits === undefined ? undefined : `${waits.message} It is asked again.`,
			note,
			extras === 0 ? undefined : 'What it has beside text is shown in the chat.',
		].filter((one) => one !== undefined);
		this.#end.replaceChildren(
			...said.map(endNote),
			...(short === undefined ? [] : [this.#parts.countedNote(short)]),
			...(failure === undefined
				? []
				: [this.#parts.failureAlert(failure, () => {}, { buttons: 0 })]),
		);
		this.#end.querySelector('.failure-buttons')?.remove();
		const facts = reply === undefined || this.streams ? [] : this.#parts.comparedFacts(reply, view);
		this.#facts.replaceChildren(
			...facts.map(([name, value]) =>
				element('div', {}, element('dt', {}, name), element('dd', {}, value)),
			),
		);
		this.#facts.hidden = facts.length === 0;
	}

	/** The best one is told by a word, not by its place alone. */
	#showJudged(judged: CompareColumn['judged']): void {
		const { place, facts = [] } = judged ?? {};
		const said = [...(place === undefined ? [] : [`Place ${place} by its code`]), ...facts];
		this.#judged.replaceChildren(...said.map((fact) => element('li', {}, fact)));
		this.#judged.hidden = said.length === 0;
	}

	#scrolled(): void {
		const { scrollHeight, scrollTop, clientHeight } = this.scroller;
		const atEnd = scrollHeight - scrollTop - clientHeight < AT_END;
		if (atEnd && this.streams) this.scroller.dataset['follows'] = '';
		else delete this.scroller.dataset['follows'];
	}

	/** With the next picture, once for all that has come until then. */
	#follow(): void {
		if (this.#following || this.scroller.dataset['follows'] === undefined) return;
		this.#following = true;
		requestAnimationFrame(() => {
			this.#following = false;
			if (this.scroller.dataset['follows'] !== undefined)
				this.scroller.scrollTop = this.scroller.scrollHeight;
			if (!this.streams) delete this.scroller.dataset['follows'];
		});
	}

	#newView(): MarkdownView {
		return new this.#parts.MarkdownView(this.text, {
			onLink: (href, text) => this.#post({ type: 'openLink', href, text: cut(text, MAX_ADDRESS) }),
			codeBlockToolbar: (block) => this.#codeToolbar(block),
		});
	}

	#codeToolbar(block: CodeBlock): HTMLElement {
		const id = this.#id;
		const post = (type: 'copy' | 'apply') => () =>
			this.#post({ type, id, block: block.index, mark: block.mark() });
		const apply = iconButton('Apply', 'diff', post('apply'));
		apply.classList.add(APPLY);
		apply.hidden = !this.#isKept;
		const copy = iconButton('Copy Code', 'copy', post('copy'));
		return toolbar('Code block', 'code-toolbar', copy, apply);
	}

	/** What became of a code block stands below it. */
	#showChange(change: BlockChange): void {
		const code = this.text.querySelector<HTMLElement>(`.code-block[data-index="${change.block}"]`);
		const host = {
			post: (message: ChangesFromPage) => {
				if (message.type === 'openChange' || message.type === 'openPlace') this.#post(message);
			},
		};
		if (code !== null) this.#parts.showBlockChange(host, this.#id, code, change);
	}
}

function endNote(text: string): HTMLElement {
	return element('p', { class: 'end-note' }, text);
}

const ENDS: Record<Reply['status'], string> = {
	streaming: 'not finished.',
	complete: 'complete.',
	stopped: 'stopped.',
	failed: 'failed.',
	interrupted: 'interrupted.',
};
