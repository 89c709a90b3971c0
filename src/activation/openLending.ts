import type { ExtensionContext } from 'vscode';
import type { RunCommand } from '../core/commands/commandNames.ts';
import { LentRequests } from '../core/languageModels/lentRequests.ts';
import type { SecretPorts } from '../core/secrets/chatSecrets.ts';
import { prepareRequest, shownBaseUrl } from '../host/access/destination.ts';
import { lends } from '../host/languageModels/lends.ts';
import type { LentModels } from '../host/languageModels/lentModels.ts';
import { logRetry } from '../host/log/exchangeLog.ts';
import { lazily } from './lazily.ts';
import type { Access } from './openAccess.ts';
import type { Log } from './openLog.ts';
import type { Models } from './openModels.ts';
import type { Turns } from './openTurns.ts';

/** What this window lends. */
export interface Lending {
	/** Loaded when VS Code first asks for models, and they are lent. */
	models(): Promise<LentModels>;
	/** What was asked of them. */
	readonly requests: LentRequests;
	/** Fires when other models are lent than before. */
	onDidChange(listener: () => void): { dispose(): void };
}

export function openLending(
	context: ExtensionContext,
	{
		access: { server, keys, consent },
		models,
		turns: { tokens, archive, credit },
		log: { channel },
		run,
		secrets,
	}: {
		readonly access: Access;
		readonly models: Models;
		readonly turns: Turns;
		readonly log: Log;
		readonly run: RunCommand;
		readonly secrets: SecretPorts;
	},
): Lending {
	const { catalogues, preferences } = models;
	const requests = new LentRequests();
	return {
		requests,
		models: lazily(async () => {
			const [{ LentModels }, { LentSecrets }, { announcer, secretWarner }] = await Promise.all([
				import('../host/languageModels/lentModels.ts'),
				import('../core/languageModels/lentSecrets.ts'),
				import('../host/languageModels/announceLending.ts'),
			]);
			return new LentModels({
				server,
				models: catalogues,
				loaded: (baseUrl) => catalogues.load(baseUrl),
				shelf: preferences,
				tokens,
				observer: archive,
				baseUrl: shownBaseUrl,
				lends,
				prepare: (choices) => prepareRequest(keys, models, consent, choices),
				requests,
				announce: announcer(context.globalState, run),
				secrets: new LentSecrets(secrets),
				warnOf: secretWarner(run),
				retrying: (wait) => logRetry(channel, wait),
				replied: () => credit.replied(),
				newId: () => crypto.randomUUID(),
				log: channel,
			});
		}),
		onDidChange: (listener) => {
			const listening = [catalogues.onDidChange(listener), preferences.onDidFavour(listener)];
			return {
				dispose: () => {
					for (const one of listening) one.dispose();
				},
			};
		},
	};
}
