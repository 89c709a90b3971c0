import { FileType, Uri, workspace } from '../../../vscode/apiStandin.ts';

/** A file system and what is open of it, put in the place of VS Code's until `restore` is called. */
export class FilesInTest {
	/** Texts by path; undefined for one that cannot be read. */
	readonly files = new Map<string, string | undefined>();
	/** What stands in editors, by path. */
	readonly open = new Map<string, string>();
	/** The paths that were looked at, files and folders. */
	readonly lookedAt: string[] = [];
	readonly #before = { ...workspace };
	readonly #folders: readonly string[];

	/** @param folders the paths of the workspace's folders */
	constructor(folders: readonly string[], files: Readonly<Record<string, string | undefined>>) {
		this.#folders = folders;
		for (const [path, text] of Object.entries(files)) this.files.set(path, text);
		Object.assign(workspace, {
			workspaceFolders: folders.map((path) => ({ uri: new Uri(path) })),
			getWorkspaceFolder: (uri: Uri) => this.#folderOf(uri),
			asRelativePath: (uri: Uri) => this.#relative(uri),
			decode: async (bytes: Uint8Array) => new TextDecoder().decode(bytes),
			fs: {
				readDirectory: async (uri: Uri) => this.#list(uri.path),
				stat: async (uri: Uri) => ({ type: FileType.File, size: this.#read(uri.path).length }),
				readFile: async (uri: Uri) => this.#read(uri.path),
			},
		});
		Object.defineProperty(workspace, 'textDocuments', {
			configurable: true,
			get: () =>
				[...this.open].map(([path, text]) => ({ uri: new Uri(path), getText: () => text })),
		});
	}

	restore(): void {
		Object.defineProperty(workspace, 'textDocuments', { value: [], writable: true });
		Object.assign(workspace, this.#before);
	}

	#folderOf({ path }: Uri): { uri: Uri } | undefined {
		const within = this.#folders.filter((folder) => path.startsWith(`${folder}/`));
		const innermost = within.toSorted((one, other) => other.length - one.length)[0];
		return innermost === undefined ? undefined : { uri: new Uri(innermost) };
	}

	#relative(uri: Uri): string {
		const root = this.#folderOf(uri)?.uri.path;
		if (root === undefined) return uri.path;
		const path = uri.path.slice(root.length + 1);
		return this.#folders.length > 1 ? `${root.slice(root.lastIndexOf('/') + 1)}/${path}` : path;
	}

	#list(folder: string): [string, number][] {
		this.lookedAt.push(folder);
		const start = folder.endsWith('/') ? folder : `${folder}/`;
		const names = new Map<string, number>();
		for (const path of this.files.keys()) {
			if (!path.startsWith(start)) continue;
			const [name = '', ...below] = path.slice(start.length).split('/');
			names.set(name, below.length > 0 ? FileType.Directory : FileType.File);
		}
		if (names.size === 0)
			throw Object.assign(new Error('no such folder'), { code: 'FileNotFound' });
		return [...names];
	}

	#read(path: string): Uint8Array {
		this.lookedAt.push(path);
		const text = this.files.get(path);
		if (text === undefined) throw new Error('the disk is on fire');
		return new TextEncoder().encode(text);
	}
}
