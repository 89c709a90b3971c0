import type { Action } from '../../shared/errors/action.ts';
import type { ChatStatus, RefusedFrom } from '../../shared/panel/chatStatus.ts';
import { MAX_TEXT } from '../../shared/text/fields.ts';
import { iconButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import type { alerts } from '../errors/lazyAlert.ts';
import type { OtherWay } from '../models/findings.ts';

type Alerts = Awaited<ReturnType<typeof alerts.load>>;

/** What a notice needs of the rest of the page. */
export interface NoticeWays {
	readonly host: HostPort;
	/** What shows failures, as the page has loaded it. */
	readonly alerts: typeof alerts;
	readonly send: (way: OtherWay) => void;
	readonly onGone: () => void;
}

/** Why a message was not sent, over the box, until it is dismissed or the next one is sent. */
export class Notice {
	readonly #root: HTMLElement;
	readonly #alerts: typeof alerts;
	readonly #host: HostPort;
	readonly #send: (way: OtherWay) => void;
	readonly #onGone: () => void;
	#shown = '';

	/** @param ways.onGone it was dismissed, and the button is about to go with the keyboard on it */
	constructor(root: HTMLElement, { host, alerts, send, onGone }: NoticeWays) {
		this.#root = root;
		this.#alerts = alerts;
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
			this.#root.replaceChildren();
			return;
		}
		const act = (action: Action) => this.#host.post({ type: 'act', action });
		// Whoever has not connected yet has made no mistake.
		const connects = needsKey && notice.kind === 'noKey';
		this.#fill(key, ({ connectNotice, failureAlert, sendWays }) => [
			connects
				? connectNotice(act)
				: failureAlert(notice, act, {
						...sendWays(notice.kind, canSendAnyway, (way) => this.#again(way, canSendAnyway)),
						canSignIn: needsKey,
					}),
			iconButton('Dismiss', 'close', () => {
				this.#host.post({ type: 'dismissNotice' });
				this.#onGone();
			}),
		]);
	}

	/** What stands in the box may have been changed since; what was asked for elsewhere the host knows. */
	#again(way: OtherWay, canSendAnyway: RefusedFrom | undefined): void {
		if (canSendAnyway !== 'elsewhere') this.#send(way);
		else this.#host.post({ type: 'sendAnyway', ...('secrets' in way && way) });
	}

	/** Says that a text of this many UTF-16 units is longer than the host takes. */
	tooLong(length: number): void {
		const count = (number: number) => number.toLocaleString('en');
		const message = `This message has ${count(length)} characters, and ${count(MAX_TEXT)} can be sent at most. Shorten it.`;
		this.#fill(message, ({ failureAlert }) => [
			failureAlert({ kind: 'tooLong', message }, () => {}),
		]);
	}

	/** At once, or when what shows failures is loaded, unless something else is to be shown by then. */
	#fill(key: string, parts: (alerts: Alerts) => HTMLElement[]): void {
		this.#shown = key;
		const { loaded } = this.#alerts;
		if (loaded !== undefined) {
			this.#root.replaceChildren(...parts(loaded));
			return;
		}
		const show = (shown: Alerts) => {
			if (this.#shown === key) this.#root.replaceChildren(...parts(shown));
		};
		void this.#alerts.load().then(show).catch(reportError);
	}
}
