import type { ContextPart, ContextView } from '../../shared/context/contextProtocol.ts';
import { cutName, element, iconButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';

/** What of it only counts, and changes with every key. */
const NUMBERS = '.context-tokens, .context-total > span';

/** What is shown where, but for its numbers. */
const shown = new WeakMap<HTMLElement, string>();

/**
 * Shows what the next request is made of, a line for each part, and the sum. Lines that stay get other numbers only: one may have the
 * keyboard, or be pressed just now.
 */
export function showParts(root: HTMLElement, view: ContextView, host: HostPort): void {
	const made = element('div', {}, ...contextParts(view, host));
	const { parts, context, window } = view;
	const shape = JSON.stringify([parts.map((part) => ({ ...part, tokens: 0 })), context, window]);
	if (shown.get(root) !== shape) {
		shown.set(root, shape);
		root.replaceChildren(...made.childNodes);
		return;
	}
	const numbers = made.querySelectorAll(NUMBERS);
	for (const [index, old] of root.querySelectorAll(NUMBERS).entries()) {
		const text = numbers[index]?.textContent ?? '';
		if (old.textContent !== text) old.textContent = text;
	}
}

function contextParts(
	{ parts, tokens, context, window }: ContextView,
	host: HostPort,
): HTMLElement[] {
	const total = element(
		'div',
		{ class: 'context-total' },
		element('span', {}, context === null ? 'Prompt; the model’s context is not known' : 'Prompt'),
		element('span', {}, context === null ? about(tokens) : `${about(tokens)} of ${full(context)}`),
	);
	return [
		element('div', { class: 'context-parts', role: 'list' }, ...parts.map((p) => row(host, p))),
		total,
		...(window === undefined ? [] : [element('p', { class: 'context-window' }, window)]),
	];
}

function row(
	host: HostPort,
	{ kind, label, tokens, attachment, notSent }: ContextPart,
): HTMLElement {
	return element(
		'div',
		{ class: 'context-part', role: 'listitem' },
		element(
			'span',
			{ class: 'context-label', title: label },
			cutName(notSent ? `${label}, not sent` : label),
		),
		kind === 'instructions' && attachment !== undefined && notSent
			? iconButton(`Include ${label}`, 'add', () =>
					host.post({ type: 'chooseInstructions', file: attachment, choice: 'sent' }),
				)
			: undefined,
		kind === 'attachment' && attachment !== undefined
			? iconButton(`Shorten ${label}`, 'fold', () =>
					host.post({ type: 'shortenAttachment', attachment }),
				)
			: undefined,
		element('span', { class: 'context-tokens' }, kind === 'reply' ? full(tokens) : about(tokens)),
	);
}

function full(tokens: number): string {
	return tokens.toLocaleString('en');
}

function about(tokens: number): string {
	return `≈${full(tokens)}`;
}
