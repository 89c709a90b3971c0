import { type ExtensionContext, Uri, window } from 'vscode';
import { lazily } from './activation/lazily.ts';
import { lendModels } from './activation/lendModels.ts';
import { openDocuments } from './activation/openDocuments.ts';
import type { ChatWindow } from './activation/openWindow.ts';
import { commandRunner, isOfViewTitle, registerCommands } from './host/commands/commands.ts';
import { CHAT_EDITOR } from './host/panel/chatEditorType.ts';
import { ChatWebview } from './host/panel/chatWebview.ts';
import { registerParticipant } from './host/participant/registerParticipant.ts';
import { registerCodeActions } from './host/prompts/codeActions.ts';
import { sayNotLoaded } from './host/vscode/sayNotLoaded.ts';

/** What is left to do when the window goes away. */
let atDeactivation: () => Promise<void> = async () => {};

/** Registers what VS Code can ask for. What is needed to answer is loaded then: the first view waits for none of it. */
export function activate(context: ExtensionContext): void {
	const view = new ChatWebview(Uri.joinPath(context.extensionUri, 'dist'));
	const opened = lazily(async (): Promise<ChatWindow> => {
		const { openWindow } = await import('./activation/openWindow.ts');
		const chatWindow = openWindow(context, { view, documents, run });
		atDeactivation = () => chatWindow.close();
		return chatWindow;
	});
	const documents = openDocuments(opened);
	const run = commandRunner({
		// The view is shown at once, and its page is on its way before anything else is loaded.
		open: async () => {
			await view.show(false);
			await view.shown;
			await (await opened()).chat.view.focus();
		},
		others: async (args) => {
			const { chat, commands } = await opened();
			// It is about the chat of the view, whichever had the keyboard last.
			if (isOfViewTitle(args)) chat.toFront(chat.view);
			return commands;
		},
	});
	context.subscriptions.push(
		view.register(),
		...registerCommands(run),
		...documents.register(),
		...lendModels(opened),
		registerParticipant(async (...asked) => {
			const { lending } = await opened();
			return (await lending.participant()).answer(...asked);
		}),
		...registerCodeActions(async () => (await opened()).chat.front),
		window.registerWebviewPanelSerializer(CHAT_EDITOR, {
			deserializeWebviewPanel: async (panel, state) => (await opened()).restoreEditor(panel, state),
		}),
		window.registerUriHandler({
			handleUri: async (uri) => (await opened()).access.handleUri(uri),
		}),
	);
	void view.shown.then(opened).catch(sayNotLoaded);
}

export function deactivate(): Promise<void> {
	return atDeactivation();
}
