import type { Failure, FailureKind } from '../conversation/messages.ts';

export interface FailureWords {
	/** What happened, in the fewest words: the title of an alert, and the reason for a wait. */
	readonly title: string;
	/** What can be done about it and no button does; empty where there is nothing of that. */
	readonly advice: string;
	/** The same request may well succeed later: to try again is the first thing to do. */
	readonly passes?: true;
}

/** The one table of all that can go wrong. What was the matter this time is the failure's own message; what its buttons do, remedies.ts. */
export const FAILURES: Record<FailureKind, FailureWords> = {
	noKey: { title: 'No API key', advice: '' },
	badKey: {
		title: 'API key not accepted',
		advice: 'It may be mistyped, expired or revoked.',
	},
	keyLimit: {
		title: 'Key limit reached',
		advice: 'Raise the limit of this key, or wait until it is reset.',
	},
	noCredit: { title: 'Not enough credit', advice: '' },
	moderation: { title: 'Stopped by moderation', advice: 'Write the message differently.' },
	dataPolicy: { title: 'No provider fits your data policy', advice: '' },
	refused: { title: 'Request refused', advice: '' },
	modelUnavailable: { title: 'Model not available', advice: '' },
	contextTooLong: { title: 'Too long for the model', advice: '' },
	secrets: { title: 'May hold a secret', advice: '' },
	badParameter: { title: 'Parameter not accepted', advice: '' },
	badRequest: { title: 'Request not accepted', advice: '' },
	rateLimit: { title: 'Rate limited', advice: '', passes: true },
	server: { title: 'Server error', advice: '', passes: true },
	network: {
		title: 'No connection',
		advice: 'Check that the server is running and that the setting Base Url is its address.',
		passes: true,
	},
	offline: {
		title: 'Offline',
		advice: 'Nothing is sent until you press Send Now.',
		passes: true,
	},
	proxy: {
		title: 'No connection through the proxy',
		advice: 'Check the settings Http: Proxy and Http: Proxy Authorization.',
	},
	certificate: {
		title: 'Certificate not accepted',
		advice:
			'If you trust the server, add the authority that signed its certificate to those of the system.',
	},
	timeout: { title: 'No answer in time', advice: '', passes: true },
	brokenStream: { title: 'Reply broken off', advice: 'What has come is kept.', passes: true },
	notTheApi: {
		title: 'Not a chat server',
		advice: 'The address of most servers ends in /v1.',
	},
	badSetting: { title: 'Setting not usable', advice: '' },
	tooLong: { title: 'Message too long', advice: '' },
	textOnly: { title: 'Model reads no images', advice: '' },
	overLimit: { title: 'Spending limit reached', advice: '' },
	unencrypted: { title: 'Not encrypted', advice: '' },
};

/** As they are named now, and in what older versions have written. */
const SETTING = /\bBase Url\b|\bHttp: Proxy\b|\b(?:llamaChat|http)\.\w+/;

/** What to do about a failure; empty where its own sentence names the setting already that the advice is about. */
export function adviceFor({ kind, message }: Failure): string {
	const { advice } = FAILURES[kind];
	return SETTING.test(advice) && SETTING.test(message) ? '' : advice;
}

/** The name of a failure within a sentence: "rate limited". */
export function failureInWords({ kind }: Failure): string {
	const { title } = FAILURES[kind];
	// Not "aPI key …".
	return /^[A-Z][a-z]/.test(title) ? `${title.slice(0, 1).toLowerCase()}${title.slice(1)}` : title;
}
