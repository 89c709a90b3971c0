import { element } from '../dom/element.ts';
import { Lazy } from '../dom/lazy.ts';
import { ActionButton } from './actionButton.ts';
import type { ComparedText } from './differencesView.ts';

/** Differences, and which answer the others are compared with. What finds them is loaded when they are first wanted. */
export class DifferencesChoice {
	readonly root = element('div', { class: 'differences' });
	readonly #button = new ActionButton('Differences', () => this.#toggle());
	readonly #select = element('select', { 'aria-label': 'Compare with' });
	/** What a screen reader is told, and anybody can read. */
	readonly #told = element('p', { class: 'differences-told', role: 'status' });
	readonly #view = new Lazy(async () => {
		const { DifferencesView } = await import('./differencesView.ts');
		return new DifferencesView((text) => {
			this.#told.textContent = text;
		});
	});
	#texts: readonly ComparedText[] = [];
	/** What can be chosen, as it is shown. */
	#names = '';
	#streams = false;
	#isOn = false;

	constructor() {
		this.#select.hidden = true;
		this.#button.root.setAttribute('aria-pressed', 'false');
		this.#select.addEventListener('change', () => this.#show());
		this.root.append(this.#button.root, this.#select);
	}

	/** Stands by itself, where there is room for it. */
	get told(): HTMLElement {
		return this.#told;
	}

	/**
	 * Takes on the answers as they are now.
	 * @param streams whether one of them still comes in: until all are there, nothing is marked
	 */
	update(texts: readonly ComparedText[], streams: boolean): void {
		const before = this.#select.value;
		const names = texts.map(({ name }) => name).join('\n');
		const isNew = streams !== this.#streams || names !== this.#names;
		this.#names = names;
		this.#texts = texts;
		this.#streams = streams;
		this.#button.isInUse = !streams && texts.length > 1;
		if (!isNew) return;
		this.#select.replaceChildren(...texts.map(({ id, name }) => new Option(name, id)));
		if (texts.some(({ id }) => id === before)) this.#select.value = before;
		this.#show();
	}

	#toggle(): void {
		this.#isOn = !this.#isOn;
		this.#button.root.setAttribute('aria-pressed', String(this.#isOn));
		this.#select.hidden = !this.#isOn;
		this.#show();
	}

	#show(): void {
		if (!this.#isOn && this.#view.loaded === undefined) return;
		this.#view.load().then((view) => {
			if (this.#isOn && !this.#streams) view.show(this.#texts, this.#select.value);
			else view.clear();
		}, reportError);
	}
}
