import { type GlobMatcher, globMatcher } from './glob.ts';

interface Rule {
	readonly pattern: string;
	readonly matches: GlobMatcher;
	/** The name of the file beside it without which the rule does not count, with $(basename) for the name without its end. */
	readonly when: string | undefined;
}

/** What is known of the files beside one another. */
type HasFile = (path: string) => boolean;

/** The files and folders that `files.exclude` and `search.exclude` hide. Paths are those in a workspace folder, with slashes. */
export class Excludes {
	readonly #rules: readonly Rule[];

	/** @param settings values of the settings, as they are: what is in them and means nothing hides nothing */
	constructor(settings: readonly unknown[]) {
		this.#rules = settings.flatMap(rulesIn);
	}

	/**
	 * The patterns that can be handed to `workspace.findFiles`, joined in braces: those without a clause and without braces.
	 * @param below whether files are looked for below another folder than the one that the settings are about
	 */
	findPattern(below: boolean): string | undefined {
		const plain = this.#rules.filter(
			({ when, pattern }) =>
				when === undefined && !/[{},]/.test(pattern) && (!below || pattern.startsWith('**/')),
		);
		return plain.length === 0 ? undefined : `{${plain.map(({ pattern }) => pattern).join(',')}}`;
	}

	/** Whether a file or folder is hidden, by itself or with a folder that it is in. */
	hides(path: string, hasFile: HasFile): boolean {
		return withFolders(path).some((part) => this.#hidesItself(part, hasFile));
	}

	/**
	 * Those of the files that are not hidden.
	 * @param there all that there are, since a rule can ask for the file beside
	 */
	visible(files: readonly string[], there = files): string[] {
		if (this.#rules.length === 0) return [...files];
		const all = this.#rules.some(({ when }) => when !== undefined) ? new Set(there) : undefined;
		const hasFile: HasFile = (path) => all?.has(path) ?? false;
		const folders = new Map<string, boolean>([['', false]]);
		const hidden = (folder: string): boolean => {
			const known = folders.get(folder);
			if (known !== undefined) return known;
			const hides = hidden(folderOf(folder)) || this.#hidesItself(folder, hasFile);
			folders.set(folder, hides);
			return hides;
		};
		return files.filter((path) => !hidden(folderOf(path)) && !this.#hidesItself(path, hasFile));
	}

	#hidesItself(path: string, hasFile: HasFile): boolean {
		return this.#rules.some(({ matches, when }) => {
			if (!matches(path)) return false;
			if (when === undefined) return true;
			const folder = folderOf(path);
			const name = path.slice(folder === '' ? 0 : folder.length + 1);
			const sibling = when.replaceAll('$(basename)', () => name.replace(/(?<=.)\.[^.]*$/, ''));
			return hasFile(folder === '' ? sibling : `${folder}/${sibling}`);
		});
	}
}

function rulesIn(setting: unknown): Rule[] {
	if (typeof setting !== 'object' || setting === null) return [];
	return Object.entries(setting).flatMap(([pattern, value]: [string, unknown]) => {
		const matches = globMatcher(pattern);
		const when = clauseOf(value);
		const counts = value === true || when !== undefined;
		return matches === undefined || !counts ? [] : { pattern, matches, when };
	});
}

function clauseOf(value: unknown): string | undefined {
	if (typeof value !== 'object' || value === null || !('when' in value)) return undefined;
	return typeof value.when === 'string' ? value.when : undefined;
}

/** The folder that a path is in; empty at the top. */
export function folderOf(path: string): string {
	return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** A path and the folders that it is in, the outermost first. */
function withFolders(path: string): string[] {
	const folder = folderOf(path);
	return folder === '' ? [path] : [...withFolders(folder), path];
}
