import { markHidden } from '../../dom/hiddenMark.ts';
import type { GrowingCode } from '../blockView.ts';
import { isSelected } from './selection.ts';

/** Longer code stays plain: colouring it would hold up the page. In UTF-16 units. */
export const MAX_LENGTH = 100_000;

type Grammars = typeof import('./highlight.ts');

/** The grammars: large, and not needed before the first block of code. */
let grammars: Grammars | undefined;

interface Job {
	readonly code: HTMLElement;
	colour(grammars: Grammars): void;
}

/** Colours code blocks one at a time while the page is idle, never while the user has a part of the block selected. */
export class HighlightQueue {
	#jobs: Job[] = [];
	/** The blocks that wait to have more of them coloured. */
	readonly #growing = new Set<GrowingCode>();
	#scheduled = false;
	#disposed = false;
	readonly #onSelection = () => this.#schedule();

	/** For a block that is complete. */
	add(code: HTMLElement, language: string): void {
		if (language === '') return;
		this.#add({ code, colour: ({ highlight }) => colour(code, language, highlight) });
	}

	/** For a block that grows; it may be given again each time that it does. */
	addGrowing(block: GrowingCode): void {
		if (this.#growing.has(block)) return;
		this.#growing.add(block);
		const { code } = block;
		this.#add({
			code,
			colour: ({ highlightLines }) => {
				this.#growing.delete(block);
				block.colour(highlightLines);
			},
		});
	}

	clear(): void {
		this.#disposed = true;
		this.#jobs = [];
		document.removeEventListener('selectionchange', this.#onSelection);
	}

	#add(job: Job): void {
		this.#jobs.push(job);
		this.#schedule();
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
		const next = this.#jobs.findIndex(({ code }) => !isSelected(code));
		if (next >= 0) {
			for (const job of this.#jobs.splice(next, 1)) job.colour(grammars);
		}
		if (this.#jobs.length === 0) document.removeEventListener('selectionchange', this.#onSelection);
		else if (next >= 0) this.#schedule();
		else document.addEventListener('selectionchange', this.#onSelection);
	}
}

function colour(code: HTMLElement, language: string, highlight: Grammars['highlight']): void {
	const text = code.textContent;
	if (text.length > MAX_LENGTH) return;
	const coloured = highlight(text, language);
	if (!coloured) return;
	code.replaceChildren(coloured);
	markHidden(code);
}
