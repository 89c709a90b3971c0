import { FileType, RelativePattern, Uri, workspace } from 'vscode';
import { Excludes } from '../../core/files/excludes.ts';
import type { IgnoreFile } from '../../core/files/gitIgnore.ts';
import { answerInTime } from '../vscode/answerInTime.ts';
import { folderEntries } from '../vscode/folderEntries.ts';
import { placeIn } from '../vscode/placeIn.ts';
import {
	ignoreFilesFor,
	inBatches,
	type Repository,
	repositoryAround,
	withoutIgnored,
} from './ignoredFiles.ts';

/** The file systems that VS Code itself can search. */
const SEARCHED = ['file', 'vscode-remote'];
/** For the search of another one VS Code waits without end where there is none: so long it may take, in milliseconds. */
const SEARCH_MS = 1000;
/** Those that had no answer in time, which are not asked again. */
const unsearched = new Set<string>();

/** The files of a folder that are not hidden. */
export interface FolderFiles {
	/** In the folder, with slashes, in the order of their names. */
	readonly paths: readonly string[];
	/** Whether there are more than were asked for. */
	readonly more: boolean;
}

/**
 * The files in a folder and all folders below, without those that `files.exclude`, `search.exclude` or .gitignore hides. The
 * folder can be any: of the workspace or not, on another machine, of a file system that only VS Code knows. Never rejects: of
 * a folder that cannot be read there are none.
 *
 * @param most how many are looked for, before those that are hidden are taken out
 */
export async function listFiles(base: Uri, most: number): Promise<FolderFiles> {
	const rules = new FolderRules(base);
	const found = await search(rules, most);
	if (found.paths.length === 0) return walk(rules, most);
	const paths = await withoutIgnored(base, rules.visible(found.paths));
	return { paths: paths.toSorted(byName), more: found.more };
}

/**
 * Those of the files in a folder that are not hidden.
 * @param paths in the folder, with slashes
 * @param there all files that are there: rules can ask for the file beside, and lie in a .gitignore
 */
export async function visibleFiles(
	base: Uri,
	paths: readonly string[],
	there: readonly string[],
): Promise<string[]> {
	return withoutIgnored(base, new FolderRules(base).visible(paths, there), there);
}

function byName(one: string, other: string): number {
	return one < other ? -1 : 1;
}

/** The settings that hide files, for a folder: their patterns lead from the top of its workspace folder. */
class FolderRules {
	readonly base: Uri;
	readonly #excludes: Excludes;
	readonly #prefix: string;

