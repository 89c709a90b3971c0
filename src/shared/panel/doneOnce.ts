import type { Action } from '../errors/action.ts';
import type { FromWebview } from './protocol.ts';

/** What starts something that takes a while, or takes something away: a second click is not to do it again, or to be refused. */
const ONCE = new Set<FromWebview['type']>([
	'act',
	'apply',
	'applyPreset',
	'askForDetails',
	'askWithoutImages',
	'attach',
	'continue',
	'delete',
	'deletePreset',
	'deleteSummary',
	'edit',
	'editQueued',
	'editRouting',
	'fork',
	'insert',
	'newChat',
	'newFile',
	'openChange',
	'openDiagram',
	'openLink',
	'openOrigin',
	'openReference',
	'previewSummary',
	'regenerate',
	'removeQueued',
	'renameChat',
	'renamePreset',
	'runAgain',
	'runInTerminal',
	'savePreset',
	'sendQueued',
	'shortenAttachment',
	'showSummaryRequest',
	'summarise',
	'tryNow',
	'undoDelete',
]);

/** What waits for the user, or for the browser, and can be begun anew while it does. */
const WAITS = new Set<Action>(['connectServer', 'selectModel', 'setApiKey', 'signIn']);

/**
 * What a request is called while it is under way: the page does not post, and the host does not do, a second one of the same name
 * until the first is done. Undefined for what may be said at any time.
 */
export function onceKey(message: FromWebview): string | undefined {
	if (!ONCE.has(message.type) || (message.type === 'act' && WAITS.has(message.action)))
		return undefined;
	return message.type === 'edit' ? `edit ${message.id}` : JSON.stringify(message);
}
