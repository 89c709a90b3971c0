import {
	type QuickPickItem,
	QuickPickItemKind,
	TabInputText,
	type Uri,
	window,
	workspace,
} from 'vscode';
import { editorInUse } from '../../editor/editorInUse.ts';
import { listFiles } from '../../files/listFiles.ts';

/** So many files are listed. */
const MOST_FILES = 20_000;

type FileItem = QuickPickItem & { readonly uri?: Uri };

/**
 * Asks which file: those of open editors first, then all of the workspace.
 * @param likely a path; files of the same name stand before all others
 */
export async function pickFile(likely?: string): Promise<Uri | undefined> {
	return pick(allItems(likely?.split('/').at(-1)));
}

/** The only file, or that which the user chooses. */
export async function pickAmong(files: readonly Uri[]): Promise<Uri | undefined> {
	return files.length === 1 ? files[0] : pick(files.map(itemOf));
}

async function pick(
	items: readonly FileItem[] | Promise<readonly FileItem[]>,
): Promise<Uri | undefined> {
	const chosen = await window.showQuickPick<FileItem>(items, {
		title: 'Apply',
		placeHolder: 'Choose the file that this code is for',
		matchOnDescription: true,
	});
	return chosen?.uri;
}

async function allItems(name: string | undefined): Promise<FileItem[]> {
	const open = openFiles();
	const isOpen = new Set(open.map(String));
	const others: Uri[] = [];
	for (const { uri } of workspace.workspaceFolders ?? []) {
		const { paths } = await listFiles(uri, MOST_FILES - others.length);
		for (const path of paths)
			others.push(uri.with({ path: `${uri.path.replace(/\/$/, '')}/${path}` }));
	}
	const all = [...open, ...others.filter((uri) => !isOpen.has(uri.toString()))].map(itemOf);
	const isLikely = (item: FileItem) => item.label === name;
	const [likely, opened, rest] = [
		all.filter(isLikely),
		all.slice(0, open.length).filter((item) => !isLikely(item)),
		all.slice(open.length).filter((item) => !isLikely(item)),
	];
	return [
		...group(`called ${name}`, likely),
		...group('open editors', opened),
		...group('files of the workspace', rest),
	];
}

function group(label: string, items: readonly FileItem[]): FileItem[] {
	return items.length === 0 ? [] : [{ label, kind: QuickPickItemKind.Separator }, ...items];
}

function itemOf(uri: Uri): FileItem {
	const path = workspace.asRelativePath(uri);
	const name = path.split('/').at(-1) ?? path;
	return { label: name, description: path.slice(0, -name.length - 1), uri };
}

/** The documents that editors show, those in front first. */
function openFiles(): Uri[] {
	const active = editorInUse()?.document.uri;
	const tabs = window.tabGroups.all.flatMap(({ tabs: ofGroup }) => ofGroup);
	const inTabs = tabs.flatMap(({ input }) => (input instanceof TabInputText ? input.uri : []));
	const uris = [...(active === undefined ? [] : [active]), ...inTabs].filter(isOfUser);
	return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

/** Documents that are made to be read cannot be changed. */
function isOfUser({ scheme }: Uri): boolean {
	const isCell = scheme === 'vscode-notebook-cell';
	return scheme === 'untitled' || isCell || workspace.fs.isWritableFileSystem(scheme) === true;
}
