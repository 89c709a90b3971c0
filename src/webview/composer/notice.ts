import type { Failure } from '../../shared/conversation/messages.ts';
import type { ChatStatus, RefusedFrom } from '../../shared/panel/chatStatus.ts';
import { MAX_TEXT } from '../../shared/text/fields.ts';
import { element, iconButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import type { failureAlert, OwnWays } from '../errors/failureAlert.ts';
import { alerts } from '../errors/lazyAlert.ts';
import type { OtherWay } from '../models/findings.ts';

/** Why a message was not sent, over the box, until it is dismissed or the next one is sent. */
export class Notice {
	readonly root = element('div', { class: 'notice' });
	readonly #host: HostPort;
	readonly #send: (way: OtherWay) => void;
	readonly #onGone: () => void;
	#shown = '';

	/** @param onGone it was dismissed, and the button is about to go with the keyboard on it */
	constructor(host: HostPort, send: (way: OtherWay) => void, onGone: () => void) {
		this.#host = host;
		this.#send = send;
		this.#onGone = onGone;
	}

	/** Shows what the host says of the last message. */
	show({ notice, needsKey, canSendAnyway }: ChatStatus): void {
		// A notice that stays is left alone, so that a screen reader does not hear it again.
		const key = notice === null ? '' : JSON.stringify([notice, needsKey, canSendAnyway]);
		if (this.#shown === key) return;
		if (notice === null) {
			this.#shown = '';
			this.root.replaceChildren();
			return;
		}
		this.#fill(key, (alert) => [
			alert(notice, (action) => this.#host.post({ type: 'act', action }), {
				...this.#sendAgain(notice, canSendAnyway),
				canSignIn: needsKey,
			}),
			iconButton('Dismiss', 'close', () => {
				this.#host.post({ type: 'dismissNotice' });
				this.#onGone();
			}),
		]);
	}

	#sendAgain({ kind }: Failure, canSendAnyway: RefusedFrom | undefined): OwnWays {
		if (kind === 'textOnly') {
			const run = () => this.#send({ withoutImages: true });
			return { next: [{ label: 'Send Without Images', run }] };
		}
		if (canSendAnyway === undefined) return {};
		// What stands in the box may have been changed since; what was asked for elsewhere the host knows.
		const run = () => {
			if (canSendAnyway === 'box') this.#send({ anyway: true });
			else this.#host.post({ type: 'sendAnyway' });
		};
		return { next: [{ label: 'Send Anyway', run }] };
	}

	/** Says that a text of this many UTF-16 units is longer than the host takes. */
	tooLong(length: number): void {
		const count = (number: number) => number.toLocaleString('en');
		const message = `This message has ${count(length)} characters, and ${count(MAX_TEXT)} can be sent at most. Shorten it.`;
		this.#fill(message, (alert) => [alert({ kind: 'tooLong', message }, () => {})]);
	}

	/** At once, or when what shows failures is loaded, unless something else is to be shown by then. */
	#fill(key: string, parts: (alert: typeof failureAlert) => HTMLElement[]): void {
		this.#shown = key;
		const { loaded } = alerts;
		if (loaded !== undefined) {
			this.root.replaceChildren(...parts(loaded.failureAlert));
			return;
		}
		const show = (alert: typeof failureAlert) => {
			if (this.#shown === key) this.root.replaceChildren(...parts(alert));
		};
		void alerts
			.load()
			.then(({ failureAlert: alert }) => show(alert))
			.catch(reportError);
	}
}
