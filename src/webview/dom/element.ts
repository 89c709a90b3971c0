import type { IconName } from './icons.ts';

type Child = Node | string | undefined;

interface Attributes {
	readonly class?: string;
	readonly [attribute: `aria-${string}` | `data-${string}`]: string | undefined;
	readonly role?: string;
	readonly id?: string;
	readonly dir?: 'auto' | 'ltr';
	readonly title?: string | undefined;
	readonly type?: string;
	readonly tabindex?: string;
	readonly href?: string;
	readonly placeholder?: string;
	readonly rows?: string;
	readonly spellcheck?: string;
}

/** Makes an element: attributes that are undefined are left out, strings become text nodes. There is no way to pass HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
	tag: K,
	attributes: Attributes = {},
	...children: readonly Child[]
): HTMLElementTagNameMap[K] {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (value !== undefined) made.setAttribute(name, value);
	}
	for (const child of children) if (child !== undefined) made.append(child);
	return made;
}

/** Letters that are written from right to left: halves of a line of them would each have an order of its own. */
const RIGHT_TO_LEFT =
	/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A name that is cut in its middle where there is no room for it: the end tells two files apart. What is seen are its two halves, which
 * the style makes; the text in the page stays whole. One that is written from right to left is cut at its end.
 */
export function cutName(name: string, title?: string): HTMLElement {
	// An accent stays with its letter.
	const characters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
	const half = Math.min(16, Math.ceil(characters.length / 2));
	const end = RIGHT_TO_LEFT.test(name) ? '' : characters.splice(-half).join('');
	return element(
		'span',
		{ class: 'cut-name', dir: 'auto', title, 'data-start': characters.join(''), 'data-end': end },
		element('span', { class: 'visually-hidden' }, name),
	);
}

/** A codicon. It only repeats what a text or a label says, so screen readers pass over it. */
export function icon(name: IconName): HTMLElement {
	return element('span', { class: iconClass(name), 'aria-hidden': 'true' });
}

/** The classes that make an element show a codicon. */
export function iconClass(name: IconName): string {
	return `codicon codicon-${name}`;
}

/** A button that shows only an icon; the label is its accessible name and its tooltip. */
export function iconButton(
	label: string,
	iconName: IconName,
	onClick: () => void,
): HTMLButtonElement {
	const button = element(
		'button',
		{ type: 'button', class: 'icon-button', 'aria-label': label, title: label },
		icon(iconName),
	);
	button.addEventListener('click', onClick);
	return button;
}

/** A button that says what it does; `kind` follows VS Code's own primary and secondary buttons. */
export function textButton(
	label: string,
	kind: 'primary' | 'secondary',
	onClick: () => void,
): HTMLButtonElement {
	const button = element('button', { type: 'button', class: `text-button ${kind}` }, label);
	button.addEventListener('click', onClick);
	return button;
}
