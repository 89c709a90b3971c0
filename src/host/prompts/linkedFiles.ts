import { FileType, Uri, workspace } from 'vscode';
import { folderEntries } from '../vscode/folderEntries.ts';
import { linkOnTheWay, placeInWorkspace } from '../vscode/workspacePlaces.ts';

/** The files that a prompt refers to. */
export interface LinkedFiles {
	readonly files: readonly Uri[];
	/** What does not go along, with the reason, a clause each. */
	readonly missing: readonly string[];
}

/**
 * Finds the files that a prompt refers to.
 * @param file the prompt's own, which the paths are relative to; undefined for one without a file: to the workspace's folder
 * @param paths as the prompt writes them; one that begins with "/" begins at the workspace's folder
 */
export async function linkedFiles(
	file: Uri | undefined,
	paths: readonly string[],
): Promise<LinkedFiles> {
	const files: Uri[] = [];
	const missing: string[] = [];
	for (const path of paths) {
		const uri = uriOf(file, path);
		const problem = uri === undefined ? 'is not there' : await problemWith(file, uri);
		if (uri !== undefined && problem === undefined) files.push(uri);
		else missing.push(`${path} ${problem}`);
	}
	return { files, missing };
}

async function problemWith(file: Uri | undefined, uri: Uri): Promise<string | undefined> {
	if (!isOfUser(file)) {
		const place = placeInWorkspace(uri);
		if (place === undefined) return 'is outside of the workspace';
		const link = await linkOnTheWay(place);
		if (link !== undefined) return 'is behind a link, which may lead out of the workspace';
	}
	return (await isThere(uri)) ? undefined : 'is not there';
}

function uriOf(file: Uri | undefined, path: string): Uri | undefined {
	const folder =
		(file === undefined ? undefined : workspace.getWorkspaceFolder(file)) ??
		workspace.workspaceFolders?.[0];
	if (path.startsWith('/')) return folder && Uri.joinPath(folder.uri, path);
	if (file !== undefined) return Uri.joinPath(file, '..', path);
	return folder && Uri.joinPath(folder.uri, path);
}

/** A prompt that came with a project has nothing to do with what else is on the disk; the user's own may lead anywhere. */
function isOfUser(file: Uri | undefined): boolean {
	return file !== undefined && workspace.getWorkspaceFolder(file) === undefined;
}

function isThere(uri: Uri): Promise<boolean> {
	return Promise.resolve(
		workspace.fs.stat(uri).then(
			() => true,
			() => false,
		),
	);
}

/** The scripts of a skill, by their paths in its folder. Never rejects. */
export async function scriptsOf(skill: Uri): Promise<string[]> {
	const folder = Uri.joinPath(skill, '..', 'scripts');
	const entries = await folderEntries(folder);
	return entries
		.filter(([, type]) => (type & FileType.File) !== 0)
		.map(([name]) => `scripts/${name}`)
		.toSorted();
}
