import { readFilePath } from '../../../shared/markdown/filePath.ts';
import { findReferences } from '../../../shared/markdown/findReferences.ts';
import {
	type References as Answer,
	type CheckedReference,
	type FileReference,
	MAX_BATCH,
} from '../../../shared/markdown/markdownProtocol.ts';
import { element } from '../../dom/element.ts';
import { isSelected } from '../code/selection.ts';
import { textBlocks } from './textBlocks.ts';

/** So many different ones of a text are asked about. */
const MOST = 200;

const MOVED = 'The file has changed since this reply: the place may have moved.';
const GONE = 'The place is not in this workspace any more.';

/** Where a reference stands: a part of the text, or a link that was written as one. */
type Place = Range | HTMLAnchorElement;

export interface ReferencesPorts {
	/** Asks which of these are there; `answered` is given the answer. */
	check(references: readonly FileReference[]): void;
	open(reference: FileReference): void;
}

/** Makes links of what a complete text names, as far as the host finds it. The text itself stays as it is. */
export class ReferenceLinks {
	readonly #ports: ReferencesPorts;
	/** By what they lead to. */
	readonly #places = new Map<string, Place[]>();
	readonly #links = new Map<string, HTMLAnchorElement[]>();
	/** What is not shown yet, because a part of the text is selected. */
	#waiting: CheckedReference[] = [];
	readonly #text: HTMLElement;
	/** The links that no one has written. */
	readonly #made: HTMLAnchorElement[] = [];
	readonly #onSelection = () => this.#show();
	/** Ends the listening at the links: another may make links of the same text. */
	readonly #end = new AbortController();

	constructor(text: HTMLElement, ports: ReferencesPorts) {
		this.#text = text;
		this.#ports = ports;
		const references = this.#find();
		for (let start = 0; start < references.length; start += MAX_BATCH) {
			ports.check(references.slice(start, start + MAX_BATCH));
		}
	}

	answered({ checked }: Answer): void {
		this.#waiting.push(...checked);
		this.#show();
	}

	/** Leaves the text as it was found. */
	takeBack(): void {
		for (const link of this.#made) {
			const { parentNode } = link;
			link.replaceWith(...link.childNodes);
			parentNode?.normalize();
		}
	}

