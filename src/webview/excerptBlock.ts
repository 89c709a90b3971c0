import type { Excerpt } from '../shared/conversation.ts';
import { element, icon } from './element.ts';

/** "3–9", or "3". */
function lineRange(excerpt: Excerpt): string {
	return excerpt.startLine === excerpt.endLine
		? String(excerpt.startLine)
		: `${excerpt.startLine}–${excerpt.endLine}`;
}

/** "src/sum.py:3–9", as it is called in links, chips and accessible names. */
export function excerptName(excerpt: Excerpt): string {
	return `${excerpt.label}:${lineRange(excerpt)}`;
}

/** Code that was sent with a question: folded, under a link that opens the very range. */
export function excerptBlock(excerpt: Excerpt, open: () => void): HTMLElement {
	const name = excerptName(excerpt);
	const link = element('a', { href: '#', class: 'excerpt-link', title: `Open ${name}` }, name);
	link.addEventListener('click', (event) => {
		event.preventDefault();
		open();
	});
	return element(
		'details',
		{ class: 'excerpt' },
		element(
			'summary',
			{ 'aria-label': `Code from ${name}` },
			icon('chevron-right'),
			link,
			element('span', { class: 'excerpt-language' }, excerpt.language),
		),
		element('pre', { tabindex: '0' }, element('code', {}, excerpt.text)),
	);
}
