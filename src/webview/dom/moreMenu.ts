import { element, iconButton } from './element.ts';
import { focusControl } from './focusPlace.ts';
import { isComposing } from './keys.ts';
import { targetOf } from './toolbar.ts';

export interface MenuItem {
	readonly label: string;
	/** Says more than the label. */
	readonly title?: string;
	/** Of what is on or off: whether it is on. */
	readonly checked?: boolean;
	readonly run: () => void;
	/** Is given what stands for it in a menu that is opened. */
	readonly made?: (item: HTMLElement) => void;
}

/** What a menu lists; a line stands between groups. */
export type MenuEntry = MenuItem | 'line';

/** Where a menu opens: with its corner at a place, or at an element, in CSS pixels of the page. */
type Spot = Pick<DOMRect, 'left' | 'top' | 'bottom'>;

/**
 * A button and the menu that it opens over the page, which closes by itself. The menu is made anew, and given to `put`, each time.
 * @param put puts it somewhere outside of the text
 */
export function moreMenu(
	label: string,
	entries: () => readonly MenuEntry[],
	put: (menu: HTMLElement) => void,
): HTMLButtonElement {
	const button = iconButton(label, 'ellipsis', () => {
		// The browser opens it after this, and closes the one that is open.
		if (button.popoverTargetElement !== null) return;
		const menu = menuOf(label, entries(), () => focusAgain(button, menu));
		menu.addEventListener('toggle', (event) => {
			const open = isOpening(event);
			button.setAttribute('aria-expanded', String(open));
			if (open) place(menu, button.getBoundingClientRect());
			else button.popoverTargetElement = null;
		});
		button.popoverTargetElement = menu;
		put(menu);
	});
	button.setAttribute('aria-haspopup', 'menu');
	button.setAttribute('aria-expanded', 'false');
	return button;
}

/**
 * Opens a menu at a place. When it closes, the keyboard is where it was.
 * @param home is what the menu is put into, and gets the keyboard where that was nowhere
 */
export function openMenu(
	label: string,
	entries: readonly MenuEntry[],
	home: HTMLElement,
	at: Spot,
): void {
	const { activeElement } = document;
	const before = activeElement instanceof HTMLElement && activeElement !== document.body;
	const menu = menuOf(label, entries, () => {
		(before && activeElement.isConnected ? activeElement : home).focus();
	});
	menu.addEventListener('toggle', (event) => {
		if (isOpening(event)) place(menu, at);
	});
	home.append(menu);
	menu.showPopover();
}

/** The button may be another one by now. */
function focusAgain(button: HTMLButtonElement, menu: HTMLElement): void {
	const article = menu.closest('article');
	if (button.isConnected || article === null) button.focus();
	else focusControl(article, button.title);
}

/** @param closed gives the keyboard back; not called where it has gone elsewhere */
function menuOf(label: string, entries: readonly MenuEntry[], closed: () => void): HTMLElement {
	const menu = element('div', { class: 'menu', role: 'menu', 'aria-label': label });
	menu.popover = 'auto';
	const close = () => {
		menu.hidePopover();
		closed();
	};
	const items = entries.map((entry) =>
		entry === 'line' ? element('div', { role: 'separator' }) : menuItem(entry, close),
	);
	menu.append(...items);
	const hide = () => menu.hidePopover();
	menu.addEventListener('toggle', (event) => {
		if (isOpening(event)) {
			menu.querySelector('button')?.focus();
			// As VS Code's own menus do when something else gets the keyboard.
			window.addEventListener('blur', hide);
		} else {
			window.removeEventListener('blur', hide);
			menu.remove();
		}
	});
	menu.addEventListener('keydown', (event) => {
		if (isComposing(event)) return;
		const buttons = [...menu.querySelectorAll('button')];
		const at = buttons.findIndex((button) => button.matches(':focus'));
		const to =
			targetOf(event.key, at, buttons.length, 'ArrowUp', 'ArrowDown') ??
			typedTarget(event, at, buttons);
		if (event.key === 'Escape' || event.key === 'Tab') close();
		else if (to !== undefined) buttons[to]?.focus();
		else return;
		// Escape would stop a running reply as well, the arrows would scroll.
		event.preventDefault();
		event.stopPropagation();
	});
	return menu;
}

function menuItem({ label, title, checked, run, made }: MenuItem, close: () => void): HTMLElement {
	const item = element(
		'button',
		{ type: 'button', role: 'menuitem', tabindex: '-1', ...(title && { title }) },
		label,
	);
	if (checked !== undefined) {
		item.role = 'menuitemcheckbox';
		item.ariaChecked = String(checked);
	}
	item.addEventListener('click', () => {
		close();
		run();
	});
	made?.(item);
	return item;
}

/** A letter leads to the next item that begins with it. */
function typedTarget(
	{ key, ctrlKey, metaKey, altKey }: KeyboardEvent,
	at: number,
	buttons: readonly HTMLButtonElement[],
): number | undefined {
	if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return undefined;
	const begins = (button: HTMLButtonElement) =>
		button.textContent.toLowerCase().startsWith(key.toLowerCase());
	const order = buttons.map((_, step) => (at + 1 + step) % buttons.length);
	return order.find((index) => buttons[index] !== undefined && begins(buttons[index]));
}

function isOpening(event: Event): boolean {
	return event instanceof ToggleEvent && event.newState === 'open';
}

/** From the edges at the left and at the right, in CSS pixels. */
const EDGE = 8;

/** Below, or above where there is no room below; always inside the page. */
function place(menu: HTMLElement, at: Spot): void {
	const { width, height } = menu.getBoundingClientRect();
	const above = Math.max(0, at.top - height);
	// Not on the edge, where its border would be lost.
	const left = Math.max(EDGE, Math.min(at.left, innerWidth - width - EDGE));
	const top = at.bottom + height <= innerHeight ? at.bottom : above;
	menu.style.left = `${left}px`;
	menu.style.top = `${Math.min(top, Math.max(0, innerHeight - height))}px`;
	menu.classList.add('placed');
}
