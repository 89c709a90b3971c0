import type { Reread } from '../../shared/context/contextProtocol.ts';

/** Says what the server reads again where that is waited for: in the tooltip of what does it, or as a text. */
export function showReread({ id, words }: Reread): void {
	for (const waiting of document.querySelectorAll<HTMLElement>('[data-reread]')) {
		for (const [what, text] of Object.entries(words)) {
			if (waiting.dataset['reread'] !== `${what} ${id}`) continue;
			// It waits no longer: a menu that was opened twice asks twice, and each answer finds what is shown now.
			delete waiting.dataset['reread'];
			if (waiting.title === '') waiting.textContent = text;
			else waiting.title += `\n${text}`;
		}
	}
}
