import { type Disposable, FileType, type Uri, type WorkspaceFolder, workspace } from 'vscode';
import { placeIn } from '../vscode/placeIn.ts';
import { inBatches } from './ignoredFiles.ts';
import { listFiles, visibleFiles } from './listFiles.ts';

/** A file of the workspace. */
export interface WorkspaceFile {
	readonly folder: WorkspaceFolder;
	/** In its folder, with slashes. */
	readonly path: string;
	/** What VS Code calls it: the path, with the folder's name before it where there are several folders. */
	readonly label: string;
}

/** The files of the workspace that are not hidden. A new list stands for every change. */
export interface FileList {
	readonly files: readonly WorkspaceFile[];
	/** Whether the workspace has more than are listed. */
	readonly more: boolean;
}

/** So many files are listed, and looked for. */
const MOST_FILES = 100_000;

/** With more changes than this a new list is quicker than looking at each, as after a branch was changed. */
const MOST_CHANGES = 500;

/** After so many milliseconds a list is made anew beside: not every file system tells of its changes. */
const GOOD_FOR_MS = 300_000;

type Change = 'created' | 'deleted';

/** The URI of a file of the workspace. */
export function uriOf({ folder: { uri }, path }: WorkspaceFile): Uri {
	return uri.with({ path: `${uri.path.replace(/\/$/, '')}/${path}` });
}

/** The list of the workspace's files: made when it is first asked for, and kept as the files are. */
export class WorkspaceFiles implements Disposable {
	readonly #now: () => number;
	readonly #most: number;
	#listening: Disposable[] = [];
	#list: Promise<FileList> | undefined;
	/** What that came to. */
	#made: FileList | undefined;
	#madeAt = 0;
	/** What has happened since, by URI, in its order. */
	readonly #changes = new Map<string, { readonly uri: Uri; readonly change: Change }>();

	/**
	 * @param now milliseconds of a clock that never runs backwards
	 * @param most how many files are listed
	 */
	constructor(now: () => number, most = MOST_FILES) {
		this.#now = now;
		this.#most = most;
	}

	/** Whether a list has been asked for. */
	get begun(): boolean {
		return this.#list !== undefined;
	}

	/** The list, where there is one and VS Code has told of no change since; undefined otherwise. */
	get ready(): FileList | undefined {
		const isOld = this.#now() - this.#madeAt > GOOD_FOR_MS;
		return isOld || this.#changes.size > 0 ? undefined : this.#made;
	}

