import { BlockParser } from '../../shared/markdown/blockParser.ts';
import type { BlockViewContext, CodeBlockOptions } from './blockView.ts';
import { HighlightQueue } from './code/highlightQueue.ts';
import { ContainerView } from './containerView.ts';
import { addFootnote, addReferences } from './inline.ts';

export interface MarkdownViewOptions {
	/** What stands at the right of a code block's header. Called when the block's index and language are known. */
	readonly codeBlockToolbar: CodeBlockOptions['codeBlockToolbar'];
	/** A link was clicked; its address is http, https or mailto. `text` is what is shown of it. */
	onLink(href: string, text: string): void;
}

/**
 * Shows a Markdown text that comes in pieces. What is closed keeps its nodes; of what is open only the open end is
 * touched. A link whose definition comes after it becomes a link when the text is settled. A settled text may go on.
 */
export class MarkdownView {
	#parser = new BlockParser();
	readonly #highlights = new HighlightQueue();
	readonly #context: BlockViewContext;
	readonly #content: ContainerView;
	/** Ends the listening to what is clicked in the text: the next view of the same element listens for itself. */
	readonly #end = new AbortController();
	#definitions = 0;
	/** Whether a definition or a footnote has come that texts shown before it may refer to. */
	#isNew = false;

	constructor(root: HTMLElement, options: MarkdownViewOptions) {
		this.#context = {
			references: Object.create(null),
			bracketed: new Set(),
			completeCode: new Set(),
			addFootnote: (label) => {
				this.#isNew = true;
				addFootnote(this.#context.references, label);
			},
			isFinal: (block) => this.#parser.isFinal(block),
			codeBlockToolbar: options.codeBlockToolbar,
			colourLater: (block) => this.#highlights.add(block),
		};
		this.#content = new ContainerView(root, this.#parser.root, this.#context);
		const follow = (event: MouseEvent) => followLink(event, options.onLink);
		const { signal } = this.#end;
		root.addEventListener('click', follow, { signal });
		root.addEventListener(
			'auxclick',
			(event) => {
				if (event.button === MIDDLE) follow(event);
			},
			{ signal },
		);
	}

	append(text: string): void {
		this.#parser.append(text);
		this.#show();
	}

	/** The text is complete: everything open is closed. Nothing may be appended afterwards, unless it is reopened. */
	settle(): void {
		this.#parser.end();
		this.#show();
		if (this.#isNew) for (const text of this.#context.bracketed) text.render();
		this.#isNew = false;
	}

	/**
	 * A settled text goes on: of what is shown only the block that its end had closed is made anew.
	 * @param text all of it so far
	 * @returns false, with nothing changed, where more would have to be
	 */
	reopen(text: string): boolean {
		const parser = new BlockParser();
		parser.append(text);
		// A definition that the end had closed may become another one.
		if (parser.definitions.length !== this.#definitions) return false;
		const settled = this.#parser;
		this.#parser = parser;
		if (this.#content.reopen(parser.root)) {
			this.#show();
			return true;
		}
		this.#parser = settled;
		return false;
	}

	/** Drops what is still to be highlighted, and follows no link any more; for a text that is taken off the page. */
	dispose(): void {
		this.#end.abort();
		this.#highlights.clear();
	}

	#show(): void {
		const added = this.#parser.definitions.slice(this.#definitions);
		this.#definitions += added.length;
		this.#isNew ||= added.length > 0;
		addReferences(this.#context.references, added);
		this.#content.update(this.#parser.root);
		for (const code of this.#context.completeCode) code.close();
		this.#context.completeCode.clear();
	}
}

/** The button of a mouse that opens a link as the left one does. The right one opens a menu, and nothing else. */
const MIDDLE = 1;

/** The click ends here: neither the browser nor the host of the page may follow the link on its own. */
function followLink(event: MouseEvent, onLink: MarkdownViewOptions['onLink']): void {
	const link = event.target instanceof Element ? event.target.closest('a') : null;
	const href = link?.getAttribute('href');
	if (!href) return;
	event.preventDefault();
	event.stopPropagation();
	onLink(href, link?.textContent ?? '');
}
