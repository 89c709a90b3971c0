import type { Block, Maths } from '../../shared/markdown/blocks.ts';
import { latexOf, mathsLines, mathsSource } from '../../shared/markdown/maths.ts';
import type { BlockView } from './blockView.ts';
import { createFormula } from './formula.ts';
import { TextPieces } from './textPieces.ts';

/** Maths in lines of its own: its source until it is complete. */
export class MathsView implements BlockView {
	readonly element = document.createElement('div');
	#source = new TextPieces(this.element);
	/** The source of what is drawn as a formula; its last lines may be taken back, and blanks may follow. */
	#drawn: string | undefined;

	constructor(block: Maths) {
		this.element.className = 'maths-block';
		this.element.dir = 'ltr';
		this.update(block);
	}

	update(block: Block): boolean {
		if (block.type !== 'maths') return false;
		const latex = latexOf(block);
		if (latex === undefined) {
			this.#showSource(block);
			return true;
		}
		const source = mathsSource(block);
		if (source !== this.#drawn) {
			this.#drawn = source;
			this.element.replaceChildren(createFormula({ source, latex, display: true }));
		}
		return true;
	}

	#showSource(block: Maths): void {
		if (this.#drawn !== undefined) {
			this.#drawn = undefined;
			this.element.replaceChildren();
			this.#source = new TextPieces(this.element);
		}
		this.#source.show(mathsLines(block));
	}
}
