import type { Block, Container, Html, Item, List } from '../../shared/markdown/blocks.ts';
import type { BlockView, BlockViewContext } from './blockView.ts';
import { CodeView } from './code/codeView.ts';
import { Details } from './details.ts';
import { type Direction, showDirection } from './direction.ts';
import { MathsView } from './mathsView.ts';
import { Parts } from './parts.ts';
import { TableView } from './tables/tableView.ts';
import { TextPieces } from './textPieces.ts';
import { TextView } from './textView.ts';

/** The blocks of a root, quote, list or item. Those that are final are never looked at again. */
export class ContainerView implements BlockView {
	readonly element: HTMLElement;
	readonly #context: BlockViewContext;
	readonly #views: BlockView[] = [];
	readonly #parts: Parts;
	readonly #details: Details;
	#block: Container;
	#final = 0;
	#checkBox: HTMLInputElement | undefined;
	#direction: Direction | undefined;
	/** As the element says it; what it says is not asked of it at each piece of text. */
	#loose = true;
	/** How many of the first children are final and have no direction. */
	#undirected = 0;

	constructor(element: HTMLElement, block: Container, context: BlockViewContext) {
		this.element = element;
		this.#block = block;
		this.#context = context;
		this.#details = new Details(this.#views, context);
		this.#parts = new Parts(element, block.type === 'list' ? block : undefined);
		this.update(block);
	}

	get direction(): Direction | undefined {
		return this.#direction;
	}

	update(block: Block): boolean {
		if (!('children' in block) || !fits(this.#block, block)) return false;
		if (block !== this.#block) {
			this.#final = 0;
			this.#undirected = 0;
		}
		this.#block = block;
		if (block.type === 'list') this.#showTightness(block);
		if (block.type === 'item') {
			this.#showCheckBox(block);
			this.#showFootnote(block);
		}
		this.#showChildren(block.children);
		if (block.type !== 'root') this.#showDirection();
		return true;
	}

	/**
	 * Shows the block of a text that was complete and goes on, read anew to where it ended: what was closed before that stays as it is.
	 * Returns false, with nothing changed, if another view must do that.
	 */
	reopen(block: Container): boolean {
		const open = block.children.findIndex((child) => !this.#context.isFinal(child));
		const final = open < 0 ? block.children.length : open;
		if (!fits(this.#block, block) || !this.#details.reopen(final)) return false;
		const child = block.children[final];
		const view = this.#views[final];
		const goesOn =
			child && 'children' in child && view instanceof ContainerView && view.reopen(child);
		this.#cutTo(goesOn ? final + 1 : final);
		this.#block = block;
		this.#final = final;
		this.#undirected = Math.min(this.#undirected, final);
		return this.update(block);
	}

	/** That of the first child that has one: `dir="auto"` would not look into children with a direction of their own. */
	#showDirection(): void {
		const views = this.#views;
		while (this.#undirected < this.#final && !views[this.#undirected]?.direction)
			this.#undirected++;
		let index = this.#undirected;
		while (index < views.length && !views[index]?.direction) index++;
		const direction = views[index]?.direction;
		if (direction === this.#direction) return;
		this.#direction = direction;
		showDirection(this.element, direction);
	}

	/** A list becomes loose by a class, so that its items need not be touched. */
	#showTightness(list: List): void {
		if (list.loose === this.#loose) return;
		this.#loose = list.loose;
		if (list.loose) this.element.removeAttribute('class');
		else this.element.className = 'tight';
	}

	#showChildren(blocks: readonly Block[]): void {
		for (let index = this.#final; index < blocks.length; index++) {
			const block = blocks[index];
			const present = this.#views[index];
			if (!block || present?.update(block)) continue;
			const view = createView(block, this.#context);
			if (present) present.element.replaceWith(view.element);
			else this.#parts.append(view.element, index);
			this.#views[index] = view;
		}
		this.#cutTo(blocks.length);
		for (let next = blocks[this.#final]; next && this.#context.isFinal(next); ) {
			this.#details.take(next, this.#final);
			next = blocks[++this.#final];
		}
	}

	/** Takes out the last children, so that so many are left. */
	#cutTo(length: number): void {
		for (let index = this.#views.length - 1; index >= length; index--) {
			const view = this.#views.pop();
			if (view) this.#parts.remove(view.element, index);
		}
	}

	#showFootnote({ footnote }: Item): void {
		if (footnote === undefined || this.element.dataset['footnote'] === footnote) return;
		this.element.dataset['footnote'] = footnote;
		this.#context.addFootnote(footnote);
	}

	#showCheckBox(item: Item): void {
		if (item.checked === undefined) {
			if (!this.#checkBox) return;
			this.#checkBox.remove();
			this.#checkBox = undefined;
			this.element.removeAttribute('class');
			return;
		}
		if (!this.#checkBox) {
			this.#checkBox = document.createElement('input');
			this.#checkBox.type = 'checkbox';
			this.#checkBox.disabled = true;
			this.element.prepend(this.#checkBox);
			this.element.className = 'task';
		}
		this.#checkBox.checked = item.checked;
		this.#checkBox.ariaLabel = item.checked ? 'Done' : 'Not done';
	}
}

/** Raw HTML, as the text that it is. */
class HtmlView implements BlockView {
	readonly element = document.createElement('div');
	readonly #lines = new TextPieces(this.element);

	constructor(block: Html) {
		this.element.className = 'raw-html';
		this.element.dir = 'ltr';
		this.update(block);
	}

	update(block: Block): boolean {
		if (block.type !== 'html') return false;
		this.#lines.show(block.lines);
		return true;
	}
}

function createView(block: Block, context: BlockViewContext): BlockView {
	switch (block.type) {
		case 'paragraph':
		case 'heading':
			return new TextView(block, context);
		case 'code':
			return new CodeView(block, context);
		case 'table':
			return new TableView(block, context);
		case 'html':
			return new HtmlView(block);
		case 'maths':
			return new MathsView(block);
		case 'thematicBreak':
			return {
				element: document.createElement('hr'),
				update: (other) => other.type === 'thematicBreak',
			};
		case 'list':
			return new ContainerView(createList(block), block, context);
		case 'item':
			return new ContainerView(document.createElement('li'), block, context);
		default:
			return new ContainerView(document.createElement('blockquote'), block, context);
	}
}

function createList(list: List): HTMLElement {
	if (list.start === undefined) return document.createElement('ul');
	const element = document.createElement('ol');
	if (list.start !== 1) element.start = list.start;
	return element;
}

/** Whether the element made for one block can show the other. */
function fits(block: Container, other: Container): boolean {
	if (block.type !== 'list' || other.type !== 'list') return block.type === other.type;
	return block.start === other.start;
}
