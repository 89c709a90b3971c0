import type { ExtensionContext } from 'vscode';
import type { ExcerptReaders } from '../host/attachments/readNow.ts';
import type { ChatPlace } from '../host/panel/chatPlace.ts';
import { RecentFiles } from '../host/references/recentFiles.ts';
import type { SuggestionSource } from '../host/suggestions/suggestionSource.ts';
import { lazily } from './lazily.ts';
import type { Storage } from './openStorage.ts';

/** What # in the box of a place names. Which files there are is looked at when it is typed first. */
export function openReferences(
	{ subscriptions }: ExtensionContext,
	{ store }: Storage,
): (target: ChatPlace) => () => Promise<SuggestionSource> {
	const recent = new RecentFiles();
	subscriptions.push(recent);
	const workspaceFiles = lazily(async () => {
		const { WorkspaceFiles } = await import('../host/files/workspaceFiles.ts');
		const files = new WorkspaceFiles(() => performance.now());
		subscriptions.push(files);
		return files;
	});
	return (target) =>
		lazily(async () => {
			const { ReferenceSource } = await import('../host/references/referenceSource.ts');
			return new ReferenceSource({ target, files: await workspaceFiles(), recent, store });
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
