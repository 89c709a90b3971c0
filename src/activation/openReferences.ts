import type { ExtensionContext } from 'vscode';
import { WorkspaceFiles } from '../host/files/workspaceFiles.ts';
import type { ChatController } from '../host/panel/chatController.ts';
import { RecentFiles } from '../host/references/recentFiles.ts';
import { ReferenceSource } from '../host/references/referenceSource.ts';
import type { SuggestionSource } from '../host/suggestions/suggestionSource.ts';
import type { Storage } from './openStorage.ts';

/** What # in the box names. Which files there are is looked at when it is typed first. */
export function openReferences(
	{ subscriptions }: ExtensionContext,
	{ store }: Storage,
	target: ChatController,
): SuggestionSource {
	const files = new WorkspaceFiles(() => performance.now());
	const recent = new RecentFiles();
	subscriptions.push(files, recent);
	return new ReferenceSource({ target, files, recent, store });
}
