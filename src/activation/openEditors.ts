import { type ExtensionContext, Uri } from 'vscode';
import type { Changes } from '../host/changes/changes.ts';
import type { ChatController } from '../host/panel/chatController.ts';
import type { ChatEditors } from '../host/panel/chatEditors.ts';
import type { ChatPlace } from '../host/panel/chatPlace.ts';
import { lazily } from './lazily.ts';
import type { Access } from './openAccess.ts';
import type { Log } from './openLog.ts';
import type { Models } from './openModels.ts';
import type { Storage } from './openStorage.ts';
import type { Turns } from './openTurns.ts';

/** The editors with chats. What makes them is loaded with the first. */
export function openEditors(
	{ extensionUri }: ExtensionContext,
	chat: ChatController,
): () => Promise<ChatEditors> {
	return lazily(async () => {
		const { ChatEditors } = await import('../host/panel/chatEditors.ts');
		return new ChatEditors({
			chat,
			dist: Uri.joinPath(extensionUri, 'dist'),
			icon: Uri.joinPath(extensionUri, 'media/icon.png'),
		});
	});
}

/** What comparing models is made of. */
export interface CompareParts {
	readonly models: Models;
	readonly access: Access;
	readonly turns: Turns;
	readonly storage: Storage;
	readonly log: Log;
	readonly chat: ChatController;
	readonly changes: Changes;
}

/** Compares models in a place's chat, for the question of a reply where one is named. */
export type Compare = (place: ChatPlace, reply?: string) => Promise<void>;

/** What compares models is loaded with the first comparison. */
export function openCompare(
	{ extensionUri }: ExtensionContext,
	{ models, access, turns, storage, log, chat, changes }: CompareParts,
): Compare {
	const ports = {
		dist: Uri.joinPath(extensionUri, 'dist'),
		icon: Uri.joinPath(extensionUri, 'media/icon.png'),
		session: chat.session,
		models: models.catalogues,
		preferences: models.preferences,
		guard: turns.guard,
		exchangeOf: (id: string, reply: string) => turns.archive.exchangeOf(id, reply),
		openChat: (id: string, message: string) => chat.openChat(id, message),
		failed: (what: string, error: unknown) =>
			log.channel.error(`The page of Compare Models could not do “${what}”.`, error),
		answers: storage.kept,
		changes,
	};
	return async ({ chats, say }, reply) => {
		const { compareModels } = await import('../host/compare/compareModels.ts');
		await compareModels(ports, { chats, say, destination: await access.destination() }, reply);
	};
}
