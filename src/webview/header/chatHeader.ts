import type { ChatStatus } from '../../shared/panel/chatStatus.ts';
import { element, iconButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { toolbar } from '../dom/toolbar.ts';
import { TitleBox } from './titleBox.ts';

/** The row over the messages, always in view: what the chat is called, what it has cost, how full the context is. */
export class ChatHeader {
	readonly root: HTMLElement;
	readonly #title: TitleBox;
	readonly #cost = element('button', {
		type: 'button',
		class: 'chat-sum',
		title: 'Show Usage and Cost',
	});

	/**
	 * @param questions the button that opens the list of questions
	 * @param meter the one that says how full the context is
	 */
	constructor(host: HostPort, questions: HTMLElement, meter: HTMLElement) {
		this.#title = new TitleBox(host);
		this.#cost.hidden = true;
		this.#cost.addEventListener('click', () => host.post({ type: 'showUsage' }));
		// The view's title has the same two for the mouse; they show when they are reached.
		const rarely = element(
			'span',
			{ class: 'chat-buttons' },
			iconButton('New Chat', 'add', () => host.post({ type: 'newChat' })),
			iconButton('History', 'history', () => host.post({ type: 'showHistory' })),
		);
		const bar = toolbar('Chat', 'chat-toolbar', rarely, questions, this.#cost, meter);
		this.root = element('div', { class: 'chat-head' }, this.#title.root, bar);
	}

	/** To be called before another conversation is shown: a title that is being typed is that of the one before. */
	open(conversation: string): void {
		this.#title.open(conversation);
	}

	show({ title, spent }: ChatStatus): void {
		this.#title.show(title);
		this.#cost.hidden = spent === undefined;
		if (spent === undefined) return;
		this.#cost.textContent = spent.split(' · ').at(-1)?.replace(' in and out', '') ?? spent;
		this.#cost.setAttribute('aria-label', `This chat: ${spent}`);
	}
}
