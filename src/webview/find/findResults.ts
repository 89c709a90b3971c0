import type { Content } from '../dom/content.ts';
import { findRanges, firstInView, reveal } from './findRanges.ts';

export { revealFound } from './revealFound.ts';

/** The names of the highlights in the style sheet. */
const MATCHES = 'find-match';
const CURRENT = 'find-current';

/** What finding needs of the bar. */
export interface FindResultsParts {
	/** What is searched. */
	readonly content: Content;
	/** What is looked for. */
	readonly searched: () => string;
	/** A match is about to be scrolled into view. */
	readonly onReveal: () => void;
	/** How many there are, in words. */
	readonly counted: (text: string) => void;
}

/** The matches in the messages. They are painted by the CSS Custom Highlight API: the messages' DOM stays as it is. */
export class FindResults {
	readonly #parts: FindResultsParts;
	readonly #changes = new MutationObserver((records) => this.#changed(records));
	#ranges: Range[] = [];
	#current = 0;
	/** Where the current match begins, or where it would: what is searched changes, and so do the numbers. */
	#from: Range | undefined;
	#isShown = false;
	#frame: number | undefined;

	constructor(parts: FindResultsParts) {
		this.#parts = parts;
	}

	/** Shows the matches, from now on also in what is added to the messages. */
	open(): void {
		this.#isShown = true;
		this.#from = undefined;
		this.#changes.observe(this.#parts.content.root, {
			childList: true,
			characterData: true,
			subtree: true,
		});
		this.search();
	}

	/** Shows none any more. */
	close(): void {
		this.#isShown = false;
		this.#changes.disconnect();
		CSS.highlights.delete(MATCHES);
		CSS.highlights.delete(CURRENT);
	}

	/** Goes to the match where the search began, or to the first after it; it begins where the reader is. */
	search(): void {
		this.#refresh();
		if (this.#from === undefined) {
			const { root } = this.#parts.content;
			this.#goTo(firstInView(this.#ranges, root.parentElement ?? root));
		}
		this.#paint();
		this.#revealCurrent();
	}

	/** Goes to the next match or the one before, round the ends. */
	step(step: -1 | 1): void {
		const { length } = this.#ranges;
		if (length === 0) return;
		this.#goTo((this.#current + step + length) % length);
		this.#paint();
		this.#revealCurrent();
	}

	#goTo(index: number): void {
		this.#current = index;
		this.#from = this.#ranges[index]?.cloneRange();
	}

	#revealCurrent(): void {
		const range = this.#ranges[this.#current];
		if (range === undefined) return;
		this.#parts.onReveal();
		reveal(range);
	}

	/** What is put away goes piece by piece, which changes nothing in what is shown. */
	#changed(records: readonly MutationRecord[]): void {
		const { root, shown } = this.#parts.content;
		const isOfShown = ({ target }: MutationRecord) => target === root || shown.contains(target);
		if (records.some(isOfShown)) this.#refreshSoon();
	}

	/** At most once for each picture: a reply that streams changes more often. */
	#refreshSoon(): void {
		this.#frame ??= requestAnimationFrame(() => {
			this.#frame = undefined;
			if (this.#isShown) this.#refresh();
		});
	}

	#refresh(): void {
		this.#ranges = findRanges(this.#parts.content.shown, this.#parts.searched());
		if (this.#from !== undefined) this.#current = firstFrom(this.#ranges, this.#from);
		this.#paint();
	}

	#paint(): void {
		const current = this.#ranges[this.#current];
		const matches = new Highlight();
		for (const range of this.#ranges) matches.add(range);
		CSS.highlights.set(MATCHES, matches);
		const highlight = new Highlight(...(current === undefined ? [] : [current]));
		highlight.priority = 1;
		CSS.highlights.set(CURRENT, highlight);
		const { length } = this.#ranges;
		const found = length === 0 ? 'No results' : `${this.#current + 1} of ${length}`;
		this.#parts.counted(this.#parts.searched() === '' ? '' : found);
	}
}

/** Which of the ranges is the first that does not begin before this one; round the end where all do. */
function firstFrom(ranges: readonly Range[], from: Range): number {
	const index = ranges.findIndex(
		(range) => range.compareBoundaryPoints(Range.START_TO_START, from) >= 0,
	);
	return Math.max(0, index);
}
