import type { Block, Code } from '../../../shared/markdown/blocks.ts';
import { languageOf } from '../../../shared/markdown/blocks.ts';
import { element } from '../../dom/element.ts';
import { markHidden } from '../../dom/hiddenMark.ts';
import type { BlockView, CodeBlockOptions } from '../blockView.ts';
import { TextPieces } from '../textPieces.ts';
import { foldCode, reserveFold } from './codeFold.ts';

/** A block of code with its header: its lines as they come, coloured and perhaps folded once they are complete. */
export class CodeView implements BlockView {
	readonly element: HTMLElement;
	readonly #options: CodeBlockOptions;
	readonly #code = document.createElement('code');
	readonly #index: number;
	readonly #language: string;
	readonly #lines = new TextPieces(this.#code);
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
		this.#lines.show(block.lines);
		reserveFold(this.element, this.#lines.count);
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
		if (this.element.parentNode) foldCode(this.element, this.#lines.count);
	}
}
