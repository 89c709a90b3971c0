import type { ChatStatus } from '../../shared/panel/chatStatus.ts';
import { MAX_TEXT } from '../../shared/text/fields.ts';
import { Attaching } from '../attachments/attaching.ts';
import { takePastes } from '../attachments/drops.ts';
import type { Thumbnails } from '../attachments/thumbnails.ts';
import { ContextMeter } from '../context/contextMeter.ts';
import { element, icon, iconButton, textButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { isComposing, type SendKeys } from '../dom/keys.ts';
import { failureAlert } from '../errors/failureAlert.ts';
import { Parameters } from '../parameters/lazyParameters.ts';
import { BoxChips } from './boxChips.ts';
import { Findings } from './findings.ts';
import { PromptRecall } from './promptRecall.ts';
import { QueueList } from './queueList.ts';
import { UnsavedNotice } from './unsavedNotice.ts';

/** How long after a change the host is told of it: the page is thrown away without a warning when it is hidden. */
const DRAFT_MS = 50;

/** What the box needs of the rest of the page. */
interface ComposerParts {
	readonly sendKeys: SendKeys;
	readonly thumbnails: Thumbnails;
	readonly onSend: () => void;
	/** What was asked in this chat, oldest first. */
	readonly prompts: () => readonly string[];
}

/** The box: what is typed, what goes along with it, which model gets it under which parameters. */
export class Composer {
	readonly root: HTMLElement;
	readonly #host: HostPort;
	readonly #parts: ComposerParts;
	readonly #recall = new PromptRecall();
	readonly #box = element('textarea', { 'aria-label': 'Message', rows: '1' });
	readonly #unsaved = new UnsavedNotice();
	readonly #notice = element('div', { class: 'notice' });
	readonly #undo: HTMLElement;
	/** The panel of parameters; its button gets the keyboard when nothing else can. */
	readonly parameters: Parameters;
	readonly #chips: BoxChips;
	readonly #meter: ContextMeter;
	readonly #findings: Findings;
	/** What is being attached. */
	readonly attaching: Attaching;
	readonly #modelName = element('span', {});
	readonly #model: HTMLButtonElement;
	readonly #send: HTMLButtonElement;
	readonly #queue: HTMLButtonElement;
	readonly #queueList: QueueList;
	readonly #sendIcon = icon('send');
	/** What was sent and is not yet accepted: only that is taken out of the box. */
	#sent: string | undefined;
	#draftTimer: ReturnType<typeof setTimeout> | undefined;
	#running = false;
	/** A message is queued and is about to be sent by itself. */
	#queueMoves = false;
	/** The conversation that the text in the box belongs to; undefined before the first is shown. */
	#conversation: string | undefined;
	#hasAttachments = false;
	/** A message waits for images. */
	#waiting = false;

	constructor(host: HostPort, parts: ComposerParts) {
		this.#host = host;
		this.#parts = parts;
		this.#model = element(
			'button',
			{ type: 'button', class: 'model-button' },
			this.#modelName,
			icon('chevron-down'),
		);
		this.#model.addEventListener('click', () => host.post({ type: 'act', action: 'selectModel' }));
		this.#send = element('button', { type: 'button', class: 'icon-button send' }, this.#sendIcon);
		this.#send.addEventListener('click', () => this.#sendOrStop());
		this.#queue = iconButton('Queue Message', 'list-ordered', () => this.#queueMessage());
		this.#queueList = new QueueList(host, () => this.focus());
		const openParameters = iconButton('Parameters', 'settings', () => this.parameters.open());
		this.parameters = new Parameters(host, () => openParameters);
		this.#chips = new BoxChips(
			host,
			parts.thumbnails,
			() => this.focus(),
			(setting) => this.parameters.open(setting),
		);
		this.#meter = new ContextMeter(host);
		this.attaching = new Attaching(host, {
			conversation: () => this.#conversation,
			changed: () => this.#showSend(),
			focus: () => this.focus(),
		});
		takePastes(this.#box, (files) => this.attaching.files(files));
		this.#findings = new Findings(
			host,
			() => this.#sendNow(true),
			() => this.focus(),
		);
		this.#box.addEventListener('input', () => this.#typed());
		this.#box.addEventListener('keydown', (event) => this.#key(event));
		this.#undo = element(
			'div',
			{ class: 'undo' },
			'Message deleted.',
			textButton('Undo', 'secondary', () => {
				host.post({ type: 'undoDelete' });
				this.focus();
			}),
		);
		this.root = element(
			'div',
			{ class: 'composer' },
			this.#unsaved.root,
			this.#notice,
			this.attaching.problems,
			this.#undo,
			this.#findings.root,
			element(
				'div',
				{ class: 'box' },
				this.#queueList.root,
				this.#meter.root,
				this.#chips.root,
				this.#box,
				element(
					'div',
					{ class: 'box-toolbar' },
					iconButton('Attach', 'attach', () => host.post({ type: 'attach' })),
					this.#model,
					openParameters,
					element('span', { class: 'spacer' }),
					this.#meter.button,
					this.#queue,
					this.#send,
				),
			),
		);
		this.#showSend();
	}

	focus(): void {
		this.#box.focus();
	}

	/** Puts a text into the box for the user to send or change, unless there is one already. */
	suggest(text: string): void {
		if (this.#box.value === '') this.#fill(text);
		this.focus();
	}

	/** Shows the box of a conversation. What is typed before the first is known belongs to that one. */
	open(conversation: string, draft: string): void {
		const first = this.#conversation === undefined;
		if (this.#draftTimer !== undefined && !first) this.#tellDraft();
		this.#conversation = conversation;
		this.#sent = undefined;
		if (first) this.returned(draft);
		else this.#box.value = draft;
		this.#showSend();
	}

	/** The host has taken what was sent; what was typed since stays. */
	accepted(): void {
		if (this.#sent !== undefined && this.#box.value.trim() === this.#sent) this.#fill('');
		this.#sent = undefined;
	}

	/** What was sent stays in the box. */
	refused(): void {
		this.#sent = undefined;
		this.#typed();
	}

	/** A message was taken out of the queue: before what was typed meanwhile. */
	unqueued(text: string): void {
		const typed = this.#box.value;
		this.#fill([text, typed].filter((part) => part.trim() !== '').join('\n\n'));
		this.focus();
	}

	/** A message came back unsent; a text that was typed meanwhile is not overwritten. */
	returned(text: string): void {
		this.#sent = undefined;
		if (this.#box.value.trim() === '') this.#fill(text);
	}

	showStatus(status: ChatStatus): void {
		this.#running = status.running !== null;
		this.#queueMoves = status.queued.length > 0 && status.waiting === null;
		this.#queueList.show(status);
		this.#hasAttachments = status.attachments.length > 0;
		this.#modelName.textContent = status.modelName;
		this.#model.setAttribute('aria-label', `Model: ${status.modelName}`);
		this.#model.title = `Model: ${status.modelName}`;
		this.#box.placeholder = `Ask ${status.modelName}…`;
		this.#undo.hidden = status.canUndoDelete !== true;
		this.#unsaved.show(status);
		this.#showNotice(status);
		this.#chips.show(status);
		this.#meter.show(status.context);
		this.#findings.show(status);
		this.#showSend();
	}

	#showNotice(status: ChatStatus): void {
		const { notice } = status;
		// A notice that stays is left alone, so that a screen reader does not hear it again.
		const key = notice === null ? '' : JSON.stringify(notice);
		if (this.#notice.dataset['shown'] === key) return;
		this.#notice.dataset['shown'] = key;
		if (notice === null) {
			this.#notice.replaceChildren();
			return;
		}
		this.#notice.replaceChildren(
			failureAlert(
				notice,
				(action) => this.#host.post({ type: 'act', action }),
				notice.kind === 'textOnly'
					? [textButton('Send Without Images', 'secondary', () => this.#sendNow(true))]
					: [],
			),
			iconButton('Dismiss', 'close', () => {
				this.#host.post({ type: 'dismissNotice' });
				this.focus();
			}),
		);
	}

	#fill(text: string): void {
		this.#box.value = text;
		this.#typed();
	}

	#typed(): void {
		this.#draftTimer ??= setTimeout(() => this.#tellDraft(), DRAFT_MS);
		this.#showSend();
	}

	#tellDraft(): void {
		clearTimeout(this.#draftTimer);
		this.#draftTimer = undefined;
		const text = this.#box.value;
		// Before a conversation is known the text waits for it; what is on its way to the host is no draft.
		if (this.#conversation === undefined || text.trim() === this.#sent) return;
		this.#host.post({ type: 'draft', conversation: this.#conversation, text });
	}

	#key(event: KeyboardEvent): void {
		if (this.#parts.sendKeys.sends(event)) {
			event.preventDefault();
			if (this.#running || this.#queueMoves) this.#queueMessage();
			else this.#sendOrStop();
		} else if (!isComposing(event)) this.#recallKey(event);
	}

	/** The arrows lead through what was asked before, as in a shell; in a text of the user's own they move the caret. */
	#recallKey(event: KeyboardEvent): void {
		if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
		const { value, selectionStart, selectionEnd } = this.#box;
		// Within a recalled text of several lines the caret can be moved as well, once it has left the end.
		if (selectionStart !== value.length || selectionEnd !== value.length) return;
		const recalled = this.#recall.key(event.key, value, this.#parts.prompts);
		if (recalled === undefined) return;
		event.preventDefault();
		// Escape would stop a reply that is running.
		event.stopPropagation();
		this.#fill(recalled);
		this.#box.setSelectionRange(recalled.length, recalled.length);
	}

	#sendOrStop(): void {
		if (this.#running) {
			this.#host.post({ type: 'stop' });
			return;
		}
		this.#sendNow();
	}

	#sendNow(withoutImages?: true): void {
		const text = this.#box.value.trim();
		if (this.#isEmpty() || text === this.#sent || this.#isTooLong(text)) return;
		if (this.#waitsForImages(() => this.#sendNow(withoutImages))) return;
		this.#sent = text;
		this.#host.post({ type: 'send', text, ...(withoutImages ? { withoutImages } : {}) });
		this.#parts.onSend();
	}

	/**
	 * What is sent takes along what was pasted before it, so it waits while that is still being looked at; where some of it was
	 * refused, the user is to see that first. True when it has to wait.
	 */
	#waitsForImages(action: () => void): boolean {
		const { attaching } = this;
		if (attaching.busy && !this.#waiting) {
			this.#waiting = true;
			void attaching.whenDone().then(() => {
				this.#waiting = false;
				if (!attaching.hasProblems) action();
			});
		}
		return attaching.busy;
	}

	#isEmpty(): boolean {
		return this.#box.value.trim() === '' && !this.#hasAttachments && !this.attaching.busy;
	}

	/** The host takes it in any case, so the box is emptied at once: a second key press finds nothing to queue. */
	#queueMessage(): void {
		const text = this.#box.value.trim();
		// A text that was sent stands in the box until it is accepted: the reply may begin before that.
		if (this.#isEmpty() || text === this.#sent || this.#isTooLong(text)) return;
		if (this.#waitsForImages(() => this.#queueMessage())) return;
		this.#host.post({ type: 'queue', text });
		this.#fill('');
		this.focus();
		this.#parts.onSend();
	}

	/** Says so where a text is longer than the host takes; it stays in the box. */
	#isTooLong(text: string): boolean {
		if (text.length <= MAX_TEXT) return false;
		const count = (number: number) => number.toLocaleString('en');
		const message = `This message has ${count(text.length)} characters, and ${count(MAX_TEXT)} can be sent at most. Shorten it.`;
		this.#notice.dataset['shown'] = message;
		this.#notice.replaceChildren(failureAlert({ kind: 'tooLong', message }, () => {}));
		return true;
	}

	#showSend(): void {
		const label = this.#running ? 'Stop' : 'Send';
		this.#send.setAttribute('aria-label', label);
		this.#send.title = this.#running ? label : `${label} (${this.#parts.sendKeys.inWords})`;
		this.#sendIcon.className = `codicon codicon-${this.#running ? 'debug-stop' : 'send'}`;
		// aria-disabled keeps it reachable: a disabled button would drop the keyboard focus when a reply ends.
		this.#send.setAttribute('aria-disabled', String(!this.#running && this.#isEmpty()));
		this.#queue.hidden = !this.#running || this.#isEmpty();
		this.#queue.title = `Queue Message (${this.#parts.sendKeys.inWords})`;
	}
}
