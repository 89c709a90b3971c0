import { type ExtensionContext, Uri, workspace } from 'vscode';
import type { ConversationStore } from '../core/history/conversationStore.ts';
import { DiskProblems } from '../host/log/diskProblems.ts';
import { KeptAnswersFile } from '../storage/compare/keptAnswersFile.ts';
import { removeUnfinished } from '../storage/disk/files.ts';
import { FileConversationStore } from '../storage/history/fileConversationStore.ts';
import type { Log } from './openLog.ts';

/** How long a deleted chat can be brought back: a day. Its notification may stay as long. */
const UNDO_MS = 86_400_000;

export interface Storage {
	readonly store: FileConversationStore;
	/** What was kept of comparisons. */
	readonly kept: KeptAnswersFile;
	/** Says what the disk does not take or give back. */
	readonly problems: DiskProblems;
	/** The URI of the workspace's folder, by which chats are told apart; null without one. */
	readonly folder: string | null;
	/** The path of a file or folder of ours. */
	path(name: string): string;
	/** Removes what is no longer needed, with the first use of the window: not at its start, which is to be quick. */
	tidyUp(): void;
}

/** Where chats and all else are kept: the extension's global storage folder. */
export function openStorage(context: ExtensionContext, { channel }: Log): Storage {
	const path = (name: string) => Uri.joinPath(context.globalStorageUri, name).fsPath;
	const problems = new DiskProblems(channel);
	const chats = path('conversations');
	const store = new FileConversationStore(chats, (...problem) => problems.chat(chats, ...problem));
	const kept = new KeptAnswersFile(path('compared.jsonl'), (error, doing) => {
		channel.warn(
			`What was kept of a comparison could not be ${doing === 'read' ? 'read' : 'written'}.`,
			error,
		);
	});
	let tidy = false;
	return {
		store,
		kept,
		problems,
		folder: workspace.workspaceFolders?.[0]?.uri.toString() ?? null,
		path,
		tidyUp: () => {
			if (tidy) return;
			tidy = true;
			void removeOld(context.globalStorageUri.fsPath, store).catch((error: unknown) => {
				channel.warn('What is no longer needed could not be removed from the disk.', error);
			});
		},
	};
}

/** Removes deleted chats for good, and what windows that died have left behind. */
async function removeOld(folder: string, store: ConversationStore): Promise<void> {
	const before = Date.now() - UNDO_MS;
	// Each for itself: a chat that cannot be read is no reason to keep all else.
	const tidied = await Promise.allSettled([
		store.purgeDeleted(before),
		removeUnfinished(folder, before),
	]);
	for (const part of tidied) if (part.status === 'rejected') throw part.reason;
}
