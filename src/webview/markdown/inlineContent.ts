import type { BlockViewContext, ReferringText } from './blockView.ts';
import { type Direction, directionOf, showDirection } from './direction.ts';
import { growsAsText } from './growth/plainGrowth.ts';
import { parseInline } from './inline.ts';
import type { Inline } from './inlineNodes.ts';
import { mergeTexts, patchInline } from './inlineView.ts';

/**
 * A long text is not parsed as a whole each time it grows: when the part that is parsed is longer than this, in UTF-16
 * units, its beginning is set aside.
 */
const LONG = 400;

/** A mark of a pair this far before the end, in UTF-16 units, is unlikely to find its other half soon. */
const LIKELY_PAIR = 80;

/** How much longer a text must have become before what is set aside for now is parsed again: that costs as much as it is long. */
const GROWTH = 1.5;

const MARK = /[*_~`[\]$<\\]/;

/**
 * Inline Markdown in an element: a paragraph, a heading, a table's cell. Of a long text only the end is parsed at each piece. What
 * stands on its own is set aside for good; where a mark may still find its other half, what is before the end is set aside for now,
 * and is parsed again when the text is half as long again and when it is complete. So all of it costs as much per word as it began.
 */
export class InlineContent implements ReferringText {
	readonly #element: HTMLElement;
	readonly #context: BlockViewContext;
	#source = '';
	/** How much of the source is set aside for good, and the last of the element's children that show it. */
	#aside: Aside = NOTHING_ASIDE;
	#asideDirection: Direction | undefined;
	/** What is set aside for now: the nodes after those, and where in the source they end. */
	#waiting: Inline[] = [];
	#waitingEnd: Aside = NOTHING_ASIDE;
	/** What shows the rest. */
	#shown: Inline[] = [];
	#tryAt = LONG;
	#parseAllAt = 0;
	#direction: Direction | undefined;

	constructor(element: HTMLElement, context: BlockViewContext) {
		this.#element = element;
		this.#context = context;
	}

	get direction(): Direction | undefined {
		return this.#direction;
	}

	/** @param sameText whether the source can only have changed near its end since the last call, or become shorter. */
	show(source: string, sameText: boolean): void {
		if (source === this.#source || (sameText && this.#growsByText(source))) return;
		if (this.#waitingEnd.length > 0 && !this.#keepsAside(source, sameText)) this.#clear();
		this.#source = source;
		if (source.includes('[')) this.#context.bracketed.add(this);
		this.#renderEnd();
	}

	/** The source will not change any more: shows what all of it together means. */
	finish(): void {
		if (this.#waiting.length > 0) this.#parseAll();
		this.#showDirection();
	}

	render(): void {
		if (this.#waitingEnd.length > 0) this.#clear();
		this.#patch(parseInline(this.#source, this.#context.references));
		this.#showDirection();
	}

	/** Appends what has come if it is text wherever it stands; returns false, with nothing changed, if that must be parsed. */
	#growsByText(source: string): boolean {
		const known = this.#source.length;
		const start = this.#waitingEnd.length;
		const node = this.#shown.at(-1);
		const text = this.#element.lastChild;
		if (node?.type !== 'text' || !(text instanceof Text)) return false;
		if (source.length <= known || source.length - start > this.#tryAt) return false;
		if (!source.startsWith(this.#source.slice(start), start)) return false;
		const { references, bracketed } = this.#context;
		if (!growsAsText(source.slice(start), known - start, references)) return false;
		const added = source.slice(known);
		if (added.includes('[')) bracketed.add(this);
		text.appendData(added);
		this.#shown[this.#shown.length - 1] = { type: 'text', text: node.text + added };
		this.#source = source;
		if (this.#direction === undefined) this.#showDirection();
		return true;
	}

	#renderEnd(): void {
		const end = this.#source.slice(this.#waitingEnd.length);
		this.#patch(parseInline(end, this.#context.references));
		if (end.length > this.#tryAt) this.#setAside(end);
		this.#showDirection();
	}

	#showDirection(): void {
		const direction =
			this.#asideDirection ?? directionOf(this.#waiting) ?? directionOf(this.#shown);
		if (direction === this.#direction) return;
		this.#direction = direction;
		showDirection(this.#element, direction);
	}

	/** Comparing what is set aside would cost as much at each word as the text is long: only where it must be. */
	#keepsAside(source: string, sameText: boolean): boolean {
		if (source.length < this.#source.length || !sameText) {
			return source.startsWith(this.#source.slice(0, this.#waitingEnd.length));
		}
		return true;
	}

	#setAside(open: string): void {
		this.#tryAt = open.length + LONG / 2;
		if (this.#waiting.length > 0 && this.#source.length >= this.#parseAllAt) {
			this.#parseAll();
			this.#setAside(this.#source.slice(this.#aside.length));
			return;
		}
		const end = lastWordStart(open);
		const start = open.slice(0, end);
		const forGood = this.#waiting.length === 0 && end > 0 && this.#setAsideForGood(start, open);
		if (!forGood) this.#setAsideForNow(open);
	}

	#setAsideForGood(start: string, open: string): boolean {
		// Maths that is not closed yet looks like the text that it would then be.
		if (/\$\$|\\[([]/.test(start)) return false;
		const nodes = parseInline(start, this.#context.references);
		if (!nodes.every(standsAlone)) return false;
		this.#patch(nodes);
		this.#asideDirection ??= directionOf(nodes);
		this.#aside = {
			length: this.#aside.length + start.length,
			last: this.#element.lastChild,
		};
		this.#waitingEnd = this.#aside;
		this.#showAfter(open.slice(start.length));
		return true;
	}

	#setAsideForNow(open: string): void {
		const end = likelyCut(open);
		if (end === 0) return;
		if (this.#waiting.length === 0) this.#parseAllAt = this.#source.length * GROWTH;
		const nodes = parseInline(open.slice(0, end), this.#context.references);
		this.#patch(nodes);
		for (const node of nodes) this.#waiting.push(node);
		this.#waitingEnd = {
			length: this.#waitingEnd.length + end,
			last: this.#element.lastChild,
		};
		this.#showAfter(open.slice(end));
	}

	#showAfter(end: string): void {
		this.#shown = [];
		this.#patch(parseInline(end, this.#context.references));
		this.#tryAt = LONG;
	}

	/** Shows as one what was set aside for now and what came after it. */
	#parseAll(): void {
		this.#shown = mergeTexts(this.#element, [...this.#waiting, ...this.#shown], this.#aside.last);
		this.#waiting = [];
		this.#waitingEnd = this.#aside;
		this.#patch(parseInline(this.#source.slice(this.#aside.length), this.#context.references));
	}

	#patch(next: Inline[]): void {
		patchInline(this.#element, this.#shown, next, this.#waitingEnd.last);
		this.#shown = next;
	}

	#clear(): void {
		this.#element.replaceChildren();
		this.#shown = [];
		this.#waiting = [];
		this.#aside = NOTHING_ASIDE;
		this.#waitingEnd = NOTHING_ASIDE;
		this.#asideDirection = undefined;
		this.#tryAt = LONG;
	}
}

interface Aside {
	/** Of the source, in UTF-16 units. */
	readonly length: number;
	/** The last of the element's children that show it. */
	readonly last: ChildNode | null;
}

const NOTHING_ASIDE: Aside = { length: 0, last: null };

/** Where the last word begins that one space separates from the word before it; 0 if there is none. */
function lastWordStart(text: string): number {
	let last = 0;
	for (const match of text.slice(-LONG).matchAll(/(?<=\S) (?=\S)/g)) last = match.index + 1;
	return last === 0 ? 0 : last + Math.max(0, text.length - LONG);
}

/**
 * Where a text may be cut with little risk that a pair of marks is cut in two: before its last line, or before a word with no
 * mark shortly before it. 0 for nowhere, unless the text is very long.
 */
function likelyCut(text: string): number {
	const line = text.lastIndexOf('\n') + 1;
	if (line > 0) return line;
	const word = lastWordStart(text);
	if (word > 0 && !MARK.test(text.slice(Math.max(0, word - LIKELY_PAIR), word))) return word;
	if (text.length < 2 * LONG) return 0;
	return word > 0 ? word : text.length - 1;
}

/** Whether what follows cannot change a node: no marker is left in it that could still be half of a pair. */
function standsAlone(node: Inline): boolean {
	if (node.type === 'text') return !/[*_~`[$]|<(?:[a-z/]|$)/i.test(node.text);
	if (node.type !== 'span' && node.type !== 'link') return true;
	// Items without a list are in one with those that follow.
	if (node.type === 'span' && node.tag === 'ul') return false;
	const isClosed = node.type === 'span' && node.tag === 'code' && !node.isOpen;
	return isClosed || node.children.every(standsAlone);
}
