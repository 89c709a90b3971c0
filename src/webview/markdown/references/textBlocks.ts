import type { Extent } from '../../../shared/markdown/findReferences.ts';

/** What stands within a line of text; all else begins a text of its own. */
const INLINE =
	'em,strong,s,code,kbd,sub,sup,mark,b,i,u,ins,del,samp,var,small,q,cite,dfn,abbr,span';

/** What no references are looked for in. Where it stands in a text, that has a gap. */
const LEFT_OUT = 'a,br,pre,button,math,.code-block,.maths,.footnote,.hidden-mark,.raw-html';

/** The text of a paragraph, of a cell and the like, as it is in the page. */
export class TextBlock {
	text = '';
	readonly codes: Extent[] = [];
	readonly #nodes: { readonly node: Text; readonly start: number }[] = [];

	addText(node: Text): void {
		this.#nodes.push({ node, start: this.text.length });
		this.text += node.data;
	}

	addGap(): void {
		this.text += '\n';
	}

	/** The part of the page that a part of the text stands in. */
	range({ start, end }: Extent): Range {
		const range = new Range();
		const first = this.#nodes.findLast((piece) => piece.start <= start);
		const last = this.#nodes.findLast((piece) => piece.start < end);
		if (first) range.setStart(first.node, start - first.start);
		if (last) range.setEnd(last.node, end - last.start);
		return range;
	}
}

/** The texts within an element, in order, without code blocks and what is a link already. */
export function textBlocks(root: Element): TextBlock[] {
	const blocks: TextBlock[] = [];
	const visit = (parent: Element, block: TextBlock) => {
		for (const child of parent.childNodes) {
			if (child instanceof Text) block.addText(child);
			else if (child instanceof Element) visitElement(child, block);
		}
	};
	const visitElement = (child: Element, block: TextBlock) => {
		if (child.matches(LEFT_OUT)) {
			block.addGap();
			return;
		}
		if (!child.matches(INLINE)) {
			const own = new TextBlock();
			blocks.push(own);
			visit(child, own);
			return;
		}
		const start = block.text.length;
		visit(child, block);
		if (child.matches('code')) block.codes.push({ start, end: block.text.length });
	};
	const whole = new TextBlock();
	blocks.push(whole);
	visit(root, whole);
	return blocks;
}
