import type { ChatStatus, ShownNews } from '../../shared/panel/chatStatus.ts';
import { element, icon, iconButton, textButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';

/** What was done for the chat, over the box, until it is answered, dismissed or old. */
export class NewsNotice {
	readonly #root: HTMLElement;
	readonly #host: HostPort;
	readonly #onGone: () => void;
	#shown: string | undefined;

	/** @param onGone it was answered, and the button is about to go with the keyboard on it */
	constructor(root: HTMLElement, host: HostPort, onGone: () => void) {
		this.#root = root;
		this.#host = host;
		this.#onGone = onGone;
	}

	show({ news }: ChatStatus): void {
		// What stays is left alone, so that a screen reader does not hear it again.
		if (this.#shown === news?.id) return;
		this.#shown = news?.id;
		this.#root.role = news?.isError ? 'alert' : 'status';
		this.#root.replaceChildren(...(news === undefined ? [] : [this.#row(news)]));
	}

	#row({ id, text, isError, buttons }: ShownNews): HTMLElement {
		const answer = (button?: string) => {
			this.#host.post({ type: 'answerNews', id, ...(button === undefined ? {} : { button }) });
			this.#onGone();
		};
		return element(
			'div',
			{ class: 'finding' },
			icon(isError ? 'error' : 'check'),
			element('span', { class: 'finding-message', dir: 'auto' }, text),
			...buttons.map((button) => textButton(button, 'secondary', () => answer(button))),
			iconButton('Dismiss', 'close', () => answer()),
		);
	}
}
