import type { MarkdownView, MarkdownViewOptions } from './markdown/markdownView.ts';

let loaded: typeof MarkdownView | undefined;

/** Resolves when replies can be shown. Their renderer is most of the page's code, and an empty chat does not need it. */
export async function loadMarkdown(): Promise<void> {
	if (loaded === undefined) ({ MarkdownView: loaded } = await import('./markdown/markdownView.ts'));
}

/** @throws Error before `loadMarkdown` has resolved */
export function createMarkdownView(root: HTMLElement, options: MarkdownViewOptions): MarkdownView {
	if (loaded === undefined) throw new Error('A reply is shown before its renderer is loaded');
	return new loaded(root, options);
}
