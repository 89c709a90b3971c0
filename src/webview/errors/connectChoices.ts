import type { Action } from '../../shared/errors/action.ts';
import { element } from '../dom/element.ts';
import { stepButton } from '../dom/stepButton.ts';

/** The ways to a server that answers, where there is no key for the one in the settings: the quickest first, and large. */
export function connectChoices(act: (action: Action) => void): HTMLElement {
	const signIn = stepButton(
		'sign-in',
		'Sign In with OpenRouter',
		'Opens the browser. The key is then stored for you.',
		() => act('signIn'),
	);
	signIn.classList.add('main-step');
	return element(
		'div',
		{ class: 'connect-choices', role: 'group', 'aria-label': 'Connect' },
		signIn,
		stepButton(
			'key',
			'Use an API key',
			'Paste the key that you have. VS Code keeps it secret.',
			() => act('setApiKey'),
		),
		stepButton(
			'plug',
			'Use a model on this machine',
			'Looks for Ollama, LM Studio and others here. They need no key.',
			() => act('connectServer'),
		),
	);
}

/** What is said over the box of a message that had no way to go yet. In an empty chat the choices stand above it already. */
export function connectNotice(act: (action: Action) => void): HTMLElement {
	return element(
		'div',
		{ class: 'connect-notice', role: 'status' },
		element('p', {}, 'Choose where your messages go first. This one stays in the box.'),
		connectChoices(act),
	);
}
