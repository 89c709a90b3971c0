import { type ExtensionContext, type LogOutputChannel, Uri, window, workspace } from 'vscode';
import { createChatServer } from './api/chatClient.ts';
import { ChatRecorder } from './core/chatRecorder.ts';
import { ApiKeys } from './host/apiKeys.ts';
import { ChatPanel } from './host/chatPanel.ts';
import { registerCodeActions } from './host/codeActions.ts';
import { registerCommands } from './host/commands.ts';
import { configuredServer, prepareRequest } from './host/destination.ts';
import { addSelection, explainSelection } from './host/explain.ts';
import { pickConversation } from './host/history.ts';
import { insertLastReply } from './host/insertReply.ts';
import { removeApiKey, setApiKey } from './host/keyCommands.ts';
import { selectModel } from './host/selectModel.ts';
import { reportUnsaved } from './host/unsaved.ts';
import { FileConversationStore } from './storage/conversationStore.ts';

/** What is left to do when the window goes away. */
let atDeactivation: () => Promise<void> = async () => {};

export function activate(context: ExtensionContext): void {
	const log = window.createOutputChannel('Llama Chat', { log: true });
	const server = createChatServer();
	const keys = new ApiKeys(context.secrets, process.env['OPENROUTER_API_KEY']);
	const store = openStore(context, log);
	const panel = new ChatPanel(
		Uri.joinPath(context.extensionUri, 'dist'),
		{
			server,
			store,
			memento: context.workspaceState,
			workspace: workspace.workspaceFolders?.[0]?.uri.toString() ?? null,
			prepare: () => prepareRequest(keys),
			recorderFor: (eventLog) => new ChatRecorder(eventLog),
			newId: () => crypto.randomUUID(),
			now: () => Date.now(),
		},
		keys,
		log,
	);
	const { session } = panel;

	context.subscriptions.push(
		log,
		...panel.register(),
		registerCodeActions(),
		...registerCommands({
			open: () => panel.open(),
			newChat: () => panel.newChat(),
			explainSelection: () => explainSelection(panel),
			addSelection: () => addSelection(panel),
			insertReplyAtCursor: () => insertLastReply(session.chat),
			stop: () => session.chat.stop(),
			selectModel: async () => selectModel(server, await configuredServer(keys)),
			setApiKey: () => setApiKey(keys, server),
			removeApiKey: () => removeApiKey(keys),
			showHistory: () => pickConversation(store, (id) => panel.openChat(id)),
			showLog: () => log.show(),
		}),
	);
	atDeactivation = async () => {
		await session.flush();
		await server.close();
	};
}

export function deactivate(): Promise<void> {
	return atDeactivation();
}

function openStore(context: ExtensionContext, log: LogOutputChannel): FileConversationStore {
	const folder = Uri.joinPath(context.globalStorageUri, 'conversations').fsPath;
	return new FileConversationStore(folder, (error) => reportUnsaved(error, folder, log));
}
