/** What is pressed again and again on purpose, to go on step by step. */
const STEPS = '.siblings *, .find-bar *';

/**
 * A control does once what a double click, or a key that is held, asks for several times: by then there may be another control, as
 * with Stop in the place of Send, or the next message's Delete.
 */
export function ignoreRepeats(root: HTMLElement): void {
	root.addEventListener(
		'click',
		(event) => {
			if (event.detail < 2 || !isControl(event.target)) return;
			event.preventDefault();
			event.stopPropagation();
		},
		true,
	);
	root.addEventListener(
		'keydown',
		(event) => {
			const presses = event.key === 'Enter' || event.key === ' ';
			if (event.repeat && presses && isControl(event.target)) event.preventDefault();
		},
		true,
	);
}

function isControl(target: EventTarget | null): boolean {
	return (
		target instanceof Element && target.closest('button, a') !== null && !target.closest(STEPS)
	);
}
