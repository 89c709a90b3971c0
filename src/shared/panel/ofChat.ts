import type { FromWebview } from './protocol.ts';

/** What is about the shown chat and names nothing that is in no other one. */
const OF_CHAT = new Set<FromWebview['type']>([
	'applyPreset',
	'attachFiles',
	'cancelSummary',
	'chooseDetail',
	'editRouting',
	'openOrigin',
	'previewSummary',
	'putInBox',
	'removeAttachment',
	'resetRouting',
	'savePreset',
	'sendAnyway',
	'setEffort',
	'setParameter',
	'setSystemPrompt',
	'shortenAttachment',
	'stop',
	'summarise',
	'tryNow',
	'undoDelete',
]);

/** Whether a message says which chat the page showed: by the time it arrives another one may be shown. */
export function isOfChat(message: FromWebview): boolean {
	return OF_CHAT.has(message.type);
}
