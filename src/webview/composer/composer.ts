import type { ChatStatus } from '../../shared/panel/chatStatus.ts';
import { MAX_TEXT } from '../../shared/text/fields.ts';
import { Attaching } from '../attachments/attaching.ts';
import type { AttachmentList } from '../attachments/attachmentList.ts';
import { takePastes } from '../attachments/drops.ts';
import type { Thumbnails } from '../attachments/thumbnails.ts';
import { ContextMeter } from '../context/contextMeter.ts';
import { element, iconButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { isComposing, type SendKeys } from '../dom/keys.ts';
import { Lazy } from '../dom/lazy.ts';
import { toolbar } from '../dom/toolbar.ts';
import type { OtherWay } from '../models/findings.ts';
import { Parameters } from '../parameters/lazyParameters.ts';
import { Suggestions } from '../suggestions/lazySuggestions.ts';
import { BoxChips } from './boxChips.ts';
import { Draft } from './draft.ts';
import { LazyOverBox } from './lazyOverBox.ts';
import { ModelButton } from './modelButton.ts';
import { Placeholder } from './placeholder.ts';
import { PromptRecall } from './promptRecall.ts';
import type { QueueList } from './queueList.ts';
import { SendButton } from './sendButton.ts';
import { undoNotice } from './undoNotice.ts';

/** What shows queued messages; to be loaded before a status that has some. */
export const queueLists = new Lazy(() => import('./queueList.ts'));

/** What shows attachments; to be loaded before a status that has some. */
export const attachmentLists = new Lazy(() => import('../attachments/attachmentList.ts'));

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
	readonly #draft: Draft;
	readonly #placeholder: Placeholder;
	readonly #overBox: LazyOverBox;
	readonly #undo: HTMLElement;
	/** The panel of parameters; its button gets the keyboard when nothing else can. */
	readonly parameters: Parameters;
	readonly #chips: BoxChips;
	readonly meter: ContextMeter;
	/** Where it is offered to summarise what does not fit. */
	readonly summaryOffer = element('div', {});
	/** The lists after "/" and "#". */
	readonly suggestions: Suggestions;
	/** What is being attached. */
	readonly attaching: Attaching;
	readonly #model: ModelButton;
	readonly #send: SendButton;
	readonly #queue = element('div', { class: 'queue' });
	#queueList: QueueList | undefined;
	readonly #attachments = element('div', { class: 'attachments' });
	#attachmentList: AttachmentList | undefined;
	#running: string | null = null;
	/** A message is queued and is about to be sent by itself. */
	#queueMoves = false;
	#hasAttachments = false;
	/** The texts that wait for images, by their chats. */
	readonly #waiting = new Map<string | undefined, string>();

	constructor(host: HostPort, parts: ComposerParts) {
		this.#host = host;
		this.#parts = parts;
		const focus = () => this.focus();
		this.#draft = new Draft(host, () => this.#showSend());
		this.#placeholder = new Placeholder(this.#draft.box);
		this.#send = new SendButton(
			parts.sendKeys,
			() => this.#sendOrStop(),
			() => this.#post('queue'),
		);
		const openParameters = iconButton('Parameters', 'settings', () => this.parameters.open());
		this.parameters = new Parameters(host, () => openParameters);
		this.#model = new ModelButton(host, openParameters);
		this.#chips = new BoxChips((setting) => this.parameters.open(setting));
		this.meter = new ContextMeter(host);
		this.attaching = new Attaching(host, {
			conversation: () => this.#draft.conversation,
			changed: () => this.#showSend(),
			focus,
		});
		this.suggestions = new Suggestions({
			host,
			box: this.#draft.box,
			conversation: () => this.#draft.conversation,
			enter: (event) => this.#enter(event),
		});
		takePastes(this.#draft.box, {
			files: (files) => this.attaching.files(files),
			text: (text) => this.attaching.pasted(text),
		});
		this.#draft.box.addEventListener('input', () => this.attaching.forgetPaste());
		this.#draft.box.addEventListener('keydown', (event) => this.#key(event));
		this.#overBox = new LazyOverBox({
			host,
			send: (way) => this.#post('send', way),
			onGone: focus,
		});
		this.#undo = undoNotice(host, focus);
		this.root = element(
			'div',
			{ class: 'composer' },
			element(
				'div',
				{ class: 'over-box' },
				this.#overBox.unsaved,
				this.#overBox.notice,
				this.#overBox.news,
				this.attaching.problems,
				this.#undo,
				this.#overBox.findings,
			),
			element(
				'div',
				{ class: 'box' },
				element(
					'div',
					{ class: 'box-parts' },
					this.#queue,
					this.meter.warning,
					this.summaryOffer,
					this.#attachments,
					this.#chips.root,
				),
				this.#draft.box,
				toolbar(
					'Input',
					'box-toolbar',
					iconButton('Attach', 'attach', () => host.post({ type: 'attach' })),
					this.#model.root,
					this.#send.queue,
					this.#send.button,
				),
			),
		);
		this.#showSend();
	}

	focus(): void {
		this.#draft.box.focus();
	}

	/** Puts a text into the box for the user to send or change, unless there is one already. */
	suggest(text: string): void {
		if (this.#draft.box.value === '') this.#draft.fill(text);
		this.focus();
	}

	/** Shows the box of a conversation. What is typed before the first is known belongs to that one. */
	open(conversation: string, draft: string): void {
		const before = this.#draft.conversation;
		if (before !== undefined) this.suggestions.end();
		this.#draft.open(conversation, draft);
		if (before !== conversation) void this.attaching.show().catch(reportError);
	}

	/** The host has taken what was sent; what was typed since stays. */
	accepted(text?: string): void {
		this.#draft.accepted(text);
	}

	/** What was sent stays in the box. */
	refused(): void {
		this.#draft.refused();
	}

	/** A message was taken out of the queue: before what was typed meanwhile. */
	unqueued(text: string): void {
		this.#draft.prepend(text);
		this.focus();
	}

	/** A text that stood over the box goes into it, at the caret. */
	putIn(text: string): void {
		this.#draft.insert(text);
		this.focus();
	}

	/** A text of the chat that is asked about stands as a quotation before what is typed. One that is too long for the box is none. */
	quote(text: string): void {
		const length = text.length + this.#draft.box.value.length;
		if (length > MAX_TEXT) this.#overBox.tooLong(length);
		else this.#draft.quote(text);
	}

	/** A message came back unsent; what was typed meanwhile goes on behind it. */
	returned(text: string): void {
		this.#draft.returned(text);
	}

	/** Shows what stands around the text. */
	showStatus(status: ChatStatus): void {
		this.#running = status.running;
		this.#queueMoves = status.queued.length > 0 && status.waiting === null;
		this.#showQueue(status);
		this.#hasAttachments = status.attachments.length > 0;
		const names = [status.modelName, ...(status.shorterNames ?? [])] as const;
		this.#model.show(names);
		this.#placeholder.show(names);
		this.#undo.hidden = status.canUndoDelete !== true;
		this.#overBox.show(status);
		this.#showAttachments(status);
		this.#chips.show(status);
		this.meter.show(status.context);
		this.#showSend();
	}

	#showQueue(status: ChatStatus): void {
		const { loaded } = queueLists;
		if (loaded !== undefined) {
			this.#queueList ??= new loaded.QueueList(this.#queue, this.#host, () => this.focus());
		}
		this.#queueList?.show(status);
	}

	#showAttachments(status: ChatStatus): void {
		const { loaded } = attachmentLists;
		if (loaded !== undefined) {
			this.#attachmentList ??= new loaded.AttachmentList(
				this.#attachments,
				this.#host,
				this.#parts.thumbnails,
				() => this.focus(),
			);
		}
		this.#attachmentList?.show(status);
	}

	#key(event: KeyboardEvent): void {
		if (this.attaching.undoPaste(event)) return;
		if (this.suggestions.key(event) || this.#sendKey(event) || isComposing(event)) return;
		this.#recallKey(event);
	}

	/** An Enter that a list has held back and then not taken. */
	#enter(event: KeyboardEvent): void {
		if (!this.#sendKey(event)) document.execCommand('insertText', false, '\n');
	}

	#sendKey(event: KeyboardEvent): boolean {
		return this.#parts.sendKeys.take(event, () => {
			if (this.#running !== null || this.#queueMoves) this.#post('queue');
			else this.#sendOrStop();
		});
	}

	/** The arrows lead through what was asked before, as in a shell; in a text of the user's own they move the caret. */
	#recallKey(event: KeyboardEvent): void {
		if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
		const { box } = this.#draft;
		const { value, selectionStart, selectionEnd } = box;
		// Within a recalled text of several lines the caret can be moved as well, once it has left the end.
		if (selectionStart !== value.length || selectionEnd !== value.length) return;
		const recalled = this.#recall.key(event.key, value, this.#parts.prompts);
		if (recalled === undefined) return;
		event.preventDefault();
		// Escape would stop a reply that is running.
		event.stopPropagation();
		this.#draft.fill(recalled);
		box.setSelectionRange(recalled.length, recalled.length);
	}

	#sendOrStop(): void {
		if (this.#running !== null) {
			this.#host.post({ type: 'stop', id: this.#running });
			return;
		}
		this.#post('send');
	}

	/**
	 * What is sent takes along what was pasted before it, so it waits while that is still being looked at; where some of it was
	 * refused, the user is to see that first. What is typed meanwhile goes along, but not where its chat is left before that.
	 */
	#post(type: 'send' | 'queue', way?: OtherWay): void {
		// A text that was sent stands in the box until it is accepted: the reply may begin before that.
		this.suggestions.end();
		if (this.#isEmpty() || this.#draft.isSent || this.#isTooLong()) return;
		const { attaching } = this;
		const { conversation, text } = this.#draft;
		if (!attaching.busy) {
			this.#postNow(type, way);
			return;
		}
		const waits = this.#waiting.has(conversation);
		this.#waiting.set(conversation, text);
		if (waits) return;
		void attaching.whenDone().then((areAll) => {
			const meant = this.#waiting.get(conversation) ?? '';
			this.#waiting.delete(conversation);
			const isLeft = conversation && conversation !== this.#draft.conversation;
			if (!areAll) return;
			if (isLeft) this.#host.post({ type, conversation, text: meant, ...way });
			else if (!this.#isTooLong()) this.#postNow(type, way);
		});
	}

	#postNow(type: 'send' | 'queue', way?: OtherWay): void {
		const { origin, text } = this.#draft;
		this.#host.post({ type, ...origin, text, ...way });
		if (type === 'send') this.#draft.sending();
		else {
			// The host takes it in any case, so the box is emptied at once: a second key press finds nothing to queue.
			this.#draft.fill('');
			this.focus();
		}
		this.#parts.onSend();
	}

	/** Whether the text is longer than the host takes, which is said; it stays in the box. */
	#isTooLong(): boolean {
		const { length } = this.#draft.text;
		if (length > MAX_TEXT) this.#overBox.tooLong(length);
		return length > MAX_TEXT;
	}

	#isEmpty(): boolean {
		return this.#draft.text === '' && !this.#hasAttachments && !this.attaching.busy;
	}

	#showSend(): void {
		this.#send.show(this.#running !== null, this.#isEmpty());
	}
}
