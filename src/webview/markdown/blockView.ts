import type { Block } from '../../shared/markdown/blocks.ts';
import type { ColouredLines } from './code/highlight.ts';
import type { Direction } from './direction.ts';
import type { References } from './inline.ts';

/** What shows one block in the page. */
export interface BlockView {
	readonly element: HTMLElement;
	/** The direction of its first text; undefined where that has no letters, and for code. */
	readonly direction?: Direction | undefined;
	/** Shows the block as it is now; returns false, with nothing changed, if another view must do that. */
	update(block: Block): boolean;
}

/** Something with inline text, which a later link definition can change. */
export interface ReferringText {
	render(): void;
}

/** A block of code that is to have colours. */
export interface UncolouredCode {
	readonly code: HTMLElement;
	/** Colours lines that have come, some at a time, and all of them once none is to come; called while the page is idle. */
	colour(highlightLines: HighlightLines): void;
}

/** See highlight.ts; undefined where the language is not known. */
export type HighlightLines = (
	lines: readonly string[],
	language: string,
) => ColouredLines | undefined;

/** What a code block needs of the text that it is in. */
export interface CodeBlockOptions {
	/** What stands at the right of a code block's header. Called once for each block, when its language is known. */
	codeBlockToolbar(block: {
		readonly index: number;
		readonly language: string;
		readonly element: HTMLElement;
		/** What it looks like now; see shared/markdown/blockMark.ts. */
		mark(): string;
	}): Node | undefined;
	/** Called when a block has lines to be coloured. */
	colourLater(block: UncolouredCode): void;
	isFinal(block: Block): boolean;
	/** The code blocks that have just become complete, closed once they are where they belong. */
	readonly completeCode: Set<{ close(): void }>;
}

/** What the views of one text share. */
export interface BlockViewContext extends CodeBlockOptions {
	readonly references: References;
	/** A footnote was found, to which texts may refer. */
	addFootnote(label: string): void;
	/** Every text with a bracket, rendered again at the end if definitions came after it. */
	readonly bracketed: Set<ReferringText>;
	isFinal(block: Block): boolean;
}
