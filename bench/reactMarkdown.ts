import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import Markdown from 'react-markdown';
import rehypeHighlight from 'rehype-highlight';
import remarkGfm from 'remark-gfm';

/** What most chats in VS Code do: at each delta, React renders the whole reply anew through remark and highlight.js. */
export function reactMarkdown(root: HTMLElement): {
	append(piece: string): void;
	dispose(): void;
} {
	const react = createRoot(root);
	let text = '';
	return {
		append(piece) {
			text += piece;
			const plugins = { remarkPlugins: [remarkGfm], rehypePlugins: [rehypeHighlight] };
			flushSync(() => react.render(createElement(Markdown, plugins, text)));
		},
		dispose: () => react.unmount(),
	};
}
