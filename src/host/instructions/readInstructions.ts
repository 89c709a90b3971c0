import { FileType, Uri, workspace } from 'vscode';
import { applyingText } from '../../core/instructions/applyingText.ts';
import { type InstructionFile, withoutRepeats } from '../../core/instructions/instructionFile.ts';
import {
	foldersAbove,
	isSameName,
	NESTED_NAME,
	ROOT_PLACES,
} from '../../core/instructions/instructionPlaces.ts';
import { folderEntries } from '../vscode/folderEntries.ts';
import {
	type InstructionFolder,
	instructionFolders,
	instructionsBelow,
} from './instructionFolders.ts';
import { readInstructionFile } from './readInstructionFile.ts';

/**
 * The instructions for a message, the general ones first: the user's own, then those of the whole project, then those that say by
 * themselves what they apply to, then those that stand nearest to an attached file. Never rejects: what cannot be read has a problem.
 * @param attached the URIs of the attached files
 */
export async function readInstructions(attached: readonly Uri[]): Promise<InstructionFile[]> {
	if (!workspace.isTrusted) return [];
	const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
	const lists = new FolderLists();
	const paths = attached.map(({ path }) => path);
	const places = instructionFolders();
	const [personal, ofRoots, applying, nested] = await Promise.all([
		filesIn(places.filter(({ isPersonal }) => isPersonal)),
		Promise.all(folders.map((folder) => ofRoot(folder, lists))),
		filesIn(places.filter(({ isPersonal }) => !isPersonal)),
		Promise.all(attached.map((file) => nearest(file, lists))),
	]);
	const ofFolders = nested.flatMap((uri) => uri ?? []).toSorted(shallowFirst);
	const whole = (uri: Uri) => readInstructionFile(uri);
	const asTheySay = (uri: Uri) => readInstructionFile(uri, (text) => applyingText(text, paths));
	const files = await Promise.all([
		...personal.map(asTheySay),
		...ofRoots.flat().map(whole),
		...applying.map(asTheySay),
		...ofFolders.map(whole),
	]);
	return withoutRepeats(files.filter((file) => file !== undefined));
}

async function filesIn(folders: readonly InstructionFolder[]): Promise<Uri[]> {
	return (await Promise.all(folders.map(({ uri }) => instructionsBelow(uri)))).flat();
}

/** The names of the files in each folder that was looked into, once for each time that instructions are read. */
class FolderLists {
	readonly #lists = new Map<string, Promise<readonly string[]>>();

	/** A file of a folder, by its name in whatever case. */
	async file(folder: Uri, name: string): Promise<Uri | undefined> {
		const key = folder.toString();
		const list = this.#lists.get(key) ?? namesIn(folder);
		this.#lists.set(key, list);
		const found = (await list).find((one) => isSameName(one, name));
		return found === undefined ? undefined : Uri.joinPath(folder, found);
	}
}

/** The names of the files in a folder; none where there is no such folder, or nobody can look into it. */
async function namesIn(folder: Uri): Promise<string[]> {
	const entries = await folderEntries(folder);
	return entries.flatMap(([name, type]) => ((type & FileType.File) === 0 ? [] : name));
}

async function ofRoot(root: Uri, lists: FolderLists): Promise<Uri[]> {
	const found = ROOT_PLACES.flatMap(({ folder, names }) =>
		names.map((name) => lists.file(Uri.joinPath(root, folder), name)),
	);
	return (await Promise.all(found)).filter((uri) => uri !== undefined);
}

/** The file of instructions that stands nearest to a file, below the folder of the workspace that it is in. */
async function nearest(file: Uri, lists: FolderLists): Promise<Uri | undefined> {
	const root = workspace.getWorkspaceFolder(file)?.uri;
	if (root === undefined) return undefined;
	const path = file.path.slice(root.path.length);
	// What is attached may be a folder itself; where it is the root, its file is there in any case.
	for (const folder of [path, ...foldersAbove(path)].filter((one) => one !== '')) {
		const found = await lists.file(Uri.joinPath(root, folder), NESTED_NAME);
		if (found !== undefined) return found;
	}
	return undefined;
}

function shallowFirst(one: Uri, other: Uri): number {
	const depth = (uri: Uri) => uri.path.split('/').length;
	return depth(one) - depth(other);
}
