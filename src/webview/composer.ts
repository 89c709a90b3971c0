import type { Excerpt } from '../shared/conversation.ts';
import type { ChatStatus } from '../shared/protocol.ts';
import { element, icon, iconButton, textButton } from './element.ts';
import { excerptName } from './excerptBlock.ts';
import { failureAlert } from './failureAlert.ts';
import type { Host } from './host.ts';
import { isComposing } from './keys.ts';

/** How long after a change the host is told of it: the page is thrown away without a warning when it is hidden. */
const DRAFT_MS = 50;

/** The box: what is typed, what goes along with it, which model gets it under which parameters. */
export class Composer {
	readonly root: HTMLElement;
	readonly #host: Host;
	readonly #onSend: () => void;
	readonly #box = element('textarea', { 'aria-label': 'Message', rows: '1' });
	readonly #notice = element('div', { class: 'notice' });
	readonly #undo: HTMLElement;
	readonly #chips = element('div', { class: 'chips' });
	readonly #modelName = element('span', {});
	readonly #model: HTMLButtonElement;
	readonly #send: HTMLButtonElement;
	readonly #sendIcon = icon('send');
	/** What was sent and is not yet accepted: only that is taken out of the box. */
	#sent: string | undefined;
	#draftTimer: ReturnType<typeof setTimeout> | undefined;
	#running = false;
	#hasAttachments = false;

	constructor(host: Host, onSend: () => void) {
		this.#host = host;
		this.#onSend = onSend;
		this.#model = element(
			'button',
			{ type: 'button', class: 'model-button' },
			this.#modelName,
			icon('chevron-down'),
		);
		this.#model.addEventListener('click', () => host.post({ type: 'act', action: 'selectModel' }));
		this.#send = element('button', { type: 'button', class: 'icon-button send' }, this.#sendIcon);
		this.#send.addEventListener('click', () => this.#sendOrStop());
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
			this.#notice,
			this.#undo,
			element(
				'div',
				{ class: 'box' },
				this.#chips,
				this.#box,
				element(
					'div',
					{ class: 'box-toolbar' },
					this.#model,
					iconButton('Parameters', 'settings', () =>
						host.post({ type: 'act', action: 'openParameters' }),
					),
					element('span', { class: 'spacer' }),
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

	/** The host has taken what was sent; what was typed since stays. */
	accepted(): void {
		if (this.#sent !== undefined && this.#box.value.trim() === this.#sent) this.#fill('');
		this.#sent = undefined;
	}

	/** A message came back unsent; a text that was typed meanwhile is not overwritten. */
	returned(text: string): void {
		this.#sent = undefined;
		if (this.#box.value.trim() === '') this.#fill(text);
	}

	showStatus(status: ChatStatus): void {
		this.#running = status.running !== null;
		this.#hasAttachments = status.attachments.length > 0;
		this.#modelName.textContent = status.modelName;
		this.#model.setAttribute('aria-label', `Model: ${status.modelName}`);
		this.#model.title = `Model: ${status.modelName}`;
		this.#box.placeholder = `Ask ${status.modelName}…`;
		this.#undo.hidden = status.canUndoDelete !== true;
		this.#showNotice(status);
		this.#chips.replaceChildren(
			...status.attachments.map((excerpt, index) => this.#attachmentChip(excerpt, index)),
			...status.parameters.map(({ name, value }) =>
				element(
					'span',
					{ class: 'chip parameter', title: `${name}: ${value} is sent with each message` },
					`${name} ${value}`,
				),
			),
		);
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
			failureAlert(notice, (action) => this.#host.post({ type: 'act', action })),
			iconButton('Dismiss', 'close', () => {
				this.#host.post({ type: 'dismissNotice' });
				this.focus();
			}),
		);
	}

	#attachmentChip(excerpt: Excerpt, index: number): HTMLElement {
		const name = excerptName(excerpt);
		const open = element(
			'button',
			{ type: 'button', class: 'chip-open', title: `Open ${name}` },
			name,
		);
		open.addEventListener('click', () => this.#host.post({ type: 'openExcerpt', index }));
		return element(
			'span',
			{ class: 'chip attachment' },
			open,
			iconButton(`Remove ${name}`, 'close', () => {
				this.#host.post({ type: 'removeAttachment', index });
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
		this.#draftTimer = undefined;
		this.#host.post({ type: 'draft', text: this.#box.value });
	}

	#key(event: KeyboardEvent): void {
		if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
		event.preventDefault();
		if (!this.#running) this.#sendOrStop();
	}

	#sendOrStop(): void {
		if (this.#running) {
			this.#host.post({ type: 'stop' });
			return;
		}
		const text = this.#box.value.trim();
		if (text === '' && !this.#hasAttachments) return;
		this.#sent = text;
		this.#host.post({ type: 'send', text });
		this.#onSend();
	}

	#showSend(): void {
		const label = this.#running ? 'Stop' : 'Send';
		this.#send.setAttribute('aria-label', label);
		this.#send.title = label;
		this.#sendIcon.className = `codicon codicon-${this.#running ? 'debug-stop' : 'send'}`;
		// aria-disabled keeps it reachable: a disabled button would drop the keyboard focus when a reply ends.
		const idle = !this.#running && this.#box.value.trim() === '' && !this.#hasAttachments;
		this.#send.setAttribute('aria-disabled', String(idle));
	}
}
