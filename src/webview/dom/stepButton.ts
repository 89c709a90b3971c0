import { element, icon } from './element.ts';
import type { IconName } from './icons.ts';

/** A large button that says what it does and, in a second line, what that means. */
export function stepButton(
	iconName: IconName,
	label: string,
	hint: string,
	act: () => void,
): HTMLButtonElement {
	const button = element(
		'button',
		{ type: 'button', class: 'step' },
		icon(iconName),
		element('span', { class: 'step-label' }, label),
		element('span', { class: 'step-hint' }, hint),
	);
	button.addEventListener('click', act);
	return button;
}
