import { element, icon, iconButton, iconClass } from '../dom/element.ts';
import type { SendKeys } from '../dom/keys.ts';

/** Sends what is typed, or, while a reply comes in, stops that: what is typed can then be queued by a button of its own. */
export class SendButton {
	readonly button: HTMLButtonElement;
	/** Shown while a reply comes in and there is something to queue. */
	readonly queue: HTMLButtonElement;
	readonly #sendKeys: SendKeys;
	readonly #icon = icon('send');
	#stops = false;
	/** Whether it stopped a reply when the press of the mouse, or of a key, began. */
	readonly #began: { mouse?: boolean; key?: boolean } = {};

	constructor(sendKeys: SendKeys, sendOrStop: () => void, queue: () => void) {
		this.#sendKeys = sendKeys;
		this.button = element('button', { type: 'button', class: 'icon-button send' }, this.#icon);
		// The second click of two, and a key that is held, are of the press before.
		this.button.addEventListener('mousedown', ({ detail }) => {
			if (detail < 2) this.#began.mouse = this.#stops;
		});
		this.button.addEventListener('keydown', ({ repeat }) => {
			if (!repeat) this.#began.key = this.#stops;
		});
		// The space bar clicks once it is up.
		this.button.addEventListener('keyup', () => setTimeout(() => delete this.#began.key));
		this.button.addEventListener('click', ({ detail }) => {
			// A press that began on Stop sends nothing, although the reply has ended meanwhile.
			const meant = detail > 0 ? this.#began.mouse : this.#began.key;
			if ((meant ?? this.#stops) === this.#stops) sendOrStop();
		});
		this.queue = iconButton('Queue Message', 'list-ordered', queue);
	}

	/** @param empty whether there is nothing to be sent */
	show(running: boolean, empty: boolean): void {
		this.#stops = running;
		const label = running ? 'Stop' : 'Send';
		this.button.setAttribute('aria-label', label);
		this.button.title = running ? label : `${label} (${this.#sendKeys.inWords})`;
		this.#icon.className = iconClass(running ? 'debug-stop' : 'send');
		// aria-disabled keeps it reachable: a disabled button would drop the keyboard focus when a reply ends.
		this.button.setAttribute('aria-disabled', String(!running && empty));
		this.queue.hidden = !running || empty;
		this.queue.title = `Queue Message (${this.#sendKeys.inWords})`;
	}
}
