import hljs from 'highlight.js/lib/common';
import MarkdownIt from 'markdown-it';
import { MarkdownView } from '../src/webview/markdown/markdownView.ts';
import { reactMarkdown } from './reactMarkdown.ts';

/** A way to show a reply that grows: what it is told of each new piece. */
type Technique = (root: HTMLElement) => {
	append(text: string): void;
	/** Nothing more comes. */
	settle?(): void;
	dispose?(): void;
};

const LINES_PER_GROUP = 16;

/** As our long paragraphs: what has come is shown once it is so large a part of its line. */
const STEP = 1 / 256;

/** Of a reply that is coloured while it streams: after so many tokens the page is idle. */
const TOKENS_PER_PAUSE = 32;
const MOST_PAUSES = 1000;

/** Resolves when the page has had nothing else to do. */
function pause(): Promise<unknown> {
	return new Promise((resolve) => requestIdleCallback(resolve));
}

function appendTo(parent: HTMLElement, tag: string, className = ''): HTMLElement {
	const child = document.createElement(tag);
	child.className = className;
	parent.append(child);
	return child;
}

/**
 * @param className of the groups that are complete; the style sheet keeps a `part` out of layout while it is off the screen
 * @param step how large a part of a line has to come before it is shown; 0 for each piece at once
 */
function floor(root: HTMLElement, className: string, step: number): { append(text: string): void } {
	let line: Text | undefined;
	let waiting = '';
	let group = root;
	let lines = 0;
	const begin = (text: string) => {
		if (lines++ % LINES_PER_GROUP === 0) {
			if (group !== root) group.className = className;
			group = appendTo(root, 'div');
		}
		line = document.createTextNode(text);
		appendTo(group, 'div').append(line);
	};
	return {
		append(piece) {
			const [rest = '', ...more] = piece.split('\n');
			waiting += rest;
			if (line === undefined) begin('');
			const due = more.length > 0 || waiting.length >= Math.floor((line?.length ?? 0) * step);
			if (due && waiting !== '') {
				line?.appendData(waiting);
				waiting = '';
			}
			for (const text of more) begin(text);
		},
	};
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
			settle() {
				for (const code of root.querySelectorAll<HTMLElement>('pre > code'))
					hljs.highlightElement(code);
			},
		};
	},

	react: reactMarkdown,

	/**
	 * What nothing that shows the text can undercut: it is appended as it is, each line to an element of its own. The lines are
	 * in groups, for the browser goes through all siblings of what has grown.
	 */
	floor: (root) => floor(root, 'group', 0),

	/** The same, but what is off the screen is kept out of layout, and a long line grows in steps, both as we do it. */
	floorNear: (root) => floor(root, 'part', STEP),
} as const satisfies Record<string, Technique>;

export type TechniqueName = keyof typeof techniques;

let tokens: readonly string[] = [];

const harness = {
	/** What `stream` is to stream. Apart from it, since handing it over takes time of its own. */
	load(list: readonly string[]): void {
		tokens = list;
	},

	/** Shows the reply token by token, each laid out before the next; the page is as empty as before afterwards. */
	stream(name: TechniqueName): void {
		const { append, end } = begin(name);
		for (const token of tokens) append(token);
		end();
	},

	/** The same, but with a pause after some tokens, as a server makes them; until the end is coloured, where that is done. */
	async streamColoured(name: TechniqueName): Promise<void> {
		const { append, settle, end } = begin(name);
		for (const [index, token] of tokens.entries()) {
			append(token);
			if (index % TOKENS_PER_PAUSE === 0) await pause();
		}
		settle();
		const wanted = name.startsWith('floor') ? 0 : tokens.join('').split('function ').length - 1;
		const coloured = document.getElementsByClassName('hljs-title');
		for (let pauses = 0; coloured.length < wanted; pauses++) {
			if (pauses > MOST_PAUSES)
				throw new Error(`${name} has coloured ${coloured.length} of ${wanted}`);
			await pause();
		}
		// What is complete is coloured anew, as a whole.
		for (let left = 4; left > 0; left--) await pause();
		end();
	},

	/** Shows the reply as it comes, so many tokens a second, once for each picture. Returns the seconds until all is shown. */
	async streamPaced(name: TechniqueName, perSecond: number): Promise<number> {
		const { append, end } = begin(name);
		const start = performance.now();
		for (let shown = 0; shown < tokens.length; ) {
			const now = await new Promise<number>(requestAnimationFrame);
			const come = Math.min(tokens.length, Math.ceil(((now - start) * perSecond) / 1000));
			if (come <= shown) continue;
			append(tokens.slice(shown, come).join(''));
			shown = come;
		}
		const seconds = (performance.now() - start) / 1000;
		end();
		return seconds;
	},
};

/** Builds the page around a reply, as src/webview does. */
function begin(name: TechniqueName): {
	append(piece: string): void;
	settle(): void;
	end(): void;
} {
	const page = appendTo(document.body, 'div', 'page');
	const scroller = appendTo(page, 'div', 'scroller');
	const transcript = appendTo(scroller, 'div', 'transcript');
	const root = appendTo(appendTo(transcript, 'article', 'message reply'), 'div', 'markdown');
	const view: ReturnType<Technique> = techniques[name](root);
	return {
		settle: () => view.settle?.(),
		append(piece) {
			view.append(piece);
			// Following the end reads a size, by which the browser lays out what has changed.
			scroller.scrollTop = scroller.scrollHeight;
		},
		end() {
			// Signs are left out: they may be syntax.
			const words = tokens.join('').match(/\p{L}{3,}/gu) ?? [];
			if (!root.textContent.includes(words.at(-1) ?? '')) throw new Error(`${name} showed nothing`);
			view.dispose?.();
			page.remove();
		},
	};
}

export type Harness = typeof harness;

Object.assign(globalThis, { harness });
