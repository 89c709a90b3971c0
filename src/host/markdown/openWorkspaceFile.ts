import { FileType, Range, Uri, type WorkspaceFolder, window, workspace } from 'vscode';
import { placesInWorkspace } from '../../core/markdown/workspacePath.ts';
import { errorText } from '../../shared/errors/errorText.ts';
import type { FilePath } from '../../shared/markdown/filePath.ts';
import { notificationText } from '../vscode/notificationText.ts';

/** Opens a file that a reply links to, at its line, if it is in the workspace. What leads out of the workspace is left alone. */
export async function openWorkspaceFile(file: FilePath): Promise<void> {
	const folders = (workspace.workspaceFolders ?? []).map((folder) => ({
		name: folder.name,
		path: folder.uri.path,
		uri: folder.uri,
	}));
	const places = placesInWorkspace(file.path, folders);
	if (places.length === 0 && folders.length > 0) return;
	for (const { folder, segments } of places) {
		const uri = Uri.joinPath(folder.uri, ...segments);
		if (await isFile(uri)) {
			await show(uri, file);
			return;
		}
	}
	const reason = folders.length === 0 ? 'no folder is open' : 'it is not in this workspace';
	void window.showInformationMessage(notificationText(`${file.path} cannot be opened: ${reason}.`));
}

async function isFile(uri: WorkspaceFolder['uri']): Promise<boolean> {
	try {
		return ((await workspace.fs.stat(uri)).type & FileType.File) !== 0;
	} catch {
		return false;
	}
}

async function show(uri: Uri, { path, line, endLine = line }: FilePath): Promise<void> {
	try {
		if (line === undefined || endLine === undefined) {
			await window.showTextDocument(uri);
			return;
		}
		// VS Code takes what is beyond the end for the end.
		const first = Math.max(1, line) - 1;
		const last = Math.max(first, endLine - 1);
		const end = last > first ? Number.MAX_SAFE_INTEGER : 0;
		await window.showTextDocument(uri, { selection: new Range(first, 0, last, end) });
	} catch (error) {
		void window.showWarningMessage(
			notificationText(`${path} cannot be opened: ${errorText(error)}`),
		);
	}
}
