import { type ExtensionContext, ExtensionKind, type Uri } from 'vscode';
import type { ChatClient } from '../api/server/chatClient.ts';
import { lazyChatServer } from '../api/server/lazyChatClient.ts';
import type { Destination } from '../core/server/chatServer.ts';
import { parseNetworkSettings } from '../core/settings/networkSettings.ts';
import { ApiKeys } from '../host/access/apiKeys.ts';
import { configuredServer } from '../host/access/destination.ts';
import { ServerConsent } from '../host/access/serverConsent.ts';
import { logExchange } from '../host/log/exchangeLog.ts';
import { httpSettings, rawSettings } from '../host/settings/vscodeSettings.ts';
import type { Say } from '../host/vscode/say.ts';
import { lazily } from './lazily.ts';
import type { Log } from './openLog.ts';

export interface Access {
	readonly server: ChatClient;
	readonly keys: ApiKeys;
	/** What may go out unencrypted. */
	readonly consent: ServerConsent;
	/** Signs in by the user's consent; see ConsentFlow.run. */
	signIn(say: Say): Promise<void>;
	/** See signInOrigin. */
	signInStandIn(): string | undefined;
	/** The configured server; see configuredServer. */
	destination(): Promise<Destination>;
	/** VS Code was opened by an address of ours. */
	handleUri(uri: Uri): Promise<void>;
}

/** The way to the server: the client, the keys, what may be sent, and signing in. */
export function openAccess(context: ExtensionContext, { channel }: Log): Access {
	const network = () => parseNetworkSettings(rawSettings(), httpSettings());
	const keys = new ApiKeys(context.secrets, process.env['OPENROUTER_API_KEY']);
	const consent = new ServerConsent(context.globalState);
	const signInStandIn = () => process.env['LLAMA_CHAT_SIGN_IN_ORIGIN'];
	const signIn = lazily(async () => {
		const { openSignIn } = await import('./openSignIn.ts');
		const local = context.extension.extensionKind === ExtensionKind.UI;
		return openSignIn({ keys, log: channel, local, standIn: signInStandIn }, network);
	});
	return {
		server: lazyChatServer({ network, observe: () => logExchange(channel) }),
		keys,
		consent,
		signInStandIn,
		signIn: async (say) => (await signIn()).run(say),
		destination: () => configuredServer(keys, consent),
		handleUri: async (uri) => (await signIn()).handleUri(uri),
	};
}
