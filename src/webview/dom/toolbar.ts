import { element } from './element.ts';

/** What the keyboard can be in. */
const USABLE = 'button:not(:disabled, [hidden], [hidden] *)';

/** Gives a toolbar another Tab stop where the one it had cannot be used any more. */
const watcher = new MutationObserver((changes) => {
	for (const { target } of changes) {
		const bar = target instanceof Element ? target.closest<HTMLElement>('[role="toolbar"]') : null;
		if (bar !== null) keepStop(bar);
	}
});

/** A toolbar that is one Tab stop: the button that was used last, from which the arrow keys lead to the others. */
export function toolbar(
	label: string,
	className: string,
	...children: readonly (HTMLElement | undefined)[]
): HTMLElement {
	const bar = element(
		'div',
		{ class: className, role: 'toolbar', 'aria-label': label },
		...children,
	);
	keepStop(bar);
	watcher.observe(bar, {
		subtree: true,
		childList: true,
		attributes: true,
		attributeFilter: ['disabled', 'hidden'],
	});
	bar.addEventListener('focusin', ({ target }) => {
		if (target instanceof HTMLButtonElement) setStop(bar, target);
	});
	bar.addEventListener('keydown', (event) => {
		const buttons = usableIn(bar);
		const at = buttons.findIndex((button) => button.matches(':focus'));
		const to = targetOf(event.key, at, buttons.length);
		const isHeld = event.altKey || event.shiftKey || event.ctrlKey || event.metaKey;
		if (at < 0 || to === undefined || isHeld) return;
		event.preventDefault();
		buttons[to]?.focus();
	});
	return bar;
}

function usableIn(bar: HTMLElement): HTMLButtonElement[] {
	return [...bar.querySelectorAll<HTMLButtonElement>(USABLE)];
}

/** Leaves the stop where it is while the keyboard can get there, else makes it the first that can. */
function keepStop(bar: HTMLElement): void {
	const usable = usableIn(bar);
	const stop = usable.find((button) => button.getAttribute('tabindex') === '0') ?? usable[0];
	if (stop !== undefined) setStop(bar, stop);
}

function setStop(bar: HTMLElement, stop: HTMLButtonElement): void {
	for (const button of bar.querySelectorAll('button')) {
		const index = button === stop ? '0' : '-1';
		if (button.getAttribute('tabindex') !== index) button.setAttribute('tabindex', index);
	}
}

/**
 * Which of `count` in a row a key leads to from the one at `at`, round the ends; undefined for a key that leads nowhere.
 * @param back and forward are the keys that lead to the neighbours
 */
export function targetOf(
	key: string,
	at: number,
	count: number,
	back = 'ArrowLeft',
	forward = 'ArrowRight',
): number | undefined {
	switch (key) {
		case forward:
			return (at + 1) % count;
		case back:
			return (at - 1 + count) % count;
		case 'Home':
			return 0;
		case 'End':
			return count - 1;
		default:
			return undefined;
	}
}
