import { DifferencesView } from '../../src/webview/compare/differencesView.ts';
import { blocksInSteps } from '../../src/webview/find/findRanges.ts';
import { MarkdownView } from '../../src/webview/markdown/markdownView.ts';

let told = '';
const view = new DifferencesView((text) => {
	told = text;
});
const texts: { readonly id: string; readonly name: string; readonly root: HTMLElement }[] = [];

/** What the tests call in the page. */
const harness = {
	/** Shows answers, in Markdown, by their names. */
	answers(all: Readonly<Record<string, string>>): void {
		for (const { root } of texts.splice(0)) root.remove();
		for (const [name, markdown] of Object.entries(all)) {
			const root = document.createElement('div');
			root.className = 'markdown';
			document.body.append(root);
			const shown = new MarkdownView(root, {
				codeBlockToolbar: () => document.createElement('div'),
				onLink: () => {},
			});
			shown.append(markdown);
			shown.settle();
			texts.push({ id: name, name, root });
		}
	},

	/** Resolves when it is told what differs from this answer. */
	async show(chosen: string): Promise<string> {
		told = '';
		view.show(texts, chosen);
		while (told === '') await new Promise((resolve) => setTimeout(resolve));
		return told;
	},

	/** The same while a text changes all the time, and stays what it is. */
	async showWhileChanging(chosen: string): Promise<string> {
		told = '';
		view.show(texts, chosen);
		while (told === '') {
			const passing = new Comment();
			texts.at(-1)?.root.append(passing);
			passing.remove();
			await new Promise((resolve) => setTimeout(resolve));
		}
		return told;
	},

	clear: () => view.clear(),

	/** In how many steps an answer is read. */
	steps(name: string): number {
		const root = texts.find((one) => one.name === name)?.root;
		return root === undefined ? 0 : [...blocksInSteps(root)].length;
	},

	/** What is marked, by the names of the answers. */
	marked(): Record<string, string[]> {
		const all = [...(CSS.highlights.get('difference') ?? [])];
		const ranges = all.filter((range) => range instanceof Range);
		return Object.fromEntries(
			texts.map(({ name, root }) => [
				name,
				ranges.filter((range) => root.contains(range.startContainer)).map(String),
			]),
		);
	},

	/** Puts a paragraph at the end of an answer, as something late may. */
	addLate(name: string, text: string): void {
		const paragraph = document.createElement('p');
		paragraph.textContent = text;
		texts.find((one) => one.name === name)?.root.append(paragraph);
	},
};

Object.assign(globalThis, { harness });
export type Harness = typeof harness;
