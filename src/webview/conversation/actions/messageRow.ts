import { element, iconButton } from '../../dom/element.ts';
import type { IconName } from '../../dom/icons.ts';
import { type MenuEntry, type MenuItem, moreMenu } from '../../dom/moreMenu.ts';
import { toolbar } from '../../dom/toolbar.ts';
import { messageTime } from '../messageTime.ts';

/** What can be done with a whole message. */
export interface MessageActions {
	/** In the row, as buttons. */
	readonly main: readonly (MenuItem & { readonly icon: IconName })[];
	/** In More Actions; asked for each time it is opened. */
	more(): readonly MenuEntry[];
}

interface RowParts {
	/** When it was written, in milliseconds since 1970. */
	readonly at: number;
	/** What is known of the message, behind the actions. */
	readonly facts?: HTMLElement | undefined;
	/** Leads to other versions, and is always seen. */
	readonly pager?: HTMLElement | undefined;
}

/**
 * The row of a message. Its actions lie below the text, over the distance to the next message, while the message is pointed at or has the
 * keyboard: no height is kept free for them. Only a pager has a row that is always there.
 * @param article is given the menu
 */
export function messageRow(
	label: string,
	article: HTMLElement,
	{ main, more }: MessageActions,
	{ at, facts, pager }: RowParts,
): HTMLElement {
	const menu = moreMenu('More Actions', more, (shown) => article.append(shown));
	const buttons = main.map(({ label: name, icon, run }) => iconButton(name, icon, run));
	const actions = element(
		'span',
		{ class: 'message-actions' },
		...buttons,
		menu,
		facts,
		messageTime(at),
	);
	return toolbar(
		label,
		pager === undefined ? 'message-toolbar' : 'message-toolbar has-pager',
		actions,
		pager,
	);
}
