import { element, iconButton } from '../dom/element.ts';
import type { IconName } from '../dom/icons.ts';
import { isComposing } from '../dom/keys.ts';
import { type FindOptions, PLAIN } from './findPattern.ts';

const IS_MAC = /^Mac/.test(navigator.platform);

const TOGGLES: readonly (readonly [keyof FindOptions, string, IconName, letter: string])[] = [
	['matchCase', 'Match Case', 'case-sensitive', 'C'],
	['wholeWord', 'Match Whole Word', 'whole-word', 'W'],
	['regex', 'Use Regular Expression', 'regex', 'R'],
];

/** The buttons by which the user says how what is typed is meant, named as in VS Code's own find widget, with its keys. */
export class FindToggles {
	readonly root = element('span', {
		class: 'find-options',
		role: 'group',
		'aria-label': 'Options',
	});
	#options = PLAIN;
	readonly #buttons: readonly (readonly [keyof FindOptions, HTMLButtonElement])[];
	readonly #changed: () => void;

	/** @param bar where the keys count */
	constructor(bar: HTMLElement, changed: () => void) {
		this.#changed = changed;
		this.#buttons = TOGGLES.map(([name, label, icon, letter]) => {
			const button = iconButton(label, icon, () => this.#toggle(name));
			button.title = `${label} (${IS_MAC ? '⌥⌘' : 'Alt+'}${letter})`;
			this.root.append(button);
			return [name, button] as const;
		});
		this.#show();
		bar.addEventListener('keydown', (event) => this.#key(event));
	}

	get options(): FindOptions {
		return this.#options;
	}

	/** All off. */
	reset(): void {
		this.#options = PLAIN;
		this.#show();
	}

	#toggle(name: keyof FindOptions): void {
		this.#options = { ...this.#options, [name]: !this.#options[name] };
		this.#show();
		this.#changed();
	}

	#show(): void {
		for (const [name, button] of this.#buttons) {
			button.setAttribute('aria-pressed', String(this.#options[name]));
		}
	}

	/** By the place of the key: with Alt it may stand for any character. */
	#key(event: KeyboardEvent): void {
		const { altKey, ctrlKey, metaKey, shiftKey, code } = event;
		if (!altKey || ctrlKey || shiftKey || metaKey !== IS_MAC || isComposing(event)) return;
		const toggle = TOGGLES.find(([, , , letter]) => code === `Key${letter}`);
		if (toggle === undefined) return;
		event.preventDefault();
		event.stopPropagation();
		if (!event.repeat) this.#toggle(toggle[0]);
	}
}
