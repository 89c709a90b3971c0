import type { InContext } from '../../shared/conversation/messages.ts';
import { icon, iconButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import type { IconName } from '../dom/icons.ts';

/** Pins a message in later requests, or leaves it out of them. */
export class ContextButtons {
	readonly buttons: readonly HTMLButtonElement[];
	readonly #pin: HTMLButtonElement;
	readonly #leaveOut: HTMLButtonElement;
	#inContext: InContext | undefined;

	constructor(host: HostPort, id: string, inContext: InContext | undefined) {
		const toggle = (to: InContext) =>
			host.post({ type: 'keepInContext', id, inContext: this.#inContext === to ? null : to });
		this.#pin = iconButton('Pin', 'pin', () => toggle('pinned'));
		this.#leaveOut = iconButton('Leave Out', 'circle-slash', () => toggle('leftOut'));
		this.buttons = [this.#pin, this.#leaveOut];
		this.show(inContext);
	}

	show(inContext: InContext | undefined): void {
		this.#inContext = inContext;
		const pinned = inContext === 'pinned';
		name(this.#pin, pinned ? 'Unpin' : 'Pin', pinned ? 'pinned' : 'pin');
		this.#pin.title = pinned
			? 'Unpin: send question and reply while there is room'
			: 'Pin: always send question and reply';
		this.#pin.classList.toggle('kept', pinned);
		const out = inContext === 'leftOut';
		name(this.#leaveOut, out ? 'Put Back' : 'Leave Out', out ? 'discard' : 'circle-slash');
		this.#leaveOut.title = out
			? 'Put Back: send question and reply with the next message'
			: 'Leave Out: do not send question and reply any more';
	}
}

function name(button: HTMLButtonElement, label: string, iconName: IconName): void {
	button.setAttribute('aria-label', label);
	button.replaceChildren(icon(iconName));
}
