import { element, icon } from '../dom/element.ts';
import { fittingText } from '../dom/fittingText.ts';
import type { HostPort } from '../dom/hostPort.ts';

/** Whom the next message goes to, by as much of the name as there is room for; the whole name is the button's own. */
export class ModelButton {
	/** All the room that there is for it and for what stands beside it. */
	readonly root: HTMLElement;
	readonly #name = element('span', {});
	readonly #button = element(
		'button',
		{ type: 'button', class: 'model-button' },
		this.#name,
		icon('chevron-down'),
	);
	readonly #beside: HTMLElement;
	#names: readonly string[] = [];

	constructor(host: HostPort, beside: HTMLElement) {
		this.#beside = beside;
		this.#button.addEventListener('click', () => host.post({ type: 'act', action: 'selectModel' }));
		this.root = element('div', { class: 'model-room' }, this.#button, beside);
		new ResizeObserver(() => this.#fit()).observe(this.root);
	}

	/** @param names longest first */
	show(names: readonly [string, ...string[]]): void {
		this.#names = names;
		const title = `Model: ${names[0]}`;
		this.#button.setAttribute('aria-label', title);
		this.#button.title = title;
		this.#fit();
	}

	#fit(): void {
		const around = this.#button.offsetWidth - this.#name.offsetWidth;
		const gap = parseFloat(getComputedStyle(this.root).columnGap);
		const room = this.root.clientWidth - this.#beside.offsetWidth - gap - around;
		this.#name.textContent = fittingText(this.#names, this.#name, room);
	}
}
