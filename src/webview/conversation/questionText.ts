import { element, textButton } from '../dom/element.ts';
import { onReveal, UNFOLD } from '../dom/folds.ts';
import { markedText } from '../dom/hiddenMark.ts';

/** A question with more lines, or more UTF-16 units, folds; how much a folded one shows is in the style sheet. */
const MANY_LINES = 24;
const MANY_CHARACTERS = 2000;

/** What was asked, folded where it is long: a pasted log would push the conversation apart. */
export function questionText(text: string): HTMLElement {
	const content = markedText(text, 'text');
	const shown = element('div', { class: 'question-text', dir: 'auto' }, content);
	const lines = text.split('\n', MANY_LINES + 1).length;
	if (lines <= MANY_LINES && text.length <= MANY_CHARACTERS) return shown;
	const fold = (folded: boolean) => {
		shown.classList.toggle('folded', folded);
		button.textContent = folded ? 'Show More' : 'Show Less';
		button.setAttribute('aria-expanded', String(!folded));
	};
	const button = textButton('', 'secondary', () => {
		const folded = !shown.classList.contains('folded');
		if (!folded) shown.dispatchEvent(new CustomEvent(UNFOLD, { bubbles: true }));
		fold(folded);
		if (folded) button.scrollIntoView({ block: 'nearest' });
	});
	button.classList.add('question-fold');
	// A match may stand in the part that is cut off.
	onReveal(shown, shown, () => fold(false));
	fold(true);
	return element('div', {}, shown, button);
}
