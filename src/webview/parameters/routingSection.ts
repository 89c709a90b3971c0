import type { ParametersView } from '../../shared/parameters/parameterProtocol.ts';
import { element, textButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';

/** Where OpenRouter may send the chat's requests. */
export class RoutingSection {
	readonly root: HTMLElement;
	readonly #state = element('p', { class: 'parameter-hint' });
	readonly #lines = element('ul', { class: 'routing-lines' });
	readonly #edit: HTMLButtonElement;
	readonly #reset: HTMLButtonElement;

	constructor(host: HostPort) {
		this.#edit = textButton('Edit Routing (JSON)', 'secondary', () =>
			host.post({ type: 'editRouting' }),
		);
		this.#reset = textButton('Use Settings', 'secondary', () =>
			host.post({ type: 'resetRouting' }),
		);
		this.root = element(
			'div',
			{ class: 'routing', role: 'group', 'aria-label': 'Routing' },
			element('h3', {}, 'Routing'),
			this.#state,
			this.#lines,
			element('div', { class: 'routing-buttons' }, this.#edit, this.#reset),
		);
	}

	show({ sent, own, lines }: ParametersView['routing']): void {
		this.#state.textContent = stateOf(sent, own, lines.length);
		this.#lines.replaceChildren(...lines.map((line) => element('li', {}, line)));
		this.#lines.hidden = lines.length === 0 || !sent;
		this.#reset.hidden = !own;
	}

	focus(): void {
		this.#edit.focus();
		this.root.scrollIntoView({ block: 'nearest' });
	}
}

function stateOf(sent: boolean, own: boolean, lines: number): string {
	if (!sent) return 'Only OpenRouter takes it: nothing of it is sent to this server.';
	const where = own ? 'This chat' : 'From settings';
	return lines === 0 ? `${where}: nothing is sent, OpenRouter chooses.` : `${where}:`;
}
