import type { Block } from '../../shared/markdown/blocks.ts';
import type { CodeBlockOptions } from './code/codeView.ts';
import type { References } from './inline.ts';

/** What shows one block in the page. */
export interface BlockView {
	readonly element: HTMLElement;
	/** Shows the block as it is now; returns false, with nothing changed, if another view must do that. */
	update(block: Block): boolean;
}

/** Something with inline text, which a later link definition can change. */
export interface ReferringText {
	render(): void;
}

/** What the views of one text share. */
export interface BlockViewContext extends CodeBlockOptions {
	readonly references: References;
	/** Every text with a bracket, rendered again at the end if definitions came after it. */
	readonly bracketed: Set<ReferringText>;
	isFinal(block: Block): boolean;
}
