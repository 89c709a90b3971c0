import type { Place, Reveal } from '../../shared/reading/readingProtocol.ts';
import { BLOCK, findRanges, reveal } from './findRanges.ts';

/** What holds the text of a message; an edit box is passed over. */
const TEXT = '.question-text, .markdown';

/** What keeps the reader's place. */
export interface Follower {
	/** Whether the reader went elsewhere, by hand or led there, since this was last made false. */
	hasMoved: boolean;
	release(): void;
	place(): Place | null;
	restore(place: Place | null): void;
}

/** What Find in Chat is to show of a message that was found. */
export interface Revealed {
	/** What was searched, or of several words the one that stands there. */
	readonly searched: string;
	/** The place that is in view. */
	readonly range: Range | undefined;
}

/**
 * Brings a message in view, and stays there whatever is put above: the place where what was searched, or a word of it, stands in the
 * line that was found, else its beginning.
 */
export function revealFound(
	article: HTMLElement,
	{ query, word, line }: Reveal,
	follower: Follower,
): Revealed {
	follower.release();
	article.scrollIntoView();
	const text = article.querySelector<HTMLElement>(TEXT) ?? article;
	const whole = findRanges(text, line)[0];
	const ofWord = placeOf(findRanges(text, word), whole, line);
	const ofQuery = placeOf(findRanges(text, query), whole, line);
	const isThere = ofQuery !== undefined && (!ofWord || blockOf(ofQuery) === blockOf(ofWord));
	const range = (isThere ? ofQuery : ofWord) ?? whole;
	if (range !== undefined) reveal(range);
	follower.restore(follower.place());
	return { searched: isThere ? query : word, range };
}

/** @param whole where the line is shown just as it was written */
function placeOf(
	ranges: readonly Range[],
	whole: Range | undefined,
	line: string,
): Range | undefined {
	if (whole === undefined) return likeliest(ranges, line);
	return ranges.find(
		(range) =>
			range.compareBoundaryPoints(Range.START_TO_START, whole) >= 0 &&
			range.compareBoundaryPoints(Range.END_TO_END, whole) <= 0,
	);
}

function blockOf(range: Range): Element | null {
	return range.startContainer.parentElement?.closest(BLOCK) ?? null;
}

/** What is shown of a line of Markdown has most of its words: the first where most of them stand around. */
function likeliest(ranges: readonly Range[], line: string): Range | undefined {
	const wanted = wordsOf(line);
	const shared = new Map<Element | null, number>();
	let best: { readonly range: Range; readonly count: number } | undefined;
	for (const range of ranges) {
		const block = blockOf(range);
		const count =
			shared.get(block) ??
			[...wordsOf(block?.textContent ?? '')].filter((word) => wanted.has(word)).length;
		shared.set(block, count);
		if (best === undefined || count > best.count) best = { range, count };
	}
	return best?.range;
}

function wordsOf(text: string): Set<string> {
	return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}
