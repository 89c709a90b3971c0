import type { Failure } from '../../shared/conversation/messages.ts';
import type { Action } from '../../shared/errors/action.ts';
import { FAILURES } from '../../shared/errors/failureTable.ts';
import { remediesFor } from '../../shared/errors/remedies.ts';
import { element, icon, textButton } from '../dom/element.ts';

/**
 * What went wrong in a sentence, what to do about it as buttons, the server's own words folded away.
 *
 * @param last buttons after those that the failure itself has
 * @param first buttons before them, of which the first is the most useful of all
 * @param canSignIn whether the server is one where signing in brings the key
 */
export function failureAlert(
	failure: Failure,
	act: (action: Action) => void,
	last: readonly HTMLElement[] = [],
	first: readonly HTMLElement[] = [],
	canSignIn = false,
): HTMLElement {
	const usual = first.length === 0 ? 'primary' : 'secondary';
	const buttons = remediesFor(failure, canSignIn).map((remedy, index) =>
		textButton(remedy.label, index === 0 ? usual : 'secondary', () => act(remedy.action)),
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
		element('div', { class: 'failure-buttons' }, ...first, ...buttons, ...last),
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
