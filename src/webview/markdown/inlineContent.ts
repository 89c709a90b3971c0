import type { BlockViewContext, ReferringText } from './blockView.ts';
import { type Direction, directionOf, showDirection } from './direction.ts';
import { type Inline, parseInline } from './inline.ts';
import { patchInline } from './inlineView.ts';

/**
 * A long text is not parsed as a whole each time it grows: when the part that is parsed is longer than this, in UTF-16
 * units, its beginning is set aside if it stands on its own.
 */
const LONG = 400;

/**
 * Text that cannot change the markup around it. Left out is what may be a mark, or a part of an entity, an address or a
 * line's end: such text is parsed, together with the word that it continues.
 */
const PLAIN = /^[\p{L}\p{N} ,.;'"?!%#+=-]*$/u;

/** Inline Markdown in an element: a paragraph, a heading, a table's cell. */
export class InlineContent implements ReferringText {
	readonly #element: HTMLElement;
	readonly #context: BlockViewContext;
	#source = '';
	/** How much of the source is set aside, and the last of the element's children that show it. */
	#asideLength = 0;
	#asideEnd: ChildNode | null = null;
	#shown: Inline[] = [];
	#tryAt = LONG;
	#asideDirection: Direction | undefined;
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
		if (this.#asideLength > 0 && !this.#keepsAside(source, sameText)) this.#clear();
		this.#source = source;
		if (source.includes('[')) this.#context.bracketed.add(this);
		this.render();
	}

	/** Appends what has come if it is text wherever it stands; returns false, with nothing changed, if that must be parsed. */
	#growsByText(source: string): boolean {
		const known = this.#source.length;
		const node = this.#shown.at(-1);
		const text = this.#element.lastChild;
		if (node?.type !== 'text' || !(text instanceof Text)) return false;
		if (source.length <= known || source.length - this.#asideLength > this.#tryAt) return false;
		if (!source.startsWith(this.#source.slice(this.#asideLength), this.#asideLength)) return false;
		// A mark at the end is the same before a space as before nothing.
		const word = source[known] === ' ' ? known : source.lastIndexOf(' ', known) + 1;
		if (!PLAIN.test(source.slice(Math.max(word, this.#asideLength)))) return false;
		const added = source.slice(known);
		text.appendData(added);
		this.#shown[this.#shown.length - 1] = { type: 'text', text: node.text + added };
		this.#source = source;
		if (this.#direction === undefined) this.#showDirection();
		return true;
	}

	render(): void {
		const open = this.#source.slice(this.#asideLength);
		this.#patch(parseInline(open, this.#context.references));
		if (open.length > this.#tryAt) this.#setAside(open);
		this.#showDirection();
	}

	#showDirection(): void {
		this.#direction = this.#asideDirection ?? directionOf(this.#shown);
		showDirection(this.#element, this.#direction);
	}

	/** Comparing what is set aside would cost as much at each word as the text is long: only where it must be. */
	#keepsAside(source: string, sameText: boolean): boolean {
		if (source.length < this.#source.length || !sameText) {
			return source.startsWith(this.#source.slice(0, this.#asideLength));
		}
		return true;
	}

	#setAside(open: string): void {
		this.#tryAt = open.length + LONG / 2;
		const end = lastWordStart(open);
		const start = open.slice(0, end);
		// Maths that is not closed yet looks like the text that it would then be.
		if (end === 0 || /\$\$|\\[([]/.test(start)) return;
		const nodes = parseInline(start, this.#context.references);
		if (!nodes.every(standsAlone)) return;
		this.#patch(nodes);
		this.#asideDirection ??= directionOf(nodes);
		this.#asideLength += end;
		this.#asideEnd = this.#element.lastChild;
		this.#shown = [];
		this.#patch(parseInline(open.slice(end), this.#context.references));
		this.#tryAt = LONG;
	}

	#patch(next: Inline[]): void {
		patchInline(this.#element, this.#shown, next, this.#asideEnd);
		this.#shown = next;
	}

	#clear(): void {
		this.#element.replaceChildren();
		this.#shown = [];
		this.#asideLength = 0;
		this.#asideEnd = null;
		this.#asideDirection = undefined;
		this.#tryAt = LONG;
	}
}

/** Where the last word begins that one space separates from the word before it; 0 if there is none. */
function lastWordStart(text: string): number {
	let last = 0;
	for (const match of text.slice(-LONG).matchAll(/(?<=\S) (?=\S)/g)) last = match.index + 1;
	return last === 0 ? 0 : last + Math.max(0, text.length - LONG);
}

/** Whether what follows cannot change a node: no marker is left in it that could still be half of a pair. */
function standsAlone(node: Inline): boolean {
	if (node.type === 'text') return !/[*_~`[$]|<br[ \t]{0,9}$/i.test(node.text);
	if (node.type === 'maths' || node.type === 'hidden') return true;
	return (node.type === 'span' && node.tag === 'code') || node.children.every(standsAlone);
}
