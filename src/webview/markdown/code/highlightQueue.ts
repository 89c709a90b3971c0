import type { UncolouredCode } from '../blockView.ts';
import { isSelected } from './selection.ts';

/** Longer code stays plain: colouring it would hold up the page. In UTF-16 units. */
export const MAX_LENGTH = 100_000;

type Grammars = typeof import('./highlight.ts');

/** The grammars: large, and not needed before the first block of code. */
let grammars: Grammars | undefined;

/** Colours code blocks one at a time while the page is idle, never while the user has a part of the block selected. */
export class HighlightQueue {
	/** In the order in which they came. */
	readonly #waiting = new Set<UncolouredCode>();
	#scheduled = false;
	#disposed = false;
	readonly #onSelection = () => this.#schedule();

	/** A block that grows may be given again each time that it does. */
	add(block: UncolouredCode): void {
		if (this.#waiting.has(block)) return;
		this.#waiting.add(block);
		this.#schedule();
	}

	clear(): void {
		this.#disposed = true;
		this.#waiting.clear();
		document.removeEventListener('selectionchange', this.#onSelection);
	}

	#schedule(): void {
		if (this.#scheduled) return;
		this.#scheduled = true;
		requestIdleCallback(() => void this.#runOne(), { timeout: 1000 });
	}

	async #runOne(): Promise<void> {
		if (grammars === undefined) {
			grammars = await import('./highlight.ts');
			this.#scheduled = false;
			// To set them up takes long enough: the first block is coloured in a task of its own.
			if (!this.#disposed) this.#schedule();
			return;
		}
		this.#scheduled = false;
		if (this.#disposed) return;
		const next = [...this.#waiting].find(({ code }) => !isSelected(code));
		if (next) {
			this.#waiting.delete(next);
			next.colour(grammars.highlightLines);
		}
		if (this.#waiting.size === 0)
			document.removeEventListener('selectionchange', this.#onSelection);
		else if (next) this.#schedule();
		else document.addEventListener('selectionchange', this.#onSelection);
	}
}
