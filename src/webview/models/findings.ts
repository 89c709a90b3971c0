import type { SecretAnswer } from '../../shared/conversation/withheldText.ts';
import type { Finding } from '../../shared/models/modelProtocol.ts';
import type { ChatStatus } from '../../shared/panel/chatStatus.ts';
import { element, icon, iconButton, textButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';

/** How what stands in the box is sent, where just so it is not likely to be, or was refused. */
export type OtherWay =
	| { readonly withoutImages: true }
	| { readonly anyway: true }
	| { readonly secrets: SecretAnswer };

/** What is likely to go wrong with the next message, over the box. It is only said: sending stays possible. */
export class Findings {
	readonly #root: HTMLElement;
	readonly #host: HostPort;
	readonly #send: (way: OtherWay) => void;
	readonly #onGone: () => void;
	#shown = '';
	/** The rows, by what they say, but for its numbers, and offer. */
	#rows = new Map<string, HTMLElement>();

	/** @param onGone a finding was acted on, and the button is about to go with the keyboard on it */
	constructor(
		root: HTMLElement,
		host: HostPort,
		send: (way: OtherWay) => void,
		onGone: () => void,
	) {
		this.#root = root;
		this.#host = host;
		this.#send = send;
		this.#onGone = onGone;
	}

	show({ findings = [] }: ChatStatus): void {
		// What stays is left alone, so that a screen reader does not hear it again and the keyboard stays on its button.
		const key = JSON.stringify(findings);
		if (key === this.#shown) return;
		this.#shown = key;
		const rows = new Map(findings.map((finding) => [shapeOf(finding), this.#kept(finding)]));
		const isSame = [...rows].every(([shape, row]) => this.#rows.get(shape) === row);
		if (!isSame || rows.size !== this.#rows.size) this.#root.replaceChildren(...rows.values());
		this.#rows = rows;
	}

	/** How many tokens go out changes with every key: the row stays, for it may have the keyboard, or be pressed just now. */
	#kept(finding: Finding): HTMLElement {
		const row = this.#rows.get(shapeOf(finding)) ?? this.#row(finding);
		const message = row.querySelector('.finding-message');
		if (message !== null && message.textContent !== finding.message)
			message.textContent = finding.message;
		return row;
	}

	#row({ kind, message, remedies }: Finding): HTMLElement {
		const act = (action: Finding['remedies'][number]['action']) => {
			if (action === 'sendWithoutImages') this.#send({ withoutImages: true });
			else if (action === 'sendAnyway') this.#send({ anyway: true });
			else this.#host.post({ type: 'finding', kind, action });
			this.#onGone();
		};
		return element(
			'div',
			{ class: 'finding', 'data-kind': kind },
			icon('warning'),
			element('span', { class: 'finding-message' }, message),
			...remedies.map(({ action, label }) => textButton(label, 'secondary', () => act(action))),
			iconButton('Dismiss Warning', 'close', () => {
				this.#host.post({ type: 'finding', kind });
				this.#onGone();
			}),
		);
	}
}

function shapeOf({ kind, remedies }: Finding): string {
	return JSON.stringify([kind, remedies]);
}
