import type { Action } from '../shared/action.ts';
import type { Failure } from '../shared/conversation.ts';
import { FAILURES } from '../shared/failureTable.ts';
import { remediesFor } from '../shared/remedies.ts';
import { element, icon, textButton } from './element.ts';

/** What went wrong in a sentence, what to do about it as buttons, the server's own words folded away. */
export function failureAlert(
	failure: Failure,
	act: (action: Action) => void,
	extra: readonly HTMLElement[] = [],
): HTMLElement {
	const buttons = remediesFor(failure).map((remedy, index) =>
		textButton(remedy.label, index === 0 ? 'primary' : 'secondary', () => act(remedy.action)),
	);
	const { title, advice } = FAILURES[failure.kind];
	return element(
		'div',
		{ class: 'failure', role: 'alert', 'data-kind': failure.kind },
		element(
			'p',
			{ class: 'failure-message' },
			icon('error'),
			element('span', {}, element('strong', {}, `${title}.`), ` ${failure.message}`),
		),
		advice === '' ? undefined : element('p', { class: 'failure-advice' }, advice),
		detail(failure),
		element('div', { class: 'failure-buttons' }, ...buttons, ...extra),
	);
}

function detail(failure: Failure): HTMLElement | undefined {
	if (failure.detail === undefined && failure.status === undefined) return undefined;
	const status = failure.status === undefined ? undefined : `HTTP ${failure.status}`;
	const lines = [status, failure.detail].filter((line) => line !== undefined);
	return element(
		'details',
		{},
		element('summary', {}, 'Details'),
		element('pre', { tabindex: '0' }, lines.join('\n')),
	);
}
