import { type Disposable, type ExtensionContext, ExtensionKind, window } from 'vscode';
import { createCodeExchange } from '../api/access/codeExchange.ts';
import { listenForCallback } from '../api/access/loopbackListener.ts';
import { type ChatClient, createChatServer } from '../api/server/chatClient.ts';
import type { Destination } from '../core/server/chatServer.ts';
import { parseNetworkSettings } from '../core/settings/networkSettings.ts';
import { ApiKeys } from '../host/access/apiKeys.ts';
import { ConsentFlow } from '../host/access/consentFlow.ts';
import { configuredServer } from '../host/access/destination.ts';
import { ServerConsent } from '../host/access/serverConsent.ts';
import { logExchange } from '../host/log/exchangeLog.ts';
import { httpSettings, rawSettings } from '../host/settings/vscodeSettings.ts';
import type { Log } from './openLog.ts';

export interface Access {
	readonly server: ChatClient;
	readonly keys: ApiKeys;
	/** What may go out unencrypted. */
	readonly consent: ServerConsent;
	readonly signIn: ConsentFlow;
	/** The configured server; see configuredServer. */
	destination(): Promise<Destination>;
	register(): Disposable[];
}

/** The way to the server: the client, the keys, what may be sent, and signing in. */
export function openAccess(context: ExtensionContext, { channel }: Log): Access {
	const network = () => parseNetworkSettings(rawSettings(), httpSettings());
	const keys = new ApiKeys(context.secrets, process.env['OPENROUTER_API_KEY']);
	const consent = new ServerConsent(context.globalState);
	const signIn = new ConsentFlow({
		keys,
		log: channel,
		exchange: createCodeExchange(network),
		listen: listenForCallback,
		standIn: () => process.env['LLAMA_CHAT_SIGN_IN_ORIGIN'],
		local: context.extension.extensionKind === ExtensionKind.UI,
	});
	return {
		server: createChatServer({ network, observe: () => logExchange(channel) }),
		keys,
		consent,
		signIn,
		destination: () => configuredServer(keys, consent),
		register: () => [window.registerUriHandler(signIn)],
	};
}
