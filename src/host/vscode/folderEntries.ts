import { type FileType, type Uri, workspace } from 'vscode';

/** Folders that others fill: nobody looks there for what is the user's own. */
export const FOREIGN_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** What is in a folder; nothing where there is no such folder, or nobody can look into it. Never rejects. */
export async function folderEntries(folder: Uri): Promise<[name: string, type: FileType][]> {
	try {
		return await workspace.fs.readDirectory(folder);
	} catch {
		return [];
	}
}
