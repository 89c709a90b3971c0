import type { ExtensionContext } from 'vscode';
import type { ExcerptReaders } from '../host/attachments/readNow.ts';
import type { ChatController } from '../host/panel/chatController.ts';
import { RecentFiles } from '../host/references/recentFiles.ts';
import type { SuggestionSource } from '../host/suggestions/suggestionSource.ts';
import { lazily } from './lazily.ts';
import type { Storage } from './openStorage.ts';

/** What # in the box names. Which files there are is looked at when it is typed first. */
export function openReferences(
	{ subscriptions }: ExtensionContext,
	{ store }: Storage,
	target: ChatController,
): () => Promise<SuggestionSource> {
	const recent = new RecentFiles();
	subscriptions.push(recent);
	return lazily(async () => {
		const { WorkspaceFiles } = await import('../host/files/workspaceFiles.ts');
		const { ReferenceSource } = await import('../host/references/referenceSource.ts');
		const files = new WorkspaceFiles(() => performance.now());
		subscriptions.push(files);
		return new ReferenceSource({ target, files, recent, store });
	});
}

/** How what # has attached, and what stands in no document, is read anew when it is sent. */
export const REFERENCE_READERS: ExcerptReaders = {
	problems: async (excerpt) => {
		const { readProblems } = await import('../host/references/problemReferences.ts');
		return readProblems(excerpt);
	},
	changes: async (excerpt) => {
		const { readChanges } = await import('../host/references/changeReferences.ts');
		return readChanges(excerpt);
	},
};
