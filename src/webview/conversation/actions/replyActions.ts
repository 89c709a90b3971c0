import type { MessageView } from '../../../shared/conversation/conversationProtocol.ts';
import { canAskLater } from '../../../shared/conversation/laterDetails.ts';
import type { Reply } from '../../../shared/conversation/messages.ts';
import { contextItems } from '../../context/contextItems.ts';
import type { HostPort } from '../../dom/hostPort.ts';
import type { MenuEntry } from '../../dom/moreMenu.ts';
import type { MessageActions } from './messageRow.ts';

/**
 * What can be done with a reply that has ended.
 * @param hasText whether there is something to be copied
 * @param canContinue whether it is the last, and stopped early
 */
export function replyActions(
	host: HostPort,
	{ message: { id } }: MessageView,
	{ again, facts, inContext }: Reply,
	hasText: boolean,
	canContinue: () => boolean,
): MessageActions {
	const item = (
		label: string,
		type:
			| 'askForDetails'
			| 'continue'
			| 'copy'
			| 'copyAsCurl'
			| 'delete'
			| 'fork'
			| 'insert'
			| 'regenerate'
			| 'regenerateWith'
			| 'runAgain'
			| 'showChanges'
			| 'showRequest',
	) => ({ label, run: () => host.post({ type, id }) });
	return {
		main: [
			...(hasText
				? [
						{ ...item('Copy', 'copy'), icon: 'copy' as const },
						{ ...item('Insert at Cursor', 'insert'), icon: 'insert' as const },
					]
				: []),
			{ ...item('Regenerate', 'regenerate'), icon: 'refresh' },
		],
		more: (): MenuEntry[] => [
			item('Regenerate With…', 'regenerateWith'),
			...(canContinue() ? [item('Continue', 'continue')] : []),
			...contextItems(host, id, inContext),
			item('Fork into New Chat', 'fork'),
			'line',
			item('Show Request', 'showRequest'),
			item('Copy as curl', 'copyAsCurl'),
			item('Run Again', 'runAgain'),
			...(canAskLater(facts) ? [item('Ask for Details', 'askForDetails')] : []),
			...(again === undefined ? [] : [item('Show Changes', 'showChanges')]),
			'line',
			item('Delete', 'delete'),
		],
	};
}
