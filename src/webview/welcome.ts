import type { ChatStatus } from '../shared/panel/chatStatus.ts';
import { element, icon } from './dom/element.ts';
import type { HostPort } from './dom/hostPort.ts';
import type { SendKeys } from './dom/keys.ts';
import { stepButton } from './dom/stepButton.ts';
import { connectChoices } from './errors/connectChoices.ts';

/** The empty chat: what can be done, each a button that does it. */
export class Welcome {
	readonly #root: HTMLElement;
	readonly #host: HostPort;
	readonly #sendKeys: SendKeys;
	readonly #suggest: (text: string) => void;
	#shown: string | undefined;

	/**
	 * @param root what it stands in
	 * @param suggest puts a text into the box, for the user to send
	 */
	constructor(
		root: HTMLElement,
		host: HostPort,
		sendKeys: SendKeys,
		suggest: (text: string) => void,
	) {
		this.#root = root;
		this.#host = host;
		this.#sendKeys = sendKeys;
		this.#suggest = suggest;
	}

	/** Makes it anew only where it says something else: a button in it may have the keyboard, or be pressed just now. */
	show(status: ChatStatus): void {
		const key = [status.modelName, status.needsKey, this.#sendKeys.setting].join('\n');
		if (key === this.#shown) return;
		this.#shown = key;
		this.#root.replaceChildren(
			element('h2', {}, `Ask ${status.modelName}`),
			element(
				'p',
				{},
				'Only what you type and what you attach is sent, and only when you send it.',
			),
			...this.#steps(status),
			element(
				'p',
				{ class: 'hint' },
				`${this.#sendKeys.inWords} sends, ${this.#sendKeys.newLineInWords} begins a new line. `,
				'A reply, or a code block in it, goes into your file with ',
				icon('insert'),
				' Insert at Cursor.',
			),
		);
	}

	#steps(status: ChatStatus): HTMLElement[] {
		if (status.needsKey) {
			return [connectChoices((action) => this.#host.post({ type: 'act', action }))];
		}
		const explain = stepButton(
			'code',
			'Explain Selection',
			'Select code in the editor first, or place the cursor in it',
			() => this.#host.post({ type: 'act', action: 'explainSelection' }),
		);
		const ask = stepButton(
			'question',
			'Ask a question',
			'For example: how do I read a file line by line in Go?',
			() => this.#suggest('How do I read a file line by line in Go?'),
		);
		const model = stepButton('symbol-misc', 'Select Model', 'See what else the server has', () =>
			this.#host.post({ type: 'act', action: 'selectModel' }),
		);
		return [explain, ask, model];
	}
}
