import { blockMark } from '../../../shared/markdown/blockMark.ts';
import type { Block, Code } from '../../../shared/markdown/blocks.ts';
import { languageOf } from '../../../shared/markdown/blocks.ts';
import { element } from '../../dom/element.ts';
import { markHidden } from '../../dom/hiddenMark.ts';
import type { BlockView, CodeBlockOptions, GrowingCode, HighlightLines } from '../blockView.ts';
import { TextPieces } from '../textPieces.ts';
import { foldCode, reserveFold } from './codeFold.ts';
import { ColourSteps } from './colourSteps.ts';
import { MAX_LENGTH } from './highlightQueue.ts';

/**
 * A block of code with its header: its lines as they come, coloured soon after, all of it anew and perhaps folded once it is complete.
 */
export class CodeView implements BlockView, GrowingCode {
	readonly element: HTMLElement;
	readonly #options: CodeBlockOptions;
	readonly code = document.createElement('code');
	#block: Code;
	readonly #index: number;
	readonly #language: string;
	readonly #lines = new TextPieces(this.code);
	readonly #steps = new ColourSteps();
	/** What is in the page; the last line may be a part of one. */
	#shown: readonly string[] = [];
	/** How much of it has colours, in UTF-16 units. */
	#coloured = 0;
	#complete = false;

	constructor(block: Code, options: CodeBlockOptions) {
		this.#options = options;
		this.#block = block;
		this.#index = block.index;
		this.#language = languageOf(block);
		this.element = element('div', {
			class: 'code-block',
			dir: 'ltr',
			'data-index': String(this.#index),
		});
		this.element.append(this.#header(), element('pre', { tabindex: '0' }, this.code));
		this.update(block);
	}

	#header(): HTMLElement {
		const language = element('span', { class: 'code-language' }, this.#language);
		const block = {
			index: this.#index,
			language: this.#language,
			element: this.element,
			mark: () => blockMark(this.#block.lines, this.#options.isFinal(this.#block)),
		};
		return element(
			'div',
			{ class: 'code-header' },
			language,
			this.#options.codeBlockToolbar(block),
		);
	}

	update(block: Block): boolean {
		if (block.type !== 'code' || block.index !== this.#index) return false;
		if (languageOf(block) !== this.#language) return false;
		this.#block = block;
		if (this.#complete) return true;
		this.#shown = block.lines;
		if (!this.#lines.show(block.lines)) this.#startOver();
		reserveFold(this.element, this.#lines.count);
		if (this.#options.isFinal(block)) {
			this.#complete = true;
			this.#options.completeCode.add(this);
			markHidden(this.code);
			this.#options.highlightLater(this.code, this.#language);
		} else {
			this.#colourLater();
		}
		return true;
	}

	/** Colours complete lines as if nothing came after them. */
	colour(highlightLines: HighlightLines): void {
		const complete = this.#shown.length - 1;
		if (this.#complete || !this.#steps.isDue(complete)) return;
		const step = this.#steps.next(complete);
		const read = this.#shown.slice(step.start, step.end);
		const { lines = [], isOpen = false } = highlightLines(read, this.#language) ?? {};
		const known = step.paint - step.start;
		for (const line of lines) markHidden(line);
		this.#lines.paint(lines.slice(known));
		for (const line of read.slice(known)) this.#coloured += line.length;
		this.#steps.done(step, isOpen);
		this.#colourLater();
	}

	#colourLater(): void {
		if (this.#language === '' || this.#coloured > MAX_LENGTH) return;
		if (this.#steps.isDue(this.#shown.length - 1)) this.#options.colourLater(this);
	}

	#startOver(): void {
		this.#steps.reset();
		this.#coloured = 0;
	}

	/** The text is settled: a long block may be folded from now on. */
	settle(): void {
		if (this.element.parentNode) foldCode(this.element, this.#lines.count);
	}
}
