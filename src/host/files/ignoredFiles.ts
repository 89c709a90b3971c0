import { FileType, Uri, workspace } from 'vscode';
import { folderOf } from '../../core/files/excludes.ts';
import type { IgnoreFile } from '../../core/files/gitIgnore.ts';
import { findGit, type GitRepository, repositoryOf } from '../git/gitApi.ts';
import { answerInTime } from '../vscode/answerInTime.ts';
import { placeIn } from '../vscode/placeIn.ts';

/** How long git may take over all files of a folder, in milliseconds; then the rules are read without it. */
const GIT_MS = 20_000;

/** How many files are read or asked about at a time. */
const AT_ONCE = 32;

/** So many paths are looked at before VS Code has its turn again. */
const SLICE = 2000;

/** The folder from whose top on .gitignore files count for another one, and the way from it to there. */
export interface Repository {
	readonly root: Uri;
	/** From the root to the folder that is asked about; empty where it is the root. */
	readonly place: string;
}

/**
 * Those of the files in a folder that are not ignored. Git is asked, which also knows its own settings and what it keeps all
 * the same; where it cannot be, the .gitignore files are read.
 *
 * @param paths in the folder, with slashes
 * @param there all that are there, .gitignore files among them
 */
export async function withoutIgnored(
	base: Uri,
	paths: readonly string[],
	there = paths,
): Promise<string[]> {
	const git = await findGit();
	const repositories = 'missing' in git ? [] : git.repositories;
	const ignored = new Set<string>();
	const unasked: string[] = [];
	for (const [repository, its] of byRepository(repositories, base, paths)) {
		const answer = repository && (await askGit(repository, base, its));
		if (answer === undefined) for (const path of its) unasked.push(path);
		for (const path of answer ?? []) ignored.add(path);
	}
	if (unasked.length > 0) {
		const around = await repositoryAround(base);
		const files = await ignoreFilesFor(around, there);
		for (const path of await ignoredBy(files, around, unasked)) ignored.add(path);
	}
	return paths.filter((path) => !ignored.has(path));
}

function byRepository(
	repositories: readonly GitRepository[],
	base: Uri,
	paths: readonly string[],
): Map<GitRepository | undefined, string[]> {
	const groups = new Map<GitRepository | undefined, string[]>();
	const folders = new Map<string, GitRepository | undefined>();
	for (const path of paths) {
		const folder = folderOf(path);
		if (!folders.has(folder)) {
			const at = base.with({ path: `${base.path.replace(/\/$/, '')}/${folder}` });
			folders.set(folder, repositoryOf(repositories, at));
		}
		const repository = folders.get(folder);
		const group = groups.get(repository);
		if (group === undefined) groups.set(repository, [path]);
		else group.push(path);
	}
	return groups;
}

/** The ignored ones; undefined where git does not answer. */
async function askGit(
	repository: GitRepository,
	base: Uri,
	paths: readonly string[],
): Promise<string[] | undefined> {
	if (repository.checkIgnore === undefined) return undefined;
	const { fsPath } = base;
	// Made at once and not by URI: there are many.
	const separator = fsPath.includes('\\') ? '\\' : '/';
	const folder = fsPath.endsWith(separator) ? fsPath : fsPath + separator;
	const names = new Map(paths.map((path) => [folder + path.replaceAll('/', separator), path]));
	const ignored = await answerInTime(repository.checkIgnore([...names.keys()]), GIT_MS);
	return ignored && [...ignored].flatMap((name) => names.get(name) ?? []);
}

async function ignoredBy(
	files: readonly IgnoreFile[],
	{ place }: Repository,
	paths: readonly string[],
): Promise<string[]> {
	if (files.length === 0) return [];
	const { ignoredPaths } = await import('../../core/files/gitIgnore.ts');
	const prefix = place === '' ? '' : `${place}/`;
	// Whoever opens an ignored folder wants to see what is in it.
	const inIgnored = prefix !== '' && ignoredPaths([prefix], files).length > 0;
	const rules = inIgnored ? files.filter(({ folder }) => `${folder}/`.startsWith(prefix)) : files;
	const ignored: string[] = [];
	for (let start = 0; start < paths.length; start += SLICE) {
		const slice = paths.slice(start, start + SLICE).map((path) => prefix + path);
		for (const path of ignoredPaths(slice, rules)) ignored.push(path.slice(prefix.length));
		await new Promise((resolve) => setTimeout(resolve, 0));
	}
	return ignored;
}

/** The .gitignore files that count in a folder: those among its files, and those above it in the same repository. */
export async function ignoreFilesFor(
	{ root, place }: Repository,
	paths: readonly string[],
): Promise<IgnoreFile[]> {
	const above = place === '' ? [] : ['', ...outerFolders(place)];
	const within = paths
		.filter((path) => path === '.gitignore' || path.endsWith('/.gitignore'))
		.map((path) => [place, folderOf(path)].filter((part) => part !== '').join('/'));
	const read = await inBatches([...new Set([...above, ...within])], async (folder) => {
		const text = await textOf(Uri.joinPath(root, folder, '.gitignore'));
		return text === undefined ? [] : [{ folder, text }];
	});
	return read.flat();
}

/** The folders that a folder is in, without the top: "a" and "a/b" of "a/b/c". */
function outerFolders(place: string): string[] {
	const folder = folderOf(place);
	return folder === '' ? [] : [...outerFolders(folder), folder];
}

/** The innermost folder with a .git, from this one upwards; without one the folder itself, or its workspace folder. */
export async function repositoryAround(base: Uri): Promise<Repository> {
	for (let root = base; ; ) {
		if (await exists(Uri.joinPath(root, '.git'))) return { root, place: placeIn(root, base) };
		const parent = Uri.joinPath(root, '..');
		if (parent.path === root.path) break;
		root = parent;
	}
	const root = workspace.getWorkspaceFolder(base)?.uri ?? base;
	return { root, place: placeIn(root, base) };
}

async function exists(uri: Uri): Promise<boolean> {
	try {
		return (await workspace.fs.stat(uri)).type !== FileType.Unknown;
	} catch {
		return false;
	}
}

async function textOf(uri: Uri): Promise<string | undefined> {
	try {
		return new TextDecoder().decode(await workspace.fs.readFile(uri));
	} catch {
		return undefined;
	}
}

/** Does something with all, some at a time: a file system over the network is not flooded. */
export async function inBatches<One, Result>(
	all: readonly One[],
	action: (one: One) => Promise<Result>,
): Promise<Result[]> {
	const results: Result[] = [];
	for (let start = 0; start < all.length; start += AT_ONCE) {
		results.push(...(await Promise.all(all.slice(start, start + AT_ONCE).map(action))));
	}
	return results;
}
