import { FileType, Uri, workspace } from 'vscode';
import {
	instructionLocations,
	saysWhatItAppliesTo,
} from '../../core/instructions/instructionPlaces.ts';

/** Deeper than any folder of instructions: a link may lead back to where it stands. */
const MOST_LEVELS = 10;

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
	const home = process.env['HOME'] ?? process.env['USERPROFILE'];
	return instructionLocations(setting).flatMap(({ within, path }) => {
		const base = within === 'home' ? home && Uri.file(home) : root;
		if (within === 'nothing') return { uri: Uri.file(path), isPersonal: false };
		if (!base) return [];
		return { uri: Uri.joinPath(base, path), isPersonal: within === 'home' };
	});
}

/** The files in a folder and those below it that say what they apply to, by their paths; none where there is no such folder. */
export async function filesBelow(folder: Uri, levels = MOST_LEVELS): Promise<Uri[]> {
	if (levels === 0) return [];
	const entries = await workspace.fs.readDirectory(folder).then(undefined, () => []);
	const found = entries.toSorted(byName).map(async ([name, type]): Promise<Uri[]> => {
		const uri = Uri.joinPath(folder, name);
		if ((type & FileType.Directory) !== 0) return filesBelow(uri, levels - 1);
		return (type & FileType.File) !== 0 && saysWhatItAppliesTo(name) ? [uri] : [];
	});
	return (await Promise.all(found)).flat();
}

function byName([one]: [string, FileType], [other]: [string, FileType]): number {
	return one < other ? -1 : 1;
}
