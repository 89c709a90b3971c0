import type { Block } from '../../shared/markdown/blocks.ts';
import { type Heading, inlineSource, type Paragraph } from '../../shared/markdown/blocks.ts';
import type { BlockView, BlockViewContext } from './blockView.ts';
import type { Direction } from './direction.ts';
import { InlineContent } from './inlineContent.ts';

/**
 * The browser lays out all lines of a paragraph when one word is added. In a long one text is therefore shown once so large a part of
 * its length has come: some words at a time in one of thousands of words, and each piece at once in all that people read.
 */
const STEP = 1 / 256;

export class TextView implements BlockView {
	readonly element: HTMLElement;
	readonly #context: BlockViewContext;
	readonly #content: InlineContent;
	readonly #tag: string;
	#block: Paragraph | Heading;
	/** In UTF-16 units. */
	#shownLength = 0;

	constructor(block: Paragraph | Heading, context: BlockViewContext) {
		this.#tag = tagOf(block);
		this.element = document.createElement(this.#tag);
		this.#context = context;
		this.#block = block;
		this.#content = new InlineContent(this.element, context);
		this.update(block);
	}

	get direction(): Direction | undefined {
		return this.#content.direction;
	}

	update(block: Block): boolean {
		if (block.type !== 'paragraph' && block.type !== 'heading') return false;
		if (tagOf(block) !== this.#tag) return false;
		const source = inlineSource(this.#linesToShow(block));
		const isFinal = this.#context.isFinal(block);
		if (!isFinal && this.#waitsForMore(source, block)) return true;
		this.#shownLength = source.length;
		this.#content.show(source, block === this.#block);
		if (isFinal) this.#content.finish();
		this.#block = block;
		// By hand: with `:empty` in the style sheet the browser would match it anew for each piece of text.
		const nothing = source === '';
		if (nothing !== this.element.hidden) this.element.hidden = nothing;
		return true;
	}

	#waitsForMore(source: string, block: Paragraph | Heading): boolean {
		const more = source.length - this.#shownLength;
		return block === this.#block && more >= 0 && more < Math.floor(source.length * STEP);
	}

	/** A line that begins with a pipe is likely to become a table's header: it waits for the line after it. */
	#linesToShow(block: Paragraph | Heading): readonly string[] {
		const waits = block.lines.at(-1)?.startsWith('|') && !this.#context.isFinal(block);
		return waits ? block.lines.slice(0, -1) : block.lines;
	}
}

function tagOf(block: Paragraph | Heading): string {
	return block.type === 'paragraph' ? 'p' : `h${block.level}`;
}