	dispose(): void {
		this.#end.abort();
		document.removeEventListener('selectionchange', this.#onSelection);
		this.#places.clear();
	}

	#find(): FileReference[] {
		const references: FileReference[] = [];
		const add = (reference: FileReference, place: () => Place) => {
			const key = keyOf(reference);
			const places = this.#places.get(key);
			if (places) {
				places.push(place());
			} else if (references.length < MOST) {
				references.push(reference);
				this.#places.set(key, [place()]);
			}
		};
		for (const link of this.#text.querySelectorAll('a')) {
			const reference = writtenLink(link);
			if (reference) add(reference, () => link);
		}
		for (const block of textBlocks(this.#text)) {
			for (const { target, ...extent } of findReferences(block.text, block.codes)) {
				add(target, () => block.range(extent));
			}
		}
		return references;
	}

	/** A selection would lose what is put into a link: what comes meanwhile waits. */
	#show(): void {
		document.removeEventListener('selectionchange', this.#onSelection);
		if (isSelected(this.#text)) {
			document.addEventListener('selectionchange', this.#onSelection);
			return;
		}
		for (const checked of this.#waiting.splice(0)) this.#showOne(checked);
	}

	#showOne({ reference, label, moved }: CheckedReference): void {
		const key = keyOf(reference);
		const places = this.#places.get(key) ?? [];
		this.#places.delete(key);
		if (label === undefined) {
			for (const place of places) if (!(place instanceof Range)) unlink(place);
			// What was there stays a link: it may have the keyboard.
			for (const link of this.#links.get(key) ?? []) describe(link, GONE);
			return;
		}
		const made = places.flatMap((place) => this.#link(place, reference) ?? []);
		const links = [...(this.#links.get(key) ?? []), ...made];
		this.#links.set(key, links);
		for (const link of links) describe(link, moved ? MOVED : undefined, label);
	}

	#link(place: Place, reference: FileReference): HTMLAnchorElement | undefined {
		const link = place instanceof Range ? element('a', { href: addressOf(reference) }) : place;
		if (place instanceof Range) {
			if (!wrap(place, link)) return undefined;
			this.#made.push(link);
		}
		const { signal } = this.#end;
		const open = (event: MouseEvent) => {
			// Only the button of the wheel opens a link as the left one does.
			if (event.button > 1) return;
			event.preventDefault();
			event.stopPropagation();
			this.#ports.open(reference);
		};
		// The file may have changed since it was looked at: whoever comes to the link is told.
		const lookAgain = () => this.#ports.check([reference]);
		link.addEventListener('pointerenter', lookAgain, { signal });
		link.addEventListener('focus', lookAgain, { signal });
		link.addEventListener('click', open, { signal });
		link.addEventListener('auxclick', open, { signal });
		return link;
	}
}

function keyOf({ path, line, column, endLine, symbol }: FileReference): string {
	return JSON.stringify([path, line, column, endLine, symbol]);
}

function addressOf({ path, line, endLine }: FileReference): string {
	const lines = line === undefined ? '' : `#L${line}${endLine === undefined ? '' : `-L${endLine}`}`;
	return encodeURI(path) + lines;
}

/** Where a link of the text leads, if that is a file. */
function writtenLink(link: HTMLAnchorElement): FileReference | undefined {
	const { path, line, endLine } = readFilePath(link.getAttribute('href') ?? '') ?? {};
	if (path === undefined || path.length > 400 || line === 0) return undefined;
	return {
		// A bare name is written with a dot in a link; it is one all the same.
		path: path.replace(/^\.\//, ''),
		...(line === undefined ? {} : { line }),
		...(endLine === undefined || endLine === line || endLine === 0 ? {} : { endLine }),
	};
}

/** What leads nowhere is text, as it would be without the marks of a link. */
function unlink(link: HTMLAnchorElement): void {
	link.removeAttribute('href');
	link.removeAttribute('title');
}

function describe(link: HTMLAnchorElement, note: string | undefined, label?: string): void {
	link.title = [label, note].filter((part) => part !== undefined).join('\n');
	if (note === undefined) link.removeAttribute('aria-description');
	else link.setAttribute('aria-description', note);
}

/** Puts a link around a part of a text; returns false where that part begins or ends within something that it is not all of. */
function wrap(range: Range, link: HTMLAnchorElement): boolean {
	const { startContainer, startOffset, endContainer, endOffset, commonAncestorContainer } = range;
	if (!(startContainer instanceof Text && endContainer instanceof Text)) return false;
	const parent =
		commonAncestorContainer instanceof Text
			? commonAncestorContainer.parentNode
			: commonAncestorContainer;
	if (parent === null || startContainer.parentElement?.closest('a')) return false;
	if (range.cloneContents().querySelector('a')) return false;
	const first = outermost(startContainer, parent, ({ previousSibling }) => previousSibling);
	const last = outermost(endContainer, parent, ({ nextSibling }) => nextSibling);
	// Nothing is split before all of this is known: a text in two pieces that no link tells of would never be one again.
	if (first === undefined || last === undefined) return false;
	if (first !== startContainer && startOffset > 0) return false;
	if (last !== endContainer && endOffset < endContainer.length) return false;
	if (endOffset < endContainer.length) endContainer.splitText(endOffset);
	const begin = startOffset === 0 ? first : startContainer.splitText(startOffset);
	const end = startContainer === endContainer ? begin : last;
	begin.before(link);
	for (let node: ChildNode | null = begin; node; ) {
		const following: ChildNode | null = node === end ? null : node.nextSibling;
		link.append(node);
		node = following;
	}
	return true;
}

/** The child of `parent` that begins, or ends, with a node; undefined where there is more in it on that side. */
function outermost(
	node: ChildNode,
	parent: Node,
	beside: (node: ChildNode) => ChildNode | null,
): ChildNode | undefined {
	let outer = node;
	while (outer.parentNode !== parent) {
		if (beside(outer) !== null || !(outer.parentNode instanceof Element)) return undefined;
		outer = outer.parentNode;
	}
	return outer;
}
