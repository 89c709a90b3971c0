import { type ExtensionContext, Uri, window } from 'vscode';
import { wantedModel } from '../core/prompts/wantedModel.ts';
import { withChoices } from '../core/settings/rawSettings.ts';
import { shownBaseUrl } from '../host/access/destination.ts';
import type { ChatPlace } from '../host/panel/chatPlace.ts';
import type { PromptPorts } from '../host/prompts/askPrompt.ts';
import { rawSettings } from '../host/settings/vscodeSettings.ts';
import { homeFolder } from '../host/vscode/homeFolder.ts';
import { notificationText } from '../host/vscode/notificationText.ts';
import { lazily } from './lazily.ts';
import type { Models } from './openModels.ts';

/** What the prompts of this window need, for the chat of a place. */
export type Prompts = (chat: ChatPlace) => Promise<PromptPorts>;

/** The prompts of this window: built in, of the settings, of files. Nothing is looked for until they are asked for. */
export function openPrompts({ globalStorageUri }: ExtensionContext, models: Models): Prompts {
	const library = lazily(async () => {
		const { PromptLibrary } = await import('../host/prompts/promptLibrary.ts');
		return new PromptLibrary(
			{
				home: homeFolder(),
				// Beside globalStorage, the folder that ours is in.
				profilePrompts: Uri.joinPath(globalStorageUri, '../../prompts'),
			},
			() => performance.now(),
		);
	});
	return async (chat) => ({
		chat,
		library: await library(),
		offerModel: (prompt, names) => void offerModel(chat, models, prompt, names),
	});
}

/** Offers the model that a prompt was written for, where the server has it and another one would answer. */
async function offerModel(
	{ chats }: ChatPlace,
	{ catalogues }: Models,
	prompt: string,
	names: readonly string[],
): Promise<void> {
	const baseUrl = shownBaseUrl();
	if (names.length === 0 || baseUrl === undefined) return;
	await catalogues.load(baseUrl);
	const wanted = wantedModel(names, catalogues.catalogue(baseUrl)?.models ?? []);
	const { conversation } = chats.chat;
	if (
		wanted === undefined ||
		wanted.id === withChoices(rawSettings(), conversation.choices)('model')
	)
		return;
	const use = `Use ${wanted.name}`;
	const message = notificationText(`${prompt} was written for ${wanted.name}.`);
	const choice = await window.showInformationMessage(message, use);
	if (choice === use && chats.chat.conversation === conversation) chats.chooseModel(wanted.id);
}
