import type { Failure } from '../../shared/conversation/messages.ts';
import type { Action } from '../../shared/errors/action.ts';
import { technicalLines, wordsApart } from '../../shared/errors/failureDetails.ts';
import { adviceFor, FAILURES } from '../../shared/errors/failureTable.ts';
import { remediesFor } from '../../shared/errors/remedies.ts';
import { element, icon, textButton } from '../dom/element.ts';
import { type MenuItem, moreMenu } from '../dom/moreMenu.ts';

export { connectNotice } from './connectChoices.ts';
export { sendWays } from './sendWays.ts';

/** So many ways out are buttons; the others are in a menu. */
const BUTTONS = 2;

/** What can be done beside what helps against every failure of its kind. */
export interface OwnWays {
	/** The most useful of all. */
	readonly first?: readonly MenuItem[];
	/** Right after the most useful of the usual ones. */
	readonly next?: readonly MenuItem[];
	readonly last?: readonly MenuItem[];
	/** How many ways are buttons, where all are to be seen; the others are in a menu. */
	readonly buttons?: number;
	/** Whether the server is one where signing in stores a key. */
	readonly canSignIn?: boolean;
}

/** What went wrong in a sentence, with the server's words; what to do about it as buttons; what is for experts folded away. */
export function failureAlert(
	failure: Failure,
	act: (action: Action, model?: string) => void,
	{ first = [], next = [], last = [], buttons: most = BUTTONS, canSignIn = false }: OwnWays = {},
): HTMLElement {
	const [usual, ...others] = remediesFor(failure, canSignIn).map(({ label, action, model }) => ({
		label,
		run: () => act(action, model),
	}));
	const ways = [...first, ...(usual === undefined ? [] : [usual]), ...next, ...others, ...last];
	const buttons = ways
		.slice(0, most)
		.map(({ label, run }, index) => textButton(label, index === 0 ? 'primary' : 'secondary', run));
	// To open the menu is not to read the alert out anew.
	const menus = element('div', { 'aria-live': 'off' });
	const more =
		ways.length > most
			? moreMenu(
					'More Error Actions',
					() => ways.slice(most),
					(menu) => menus.append(menu),
				)
			: undefined;
	const said = wordsApart(failure);
	const advice = adviceFor(failure);
	return element(
		'div',
		{ class: 'failure', role: 'alert', 'data-kind': failure.kind },
		element(
			'p',
			{ class: 'failure-message' },
			icon('error'),
			element(
				'span',
				{},
				element('strong', {}, `${FAILURES[failure.kind].title}.`),
				` ${failure.message}`,
			),
		),
		said === ''
			? undefined
			: element('p', { class: 'failure-more', dir: 'auto' }, `The server says: “${said}”`),
		advice === '' ? undefined : element('p', { class: 'failure-more' }, advice),
		foldedDetails(technicalLines(failure)),
		element('div', { class: 'failure-buttons' }, ...buttons, more),
		menus,
	);
}

function foldedDetails(lines: readonly string[]): HTMLElement | undefined {
	if (lines.length === 0) return undefined;
	return element(
		'details',
		{},
		element('summary', {}, 'Details'),
		element('pre', { tabindex: '0' }, lines.join('\n')),
	);
}
