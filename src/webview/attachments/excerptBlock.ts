import type { Excerpt } from '../../shared/conversation/messages.ts';
import { element, iconButton } from '../dom/element.ts';
import { fadeEdges } from '../dom/fadingEdges.ts';
import { onReveal } from '../dom/folds.ts';
import { markedText } from '../dom/hiddenMark.ts';
import { excerptName } from './excerptName.ts';

/** Code that was sent with a question: folded, beside a link that opens the very range. */
export function excerptBlock(excerpt: Excerpt, open: () => void): HTMLElement {
	const name = excerptName(excerpt);
	const link = element(
		'a',
		{ href: '#', class: 'excerpt-link', title: `Open ${name}`, dir: 'auto' },
		name,
	);
	link.addEventListener('click', (event) => {
		event.preventDefault();
		open();
	});
	const code = element(
		'pre',
		{
			tabindex: '0',
			role: 'region',
			'aria-label': name,
			dir: excerpt.source === 'prompt' ? 'auto' : 'ltr',
		},
		element('code', {}, markedText(excerpt.text, 'code')),
	);
	fadeEdges(code);
	// Not a <details>: its summary would be a button with a link inside, which screen readers cannot tell apart.
	const show = (shown: boolean) => {
		code.hidden = !shown;
		fold.setAttribute('aria-expanded', String(shown));
	};
	const what = excerpt.source === 'prompt' ? 'Text of' : 'Code from';
	const fold = iconButton(`${what} ${name}`, 'chevron-right', () => show(code.hidden !== false));
	show(false);
	onReveal(code, code, () => show(true));
	return element(
		'div',
		{ class: 'excerpt' },
		element(
			'div',
			{ class: 'excerpt-head' },
			fold,
			link,
			element('span', { class: 'excerpt-language' }, excerpt.language),
		),
		code,
	);
}
