import type { ExtensionContext } from 'vscode';
import { openAccess } from './activation/openAccess.ts';
import { openChanges } from './activation/openChanges.ts';
import { openChat } from './activation/openChat.ts';
import { openLog } from './activation/openLog.ts';
import { openModels } from './activation/openModels.ts';
import { openPrompts } from './activation/openPrompts.ts';
import { openStorage } from './activation/openStorage.ts';
import { openTurns } from './activation/openTurns.ts';
import {
	accessCommands,
	changeCommands,
	chatCommands,
	gitCommands,
	helpCommands,
	historyCommands,
	inspectCommands,
	modelCommands,
	promptCommands,
	spendingCommands,
} from './activation/topicCommands.ts';
import type { CommandHandlers } from './core/commands/commandNames.ts';
import { commandRunner, registerCommands } from './host/commands/commands.ts';
import { ChatDocuments } from './host/history/chatDocuments.ts';
import { provideDiagrams } from './host/markdown/openDiagram.ts';
import { registerCodeActions } from './host/prompts/codeActions.ts';

/** What is left to do when the window goes away. */
let atDeactivation: () => Promise<void> = async () => {};

export function activate(context: ExtensionContext): void {
	const run = commandRunner(() => commands);
	const log = openLog(context);
	const storage = openStorage(context, log);
	const access = openAccess(context, log);
	const models = openModels(storage, access, log);
	const turns = openTurns(context, storage, access, models, log);
	const prompts = openPrompts(context, models);
	const changes = openChanges(context);
	const chat = openChat(context, { log, storage, access, models, turns, prompts, changes, run });
	const documents = new ChatDocuments({ chats: chat.chats, store: storage.store });
	const commands: CommandHandlers = {
		...chatCommands(chat),
		...promptCommands(chat, prompts),
		...accessCommands(access, chat),
		...modelCommands(models, access, chat),
		...historyCommands(storage, chat, documents),
		...changeCommands(changes),
		...inspectCommands(chat),
		...spendingCommands(context, storage, turns),
		...gitCommands(access, models, turns, log, chat),
		...helpCommands(context, log, chat),
	};
	context.subscriptions.push(
		log.channel,
		...chat.register(),
		...access.register(),
		...turns.register(),
		...changes.register(),
		...documents.register(),
		provideDiagrams(),
		...registerCodeActions(chat),
		...registerCommands(run),
	);
	atDeactivation = async () => {
		await chat.chats.flush();
		await changes.flush();
		await turns.archive.flush();
		await access.server.close();
	};
}

export function deactivate(): Promise<void> {
	return atDeactivation();
}
