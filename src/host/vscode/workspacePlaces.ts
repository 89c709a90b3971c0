import { FileType, Uri, type WorkspaceFolder, workspace } from 'vscode';
import { type PlaceInWorkspace, placesInWorkspace } from '../../core/markdown/workspacePath.ts';

/** A place in a folder of the workspace, where there need be nothing. */
export interface WorkspacePlace extends PlaceInWorkspace<WorkspaceFolder> {
	readonly uri: Uri;
}

/** Where in the workspace a path of a reply may lead, the likeliest first; none for what leads out of it. */
export function workspacePlaces(path: string): WorkspacePlace[] {
	const folders = (workspace.workspaceFolders ?? []).map((folder) => ({
		name: folder.name,
		path: folder.uri.path,
		folder,
	}));
	return placesInWorkspace(path, folders).map(({ folder: { folder }, segments }) => ({
		folder,
		segments,
		uri: Uri.joinPath(folder.uri, ...segments),
	}));
}

/** Where in the workspace a file is; undefined for one that is in none of its folders. */
export function placeInWorkspace(uri: Uri): WorkspacePlace | undefined {
	const folder = workspace.getWorkspaceFolder(uri);
	if (folder === undefined) return undefined;
	const top = folder.uri.path.replace(/\/$/, '');
	return { folder, segments: uri.path.slice(top.length + 1).split('/'), uri };
}

/** What is at a place; undefined for nothing, or what cannot be reached. */
export async function typeAt(uri: Uri): Promise<FileType | undefined> {
	try {
		return (await workspace.fs.stat(uri)).type;
	} catch {
		return undefined;
	}
}

/** Whether there is a file, itself or by a link. */
export async function isFile(uri: Uri): Promise<boolean> {
	return (((await typeAt(uri)) ?? 0) & FileType.File) !== 0;
}

/** The first part of a place's path that is a link, which may lead out of the workspace; undefined where none is. */
export async function linkOnTheWay({
	folder,
	segments,
}: PlaceInWorkspace<{ readonly uri: Uri }>): Promise<string | undefined> {
	for (let count = 1; count <= segments.length; count++) {
		const path = segments.slice(0, count);
		const type = await typeAt(Uri.joinPath(folder.uri, ...path));
		if (type === undefined) return undefined;
		if ((type & FileType.SymbolicLink) !== 0) return path.join('/');
	}
	return undefined;
}

/** The files of the workspace that have a path, in any of its folders; none that a link leads to, which may be elsewhere. */
export async function filesNamed(path: string): Promise<Uri[]> {
	const found = new Map<string, Uri>();
	for (const place of workspacePlaces(path)) {
		if ((await isFile(place.uri)) && (await linkOnTheWay(place)) === undefined) {
			found.set(place.uri.toString(), place.uri);
		}
	}
	return [...found.values()];
}
