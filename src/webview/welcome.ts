import type { ChatStatus } from '../shared/panel/chatStatus.ts';
import { element, icon } from './dom/element.ts';
import type { HostPort } from './dom/hostPort.ts';
import type { IconName } from './dom/icons.ts';
import type { SendKeys } from './dom/keys.ts';

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
		const setKey = this.#step(
			'key',
			'Set API Key',
			'Kept in the secret storage, for this server only',
			() => this.#host.post({ type: 'act', action: 'setApiKey' }),
		);
		const signIn = this.#step(
			'sign-in',
			'Sign In with OpenRouter',
			'In the browser; the key is then stored for you',
			() => this.#host.post({ type: 'act', action: 'signIn' }),
		);
		const connect = this.#step(
			'plug',
			'Connect to Server',
			'Ollama, LM Studio or another one on this machine needs no key',
			() => this.#host.post({ type: 'act', action: 'connectServer' }),
		);
		const explain = this.#step(
			'code',
			'Explain Selection',
			'Select code in the editor first, or place the cursor in it',
			() => this.#host.post({ type: 'act', action: 'explainSelection' }),
		);
		const ask = this.#step(
			'question',
			'Ask a question',
			'For example: how do I read a file line by line in Go?',
			() => this.#suggest('How do I read a file line by line in Go?'),
		);
		const model = this.#step('symbol-misc', 'Select Model', 'See what else the server has', () =>
			this.#host.post({ type: 'act', action: 'selectModel' }),
		);
		return status.needsKey ? [signIn, setKey, connect, explain, ask] : [explain, ask, model];
	}

	#step(iconName: IconName, label: string, hint: string, act: () => void): HTMLElement {
		const button = element(
			'button',
			{ type: 'button', class: 'step' },
			icon(iconName),
			element('span', { class: 'step-label' }, label),
			element('span', { class: 'step-hint' }, hint),
		);
		button.addEventListener('click', act);
		return button;
	}
}
