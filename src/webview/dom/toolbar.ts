import { element } from './element.ts';

/** A toolbar whose buttons the arrow keys lead through, as well as Tab. */
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
	bar.addEventListener('keydown', (event) => {
		const buttons = [...bar.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
		const at = buttons.findIndex((button) => button.matches(':focus'));
		const to = targetOf(event.key, at, buttons.length);
		if (at < 0 || to === undefined || event.altKey) return;
		event.preventDefault();
		buttons[to]?.focus();
	});
	return bar;
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
