import type { ContextPart, ContextView } from '../../shared/context/contextProtocol.ts';
import { cutName, element, iconButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';

/** What the next request is made of, a line for each part, and the sum. */
export function contextParts(
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
