import type { RetryView } from '../../shared/conversation/conversationProtocol.ts';
import { element, icon, textButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';

/** In a reply's place while it waits to be asked for again: when, why, and what can be done about it. */
export class RetryNotice {
	readonly root: HTMLElement;
	readonly #timer: number;

	/** @param id the reply's */
	constructor(host: HostPort, id: string, { wait, number, limit, reason, message }: RetryView) {
		const end = performance.now() + wait;
		// A timer is not read out at every second.
		const text = element('span', { role: 'timer' });
		const show = () => {
			const seconds = Math.max(0, Math.ceil((end - performance.now()) / 1000));
			text.textContent = `Trying again in ${seconds} s (${number} of ${limit}): ${reason}`;
		};
		show();
		this.#timer = window.setInterval(show, 250);
		this.root = element(
			'div',
			{ class: 'retry' },
			element(
				'p',
				{ class: 'visually-hidden', role: 'status' },
				`Waiting to try again: ${reason}. ${message}`,
			),
			element('p', {}, icon('history'), text),
			element('p', { class: 'retry-message', dir: 'auto' }, message),
			element(
				'div',
				{ class: 'failure-buttons' },
				textButton('Try Now', 'primary', () => host.post({ type: 'tryNow' })),
				textButton('Cancel', 'secondary', () => host.post({ type: 'stop', id })),
			),
		);
	}

	/** Stops counting. */
	dispose(): void {
		window.clearInterval(this.#timer);
	}
}
