import { type ExtensionContext, Uri } from 'vscode';
import { Changes } from '../host/changes/changes.ts';

/** Changes to documents, kept with the workspace, or without one with all that is ours. */
export function openChanges({ storageUri, globalStorageUri }: ExtensionContext): Changes {
	return new Changes(Uri.joinPath(storageUri ?? globalStorageUri, 'changes'));
}
