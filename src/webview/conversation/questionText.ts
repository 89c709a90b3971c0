import { element, textButton } from '../dom/element.ts';
import { onReveal, UNFOLD } from '../dom/folds.ts';
import { markedText } from '../dom/hiddenMark.ts';
import { Sizes } from '../dom/sizes.ts';

/** A question that fills more lines, as it is wrapped where it is shown, folds to as many. The style sheet has the same number. */
const MANY_LINES = 12;
/** So many UTF-16 units fit into a line of the narrowest panel, whatever they are but tabs, each of which is as wide as eight. */
const IN_EACH_LINE = 12;
const WIDE = ' '.repeat(8);

/** To be asked anew with each width. */
const offers = new WeakMap<Element, () => void>();
const sizes = new Sizes('.question-text.folds', (elements) => {
	for (const element of elements) offers.get(element)?.();
});

/** What was asked, folded where it is long: a pasted log would push the conversation apart. */
export function questionText(text: string): HTMLElement {
	const content = markedText(text, 'text');
	const shown = element('div', { class: 'question-text', dir: 'auto' }, content);
	const lines = text.trimEnd().split('\n', MANY_LINES + 1).length;
	const surelyLong = lines > MANY_LINES;
	// However they are wrapped, they fill no more lines than fit: nothing is measured.
	const wide = shown.textContent.replaceAll('\t', WIDE).length;
	if (lines - 1 + wide / IN_EACH_LINE <= MANY_LINES) return shown;
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
	offer(surelyLong);
	// Comes with the layout, and with each width.
	shown.classList.add('folds');
	offers.set(shown, () => offer(linesIn(shown) > MANY_LINES));
	sizes.observe(shown);
	return element('div', {}, shown, button);

	function offer(long: boolean): void {
		shown.classList.toggle('long', long);
		button.hidden = !long;
	}
}

/** Counts the lines of a text that is laid out, those that are cut off among them. */
function linesIn(shown: HTMLElement): number {
	return Math.round(shown.scrollHeight / Number.parseFloat(getComputedStyle(shown).lineHeight));
}
