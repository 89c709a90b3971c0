import { type ExtensionContext, Uri } from 'vscode';
import type { CommandHandlers, CommandName } from '../core/commands/commandNames.ts';
import type { FoundLine } from '../core/history/foundMessage.ts';
import type { BuiltInName } from '../core/prompts/builtInPrompts.ts';
import { shownBaseUrl } from '../host/access/destination.ts';
import { removeApiKey, setApiKey } from '../host/access/keyCommands.ts';
import { addFile, addSelection } from '../host/attachments/attach.ts';
import { insertLastReply } from '../host/editor/insertReply.ts';
import type { ChatDocuments } from '../host/history/chatDocuments.ts';
import { exportChat } from '../host/history/exportChat.ts';
import { showHistory } from '../host/history/history.ts';
import { importChats } from '../host/history/importChat.ts';
import { reportIssue } from '../host/log/reportIssue.ts';
import { openGuide } from '../host/markdown/openGuide.ts';
import { selectModel } from '../host/models/selectModel.ts';
import type { ChatController } from '../host/panel/chatController.ts';
import { askBuiltIn, type PromptPorts } from '../host/prompts/askPrompt.ts';
import { runPrompt } from '../host/prompts/runPrompt.ts';
import { connectServer } from '../host/server/connectServer.ts';
import { UsageView } from '../host/spending/usageView.ts';
import type { Access } from './openAccess.ts';
import type { Log } from './openLog.ts';
import type { Models } from './openModels.ts';
import type { Storage } from './openStorage.ts';
import type { Turns } from './openTurns.ts';

/** The commands of a topic. */
type Commands<Name extends CommandName> = Pick<CommandHandlers, Name>;

/** A command that waits until what the window showed last is shown again: it is about that chat. */
function onRestored(
	chat: ChatController,
	command: (...args: unknown[]) => unknown,
): (...args: unknown[]) => Promise<void> {
	return async (...args) => {
		await chat.restored;
		await command(...args);
	};
}

export function chatCommands(
	chat: ChatController,
): Commands<'open' | 'newChat' | 'addSelection' | 'addFile' | 'insertReplyAtCursor' | 'stop'> {
	const restored = (command: (...args: unknown[]) => unknown) => onRestored(chat, command);
	return {
		// The view is shown at once, and waits by itself.
		open: () => chat.open(),
		newChat: restored(() => chat.newChat()),
		addSelection: restored(() => addSelection(chat)),
		addFile: restored((...args) => addFile(chat, args)),
		insertReplyAtCursor: restored(() => insertLastReply(chat.chats.chat)),
		stop: restored(() => chat.chats.chat.turns.stop()),
	};
}

export function promptCommands(
	chat: ChatController,
	prompts: PromptPorts,
): Commands<
	| 'explainSelection'
	| 'fixSelection'
	| 'findBugs'
	| 'writeTests'
	| 'documentSelection'
	| 'improveSelection'
	| 'runPrompt'
> {
	const asks = (name: BuiltInName) => onRestored(chat, () => askBuiltIn(prompts, name));
	return {
		explainSelection: asks('explain'),
		fixSelection: asks('fix'),
		findBugs: asks('bugs'),
		writeTests: asks('tests'),
		documentSelection: asks('doc'),
		improveSelection: asks('improve'),
		runPrompt: onRestored(chat, (wanted) => runPrompt(prompts, wanted)),
	};
}

export function accessCommands(
	{ server, keys, consent, signIn }: Access,
	chat: ChatController,
): Commands<'setApiKey' | 'removeApiKey' | 'signIn' | 'confirmServer'> {
	return {
		setApiKey: () => setApiKey(keys, server, consent),
		removeApiKey: () => removeApiKey(keys),
		signIn: () => signIn.run(),
		confirmServer: async () => {
			const baseUrl = shownBaseUrl();
			if (baseUrl !== undefined && (await consent.confirm(baseUrl))) chat.serverConfirmed();
		},
	};
}

export function modelCommands(
	{ catalogues: models, preferences }: Models,
	{ server, keys, consent, destination }: Access,
	chat: ChatController,
): Commands<'selectModel' | 'connectServer'> {
	const { chats } = chat;
	const pick = onRestored(chat, async () =>
		selectModel({ models, preferences, chats }, await destination()),
	);
	return {
		selectModel: pick,
		connectServer: () =>
			connectServer({
				server,
				models,
				keys,
				consent,
				chats,
				selectModel: pick,
				setApiKey: () => setApiKey(keys, server, consent),
			}),
	};
}

export function historyCommands(
	{ store, folder, tidyUp }: Storage,
	chat: ChatController,
	documents: ChatDocuments,
): Commands<'showHistory' | 'exportChat' | 'importChat' | 'openAsDocument'> {
	const { chats } = chat;
	const open = (id: string, found?: FoundLine) => chat.openChat(id, found);
	return {
		showHistory: () => {
			tidyUp();
			return showHistory({ store, chats, workspace: folder, open });
		},
		exportChat: onRestored(chat, () => exportChat(chats.chat.conversation, store.images)),
		importChat: () => importChats(store, open),
		openAsDocument: onRestored(chat, () => documents.open(chats.chat.conversation)),
	};
}

export function inspectCommands(
	chat: ChatController,
): Commands<'showRequest' | 'copyAsCurl' | 'runAgain' | 'previewRequest'> {
	const { requests } = chat;
	return {
		showRequest: onRestored(chat, () => requests.show()),
		copyAsCurl: onRestored(chat, () => requests.copyAsCurl()),
		runAgain: onRestored(chat, () => requests.runAgain()),
		previewRequest: onRestored(chat, () => requests.preview()),
	};
}

export function spendingCommands(
	{ extensionUri }: ExtensionContext,
	{ store }: Storage,
	{ totals }: Turns,
): Commands<'showUsage' | 'exportUsage'> {
	const dist = Uri.joinPath(extensionUri, 'dist');
	const usage = new UsageView({ dist, totals, store });
	return { showUsage: () => usage.show(), exportUsage: () => usage.exportCsv() };
}

export function helpCommands(
	context: ExtensionContext,
	{ channel, versions }: Log,
	{ lastFailure }: ChatController,
): Commands<'openGuide' | 'showLog' | 'reportIssue'> {
	return {
		openGuide: () => openGuide(context.extensionUri),
		showLog: () => channel.show(),
		reportIssue: () => reportIssue({ versions, lastFailure: lastFailure.line }, context),
	};
}
