import { element } from '../../dom/element.ts';
import { onReveal, UNFOLD } from '../../dom/folds.ts';
import { isSelected } from './selection.ts';

/** Blocks with more lines than this fold; how many lines a folded one shows is in the style sheet. */
const LONG = 30;

const WHOLE = 'Show less';

/** Keeps room for the button of a code block that has become long: what stands below must not move when the text is settled. */
export function reserveFold(block: HTMLElement, lines: number): void {
	if (lines <= LONG || block.querySelector(':scope > .code-fold') !== null) return;
	put(block, element('button', { type: 'button', class: 'code-fold reserved' }, WHOLE));
}

/**
 * Gives a complete code block that is long its button, and folds it if that disturbs nobody: a block that is on the screen, or holds
 * the selection or the keyboard, stays whole. Only what is shown changes; the block keeps all of its text.
 */
export function foldCode(block: HTMLElement, lines: number): void {
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
	const above = block.isConnected && block.getBoundingClientRect().bottom <= 0;
	const before = above ? block.offsetHeight : 0;
	block.querySelector(':scope > .reserved')?.remove();
	put(block, button);
	fold(!isRead(block));
	// What the reader sees below it stays where it is.
	if (above) block.closest('.scroller')?.scrollBy(0, block.offsetHeight - before);
}

/** A block that is not in the page yet is read by nobody. */
function isRead(block: HTMLElement): boolean {
	if (!block.isConnected) return false;
	const { top, bottom } = block.getBoundingClientRect();
	const onScreen = bottom > 0 && top < window.innerHeight;
	return onScreen || isSelected(block) || block.contains(document.activeElement);
}

/** Right under the code: what became of the code stands below. */
function put(block: HTMLElement, button: HTMLElement): void {
	block.querySelector(':scope > pre')?.after(button);
}
