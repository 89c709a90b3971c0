import {
	type ComparedPart,
	type Differences,
	differencesBetween,
	markedInAll,
	type PartMarks,
	type Units,
	unitsOf,
} from '../../shared/compare/differences.ts';
import { type Block, blocksInSteps, blocksOf, rangesOf } from '../find/findRanges.ts';

/** The name of the highlight in the style sheet. */
const HIGHLIGHT = 'difference';

/** How long is worked in one piece, in milliseconds: the page goes on in between. */
const PIECE_MS = 12;

/** So often a text is read in pieces; one that changes all the time is then read in one. */
const TRIES = 3;

/** An answer to be compared. */
export interface ComparedText {
	readonly id: string;
	readonly name: string;
	/** What holds its blocks. */
	readonly root: HTMLElement;
}

/** What differs, in words for those who do not see it: "Mixtral: 12 differences from Llama 3.3 70B". */
export type ToldDifferences = (text: string) => void;

/**
 * Marks the words, and in code the lines, in which answers differ from one of them; in that one what differs from all others. They are
 * painted by the CSS Custom Highlight API: the answers' DOM stays as it is.
 */
export class DifferencesView {
	readonly #told: ToldDifferences;
	/** What is marked is old once a text has changed, as code does that gets its colours late. */
	readonly #changes = new MutationObserver(() => {
		this.#changed++;
		this.#soon();
	});
	/** Counts the changes of texts. */
	#changed = 0;
	#texts: readonly ComparedText[] = [];
	#chosen = '';
	/** Counts what is wanted, so that what is overtaken marks nothing. */
	#runs = 0;
	#isBusy = false;
	/** A text has changed since it was read. */
	#isOld = false;
	/** What was read of each answer, by its id. */
	readonly #read = new Map<string, Read>();
	/** What differs between the chosen answer and another one, by what was read of that. */
	#found = new Map<Read, Differences>();
	#foundFor: Read | undefined;

	constructor(told: ToldDifferences) {
		this.#told = told;
	}

	/**
	 * @param texts all answers, none of which comes in
	 * @param chosen the id of the one that the others are compared with
	 */
	show(texts: readonly ComparedText[], chosen: string): void {
		this.#texts = texts;
		this.#chosen = chosen;
		this.#changes.disconnect();
		const all = { childList: true, characterData: true, subtree: true };
		for (const { root } of texts) this.#changes.observe(root, all);
		this.#markAnew();
	}

	clear(): void {
		this.#runs++;
		this.#changes.disconnect();
		this.#texts = [];
		this.#read.clear();
		this.#found.clear();
		CSS.highlights.delete(HIGHLIGHT);
		this.#told('');
	}

	/** Texts get their colours piece by piece: what is under way comes to its end before they are read again. */
	#soon(): void {
		if (this.#isOld) return;
		this.#isOld = true;
		if (!this.#isBusy) requestIdleCallback(() => this.#refresh(), { timeout: 500 });
	}

	#refresh(): void {
		if (this.#isOld && !this.#isBusy && this.#texts.length > 0) this.#markAnew();
	}

	#markAnew(): void {
		const run = ++this.#runs;
		const isOver = () => run !== this.#runs;
		this.#isOld = false;
		this.#isBusy = true;
		this.#mark(isOver)
			.catch(reportError)
			.finally(() => {
				if (isOver()) return;
				this.#isBusy = false;
				if (this.#isOld) requestIdleCallback(() => this.#refresh(), { timeout: 500 });
			});
	}

	async #mark(isOver: () => boolean): Promise<void> {
		const chosen = this.#texts.find(({ id }) => id === this.#chosen);
		const own = chosen && (await this.#readOf(chosen, isOver));
		if (chosen === undefined || own === undefined) return;
		const marked: [readonly Block[], PartMarks][] = [];
		const inChosen: PartMarks[] = [];
		const words: string[] = [];
		for (const text of this.#texts) {
			if (text === chosen) continue;
			const read = await this.#readOf(text, isOver);
			const found = read && (await this.#between(own.read, read.read, isOver));
			if (read === undefined || found === undefined) return;
			inChosen.push(found.one);
			marked.push([read.blocks, found.other]);
			const count = found.one.flat().length + found.other.flat().length;
			words.push(`${text.name}: ${countInWords(count)} from ${chosen.name}`);
		}
		marked.push([own.blocks, markedInAll(inChosen)]);
		const highlight = new Highlight();
		for (const [blocks, marks] of marked) {
			if (!(await inPieces(rangesInSteps(blocks, marks, highlight), isOver))) return;
		}
		CSS.highlights.set(HIGHLIGHT, highlight);
		this.#told(words.join('. '));
	}

	/** What was read before, where the text is the same: colours change nothing in it. */
	async #readOf(
		{ id, root }: ComparedText,
		isOver: () => boolean,
	): Promise<{ readonly read: Read; readonly blocks: readonly Block[] } | undefined> {
		const blocks = await this.#blocksOf(root, isOver);
		if (blocks === undefined) return undefined;
		const parts = blocks.map(({ nodes, text }) => ({
			text,
			isCode: nodes[0]?.parentElement?.closest('pre') != null,
		}));
		const known = this.#read.get(id);
		if (known !== undefined && isSame(known.parts, parts)) return { read: known, blocks };
		const units = await inPieces(unitsOf(parts), isOver);
		if (units === undefined) return undefined;
		const read = { parts, units };
		this.#read.set(id, read);
		return { read, blocks };
	}

	/** Code that gets its colours meanwhile would be read in part. */
	async #blocksOf(root: HTMLElement, isOver: () => boolean): Promise<Block[] | undefined> {
		for (let tries = 0; tries < TRIES; tries++) {
			const before = this.#changed;
			const isOld = () => before !== this.#changed;
			const blocks = await inPieces(blocksInSteps(root), () => isOver() || isOld());
			await nextTask();
			if (isOver()) return undefined;
			if (blocks !== undefined && !isOld()) return blocks.filter(isAnswer);
		}
		return blocksOf(root).filter(isAnswer);
	}

	async #between(own: Read, other: Read, isOver: () => boolean): Promise<Differences | undefined> {
		if (this.#foundFor !== own) this.#found = new Map();
		this.#foundFor = own;
		const known = this.#found.get(other);
		if (known !== undefined) return known;
		const found = await inPieces(differencesBetween(own.units, other.units), isOver);
		if (found !== undefined) this.#found.set(other, found);
		return found;
	}
}

