import { type QuickPickItem, window } from 'vscode';
import type { ConversationStore, ConversationSummary } from '../core/conversationStore.ts';

type HistoryItem = QuickPickItem & { readonly id: string };

/** Lets the user pick one of the conversations on disk, newest first, and opens it. */
export async function pickConversation(
	store: ConversationStore,
	open: (id: string) => Promise<void>,
): Promise<void> {
	const summaries = await store.list();
	if (summaries.length === 0) {
		void window.showInformationMessage('There are no chats yet.');
		return;
	}
	const picked = await window.showQuickPick(summaries.map(historyItem), {
		title: 'History',
		placeHolder: 'Open a chat',
	});
	if (picked !== undefined) await open(picked.id);
}

function historyItem({ id, title, updated, messages }: ConversationSummary): HistoryItem {
	const when = new Date(updated).toLocaleString(undefined, {
		dateStyle: 'medium',
		timeStyle: 'short',
	});
	return { id, label: title, description: `${when} · ${messages} messages` };
}
