import { Uri, workspace } from 'vscode';
import {
	instructionLocations,
	saysWhatItAppliesTo,
} from '../../core/instructions/instructionPlaces.ts';
import { filesBelow } from '../vscode/filesBelow.ts';
import { homeFolder } from '../vscode/homeFolder.ts';

/** More folders than anybody has instructions in: a link may lead back to where it stands, and a setting to a whole disk. */
const MOST_FOLDERS = 500;

/** The setting of VS Code that names folders with instructions. */
export const LOCATIONS_SETTING = 'chat.instructionsFilesLocations';

/** A folder with files that say by themselves what they apply to, whether or not it is there. */
export interface InstructionFolder {
	readonly uri: Uri;
	/** The user's own, for all their projects. */
	readonly isPersonal: boolean;
}

export function instructionFolders(): InstructionFolder[] {
	const folders = workspace.workspaceFolders ?? [];
	const all = folders.length === 0 ? foldersFor() : folders.flatMap(({ uri }) => foldersFor(uri));
	return [...new Map(all.map((folder) => [folder.uri.toString(), folder])).values()];
}

/** @param root of the workspace; without, only folders that are in none are meant */
function foldersFor(root?: Uri): InstructionFolder[] {
	const setting = workspace
		.getConfiguration('chat', root)
		.get<unknown>('instructionsFilesLocations');
	const home = homeFolder();
	return instructionLocations(setting).flatMap(({ within, path }) => {
		const base = within === 'home' ? home : root;
		if (within === 'nothing') return { uri: Uri.file(path), isPersonal: false };
		if (base === undefined) return [];
		return { uri: Uri.joinPath(base, path), isPersonal: within === 'home' };
	});
}

/** The files in a folder and those below it that say what they apply to, by their paths; none where there is no such folder. */
export async function instructionsBelow(folder: Uri): Promise<Uri[]> {
	const found = await filesBelow(folder, {
		takes: (path) => saysWhatItAppliesTo(path),
		mostFolders: MOST_FOLDERS,
		mostFiles: Number.POSITIVE_INFINITY,
		followLinks: true,
	});
	return found.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}
