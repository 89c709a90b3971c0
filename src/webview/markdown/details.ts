import type { Block } from '../../shared/markdown/blocks.ts';
import { element } from '../dom/element.ts';
import type { BlockView, BlockViewContext } from './blockView.ts';
import type { Direction } from './direction.ts';
import { InlineContent } from './inlineContent.ts';

const OPENING = /^<details(?:\s[^<>]{0,200})?>\s*(<summary(?:\s[^<>]{0,200})?>)?/i;
const SUMMARY_END = '</summary>';
const CLOSING = '</details>';

/**
 * Folds what stands between `<details>` and `</details>` among the blocks of one parent, once both have come; until then, and where
 * one of them is missing, they are the text that they are. Attributes do not count.
 */
export class Details {
	readonly #views: BlockView[];
	readonly #context: BlockViewContext;
	readonly #open: (Opening & { readonly index: number })[] = [];

	/** @param views of the parent's blocks; those that are folded become one view, at each of their places */
	constructor(views: BlockView[], context: BlockViewContext) {
		this.#views = views;
		this.#context = context;
	}

	/** Takes a block that is final, the one after that which was taken last. */
	take(block: Block, index: number): void {
		if (block.type !== 'html') return;
		const text = block.lines.join('\n').trim();
		const closes = text.toLowerCase().endsWith(CLOSING);
		const begun = readOpening(closes ? text.slice(0, -CLOSING.length) : text);
		if (begun) this.#open.push({ ...begun, index });
		if (closes && (begun || text.length === CLOSING.length)) this.#close(index);
	}

	/**
	 * The blocks from this index on are taken back: the text goes on where they were closed.
	 * @returns false where one of them is folded with those before it
	 */
	reopen(index: number): boolean {
		const view = this.#views[index];
		if (view !== undefined && view === this.#views[index - 1]) return false;
		while ((this.#open.at(-1)?.index ?? -1) >= index) this.#open.pop();
		return true;
	}

	#close(end: number): void {
		const opened = this.#open.pop();
		const opening = opened && this.#views[opened.index];
		if (!opening) return;
		const summary = element('summary');
		const direction = this.#show(summary, opened.summary || 'Details');
		const details = element('details', {}, summary);
		if (opened.text !== '') {
			const text = element('p');
			this.#show(text, opened.text);
			details.append(text);
		}
		opening.element.replaceWith(details);
		const folded = this.#views.slice(opened.index + 1, end);
		for (const view of folded) details.append(view.element);
		this.#views[end]?.element.remove();
		const whole: BlockView = { element: details, direction, update: () => true };
		this.#views.fill(whole, opened.index, end + 1);
	}

	#show(target: HTMLElement, source: string): Direction | undefined {
		const content = new InlineContent(target, this.#context);
		content.show(source, false);
		content.finish();
		return content.direction;
	}
}

interface Opening {
	readonly summary: string;
	/** What stands in the same block after the summary. */
	readonly text: string;
}

function readOpening(text: string): Opening | undefined {
	const [opening, summary] = OPENING.exec(text) ?? [];
	if (opening === undefined) return undefined;
	const rest = text.slice(opening.length);
	if (summary === undefined) return { summary: '', text: rest.trim() };
	const end = rest.toLowerCase().indexOf(SUMMARY_END);
	if (end < 0) return undefined;
	return { summary: rest.slice(0, end).trim(), text: rest.slice(end + SUMMARY_END.length).trim() };
}
