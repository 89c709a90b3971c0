import type { Failure, FailureKind } from '../conversation/messages.ts';

export interface FailureWords {
	/** What happened, in the fewest words: the title of an alert, and the reason for a wait. */
	readonly title: string;
	/** What can be done about it; empty where the message says so itself. */
	readonly advice: string;
	/** The same request may well succeed later: to try again is the first thing to do. */
	readonly passes?: true;
}

/** The one table of all that can go wrong. What was the matter this time is the failure's own message; what its buttons do, remedies.ts. */
export const FAILURES: Record<FailureKind, FailureWords> = {
	noKey: {
		title: 'No API key',
		advice:
			'Set a key for this server, or connect to one that needs none, such as Ollama on this machine.',
	},
	badKey: {
		title: 'API key not accepted',
		advice: 'Set another key. This one may be mistyped or revoked.',
	},
	keyLimit: {
		title: 'Key limit reached',
		advice: 'Raise the limit of this key, wait until it is reset, or set another key.',
	},
	noCredit: {
		title: 'Not enough credit',
		advice: 'Add credit, choose a cheaper model, or ask for a shorter reply.',
	},
	moderation: {
		title: 'Stopped by moderation',
		advice: 'Write the message differently, or choose another model.',
	},
	dataPolicy: {
		title: 'No provider fits your data policy',
		advice: 'Change your privacy settings at the server, or choose another model.',
	},
	refused: { title: 'Request refused', advice: '' },
	modelUnavailable: { title: 'Model not available', advice: 'Choose another model.' },
	contextTooLong: {
		title: 'Too long for the model',
		advice: 'Choose a model with a larger context, or begin a new chat.',
	},
	badParameter: {
		title: 'Parameter not accepted',
		advice: 'Change it, or send once without it.',
	},
	badRequest: {
		title: 'Request not accepted',
		advice: 'The details have all that the server says.',
	},
	rateLimit: {
		title: 'Rate limited',
		advice: 'Wait a moment, or choose another model.',
		passes: true,
	},
	server: {
		title: 'Server error',
		advice: 'Try again in a moment. If that does not help, choose another model.',
		passes: true,
	},
	network: {
		title: 'No connection',
		advice: 'Check that the server is running and that llamaChat.baseUrl is its address.',
		passes: true,
	},
	offline: {
		title: 'Offline',
		advice: 'Press Send Now when the network is back. Nothing is sent before that.',
		passes: true,
	},
	proxy: {
		title: 'Proxy does not let through',
		advice: 'Check http.proxy and http.proxyAuthorization.',
	},
	certificate: {
		title: 'Certificate not accepted',
		advice:
			'If you trust the server, add the authority that signed its certificate to the system’s certificates or to NODE_EXTRA_CA_CERTS.',
	},
	timeout: {
		title: 'No answer in time',
		advice: 'Try again, or give the server more time in the settings.',
		passes: true,
	},
	brokenStream: {
		title: 'Reply broken off',
		advice: 'What has come is kept. Press Continue, or try again.',
		passes: true,
	},
	notTheApi: {
		title: 'Not a chat server',
		advice: 'Check the address. That of most servers ends in /v1.',
	},
	badSetting: { title: 'Setting not usable', advice: '' },
	tooLong: { title: 'Message too long', advice: 'Send less of it.' },
	textOnly: { title: 'Model reads no images', advice: '' },
	overLimit: { title: 'Spending limit reached', advice: '' },
	unencrypted: { title: 'Not encrypted', advice: '' },
};

/** The name of a failure within a sentence: "rate limited". */
export function failureInWords({ kind }: Failure): string {
	const { title } = FAILURES[kind];
	// Not "aPI key …".
	return /^[A-Z][a-z]/.test(title) ? `${title.slice(0, 1).toLowerCase()}${title.slice(1)}` : title;
}