	/** The files as they are now. The first call goes through the workspace. */
	list(): Promise<FileList> {
		if (this.#listening.length === 0) this.#listen();
		if (this.#list === undefined || this.#changes.size > MOST_CHANGES) return this.#make();
		if (this.#now() - this.#madeAt > GOOD_FOR_MS) {
			const known = this.#list;
			void this.#make();
			return known;
		}
		if (this.#changes.size > 0) this.#keep(this.#list.then((list) => this.#changed(list)));
		return this.#list;
	}

	dispose(): void {
		for (const listener of this.#listening) listener.dispose();
		this.#listening = [];
		this.#forget();
	}

	#forget(): void {
		this.#list = undefined;
		this.#made = undefined;
	}

	#make(): Promise<FileList> {
		this.#changes.clear();
		this.#madeAt = this.#now();
		return this.#keep(listWorkspace(this.#most));
	}

	/** One that fails is not kept: the next call tries again. */
	#keep(list: Promise<FileList>): Promise<FileList> {
		this.#list = list;
		this.#made = undefined;
		list.then(
			(made) => {
				if (this.#list === list) this.#made = made;
			},
			() => {
				if (this.#list === list) this.#forget();
			},
		);
		return list;
	}

	#listen(): void {
		const files = workspace.createFileSystemWatcher('**/*', false, true, false);
		const rules = workspace.createFileSystemWatcher('**/.gitignore', true, false, true);
		const forget = () => this.#forget();
		this.#listening = [
			files,
			rules,
			files.onDidCreate((uri) => this.#note(uri, 'created')),
			files.onDidDelete((uri) => this.#note(uri, 'deleted')),
			rules.onDidChange(forget),
			workspace.onDidChangeWorkspaceFolders(forget),
			workspace.onDidChangeConfiguration((event) => {
				if (event.affectsConfiguration('files.exclude')) forget();
				if (event.affectsConfiguration('search.exclude')) forget();
			}),
		];
	}

	#note(uri: Uri, change: Change): void {
		if (uri.path.endsWith('/.gitignore')) {
			this.#forget();
			return;
		}
		if (this.#changes.size > MOST_CHANGES) return;
		const key = uri.toString();
		// The last that happened counts, in the place where it happened.
		this.#changes.delete(key);
		this.#changes.set(key, { uri, change });
	}

	/** The list after what has happened since. */
	async #changed({ files, more }: FileList): Promise<FileList> {
		const changes = [...this.#changes.values()];
		this.#changes.clear();
		const gone = new Set(changes.flatMap(({ uri }) => placeOf(uri) ?? []).map(keyOf));
		const kept = files.filter((file) => !isGone(gone, file));
		const created = changes.flatMap(({ uri, change }) => (change === 'created' ? uri : []));
		const fresh = await createdFiles(created, kept);
		const known = new Set(kept.map(keyOf));
		return { files: [...kept, ...fresh.filter((file) => !known.has(keyOf(file)))], more };
	}
}

interface Place {
	readonly folder: WorkspaceFolder;
	readonly path: string;
}

/** Where in the workspace a file is; undefined where it is not in it. */
export function placeOf(uri: Uri): Place | undefined {
	const folder = workspace.getWorkspaceFolder(uri);
	return folder && { folder, path: placeIn(folder.uri, uri) };
}

/** What tells the files of a workspace apart, whose folders can have the same name. */
export function keyOf({ folder, path }: Place): string {
	return `${folder.index} ${path}`;
}

/** Whether a file, or a folder that it is in, is among those that are gone. */
function isGone(gone: ReadonlySet<string>, { folder, path }: Place): boolean {
	for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
		if (gone.has(keyOf({ folder, path: path.slice(0, end) }))) return true;
	}
	return false;
}

/** The files that were made: of a folder, which VS Code tells of alone where it was moved here, all in it. */
async function createdFiles(
	uris: readonly Uri[],
	known: readonly WorkspaceFile[],
): Promise<WorkspaceFile[]> {
	const found = await inBatches(uris, async (uri) => {
		const place = placeOf(uri);
		const type = await typeOf(uri);
		if (place === undefined || type === undefined) return [];
		if ((type & FileType.Directory) === 0) return [place];
		if ((type & FileType.SymbolicLink) !== 0) return [];
		const { paths } = await listFiles(uri, MOST_FILES);
		return paths.map((path) => ({ ...place, path: `${place.path}/${path}` }));
	});
	const byFolder = new Map<WorkspaceFolder, Set<string>>();
	for (const { folder, path } of found.flat()) {
		const paths = byFolder.get(folder) ?? new Set();
		byFolder.set(folder, paths.add(path));
	}
	const visible: WorkspaceFile[] = [];
	for (const [folder, paths] of byFolder) {
		const there = known.flatMap((file) => (file.folder === folder ? file.path : []));
		const seen = await visibleFiles(folder.uri, [...paths], [...there, ...paths]);
		for (const path of seen) visible.push({ folder, path, label: labelOf(folder, path) });
	}
	return visible;
}

async function typeOf(uri: Uri): Promise<FileType | undefined> {
	try {
		return (await workspace.fs.stat(uri)).type;
	} catch {
		return undefined;
	}
}

async function listWorkspace(most: number): Promise<FileList> {
	const files: WorkspaceFile[] = [];
	let more = false;
	for (const folder of workspace.workspaceFolders ?? []) {
		const found = await listFiles(folder.uri, most - files.length);
		more ||= found.more;
		for (const path of found.paths) {
			// One folder of the workspace can be in another.
			if (!isInInner(folder, path)) files.push({ folder, path, label: labelOf(folder, path) });
		}
	}
	return { files, more };
}

function isInInner(folder: WorkspaceFolder, path: string): boolean {
	return (workspace.workspaceFolders ?? []).some((inner) => {
		if (inner === folder || inner.uri.authority !== folder.uri.authority) return false;
		if (!inner.uri.path.startsWith(`${folder.uri.path.replace(/\/$/, '')}/`)) return false;
		return path.startsWith(`${placeIn(folder.uri, inner.uri)}/`);
	});
}

/** As `workspace.asRelativePath` says it, which is slow for many. */
function labelOf(folder: WorkspaceFolder, path: string): string {
	return (workspace.workspaceFolders?.length ?? 0) > 1 ? `${folder.name}/${path}` : path;
}