/** What was read of an answer. */
interface Read {
	readonly parts: readonly ComparedPart[];
	readonly units: Units;
}

function isSame(parts: readonly ComparedPart[], others: readonly ComparedPart[]): boolean {
	return (
		parts.length === others.length &&
		parts.every(
			({ text, isCode }, index) => text === others[index]?.text && isCode === others[index].isCode,
		)
	);
}

function countInWords(count: number): string {
	if (count === 0) return 'no difference';
	return count === 1 ? '1 difference' : `${count.toLocaleString('en')} differences`;
}

/** What steps lead to, with room for the page between them; undefined once that is not wanted any more. */
async function inPieces<Result>(
	steps: Generator<void, Result>,
	isOver: () => boolean,
): Promise<Result | undefined> {
	for (;;) {
		const until = performance.now() + PIECE_MS;
		do {
			const { done, value } = steps.next();
			if (done) return value;
		} while (performance.now() < until);
		await nextTask();
		if (isOver()) return undefined;
	}
}

function nextTask(): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve));
}

/** Puts what is marked into the highlight. */
function* rangesInSteps(
	blocks: readonly Block[],
	marks: PartMarks,
	highlight: Highlight,
): Generator<void, true> {
	for (const [at, block] of blocks.entries()) {
		for (const range of rangesOf([block], [marks[at] ?? []])) highlight.add(range);
		yield;
	}
	return true;
}

/** Not what stands below a code block of what became of it, which the page says. */
function isAnswer({ nodes }: Block): boolean {
	return nodes[0]?.parentElement?.closest('.block-change') == null;
}
