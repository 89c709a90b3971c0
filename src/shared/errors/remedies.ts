import type { Failure, FailureKind } from '../conversation/messages.ts';
import { parameterInWords } from '../parameters/sampling.ts';
import type { Action } from './action.ts';

export interface Remedy {
	readonly action: Action;
	readonly label: string;
	/** The id of the model that is to be used. */
	readonly model?: string;
}

const SET_KEY: Remedy = { action: 'setApiKey', label: 'Set API Key' };
const SIGN_IN: Remedy = { action: 'signIn', label: 'Sign In with OpenRouter' };
const CONNECT: Remedy = { action: 'connectServer', label: 'Connect to Server' };
const SELECT_MODEL: Remedy = { action: 'selectModel', label: 'Select Model' };
const NEW_CHAT: Remedy = { action: 'newChat', label: 'New Chat' };
const OPEN_SETTING: Remedy = { action: 'openSetting', label: 'Open Setting' };
const OPEN_PARAMETERS: Remedy = { action: 'openParameters', label: 'Open Parameters' };
const OPEN_PROXY: Remedy = { action: 'openProxySettings', label: 'Open Proxy Settings' };
const CONFIRM_SERVER: Remedy = { action: 'confirmServer', label: 'Send Unencrypted…' };
const SHOW_LOG: Remedy = { action: 'showLog', label: 'Show Log' };
const REPORT: Remedy = { action: 'reportIssue', label: 'Report Issue' };

const BY_KIND: Record<FailureKind, readonly Remedy[]> = {
	noKey: [SIGN_IN, SET_KEY, CONNECT],
	badKey: [SET_KEY, SIGN_IN, CONNECT],
	keyLimit: [SET_KEY],
	noCredit: [SELECT_MODEL],
	moderation: [SELECT_MODEL],
	dataPolicy: [SELECT_MODEL],
	refused: [],
	modelUnavailable: [SELECT_MODEL],
	contextTooLong: [SELECT_MODEL, NEW_CHAT, OPEN_PARAMETERS],
	secrets: [],
	badParameter: [OPEN_PARAMETERS],
	badRequest: [OPEN_PARAMETERS, REPORT],
	rateLimit: [SELECT_MODEL],
	server: [SELECT_MODEL, SHOW_LOG],
	network: [CONNECT, OPEN_SETTING, SHOW_LOG],
	offline: [CONNECT, SHOW_LOG],
	proxy: [OPEN_PROXY, CONNECT, SHOW_LOG],
	certificate: [OPEN_PROXY, CONNECT, SHOW_LOG],
	timeout: [OPEN_SETTING, SHOW_LOG],
	brokenStream: [SHOW_LOG, REPORT],
	notTheApi: [OPEN_SETTING, CONNECT],
	badSetting: [OPEN_SETTING],
	tooLong: [],
	textOnly: [SELECT_MODEL],
	overLimit: [OPEN_SETTING],
	unencrypted: [CONFIRM_SERVER, OPEN_SETTING],
};

const PAGES = {
	credits: 'Add Credit',
	keys: 'Manage Keys',
	privacy: 'Open Privacy Settings',
} as const;

/** Where signing in brings the key. */
const SIGNS_IN = 'https://openrouter.ai/';

/** Failures that lie in the address of the server, where no other setting is named. */
const OF_THE_ADDRESS: readonly FailureKind[] = ['notTheApi', 'network'];

/**
 * What the user can do about a failure, most useful first. Trying again is for the reply that failed, so the page adds that there.
 * @param canSignIn whether the server is known as one where signing in brings the key, whatever address the failure has
 */
export function remediesFor(failure: Failure, canSignIn = false): readonly Remedy[] {
	const { kind, setting, status } = failure;
	// Of all that a request names, the model is what a server may not have.
	const gone = kind === 'badRequest' && status === 404 ? [SELECT_MODEL] : [];
	const usual =
		setting === undefined && !OF_THE_ADDRESS.includes(kind)
			? BY_KIND[kind].filter((remedy) => remedy.action !== 'openSetting')
			: BY_KIND[kind];
	// The server was not reached, or its address is none.
	const connect =
		setting === 'baseUrl' && (kind === 'timeout' || kind === 'badSetting') ? [CONNECT] : [];
	const signsIn = canSignIn || failure.address?.startsWith(SIGNS_IN);
	return [
		...ownRemedies(failure),
		...gone,
		...connect,
		...usual.filter((remedy) => remedy !== SIGN_IN || signsIn),
	];
}

/** So many of the models that a server names are offered. */
const MOST_MODELS = 3;

/** What one request can be changed to, and where the matter itself can be settled. */
function ownRemedies({ kind, setting, affordable, parameter, page, instead }: Failure): Remedy[] {
	const own: Remedy[] = [];
	for (const model of instead?.slice(0, MOST_MODELS) ?? []) {
		// Who makes it is in its name nearly always.
		const name = model.slice(model.lastIndexOf('/') + 1);
		own.push({ action: 'useModel', label: `Use ${name}`, model });
	}
	// The panel of parameters says what the chat's routing is, and leads to it.
	if (setting === 'routing' && kind !== 'badSetting') own.unshift(OPEN_PARAMETERS);
	if (affordable !== undefined) {
		const tokens = affordable.toLocaleString('en');
		own.push({ action: 'retryWithTokens', label: `Retry with ${tokens} Tokens` });
	}
	if (parameter !== undefined) {
		own.push({ action: 'sendWithout', label: `Send Without ${parameterInWords(parameter)}` });
	}
	if (page !== undefined) own.push({ action: 'openPage', label: PAGES[page] });
	return own;
}
