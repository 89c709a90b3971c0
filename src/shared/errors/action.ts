import * as v from 'valibot';

/** What a button of an error, a notice or the empty chat does; the host decides how. */
export const Action = v.picklist([
	'setApiKey',
	'signIn',
	/** Looks for servers on this machine, and takes an address. */
	'connectServer',
	'selectModel',
	'confirmServer',
	'openSetting',
	'openParameters',
	'explainSelection',
	'showLog',
	'reportIssue',
	'newChat',
	'openProxySettings',
	/** The page of openrouter.ai that the failure names. */
	'openPage',
	/** Asks once for no more tokens than can be paid for. */
	'retryWithTokens',
	/** Has a model answer in this chat that the server names in the place of one it has not. */
	'useModel',
	/** Asks once without the parameter that is not taken. */
	'sendWithout',
]);
export type Action = v.InferOutput<typeof Action>;
