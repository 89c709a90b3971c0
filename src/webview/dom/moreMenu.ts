import { element, iconButton } from './element.ts';
import { targetOf } from './toolbar.ts';

export interface MenuItem {
	readonly label: string;
	readonly run: () => void;
}

/** A button and the menu it opens, to be put somewhere after it. The menu lies over the page and closes by itself. */
export function moreMenu(items: readonly MenuItem[]): {
	readonly button: HTMLButtonElement;
	readonly menu: HTMLElement;
} {
	const button = menuButton('More Actions', () => {});
	return { button, menu: menuOf(button, items) };
}

/** The same for many of which few are opened: the menu is made, and given to `put`, when the button is first pressed. */
export function lateMenu(
	label: string,
	items: () => readonly MenuItem[],
	put: (menu: HTMLElement) => void,
): HTMLButtonElement {
	const button = menuButton(label, () => {
		// The browser opens it after this.
		if (button.popoverTargetElement === null) put(menuOf(button, items()));
	});
	return button;
}

function menuButton(label: string, onClick: () => void): HTMLButtonElement {
	const button = iconButton(label, 'ellipsis', onClick);
	button.setAttribute('aria-haspopup', 'menu');
	button.setAttribute('aria-expanded', 'false');
	return button;
}

function menuOf(button: HTMLButtonElement, items: readonly MenuItem[]): HTMLElement {
	const menu = element('div', { class: 'menu', role: 'menu', 'aria-label': button.title });
	menu.popover = 'auto';
	button.popoverTargetElement = menu;
	for (const { label, run } of items) {
		const item = element('button', { type: 'button', role: 'menuitem', tabindex: '-1' }, label);
		item.addEventListener('click', () => {
			close();
			run();
		});
		menu.append(item);
	}
	const close = () => {
		menu.hidePopover();
		button.focus();
	};
	menu.addEventListener('toggle', (event) => {
		const open = event instanceof ToggleEvent && event.newState === 'open';
		button.setAttribute('aria-expanded', String(open));
		if (!open) return;
		place(menu, button);
		menu.querySelector('button')?.focus();
	});
	menu.addEventListener('keydown', (event) => {
		const entries = [...menu.querySelectorAll('button')];
		const at = entries.findIndex((entry) => entry.matches(':focus'));
		const to = targetOf(event.key, at, entries.length, 'ArrowUp', 'ArrowDown');
		if (event.key === 'Escape' || event.key === 'Tab') close();
		else if (to !== undefined) entries[to]?.focus();
		else return;
		// Escape would stop a running reply as well, the arrows would scroll.
		event.preventDefault();
		event.stopPropagation();
	});
	return menu;
}

/** Under the button, or over it where there is no room below; always inside the page. */
function place(menu: HTMLElement, button: HTMLElement): void {
	const from = button.getBoundingClientRect();
	const { width, height } = menu.getBoundingClientRect();
	const below = from.bottom + height <= innerHeight;
	const left = Math.max(0, Math.min(from.left, innerWidth - width));
	menu.style.left = `${left}px`;
	menu.style.top = `${below ? from.bottom : Math.max(0, from.top - height)}px`;
}
