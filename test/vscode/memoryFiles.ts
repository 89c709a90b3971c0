import { globMatcher } from '../../src/core/files/glob.ts';
import { FileSystemError, FileType, type RelativePattern, Uri, workspace } from './apiStandin.ts';

/** Files of a workspace in memory. */
export interface MemoryFiles {
	/** By absolute path, with the text of each. A test adds and removes them. */
	readonly files: Map<string, string>;
	/** The paths of links that lead to folders. */
	readonly linkedFolders: Set<string>;
	/** What `findFiles` was asked: the pattern, and what was left out. */
	readonly searches: [include: string, exclude: string | undefined][];
	/** The folders that were read. */
	readonly foldersRead: string[];
	created(path: string): void;
	deleted(path: string): void;
	changed(path: string): void;
	foldersChanged(): void;
	/** @param section such as `files.exclude` */
	settingChanged(section: string): void;
}

/**
 * Has the stand-in for `vscode` work on files in memory.
 * @param searchable whether `findFiles` finds any, as for a scheme that somebody can search
 * @param scheme of the folders
 */
export function provideFiles(
	folders: Readonly<Record<string, string>>,
	texts: Readonly<Record<string, string>>,
	{ searchable = true, scheme = 'file' } = {},
): MemoryFiles {
	const files = new Map(Object.entries(texts));
	const linkedFolders = new Set<string>();
	const searches: [string, string | undefined][] = [];
	const foldersRead: string[] = [];
	const listeners = new Map<string, Set<(what: never) => void>>();
	const on = (event: string) => (listener: (what: never) => void) => {
		const all = listeners.get(event) ?? new Set();
		listeners.set(event, all.add(listener));
		return { dispose: () => all.delete(listener) };
	};
	const tell = (event: string, what: unknown) => {
		for (const listener of listeners.get(event) ?? []) listener(what as never);
	};
	const workspaceFolders = Object.entries(folders).map(([name, path], index) => ({
		name,
		index,
		uri: new Uri(path, scheme),
	}));
	const isFolder = (path: string) =>
		[...files.keys()].some((file) => file.startsWith(`${path.replace(/\/$/, '')}/`));
	const textOf = (path: string) => {
		const text = files.get(path);
		if (text === undefined) throw FileSystemError.FileNotFound(path);
		return text;
	};
	Object.assign(workspace, {
		workspaceFolders,
		getWorkspaceFolder: ({ path }: Uri) =>
			workspaceFolders
				.filter(({ uri }) => `${path}/`.startsWith(`${uri.path}/`))
				.toSorted((one, other) => other.uri.path.length - one.uri.path.length)[0],
		findFiles: async (include: RelativePattern, exclude?: string, most?: number) => {
			searches.push([include.pattern, exclude]);
			if (!searchable) return [];
			const base = `${include.baseUri.path}/`;
			const wanted = globMatcher(include.pattern);
			const left = exclude === undefined ? undefined : globMatcher(exclude);
			return [...files.keys()]
				.filter((path) => path.startsWith(base))
				.map((path) => path.slice(base.length))
				.filter((path) => {
					const parts = path.split('/').map((_, at, all) => all.slice(0, at + 1).join('/'));
					return wanted?.(path) && !parts.some((part) => left?.(part));
				})
				.slice(0, most)
				.map((path) => new Uri(base + path, scheme));
		},
		fs: {
			stat: async ({ path }: Uri) => {
				if (linkedFolders.has(path)) return { type: FileType.Directory | FileType.SymbolicLink };
				if (isFolder(path)) return { type: FileType.Directory };
				return { type: FileType.File, size: textOf(path).length };
			},
			readFile: async ({ path }: Uri) => new TextEncoder().encode(textOf(path)),
			readDirectory: async ({ path }: Uri) => {
				foldersRead.push(path);
				const base = `${path.replace(/\/$/, '')}/`;
				const entries = new Map<string, number>();
				for (const file of [...files.keys(), ...linkedFolders]) {
					if (!file.startsWith(base)) continue;
					const [name = '', ...rest] = file.slice(base.length).split('/');
					const link = linkedFolders.has(file) ? FileType.SymbolicLink : 0;
					entries.set(name, rest.length + link > 0 ? FileType.Directory | link : FileType.File);
				}
				if (entries.size === 0) throw FileSystemError.FileNotFound(path);
				return [...entries];
			},
		},
		createFileSystemWatcher: (pattern: string) => ({
			onDidCreate: on(`create ${pattern}`),
			onDidDelete: on(`delete ${pattern}`),
			onDidChange: on(`change ${pattern}`),
			dispose() {},
		}),
		onDidChangeWorkspaceFolders: on('folders'),
		onDidChangeConfiguration: on('settings'),
	});
	return {
		files,
		linkedFolders,
		searches,
		foldersRead,
		created: (path) => tell('create **/*', new Uri(path, scheme)),
		deleted: (path) => tell('delete **/*', new Uri(path, scheme)),
		changed: (path) => tell('change **/.gitignore', new Uri(path, scheme)),
		foldersChanged: () => tell('folders', undefined),
		settingChanged: (section) =>
			tell('settings', { affectsConfiguration: (asked: string) => asked === section }),
	};
}
