import MarkdownIt from 'markdown-it';
import { MarkdownView } from '../src/webview/markdown/markdownView.ts';

/** A way to show a reply that grows: what it is told of each new piece. */
type Technique = (root: HTMLElement) => { append(text: string): void; dispose?(): void };

const LINES_PER_GROUP = 16;

function appendTo(parent: HTMLElement, tag: string, className = ''): HTMLElement {
	const child = document.createElement(tag);
	child.className = className;
	parent.append(child);
	return child;
}

const techniques = {
	ours(root) {
		return new MarkdownView(root, {
			codeBlockToolbar: () => document.createElement('div'),
			onLink: () => {},
		});
	},

	rerender(root) {
		const markdownIt = new MarkdownIt({ html: false, linkify: true });
		let text = '';
		return {
			append(piece) {
				text += piece;
				root.innerHTML = markdownIt.render(text);
			},
		};
	},

	/**
	 * What nothing that shows the text can undercut: it is appended as it is, each line to an element of its own. The lines are
	 * in groups, for the browser goes through all siblings of what has grown.
	 */
	floor(root) {
		let line: Text | undefined;
		let group = root;
		let lines = 0;
		const begin = (text: string) => {
			if (lines++ % LINES_PER_GROUP === 0) group = appendTo(root, 'div');
			line = document.createTextNode(text);
			appendTo(group, 'div').append(line);
		};
		return {
			append(piece) {
				const [rest = '', ...more] = piece.split('\n');
				if (line === undefined) begin(rest);
				else if (rest !== '') line.appendData(rest);
				for (const text of more) begin(text);
			},
		};
	},
} as const satisfies Record<string, Technique>;

export type TechniqueName = keyof typeof techniques;

const harness = {
	/** Milliseconds for each token of script and layout, one update for each; the page is as empty as before afterwards. */
	measure(name: TechniqueName, tokens: readonly string[]): number {
		// The page around a reply, as src/webview builds it.
		const page = appendTo(document.body, 'div', 'page');
		const scroller = appendTo(page, 'div', 'scroller');
		const transcript = appendTo(scroller, 'div', 'transcript');
		const root = appendTo(appendTo(transcript, 'article', 'message reply'), 'div', 'markdown');
		const view: ReturnType<Technique> = techniques[name](root);
		const start = performance.now();
		for (const token of tokens) {
			view.append(token);
			// Following the end reads a size, by which the browser lays out what has changed.
			scroller.scrollTop = scroller.scrollHeight;
		}
		const elapsed = performance.now() - start;
		// Signs are left out: they may be syntax.
		const words = tokens.join('').match(/\p{L}{3,}/gu) ?? [];
		if (!root.textContent.includes(words.at(-1) ?? '')) throw new Error(`${name} showed nothing`);
		view.dispose?.();
		page.remove();
		return elapsed / tokens.length;
	},
};

export type Harness = typeof harness;

Object.assign(globalThis, { harness });
