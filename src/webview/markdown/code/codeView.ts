import { blockMark } from '../../../shared/markdown/blockMark.ts';
import type { Block, Code } from '../../../shared/markdown/blocks.ts';
import { languageOf } from '../../../shared/markdown/blocks.ts';
import { element } from '../../dom/element.ts';
import { fadeEdges } from '../../dom/fadingEdges.ts';
import { markHidden } from '../../dom/hiddenMark.ts';
import type { BlockView, CodeBlockOptions, HighlightLines, UncolouredCode } from '../blockView.ts';
import { TextPieces } from '../textPieces.ts';
import { foldCode, reserveFold } from './codeFold.ts';
import { ColourSteps, NOTHING_OPEN } from './colourSteps.ts';
import { MAX_LENGTH } from './highlightQueue.ts';

/**
 * A block of code with its header: its lines as they come, coloured soon after; perhaps folded once it is complete, and read as a whole
 * by its grammar then, after which only the lines that get other colours are made anew.
 */
export class CodeView implements BlockView, UncolouredCode {
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
		const attributes = { tabindex: '0', role: 'region', 'aria-label': this.#name() };
		const pre = element('pre', attributes, this.code);
		this.element.append(this.#header(), pre);
		fadeEdges(pre);
		this.update(block);
	}

	/** The keyboard stops here, as the lines may be wider than the panel. */
	#name(): string {
		return this.#language === '' ? 'Code' : `Code: ${this.#language}`;
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
		}
		this.#colourLater();
		return true;
	}

	colour(highlightLines: HighlightLines): void {
		if (this.#complete) this.#colourAll(highlightLines);
		else this.#colourNext(highlightLines);
	}

	/** A grammar may read a line otherwise once it knows those after it. */
	#colourAll(highlightLines: HighlightLines): void {
		const { lines } = highlightLines(this.#shown, this.#language) ?? {};
		if (!lines) return;
		for (const line of lines) markHidden(line);
		this.#lines.repaint(lines);
	}

	/** Colours complete lines as if nothing came after them. */
	#colourNext(highlightLines: HighlightLines): void {
		if (!this.#steps.isDue(this.#shown)) return;
		const step = this.#steps.next(this.#shown);
		const { lines = [], end = NOTHING_OPEN } = highlightLines(step.read, this.#language) ?? {};
		const painted = lines.slice(step.known);
		for (const line of painted) markHidden(line);
		this.#lines.paint(painted);
		for (const line of step.read.slice(step.known)) this.#coloured += line.length;
		this.#steps.done(step, end);
		this.#colourLater();
	}

	#colourLater(): void {
		if (this.#language === '' || this.#coloured > MAX_LENGTH) return;
		const isDue = this.#complete
			? this.code.textContent.length <= MAX_LENGTH
			: this.#steps.isDue(this.#shown);
		if (isDue) this.#options.colourLater(this);
	}

	#startOver(): void {
		this.#steps.reset();
		this.#coloured = 0;
	}

	close(): void {
		if (this.element.parentNode) foldCode(this.element, this.#lines.count);
	}
}
