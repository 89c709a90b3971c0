import { FileType, Uri } from 'vscode';
import { FOREIGN_FOLDERS, folderEntries } from './folderEntries.ts';

/** What is looked for below a folder, and how far. */
export interface Search {
	/** Whether a file is wanted, by its path in the folder, with slashes. */
	takes(path: string): boolean;
	/** So many folders are looked into: a setting may name a whole disk. */
	readonly mostFolders: number;
	/** So many files are enough. */
	readonly mostFiles: number;
	/** Whether links to folders are, too: one may lead back to where it stands, and then what is in it is found again and again. */
	readonly followLinks: boolean;
}

interface Folder {
	readonly uri: Uri;
	readonly path: string;
}

/**
 * The files in a folder and those below it, those higher up first and each folder's by name; none where there is no such folder. Folders
 * that others fill are not looked into. Never rejects.
 */
export async function filesBelow(top: Uri, search: Search): Promise<Uri[]> {
	const { mostFolders, mostFiles } = search;
	const found: Uri[] = [];
	let looked = 0;
	for (let level: readonly Folder[] = [{ uri: top, path: '' }]; level.length > 0; ) {
		const now = level.slice(0, mostFolders - looked);
		looked += now.length;
		const lists = await Promise.all(now.map((folder) => entriesOf(folder, search)));
		for (const { files } of lists) for (const file of files) found.push(file);
		if (found.length >= mostFiles) break;
		level = lists.flatMap(({ folders }) => folders).slice(0, mostFolders - looked);
	}
	return found.slice(0, mostFiles);
}

async function entriesOf(
	{ uri, path }: Folder,
	{ takes, followLinks }: Search,
): Promise<{ files: Uri[]; folders: Folder[] }> {
	const entries = (await folderEntries(uri)).toSorted(([one], [other]) => (one < other ? -1 : 1));
	const all = entries.map(([name, type]) => ({
		uri: Uri.joinPath(uri, name),
		path: path === '' ? name : `${path}/${name}`,
		name,
		type,
	}));
	return {
		files: all
			.filter((one) => (one.type & FileType.File) !== 0 && takes(one.path))
			.map((one) => one.uri),
		folders: all.filter(
			({ name, type }) =>
				(followLinks ? (type & FileType.Directory) !== 0 : type === FileType.Directory) &&
				!FOREIGN_FOLDERS.has(name),
		),
	};
}
