import { standsIn, textBefore, withoutBlankLines } from '../../shared/text/blankLines.ts';
import { element } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { isUndoKey } from '../dom/keys.ts';

/** How long after a change of a long text the host is told of it. The page is thrown away without a warning when it is hidden. */
const DRAFT_MS = 50;

/** The browser, which remembers what it types, takes seconds for a long text: of so many UTF-16 units and lines at most it is to. */
const TYPED = 4000;
const TYPED_LINES = 40;

/** What is typed: the conversation that it belongs to, what of it is on its way, and what the host has been told of it. */
export class Draft {
	readonly box = element('textarea', { 'aria-label': 'Message', rows: '1', dir: 'auto' });
	readonly #host: HostPort;
	readonly #changed: () => void;
	/** What was sent and is not yet accepted: only that is taken out of the box. */
	#sent: string | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	/** The text without the quotation that was put in at once, and with it. */
	#quoted: { readonly before: string; readonly after: string } | undefined;
	/** Undefined before the first is shown. */
	#conversation: string | undefined;

	/** @param changed is called after each change of the text */
	constructor(host: HostPort, changed: () => void) {
		this.#host = host;
		this.#changed = changed;
		this.box.addEventListener('input', () => this.#typed());
		this.box.addEventListener('keydown', (event) => this.#undoQuote(event));
	}

	/** The conversation that the text belongs to; undefined before the first is shown. */
	get conversation(): string | undefined {
		return this.#conversation;
	}

	/** What is typed, without blank lines around it. */
	get text(): string {
		return withoutBlankLines(this.box.value);
	}

	/** Whether this very text is on its way to the host. */
	get isSent(): boolean {
		return this.text === this.#sent;
	}

	/** What a message says of the box it comes from. */
	get origin(): { conversation?: string } {
		return this.#conversation === undefined ? {} : { conversation: this.#conversation };
	}

	/** Shows the text of a conversation. What is typed before the first is known belongs to that one, and follows what it had. */
	open(conversation: string, draft: string): void {
		const first = this.#conversation === undefined;
		if (this.#timer !== undefined && !first) this.#tell();
		this.#conversation = conversation;
		this.#sent = undefined;
		if (first) {
			this.box.value = textBefore(draft, this.box.value);
			// The chat is to be drawn before that.
			this.#tellSoon();
		} else this.box.value = draft;
		this.#changed();
	}

	/** Puts a text in the place of what is typed. */
	fill(text: string): void {
		this.box.value = text;
		this.#typed();
	}

	/** The text is on its way to the host; it stays until it is accepted. */
	sending(): void {
		this.#sent = this.text;
	}

	/** The host has taken what was sent, or this text of its own accord; what was typed since stays. */
	accepted(text = this.#sent): void {
		if (this.text === text) this.fill('');
		this.#sent = undefined;
	}

	/** What was sent stays in the box. */
	refused(): void {
		this.#sent = undefined;
		this.#typed();
	}

	/** Puts a text before what is typed. */
	prepend(text: string): void {
		this.fill(textBefore(text, this.box.value));
	}

	/** Puts a text where the caret is, in the place of what is selected, as if it had been pasted. */
	insert(text: string): void {
		const { selectionStart, selectionEnd } = this.box;
		this.box.setRangeText(text, selectionStart, selectionEnd, 'end');
		this.#typed();
	}

	/** Puts a quotation before what is typed, which goes on behind it. It is undone like typing. */
	quote(text: string): void {
		const { box } = this;
		const before = box.value;
		const quoted = `${text}\n\n`;
		box.focus();
		if (quoted.length + before.length <= TYPED && quoted.split('\n').length <= TYPED_LINES) {
			box.setSelectionRange(0, 0);
			document.execCommand('insertText', false, quoted);
		} else {
			this.fill(quoted + before);
			this.#quoted = { before, after: box.value };
		}
		box.setSelectionRange(box.value.length, box.value.length);
	}

	/** Takes out a quotation that was put in at once, unless something was typed since. */
	#undoQuote(event: KeyboardEvent): void {
		const quoted = this.#quoted;
		if (quoted === undefined || !isUndoKey(event) || this.box.value !== quoted.after) return;
		this.#quoted = undefined;
		event.preventDefault();
		// VS Code would undo what was typed before.
		event.stopPropagation();
		this.fill(quoted.before);
	}

	/** A text came back unsent: before what was typed meanwhile, unless that has it. */
	returned(text: string): void {
		const stayed = this.#sent === text && this.text.startsWith(text);
		this.#sent = undefined;
		if (!stayed && !standsIn(text, this.text)) this.prepend(text);
	}

	#typed(): void {
		if (this.box.value.length > TYPED) this.#tellSoon();
		else this.#tell();
		this.#changed();
	}

	#tellSoon(): void {
		this.#timer ??= setTimeout(() => this.#tell(), DRAFT_MS);
	}

	#tell(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		// Before a conversation is known the text waits for it; what is on its way to the host is no draft.
		if (this.#conversation === undefined || this.isSent) return;
		this.#host.post({ type: 'draft', conversation: this.#conversation, text: this.box.value });
	}
}
