import { markHidden } from '../../dom/hiddenMark.ts';
import { isSelected } from './selection.ts';

/** Longer code stays plain: colouring it would hold up the page. In UTF-16 units. */
const MAX_LENGTH = 100_000;

/** The grammars: large, and not needed before the first block of code is complete. */
let grammars: typeof import('./highlight.ts') | undefined;

interface Job {
	readonly code: HTMLElement;
	readonly language: string;
}

/** Colours code blocks one at a time while the page is idle, never while the user has a part of the block selected. */
export class HighlightQueue {
	#jobs: Job[] = [];
	#scheduled = false;
	#disposed = false;
	readonly #onSelection = () => this.#schedule();

	add(code: HTMLElement, language: string): void {
		if (language === '') return;
		this.#jobs.push({ code, language });
		this.#schedule();
	}

	clear(): void {
		this.#disposed = true;
		this.#jobs = [];
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
		const { highlight } = grammars;
		this.#scheduled = false;
		if (this.#disposed) return;
		const next = this.#jobs.findIndex(({ code }) => !isSelected(code));
		if (next >= 0) {
			for (const { code, language } of this.#jobs.splice(next, 1))
				colour(code, language, highlight);
		}
		if (this.#jobs.length === 0) document.removeEventListener('selectionchange', this.#onSelection);
		else if (next >= 0) this.#schedule();
		else document.addEventListener('selectionchange', this.#onSelection);
	}
}

function colour(
	code: HTMLElement,
	language: string,
	highlight: (text: string, language: string) => DocumentFragment | undefined,
): void {
	const text = code.textContent;
	if (text.length > MAX_LENGTH) return;
	const coloured = highlight(text, language);
	if (!coloured) return;
	code.replaceChildren(coloured);
	markHidden(code);
}
