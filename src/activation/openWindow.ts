import type { ExtensionContext, WebviewPanel } from 'vscode';
import type { CommandHandlers, RunCommand } from '../core/commands/commandNames.ts';
import type { Changes } from '../host/changes/changes.ts';
import { windowSecrets } from '../host/chat/windowSecrets.ts';
import { watchActiveEditor } from '../host/editor/activeEditor.ts';
import { ChatDocuments } from '../host/history/chatDocuments.ts';
import type { ChatController } from '../host/panel/chatController.ts';
import type { ChatWebview } from '../host/panel/chatWebview.ts';
import { type Access, openAccess } from './openAccess.ts';
import { openChanges } from './openChanges.ts';
import { openChat } from './openChat.ts';
import type { Documents } from './openDocuments.ts';
import { openCompare, openEditors } from './openEditors.ts';
import { type Lending, openLending } from './openLending.ts';
import { openLog } from './openLog.ts';
import { openModels } from './openModels.ts';
import { openPrompts } from './openPrompts.ts';
import { openStorage } from './openStorage.ts';
import { openTurns } from './openTurns.ts';
import {
	accessCommands,
	changeCommands,
	chatCommands,
	editCommands,
	editorCommands,
	gitCommands,
	helpCommands,
	historyCommands,
	inspectCommands,
	lendingCommands,
	modelCommands,
	promptCommands,
	spendingCommands,
} from './topicCommands.ts';

/** What activation has made. */
export interface WindowParts {
	readonly view: ChatWebview;
	readonly documents: Documents;
	readonly run: RunCommand;
}

/** All that a window with a chat has. */
export interface ChatWindow {
	/** Open Chat does not wait for them. */
	readonly commands: Omit<CommandHandlers, 'open'>;
	readonly chat: ChatController;
	readonly chatDocuments: ChatDocuments;
	readonly changes: Changes;
	readonly access: Pick<Access, 'handleUri'>;
	/** What other extensions may use. */
	readonly lending: Lending;
	/** Takes over an editor with a chat that was open before; see ChatEditors.restore. */
	restoreEditor(panel: WebviewPanel, state: unknown): Promise<void>;
	/** Ends what is under way, and writes what is not written yet. */
	close(): Promise<void>;
}

/** Makes what the first view does not wait for. */
export function openWindow(context: ExtensionContext, parts: WindowParts): ChatWindow {
	const { view, documents, run } = parts;
	const log = openLog(context);
	const storage = openStorage(context, log);
	const access = openAccess(context, log);
	const models = openModels(storage, access, log);
	const turns = openTurns(context, storage, access, models, log);
	const prompts = openPrompts(context, models);
	const changes = openChanges(context);
	const secrets = windowSecrets();
	const chat = openChat(context, {
		log,
		storage,
		access,
		models,
		turns,
		prompts,
		changes,
		run,
		view,
		requestDocuments: documents.requests,
		secrets,
	});
	const lending = openLending(context, {
		access,
		models,
		turns,
		log,
		chat,
		prompts,
		run,
		secrets,
	});
	const compare = openCompare(context, {
		models,
		access,
		turns,
		storage,
		log,
		chat,
		changes,
	});
	const editors = openEditors(context, chat);
	const chatDocuments = new ChatDocuments({
		chats: chat.session,
		store: storage.store,
		documents: documents.chats,
	});
	context.subscriptions.push(
		log.channel,
		...chat.register(),
		...turns.register(),
		...watchActiveEditor(),
		...changes.register(),
	);
	return {
		commands: {
			...chatCommands(chat),
			...editorCommands(editors),
			...promptCommands(chat, prompts),
			...accessCommands(access, chat),
			...modelCommands(models, access, chat, compare),
			...historyCommands(storage, chat, chatDocuments, editors),
			...changeCommands(changes),
			...editCommands(context, changes, models, chat),
			...inspectCommands(chat),
			...lendingCommands(lending, turns, chat),
			...spendingCommands(context, storage, turns),
			...gitCommands(access, models, turns, log, chat),
			...helpCommands(context, log, chat),
		},
		chat,
		chatDocuments,
		changes,
		access,
		lending,
		restoreEditor: async (...editor) => (await editors()).restore(...editor),
		close: async () => {
			// VS Code gives all of this a few seconds: what was edited by hand waits for no chat.
			const changesWritten = changes.flush();
			chat.session.close();
			await chat.session.flush();
			await changesWritten;
			await turns.archive.flush();
			await access.server.close();
		},
	};
}
