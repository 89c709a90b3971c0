import type { Failure, FailureKind } from './conversation.ts';
import type { Action } from './protocol.ts';

export interface Remedy {
	readonly action: Action;
	readonly label: string;
}

const SET_KEY: Remedy = { action: 'setApiKey', label: 'Set API Key' };
const SELECT_MODEL: Remedy = { action: 'selectModel', label: 'Select Model' };
const OPEN_SETTING: Remedy = { action: 'openSetting', label: 'Open Setting' };
const SHOW_LOG: Remedy = { action: 'showLog', label: 'Show Log' };

const BY_KIND: Record<FailureKind, readonly Remedy[]> = {
	noKey: [SET_KEY],
	badKey: [SET_KEY],
	noCredit: [],
	refused: [],
	modelUnavailable: [SELECT_MODEL],
	contextTooLong: [SELECT_MODEL],
	badRequest: [],
	rateLimit: [],
	server: [],
	network: [SHOW_LOG],
	offline: [],
	proxy: [SHOW_LOG],
	certificate: [SHOW_LOG],
	timeout: [],
	brokenStream: [],
	notTheApi: [OPEN_SETTING],
	badSetting: [OPEN_SETTING],
	tooLong: [],
	textOnly: [SELECT_MODEL],
	overLimit: [OPEN_SETTING],
};

/** What the user can do about a failure, most useful first. Trying again is for the reply that failed, so the page adds that there. */
export function remediesFor(failure: Failure): readonly Remedy[] {
	const remedies = BY_KIND[failure.kind];
	return failure.setting === undefined && failure.kind !== 'notTheApi'
		? remedies.filter((remedy) => remedy.action !== 'openSetting')
		: remedies;
}
