import { commands, type ExtensionContext } from 'vscode';
import type { RunCommand } from '../core/commands/commandNames.ts';
import type { LentRequests } from '../core/languageModels/lentRequests.ts';
import type { SecretPorts } from '../core/secrets/chatSecrets.ts';
import { prepareRequest, shownBaseUrl } from '../host/access/destination.ts';
import { lends } from '../host/languageModels/lends.ts';
import type { LentModels } from '../host/languageModels/lentModels.ts';
import { logRetry } from '../host/log/exchangeLog.ts';
import { logReply } from '../host/log/replyLog.ts';
import type { ChatController } from '../host/panel/chatController.ts';
import type { Participant } from '../host/participant/participant.ts';
import { lazily } from './lazily.ts';
import type { Access } from './openAccess.ts';
import type { Log } from './openLog.ts';
import type { Models } from './openModels.ts';
import type { Prompts } from './openPrompts.ts';
import type { Turns } from './openTurns.ts';

/** What this window lends. */
export interface Lending {
	/** Loaded when VS Code first asks for models, and they are lent. */
	models(): Promise<LentModels>;
	/** @llama in VS Code's own chat; loaded with the first question. */
	participant(): Promise<Participant>;
	/** What was asked of either. */
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
		chat,
		prompts,
		run,
		secrets,
	}: {
		readonly access: Access;
		readonly models: Models;
		readonly turns: Turns;
		readonly log: Log;
		readonly chat: ChatController;
		readonly prompts: Prompts;
		readonly run: RunCommand;
		readonly secrets: SecretPorts;
	},
): Lending {
	const { catalogues, preferences } = models;
	const requests = chat.lent;
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
		participant: lazily(async () => {
			// What the chat in front has chosen is known once that is shown again.
			await chat.restored();
			const { Participant } = await import('../host/participant/participant.ts');
			const { library } = await prompts(chat.front);
			const continueCommand = `llamaChat.continueExchange.${crypto.randomUUID()}`;
			context.subscriptions.push(
				commands.registerCommand(continueCommand, (id: unknown) => run('continueExchange', id)),
			);
			return new Participant({
				chats: chat.session.ports,
				library,
				continueCommand,
				choices: () => chat.front.chats.chat.conversation.choices,
				requests,
				replied: (reply) => {
					logReply(channel, reply);
					credit.replied();
				},
				show: (id) => chat.follow({ chat: id, name: '' }),
				begin: async ({ branch, choices }) => {
					const place = await chat.restored();
					const id = place.chats.begin(branch, choices);
					await place.open();
					return id;
				},
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
