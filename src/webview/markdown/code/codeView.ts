import type { Block, Code } from '../../../shared/markdown/blocks.ts';
import { languageOf } from '../../../shared/markdown/blocks.ts';
import { element } from '../../dom/element.ts';
import { markHidden } from '../../dom/hiddenMark.ts';
import type { BlockView, CodeBlockOptions } from '../blockView.ts';
import { foldCode } from './codeFold.ts';

/**
 * How many lines share one element, and how many such pieces another one. The browser lays out again the element that grew and
 * goes through all its siblings, so a long block is made of small ones in groups.
 */
const LINES_PER_PIECE = 8;
const LINES_PER_PART = 16 * LINES_PER_PIECE;

/** A block of code with its header: its lines as they come, coloured and perhaps folded once they are complete. */
export class CodeView implements BlockView {
	readonly element: HTMLElement;
	readonly #options: CodeBlockOptions;
	readonly #code = document.createElement('code');
	readonly #index: number;
	readonly #language: string;
	/** The lines in the page, the last of them as far as it was known. */
	#lines = 0;
	#lastLine = '';
	#piece = document.createTextNode('');
	#part = document.createElement('span');
	#complete = false;

	constructor(block: Code, options: CodeBlockOptions) {
		this.#options = options;
		this.#index = block.index;
		this.#language = languageOf(block);
		this.element = element('div', {
			class: 'code-block',
			dir: 'ltr',
			'data-index': String(this.#index),
		});
		this.element.append(this.#header(), element('pre', { tabindex: '0' }, this.#code));
		this.update(block);
	}

	#header(): HTMLElement {
		const language = element('span', { class: 'code-language' }, this.#language);
		const block = { index: this.#index, language: this.#language, element: this.element };
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
		if (this.#complete) return true;
		this.#append(block.lines);
		if (this.#options.isFinal(block)) {
			this.#complete = true;
			this.#options.completeCode.add(this);
			markHidden(this.#code);
			this.#options.highlightLater(this.#code, this.#language);
		}
		return true;
	}

	/** The text is settled: a long block may be folded from now on. */
	settle(): void {
		if (this.element.parentNode) foldCode(this.element, this.#lines);
	}

	#append(lines: readonly string[]): void {
		const last = lines[this.#lines - 1];
		if (this.#lines > 0 && !last?.startsWith(this.#lastLine)) this.#clear();
		else if (last && last.length > this.#lastLine.length) {
			this.#piece.appendData(last.slice(this.#lastLine.length));
		}
		while (this.#lines < lines.length) this.#addPiece(lines);
		this.#lastLine = lines.at(-1) ?? '';
	}

	/** Adds lines up to the end of the current piece, or begins the next one. */
	#addPiece(lines: readonly string[]): void {
		const start = this.#lines;
		const end = Math.min(lines.length, start - (start % LINES_PER_PIECE) + LINES_PER_PIECE);
		const text = lines.slice(start, end).join('\n');
		if (start > 0) this.#piece.appendData('\n');
		if (start % LINES_PER_PIECE === 0) {
			this.#piece = document.createTextNode(text);
			const piece = document.createElement('span');
			piece.className = 'code-piece';
			piece.append(this.#piece);
			if (start % LINES_PER_PART === 0) this.#beginPart();
			this.#part.append(piece);
		} else {
			this.#piece.appendData(text);
		}
		this.#lines = end;
	}

	#beginPart(): void {
		this.#part = document.createElement('span');
		this.#part.className = 'code-part';
		this.#code.append(this.#part);
	}

	#clear(): void {
		this.#code.replaceChildren();
		this.#lines = 0;
	}
}
