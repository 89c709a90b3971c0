import type { Block, Maths } from '../../shared/markdown/blocks.ts';
import { latexOf, mathsSource } from '../../shared/markdown/maths.ts';
import type { BlockView } from './blockView.ts';
import { createFormula, type Formula } from './formula.ts';

/** Maths in lines of its own: its source until it is complete. */
export class MathsView implements BlockView {
	readonly element = document.createElement('div');
	#shown: Formula | undefined;
	#source = '';

	constructor(block: Maths) {
		this.element.className = 'maths-block';
		this.element.dir = 'ltr';
		this.update(block);
	}

	update(block: Block): boolean {
		if (block.type !== 'maths') return false;
		const source = mathsSource(block);
		if (source === this.#source) return true;
		this.#source = source;
		const latex = latexOf(block);
		this.#shown = latex === undefined ? undefined : { source, latex, display: true };
		this.element.replaceChildren(this.#shown ? createFormula(this.#shown) : source);
		return true;
	}
}
