/** A place of prompt files, as VS Code's settings name it. */
export interface PromptLocation {
	/** What it is relative to; an absolute path is relative to nothing. */
	readonly base: 'home' | 'folder' | 'root';
	/** The part without wildcards, with "/", without "~/" at its beginning; "" for the base itself. */
	readonly path: string;
	/** What follows, from the first part with a wildcard on; undefined where there is none. */
	readonly pattern?: string;
}

/** A setting of places, `{ ".github/prompts": true, "~/prompts": true }`, read. */
export interface PromptLocations {
	readonly added: readonly PromptLocation[];
	/** The usual places that it switches off, as it writes them. */
	readonly off: ReadonlySet<string>;
}

/**
 * Reads VS Code's settings `chat.promptFilesLocations` and `chat.agentSkillsLocations`, as VS Code does: paths that are on or off, absolute,
 * in the home folder (`~/`) or relative to each workspace folder, with wildcards. What is of another shape does not count.
 */
export function readLocations(value: unknown): PromptLocations {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return { added: [], off: new Set() };
	}
	const entries = Object.entries(value).map(([path, on]) => [path.trim(), on] as const);
	return {
		added: entries
			.filter(([path, on]) => path !== '' && isOn(on))
			.map(([path]) => locationOf(path)),
		off: new Set(entries.filter(([, on]) => isOff(on)).map(([path]) => withoutSlash(path))),
	};
}

function isOn(value: unknown): boolean {
	return value === true || (typeof value === 'string' && value.trim().toLowerCase() === 'true');
}

function isOff(value: unknown): boolean {
	return value === false || (typeof value === 'string' && value.trim().toLowerCase() === 'false');
}

function locationOf(written: string): PromptLocation {
	const home = written === '~' || written.startsWith('~/') || written.startsWith('~\\');
	const isWindows = /^[a-zA-Z]:[\\/]/.test(written);
	const slashed = isWindows || home ? written.replaceAll('\\', '/') : written;
	const parts = (home ? slashed.slice(2) : slashed).split('/');
	const base = home ? 'home' : isWindows || slashed.startsWith('/') ? 'root' : 'folder';
	const wild = parts.findIndex((part) => /[*?{[]/.test(part));
	const path = withoutSlash((wild < 0 ? parts : parts.slice(0, wild)).join('/'));
	return wild < 0 ? { base, path } : { base, path, pattern: parts.slice(wild).join('/') };
}

/** "a/" is "a", and "./a" too. */
function withoutSlash(path: string): string {
	const from = path.startsWith('./') ? 2 : 0;
	return path.endsWith('/') ? path.slice(from, -1) : path.slice(from);
}
