import type { InContext } from '../../shared/conversation/messages.ts';
import { element, icon } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import type { MenuItem } from '../dom/moreMenu.ts';
import { askReread, waitForReread } from './reread.ts';

/** Pins a message in later requests, or leaves it out of them; or takes that back. */
export function contextItems(
	host: HostPort,
	id: string,
	inContext: InContext | undefined,
): MenuItem[] {
	const toggle = (to: InContext) => () =>
		host.post({ type: 'keepInContext', id, inContext: inContext === to ? null : to });
	const made = (what: 'pinned' | 'leaveOut') => (item: HTMLElement) =>
		waitForReread(item, what, id);
	const ask = (item: HTMLElement) => {
		made('leaveOut')(item);
		askReread(host, id);
	};
	return [
		inContext === 'pinned'
			? {
					label: 'Unpin',
					title: 'Unpin: send question and reply while there is room',
					run: toggle('pinned'),
				}
			: {
					label: 'Pin',
					title: 'Pin: always send question and reply',
					run: toggle('pinned'),
					made: made('pinned'),
				},
		inContext === 'leftOut'
			? {
					label: 'Put Back',
					title: 'Put Back: send question and reply with the next message',
					run: toggle('leftOut'),
					made: ask,
				}
			: {
					label: 'Leave Out',
					title: 'Leave Out: do not send question and reply any more',
					run: toggle('leftOut'),
					made: ask,
				},
	];
}

/** Shows beside a message that it is pinned, or no longer. */
export function markPinned(beside: HTMLElement, inContext: InContext | undefined): void {
	const mark = beside.querySelector(':scope > .pin-mark');
	const isPinned = inContext === 'pinned';
	if (isPinned === (mark !== null)) return;
	mark?.remove();
	if (!isPinned) return;
	const title = 'Pinned: question and reply are always sent';
	beside.prepend(
		element('span', { class: 'pin-mark', role: 'img', title, 'aria-label': title }, icon('pinned')),
	);
}
