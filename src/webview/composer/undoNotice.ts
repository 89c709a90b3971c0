import { element, textButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';

/** That a message was deleted, which can be undone. */
export function undoNotice(host: HostPort, focus: () => void): HTMLElement {
	return element(
		'div',
		{ class: 'undo' },
		'Message deleted.',
		textButton('Undo', 'secondary', () => {
			host.post({ type: 'undoDelete' });
			focus();
		}),
	);
}
