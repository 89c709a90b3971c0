import type { ChatStatus } from '../../shared/panel/chatStatus.ts';
import type { ShownParameter } from '../../shared/parameters/parameterProtocol.ts';
import { element } from '../dom/element.ts';

/** The parameters and the routing that the next message is sent under. */
export class BoxChips {
	readonly root = element('div', { class: 'chips' });
	readonly #openParameters: (setting: string) => void;
	#shown = '';

	/** @param openParameters opens the panel at a parameter, or at "routing" */
	constructor(openParameters: (setting: string) => void) {
		this.#openParameters = openParameters;
	}

	show({ parameters, routing = [] }: ChatStatus): void {
		// What stays is left alone, so that the keyboard is not taken from a chip.
		const key = JSON.stringify([parameters, routing]);
		if (key === this.#shown) return;
		this.#shown = key;
		const focused = [...this.root.children].indexOf(document.activeElement ?? this.root);
		this.root.replaceChildren(
			...parameters.map((parameter) => this.#parameter(parameter)),
			...routing.map((line) => this.#routing(line)),
		);
		// A chip that had the keyboard is made anew in its place.
		const chip = this.root.children[focused];
		if (chip instanceof HTMLElement) chip.focus();
	}

	#parameter(parameter: ShownParameter): HTMLElement {
		const { text, title } = parameterInWords(parameter);
		const content =
			parameter.notSent === undefined ? [text] : [element('s', {}, text), ' not sent'];
		return this.#button(title, parameter.setting, content);
	}

	#routing(line: string): HTMLElement {
		return this.#button(`${line} is sent with each message`, 'routing', [line.replace(':', '')]);
	}

	#button(title: string, setting: string, content: (Node | string)[]): HTMLElement {
		const chip = element('button', { type: 'button', class: 'chip parameter', title }, ...content);
		chip.addEventListener('click', () => this.#openParameters(setting));
		return chip;
	}
}

/** What is set and not sent stands there too, and what is brought down to the model's maximum says so. */
function parameterInWords({ name, value, asked, notSent }: ShownParameter): {
	text: string;
	title: string;
} {
	if (notSent !== undefined) {
		return { text: `${name} ${value}`, title: `${name}: ${value} is not sent: ${notSent}` };
	}
	if (asked !== undefined) {
		return {
			text: `${name} ${asked} → ${value}`,
			title: `${name}: ${asked} → ${value}, the model’s maximum, is sent with each message`,
		};
	}
	return { text: `${name} ${value}`, title: `${name}: ${value} is sent with each message` };
}
