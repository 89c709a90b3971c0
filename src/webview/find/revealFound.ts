import type { Place, Reveal } from '../../shared/reading/readingProtocol.ts';
import { BLOCK, findRanges, reveal } from './findRanges.ts';

/** What holds the text of a message; an edit box is passed over. */
const TEXT = '.question-text, .markdown';

/** What keeps the reader's place. */
interface Follower {
	release(): void;
	place(): Place | null;
	restore(place: Place | null): void;
}

/**
 * Brings a message in view, and stays there whatever is put above: the place where the word stands in the line that was found, else
 * its beginning.
 */
export function revealFound(
	article: HTMLElement,
	{ word, line }: Reveal,
	follower: Follower,
): void {
	follower.release();
	article.scrollIntoView();
	const text = article.querySelector<HTMLElement>(TEXT) ?? article;
	const found = placeOf(findRanges(text, word), findRanges(text, line)[0], line);
	if (found !== undefined) reveal(found);
	follower.restore(follower.place());
}

/** @param whole where the line is shown just as it was written */
function placeOf(
	words: readonly Range[],
	whole: Range | undefined,
	line: string,
): Range | undefined {
	if (whole === undefined) return likeliest(words, line);
	const isInside = (range: Range) => range.compareBoundaryPoints(Range.START_TO_START, whole) >= 0;
	return words.find(isInside) ?? whole;
}

/** What is shown of a line of Markdown has most of its words: the first where most of them stand around. */
function likeliest(ranges: readonly Range[], line: string): Range | undefined {
	const wanted = wordsOf(line);
	const shared = new Map<Element | null, number>();
	let best: { readonly range: Range; readonly count: number } | undefined;
	for (const range of ranges) {
		const block = range.startContainer.parentElement?.closest(BLOCK) ?? null;
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
