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

function targetOf(key: string, at: number, count: number): number | undefined {
	switch (key) {
		case 'ArrowRight':
			return (at + 1) % count;
		case 'ArrowLeft':
			return (at - 1 + count) % count;
		case 'Home':
			return 0;
		case 'End':
			return count - 1;
		default:
			return undefined;
	}
}
