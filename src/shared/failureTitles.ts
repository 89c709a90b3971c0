import type { FailureKind } from './conversation.ts';

/** What happened, in the fewest words: the title of an alert, and the reason for a wait. */
export const FAILURE_TITLES: Record<FailureKind, string> = {
	noKey: 'No API key',
	badKey: 'API key not accepted',
	noCredit: 'Not enough credit',
	refused: 'Request refused',
	modelUnavailable: 'Model not available',
	contextTooLong: 'Too long for the model',
	badRequest: 'Request not accepted',
	rateLimit: 'Rate limited',
	server: 'Server error',
	network: 'No connection',
	offline: 'Offline',
	proxy: 'Proxy does not let through',
	certificate: 'Certificate not accepted',
	timeout: 'No answer in time',
	brokenStream: 'Reply broken off',
	notTheApi: 'Not a chat server',
	badSetting: 'Setting not usable',
	tooLong: 'Message too long',
	textOnly: 'Model reads no images',
	overLimit: 'Spending limit reached',
};
