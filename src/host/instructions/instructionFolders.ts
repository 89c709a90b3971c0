import { FileType, Uri, workspace } from 'vscode';
import {
	instructionLocations,
	saysWhatItAppliesTo,
} from '../../core/instructions/instructionPlaces.ts';

/** Deeper than any folder of instructions: a link may lead back to where it stands. */
const MOST_LEVELS = 10;

/** The setting of VS Code that names folders with instructions. */
export const LOCATIONS_SETTING = 'chat.instructionsFilesLocations';

/** The folders with files that say by themselves what they apply to, whether or not they are there. */
export function locationUris(): Uri[] {
	const folders = workspace.workspaceFolders ?? [];
	const uris =
		folders.length === 0 ? locationsOf() : folders.flatMap(({ uri }) => locationsOf(uri));
	return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

/** @param folder of the workspace; without, only those that are in none are meant */
function locationsOf(folder?: Uri): Uri[] {
	const setting = workspace
		.getConfiguration('chat', folder)
		.get<unknown>('instructionsFilesLocations');
	const home = process.env['HOME'] ?? process.env['USERPROFILE'];
	return instructionLocations(setting).flatMap(({ within, path }) => {
		if (within === 'workspace') return folder === undefined ? [] : Uri.joinPath(folder, path);
		if (within === 'nothing') return Uri.file(path);
		return home === undefined ? [] : Uri.joinPath(Uri.file(home), path);
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
