import { tellFolds } from '../dom/folds.ts';
import { findMatches, findPattern, type Match } from './findPattern.ts';

/** What holds no text of a message: its buttons, an edit box, what is there for the eye only or for no eye. */
const PASSED_OVER =
	'button, textarea, [role="toolbar"], [aria-hidden="true"], [hidden]:not(.excerpt > pre), .visually-hidden';
/** A match does not go from one of these into the next, but it does go through the spans of a coloured line of code. */
export const BLOCK =
	'p, li, h1, h2, h3, h4, h5, h6, pre, td, th, summary, blockquote, div, article';

/** A text as it is read in one piece, and the nodes that it is in. */
export interface Block {
	readonly nodes: readonly Text[];
	readonly text: string;
}

/** No chat is gone through match by match beyond these. */
export const MOST_MATCHES = 200_000;

/** The places below an element that hold the searched text, whatever the case, in document order. */
export function findRanges(root: HTMLElement, searched: string): Range[] {
	const pattern = findPattern(searched);
	if (pattern === undefined) return [];
	const blocks = blocksOf(root);
	const texts = blocks.map(({ text }) => text);
	return rangesOf(blocks, findMatches(texts, pattern, MOST_MATCHES));
}

/** @param matches those of each block; a block that has changed meanwhile has none */
export function rangesOf(
	blocks: readonly Block[],
	matches: readonly (readonly Match[])[],
): Range[] {
	return blocks.flatMap((block, at) => rangesIn(block, matches[at] ?? []));
}

/** So many nodes are one step. */
const NODES_AT_ONCE = 200;

/** What is searched below an element, in document order; text in closed folds counts, attached code too. */
export function blocksOf(root: HTMLElement): Block[] {
	const steps = blocksInSteps(root);
	for (;;) {
		const { done, value } = steps.next();
		if (done) return value;
	}
}

/** The same step by step, for who has other things to do in between. It is right where nothing changes below the element meanwhile. */
export function* blocksInSteps(root: HTMLElement): Generator<void, Block[]> {
	const blocks: Text[][] = [];
	let last: Element | null = null;
	const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, {
		acceptNode: (node) =>
			node instanceof Element && node.matches(PASSED_OVER)
				? NodeFilter.FILTER_REJECT
				: NodeFilter.FILTER_ACCEPT,
	});
	let count = 0;
	for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
		if (++count % NODES_AT_ONCE === 0) yield;
		if (!(node instanceof Text)) {
			if (node instanceof HTMLBRElement) last = null;
			continue;
		}
		const block = node.parentElement?.closest(BLOCK) ?? null;
		if (block === last && last !== null) blocks.at(-1)?.push(node);
		else blocks.push([node]);
		last = block;
	}
	const texts: Block[] = [];
	for (const nodes of blocks) {
		if (texts.length % NODES_AT_ONCE === 0) yield;
		texts.push({ nodes, text: textOf(nodes) });
	}
	return texts;
}

function textOf(nodes: readonly Text[]): string {
	return nodes.map(({ data }) => data).join('');
}

function rangesIn({ nodes, text }: Block, matches: readonly Match[]): Range[] {
	if (matches.length === 0 || text !== textOf(nodes)) return [];
	let index = 0;
	let offset = 0;
	/** Matches come in order, so the nodes are gone through once. */
	const place = (at: number, isEnd: boolean): [Text, number] | undefined => {
		for (let node = nodes[index]; node !== undefined; node = nodes[index]) {
			const inside = at - offset;
			if (inside < node.length || (isEnd && inside === node.length)) return [node, inside];
			offset += node.length;
			index++;
		}
		return undefined;
	};
	return matches.flatMap(({ start, end }) => {
		const from = place(start, false);
		const to = place(end, true);
		if (from === undefined || to === undefined) return [];
		const range = new Range();
		range.setStart(...from);
		range.setEnd(...to);
		return [range];
	});
}

/**
 * Which of these ranges, in document order, a reader comes to first: the first that begins where the view does or below it, else the
 * last; 0 where there are none.
 */
export function firstInView(ranges: readonly Range[], view: Element): number {
	const top = edgeOf(view);
	const isBelow = (range: Range | undefined) => range !== undefined && topOf(range) >= top;
	// By halves: a place that has not been on the screen is laid out to be asked for.
	let [from, to] = [0, ranges.length];
	while (from < to) {
		const middle = (from + to) >> 1;
		if (isBelow(ranges[middle])) to = middle;
		else from = middle + 1;
	}
	return Math.max(0, Math.min(from, ranges.length - 1));
}

/** That of its fold where it is in a closed one. */
function topOf(range: Range): number {
	let shown = range.startContainer.parentElement;
	if (shown?.checkVisibility()) return range.getBoundingClientRect().top;
	while (shown !== null && !shown.checkVisibility()) shown = shown.parentElement;
	return shown?.getBoundingClientRect().top ?? 0;
}

/** Opens what is folded around a place and scrolls it into view, in whatever scrolls around it. */
export function reveal(range: Range): void {
	const inner = range.startContainer.parentElement;
	for (let fold = inner?.closest('details'); fold; fold = fold.parentElement?.closest('details')) {
		fold.open = true;
	}
	tellFolds(range);
	for (let around = inner; around !== null; around = around.parentElement) {
		const { overflowX, overflowY } = getComputedStyle(around);
		const place = range.getBoundingClientRect();
		const view = around.getBoundingClientRect();
		if (overflowY === 'auto' && !isInView(range, around)) {
			around.scrollTop += place.top - view.top - around.clientHeight / 3;
		}
		if (overflowX === 'auto' && (place.left < view.left || place.right > view.right)) {
			around.scrollLeft += place.left - view.left - around.clientWidth / 3;
		}
	}
}

/** Whether a place is to be seen in what scrolls around it. */
export function isInView(range: Range, scroller: Element): boolean {
	const { top, bottom } = range.getBoundingClientRect();
	return top >= edgeOf(scroller) && bottom <= scroller.getBoundingClientRect().bottom;
}

/** Where it begins on the screen that what scrolls in an element is seen: below what may lie over it once it has scrolled. */
function edgeOf(scroller: Element): number {
	const padding = Number.parseFloat(getComputedStyle(scroller).scrollPaddingTop) || 0;
	return scroller.getBoundingClientRect().top + Math.min(padding, scroller.scrollTop);
}
