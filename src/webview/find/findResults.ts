import type { Content } from '../dom/content.ts';
import { FindToggles } from './findOptions.ts';
import { findMatches, findPattern, type Match } from './findPattern.ts';
import { blocksOf, firstInView, isInView, MOST_MATCHES, rangesOf, reveal } from './findRanges.ts';
import { HandScrolls } from './handScrolls.ts';
import { PatternWorker } from './patternWorker.ts';
import type { Follower } from './revealFound.ts';

export { revealFound } from './revealFound.ts';

/** The names of the highlights in the style sheet. */
const MATCHES = 'find-match';
const CURRENT = 'find-current';

/** After so many pictures all near the screen has its height. */
const SETTLED = 10;

/** What finding needs of the bar. */
export interface FindResultsParts {
	/** What is searched. */
	readonly content: Content;
	readonly bar: HTMLElement;
	/** Where it is typed what is looked for. */
	readonly box: HTMLInputElement;
	readonly follower: Follower;
	/** Is given what scrolls a match into view, to be called at once. */
	readonly onReveal: (reveal: () => void) => void;
	/** How many there are, in words. */
	readonly counted: (text: string) => void;
}

/** The matches in the messages. They are painted by the CSS Custom Highlight API: the messages' DOM stays as it is. */
export class FindResults {
	readonly #parts: FindResultsParts;
	readonly #toggles: FindToggles;
	readonly #hand: HandScrolls;
	readonly #worker = new PatternWorker();
	readonly #changes = new MutationObserver((records) => this.#changed(records));
	#ranges: Range[] = [];
	/** Why there are none, where it is not that nothing was found. */
	#trouble = '';
	#current = 0;
	/** Where the current match begins, or where it would: what is searched changes, and so do the numbers. */
	#from: Range | undefined;
	#isShown = false;
	#frame: number | undefined;
	/** Counts the searches, so that one that is overtaken shows nothing. */
	#searches = 0;
	/** What is searched has changed while a worker went through it as it was. */
	#isOld: boolean | undefined;

	constructor(parts: FindResultsParts) {
		this.#parts = parts;
		this.#toggles = new FindToggles(parts.bar, () => this.search());
		parts.box.after(this.#toggles.root);
		const { follower } = parts;
		this.#hand = new HandScrolls(this.#scroller, () => {
			// Who stays at the end, as it grows, does not move.
			follower.hasMoved ||= follower.place() !== null;
		});
	}

	/** Shows the matches, from now on also in what is added to the messages. */
	open(): void {
		this.#from = undefined;
		this.#show();
		this.search();
	}

	/** Shows the matches of a word of the history; the one at this place, which is in view, is the current one. */
	openAt(place: Range | undefined): void {
		this.#toggles.reset();
		this.#from = place?.cloneRange();
		this.#show();
		this.#refresh(() => {});
	}

	get #scroller(): Element {
		const { root } = this.#parts.content;
		return root.parentElement ?? root;
	}

	#show(): void {
		this.#isShown = true;
		this.#hand.rest();
		this.#changes.observe(this.#parts.content.root, {
			childList: true,
			characterData: true,
			subtree: true,
		});
	}

	/** Shows none any more. */
	close(): void {
		this.#isShown = false;
		this.#changes.disconnect();
		this.#overtake();
		CSS.highlights.delete(MATCHES);
		CSS.highlights.delete(CURRENT);
	}

	/** Goes to the match where the search began, or to the first after it; it begins where the reader is. */
	search(): void {
		this.#refresh(() => {
			if (this.#from === undefined) {
				this.#goTo(firstInView(this.#ranges, this.#scroller));
				this.#paint();
			}
			this.#revealCurrent();
		});
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
		this.#parts.onReveal(() => reveal(range));
		this.#hand.rest();
		this.#keepInView(SETTLED);
	}

	/** What comes near the screen takes on its real height with the next pictures, and may move the match out of view. */
	#keepInView(pictures: number): void {
		requestAnimationFrame(() => {
			const range = this.#ranges[this.#current];
			if (range === undefined || !this.#isShown || this.#hand.isTouched) return;
			if (!isInView(range, this.#scroller)) this.#parts.onReveal(() => reveal(range));
			if (pictures > 1) this.#keepInView(pictures - 1);
		});
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
			if (this.#isOld !== undefined) this.#isOld = true;
			else if (this.#isShown) this.#refresh(() => {});
		});
	}

	/**
	 * Looks anew, at once where it is for what is typed, in a thread of its own where that is an expression.
	 * @param found is called when it is found, unless it was overtaken
	 */
	#refresh(found: () => void): void {
		this.#overtake();
		const { options } = this.#toggles;
		const pattern = this.#pattern();
		if (pattern === undefined) {
			this.#take([], found);
			return;
		}
		const blocks = blocksOf(this.#parts.content.shown);
		const texts = blocks.map(({ text }) => text);
		if (!options.regex) {
			this.#take(rangesOf(blocks, findMatches(texts, pattern, MOST_MATCHES)), found);
			return;
		}
		const search = this.#searches;
		this.#isOld = false;
		const take = (matches: readonly Match[][] | undefined, trouble = '') => {
			if (search !== this.#searches) return;
			const isOld = this.#isOld;
			this.#isOld = undefined;
			this.#trouble = trouble;
			this.#take(rangesOf(blocks, matches ?? []), found);
			if (isOld) this.#refreshSoon();
		};
		this.#worker.find(texts, pattern, MOST_MATCHES).then(
			(matches) => take(matches, matches === undefined ? 'Too slow' : ''),
			(error: unknown) => {
				take(undefined, 'Cannot search');
				reportError(error);
			},
		);
	}

	/** What is found now, is not what is looked for any more. */
	#overtake(): void {
		this.#searches++;
		if (this.#isOld !== undefined) this.#worker.stop();
		this.#isOld = undefined;
	}

	/** Undefined where nothing is typed, or what is typed is no expression, of which the bar then says so. */
	#pattern(): RegExp | undefined {
		const { box } = this.#parts;
		this.#trouble = '';
		try {
			return findPattern(box.value, this.#toggles.options);
		} catch {
			this.#trouble = 'Invalid expression';
			return undefined;
		} finally {
			box.setAttribute('aria-invalid', String(this.#trouble !== ''));
		}
	}

	#take(ranges: Range[], found: () => void): void {
		this.#ranges = ranges;
		if (this.#from !== undefined) this.#current = firstFrom(ranges, this.#from);
		this.#paint();
		found();
	}

	#paint(): void {
		const current = this.#ranges[this.#current];
		const matches = new Highlight();
		for (const range of this.#ranges) matches.add(range);
		CSS.highlights.set(MATCHES, matches);
		const highlight = new Highlight(...(current === undefined ? [] : [current]));
		highlight.priority = 1;
		CSS.highlights.set(CURRENT, highlight);
		this.#parts.counted(this.#parts.box.value === '' ? '' : this.#inWords());
	}

	#inWords(): string {
		const { length } = this.#ranges;
		if (this.#trouble !== '') return this.#trouble;
		if (length === 0) return 'No results';
		return `${this.#current + 1} of ${length}${length === MOST_MATCHES ? '+' : ''}`;
	}
}

/** Which of the ranges is the first that does not begin before this one; round the end where all do. */
function firstFrom(ranges: readonly Range[], from: Range): number {
	const index = ranges.findIndex(
		(range) => range.compareBoundaryPoints(Range.START_TO_START, from) >= 0,
	);
	return Math.max(0, index);
}