	constructor(base: Uri) {
		this.base = base;
		this.#excludes = new Excludes([
			workspace.getConfiguration('files', base).get('exclude'),
			workspace.getConfiguration('search', base).get('exclude'),
		]);
		const top = workspace.getWorkspaceFolder(base)?.uri ?? base;
		const place = placeIn(top, base);
		this.#prefix = place === '' ? '' : `${place}/`;
	}

	/** For `workspace.findFiles` in this folder. */
	get findPattern(): string | undefined {
		return this.#excludes.findPattern(this.#prefix !== '');
	}

	visible(paths: readonly string[], there = paths): string[] {
		const whole = (path: string) => this.#prefix + path;
		const visible = this.#excludes.visible(paths.map(whole), there.map(whole));
		return visible.map((path) => path.slice(this.#prefix.length));
	}

	hides(path: string, hasFile: (path: string) => boolean): boolean {
		const { length } = this.#prefix;
		return this.#excludes.hides(this.#prefix + path, (other) => hasFile(other.slice(length)));
	}
}

/** What VS Code's own search finds. Where that is too much, what is in ignored folders is left out at once. */
async function search(rules: FolderRules, most: number): Promise<FolderFiles> {
	const pattern = rules.findPattern;
	const found = await find(rules.base, '**/*', pattern, most);
	if (!found.more) return found;
	const { paths } = await find(rules.base, '**/.gitignore', pattern, most);
	const files = await ignoreFilesFor(await repositoryAround(rules.base), paths);
	const { ignoredFolderPatterns } = await import('../../core/files/gitIgnore.ts');
	const ignored = ignoredFolderPatterns(files);
	if (ignored.length === 0) return found;
	const settings = pattern === undefined ? [] : [pattern.slice(1, -1)];
	return find(rules.base, '**/*', `{${[...settings, ...ignored].join(',')}}`, most);
}

async function find(
	base: Uri,
	include: string,
	exclude: string | undefined,
	most: number,
): Promise<FolderFiles> {
	if (unsearched.has(base.scheme)) return { paths: [], more: false };
	const pattern = new RelativePattern(base, include);
	try {
		const search = workspace.findFiles(pattern, exclude, most + 1);
		const uris = SEARCHED.includes(base.scheme)
			? await search
			: await answerInTime(search, SEARCH_MS);
		if (uris === undefined) {
			unsearched.add(base.scheme);
			return { paths: [], more: false };
		}
		const start = base.path.endsWith('/') ? base.path.length : base.path.length + 1;
		const paths = uris.map(({ path }) => path.slice(start));
		return { paths: paths.slice(0, most), more: paths.length > most };
	} catch {
		return { paths: [], more: false };
	}
}

/** Goes through the folders one by one: not every file system can be searched. */
async function walk(rules: FolderRules, most: number): Promise<FolderFiles> {
	const around = await repositoryAround(rules.base);
	const ignoreFiles = await ignoreFilesFor(around, []);
	const paths: string[] = [];
	let folders = [''];
	while (folders.length > 0 && paths.length <= most) {
		const read = await inBatches(folders.slice(0, most), (folder) =>
			readFolder(rules, around, folder, ignoreFiles),
		);
		// A folder can have more files than a call takes arguments.
		for (const { files } of read) for (const path of files) paths.push(path);
		for (const one of read) for (const file of one.ignoreFiles) ignoreFiles.push(file);
		folders = read.flatMap((one) => one.folders);
	}
	return { paths: paths.slice(0, most).toSorted(byName), more: paths.length > most };
}

interface ReadFolder {
	readonly files: readonly string[];
	readonly folders: readonly string[];
	/** Its own .gitignore. */
	readonly ignoreFiles: readonly IgnoreFile[];
}

async function readFolder(
	rules: FolderRules,
	around: Repository,
	folder: string,
	outer: readonly IgnoreFile[],
): Promise<ReadFolder> {
	const entries = await folderEntries(Uri.joinPath(rules.base, folder));
	const inFolder = (name: string) => (folder === '' ? name : `${folder}/${name}`);
	const names = new Set(entries.map(([name]) => inFolder(name)));
	const visible = entries.flatMap(([name, type]) => {
		const path = inFolder(name);
		// What a link leads to can be the very folder that it is in.
		const linked = (type & FileType.SymbolicLink) !== 0;
		const isFolder = (type & FileType.Directory) !== 0;
		if ((isFolder && linked) || rules.hides(path, (other) => names.has(other))) return [];
		return isFolder ? `${path}/` : path;
	});
	const own = inFolder('.gitignore');
	const ignoreFiles = names.has(own) ? await ignoreFilesFor(around, [own]) : [];
	const kept = await notIgnored(visible, around, [...outer, ...ignoreFiles]);
	return {
		files: kept.filter((path) => !path.endsWith('/')),
		folders: kept.filter((path) => path.endsWith('/')).map((path) => path.slice(0, -1)),
		ignoreFiles,
	};
}

async function notIgnored(
	paths: readonly string[],
	{ place }: Repository,
	files: readonly IgnoreFile[],
): Promise<string[]> {
	if (files.length === 0) return [...paths];
	const { ignoredPaths } = await import('../../core/files/gitIgnore.ts');
	const prefix = place === '' ? '' : `${place}/`;
	const ignored = new Set(
		ignoredPaths(
			paths.map((path) => prefix + path),
			files,
		),
	);
	return paths.filter((path) => !ignored.has(prefix + path));
}
