import MarkdownIt from 'markdown-it';
import { codeBlocks } from '../../src/shared/markdown/codeBlocks.ts';
import { ColourSteps, NOTHING_OPEN } from '../../src/webview/markdown/code/colourSteps.ts';
import { highlightLines } from '../../src/webview/markdown/code/highlight.ts';
import { MarkdownView } from '../../src/webview/markdown/markdownView.ts';
import { shrink } from './shrink.ts';

/** What the tests call in the page. */
const harness = {
	codeBlocks,

	/** A new, empty text at the end of the page, or in an element that had another. */
	open(root: HTMLElement = document.createElement('div')): {
		root: HTMLElement;
		view: MarkdownView;
		links: string[];
	} {
		root.replaceChildren();
		root.className = 'markdown';
		document.body.append(root);
		const links: string[] = [];
		const view = new MarkdownView(root, {
			codeBlockToolbar: ({ index, language }) => {
				const button = document.createElement('button');
				button.textContent = `${index} ${language}`;
				return button;
			},
			onLink: (href) => links.push(href),
		});
		return { root, view, links };
	},

	/** How many characters a grammar reads to colour code line by line as it comes. */
	charactersRead(language: string, code: string): number {
		const steps = new ColourSteps();
		const lines = code.split('\n');
		let characters = 0;
		for (let come = 1; come <= lines.length; come++) {
			const shown = lines.slice(0, come);
			while (steps.isDue(shown)) {
				const step = steps.next(shown);
				characters += step.read.join('\n').length + 1;
				steps.done(step, highlightLines(step.read, language)?.end ?? NOTHING_OPEN);
			}
		}
		return characters;
	},

	/** Those of the languages that cannot be coloured. */
	unknownLanguages: (names: readonly string[]) =>
		names.filter((name) => highlightLines(['x'], name) === undefined),

	/** How many characters of inline text are parsed while a text comes in words. */
	parsed(text: string): number {
		const { parseInline } = MarkdownIt.prototype;
		let characters = 0;
		MarkdownIt.prototype.parseInline = function (source, env) {
			characters += source.length;
			return parseInline.call(this, source, env);
		};
		try {
			harness.render(text.match(/\s*\S{1,6}/g) ?? []);
		} finally {
			MarkdownIt.prototype.parseInline = parseInline;
		}
		return characters;
	},

	/** The fewest pieces after one of which a growing text looks otherwise than if all that has come had come at once; undefined for none. */
	wrongOnTheWay(pieces: readonly string[]): readonly string[] | undefined {
		const wrong = firstWrong(pieces);
		if (wrong < 0) return undefined;
		return shrink(pieces.slice(0, wrong + 1), (fewer) => firstWrong(fewer) >= 0);
	},

	/** The fewest pieces that end up as something else than their text as a whole; undefined for none. */
	wrongAtTheEnd(pieces: readonly string[]): readonly string[] | undefined {
		const isWrong = (some: readonly string[]) =>
			harness.render(some) !== harness.render([some.join('')]);
		return isWrong(pieces) ? shrink(pieces, isWrong) : undefined;
	},

	/** The DOM that a text given in pieces ends up as, without the widths that a table keeps of its first rows. */
	render(pieces: readonly string[]): string {
		const { root, view } = harness.open();
		for (const piece of pieces) view.append(piece);
		view.settle();
		const html = withoutWidths(root);
		view.dispose();
		root.remove();
		return html;
	},

	/** The same of a text that was complete after each piece, and went on; and how often it had to be made anew for that. */
	goOn(pieces: readonly string[]): { html: string; anew: number } {
		let { root, view } = harness.open();
		let anew = 0;
		let text = '';
		for (const piece of pieces) {
			if (text !== '' && !view.reopen(text)) {
				view.dispose();
				({ view } = harness.open(root));
				view.append(text);
				anew++;
			}
			view.append(piece);
			view.settle();
			text += piece;
		}
		const html = withoutWidths(root);
		view.dispose();
		root.remove();
		return { html, anew };
	},
};

function withoutWidths(root: HTMLElement): string {
	for (const table of root.querySelectorAll('table')) {
		table.querySelector('colgroup')?.remove();
		for (const kept of ['class', 'style']) table.removeAttribute(kept);
	}
	return root.innerHTML;
}

/** After which of the pieces the text looks otherwise than if all that has come had come at once; -1 for none. */
function firstWrong(pieces: readonly string[]): number {
	const { root, view } = harness.open();
	const wrong = pieces.findIndex((piece, index) => {
		view.append(piece);
		const whole = harness.open();
		whole.view.append(pieces.slice(0, index + 1).join(''));
		// A formula that is not complete shows a blank at its end, or waits with it.
		const [come, once] = [root, whole.root].map(({ innerHTML }) =>
			innerHTML.replaceAll(/\s+<\//g, '</'),
		);
		whole.view.dispose();
		whole.root.remove();
		return come !== once;
	});
	view.dispose();
	root.remove();
	return wrong;
}

export type Harness = typeof harness;

Object.assign(globalThis, { harness });
