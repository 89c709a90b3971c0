import { element } from '../../dom/element.ts';
import { onReveal, UNFOLD } from '../../dom/folds.ts';
import { isSelected } from './selection.ts';

/** Blocks with more lines than this fold; how many lines a folded one shows is in the style sheet. */
const LONG = 30;

const WHOLE = 'Show less';

/** Keeps room for the button of a code block that has become long: its closing then adds nothing. */
export function reserveFold(block: HTMLElement, lines: number): void {
	if (lines <= LONG || block.querySelector(':scope > .code-fold') !== null) return;
	put(block, element('button', { type: 'button', class: 'code-fold reserved' }, WHOLE));
}

/**
 * Gives a code block that has just closed its button if it is long, and folds it if that disturbs nobody: a block that was read as it
 * came, is on the screen, or holds the selection or the keyboard stays whole. This is decided once, before anything stands below.
 * Only what is shown changes; the block keeps all of its text.
 */
export function foldCode(block: HTMLElement, lines: number): void {
	block.querySelector(':scope > .reserved')?.remove();
	if (lines <= LONG) return;
	const button = element('button', { type: 'button', class: 'code-fold' });
	const fold = (folded: boolean) => {
		block.classList.toggle('folded', folded);
		button.textContent = folded ? `Show all ${lines} lines` : WHOLE;
	};
	button.addEventListener('click', () => {
		const folded = !block.classList.contains('folded');
		if (!folded) block.dispatchEvent(new CustomEvent(UNFOLD, { bubbles: true }));
		fold(folded);
		if (folded) button.scrollIntoView({ block: 'nearest' });
	});
	onReveal(block, block.querySelector('pre') ?? block, () => fold(false));
	put(block, button);
	fold(!isRead(block));
}

/** A block that is not in the page yet is read by nobody; one that comes while the reader follows the end is read to its end. */
function isRead(block: HTMLElement): boolean {
	if (!block.isConnected) return false;
	const scroller = block.closest('.scroller');
	if (scroller && !scroller.matches('.released')) return true;
	const { top, bottom } = block.getBoundingClientRect();
	const seen = scroller?.getBoundingClientRect() ?? { top: 0, bottom: window.innerHeight };
	const onScreen = bottom > seen.top && top < seen.bottom;
	return onScreen || isSelected(block) || block.contains(document.activeElement);
}

/** Right under the code: what became of the code stands below. */
function put(block: HTMLElement, button: HTMLElement): void {
	block.querySelector(':scope > pre')?.after(button);
}
