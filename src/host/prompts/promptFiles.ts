import { FileType, Uri, workspace } from 'vscode';
import { globMatcher } from '../../core/files/glob.ts';
import {
	type PromptLocation,
	type PromptLocations,
	readLocations,
} from '../../core/prompts/promptLocations.ts';
import { filesBelow } from '../vscode/filesBelow.ts';
import { folderEntries } from '../vscode/folderEntries.ts';

/** A file that may be a prompt. */
export interface FoundFile {
	readonly uri: Uri;
	/** Where it was found, as the user knows it: ".github/prompts", "~/.claude/skills". */
	readonly origin: string;
	readonly isSkill: boolean;
}

/** The user's own folders. */
export interface UserFolders {
	/** Undefined where this computer does not say which it is. */
	readonly home: Uri | undefined;
	/** Of VS Code's default profile. */
	readonly profilePrompts: Uri;
}

const PROMPTS = '.github/prompts';
const SKILLS = ['.github/skills', '.agents/skills', '.claude/skills'];
const OWN_SKILLS = ['.copilot/skills', '.agents/skills', '.claude/skills'];

/** More than anybody has; a place with wildcards may be as large as a disk. */
const MOST_FILES = 500;
const MOST_FOLDERS = 2000;

/** A folder, or a file, that is to be looked into. */
interface Place {
	readonly uri: Uri;
	readonly origin: string;
	readonly pattern?: string | undefined;
}

/**
 * All files of prompts and skills, those of the workspace first. They are found through VS Code's file systems, so that folders may be on
 * another machine. Of a workspace that is not trusted nothing is read, its settings of places included. Never rejects.
 */
export async function findPromptFiles(user: UserFolders): Promise<FoundFile[]> {
	const trusted = workspace.isTrusted;
	const prompts = locations('promptFilesLocations', trusted);
	const skills = locations('agentSkillsLocations', trusted);
	const own = { uri: user.profilePrompts, origin: 'User prompts' };
	const [ofFolders, ofSkills, ofUser, ownSkills] = await Promise.all([
		promptsIn([...usual([PROMPTS], prompts, trusted), ...added(prompts, user)]),
		skillsIn([...usual(SKILLS, skills, trusted), ...added(skills, user)]),
		promptsIn([own]),
		skillsIn(
			OWN_SKILLS.filter((path) => !skills.off.has(`~/${path}`)).flatMap((path) =>
				user.home === undefined ? [] : { uri: Uri.joinPath(user.home, path), origin: `~/${path}` },
			),
		),
	]);
	const all = [...ofFolders, ...ofSkills, ...ofUser, ...ownSkills];
	const once = new Map(all.toReversed().map((file) => [file.uri.toString(), file]));
	return all.filter((file) => once.get(file.uri.toString()) === file).slice(0, MOST_FILES);
}

function locations(setting: string, trusted: boolean): PromptLocations {
	const configuration = workspace.getConfiguration('chat');
	return readLocations(
		trusted ? configuration.get(setting) : configuration.inspect(setting)?.globalValue,
	);
}

function folders(): readonly { readonly uri: Uri; readonly name: string }[] {
	return workspace.workspaceFolders ?? [];
}

/** With several folders open, each is named. */
function originIn(folder: string, path: string): string {
	return folders().length > 1 ? `${folder}/${path}` : path;
}

function usual(paths: readonly string[], { off }: PromptLocations, trusted: boolean): Place[] {
	if (!trusted) return [];
	return folders().flatMap(({ uri, name }) =>
		paths
			.filter((path) => !off.has(path))
			.map((path) => ({ uri: Uri.joinPath(uri, path), origin: originIn(name, path) })),
	);
}

function added({ added: list }: PromptLocations, { home }: UserFolders): Place[] {
	return list.flatMap((location) => placesOf(location, home));
}

function placesOf({ base, path, pattern }: PromptLocation, home: Uri | undefined): Place[] {
	const origin = [path, pattern].filter((part) => part).join('/');
	if (base === 'home') {
		if (home === undefined) return [];
		return [{ uri: Uri.joinPath(home, path), origin: `~/${origin}`, pattern }];
	}
	if (base === 'root') {
		const root = path.startsWith('/') ? path : `/${path}`;
		// In a window that shows another machine, a path is one of that machine.
		const [first] = folders();
		const uri =
			first?.uri.scheme === 'vscode-remote'
				? first.uri.with({ path: root })
				: Uri.file(path || '/');
		return [{ uri, origin, pattern }];
	}
	if (!workspace.isTrusted) return [];
	return folders().map(({ uri, name }) => ({
		uri: Uri.joinPath(uri, path),
		origin: originIn(name, origin),
		pattern,
	}));
}

async function promptsIn(places: readonly Place[]): Promise<FoundFile[]> {
	const found = await Promise.all(
		places.map(async (place) => {
			const uris = await filesAt(place);
			return uris
				.filter(({ path }) => path.endsWith('.prompt.md'))
				.map((uri) => ({ uri, origin: place.origin, isSkill: false }));
		}),
	);
	return found.flat();
}

/** A skill is a folder with a SKILL.md in it. */
async function skillsIn(places: readonly Place[]): Promise<FoundFile[]> {
	const found = await Promise.all(
		places.map(async ({ uri, origin }) => {
			const skills = (await entriesOf(uri)).filter(([, type]) => (type & FileType.Directory) !== 0);
			const files = await Promise.all(
				skills.slice(0, MOST_FILES).map(async ([name]) => {
					const folder = Uri.joinPath(uri, name);
					const file = (await entriesOf(folder)).find(
						([entry, type]) => isFile(type) && entry.toUpperCase() === 'SKILL.MD',
					);
					return file === undefined ? [] : [Uri.joinPath(folder, file[0])];
				}),
			);
			return files.flat().map((file) => ({ uri: file, origin, isSkill: true }));
		}),
	);
	return found.flat();
}

/** The files of a folder, without those of its folders; with a pattern those that it matches, at any depth; or the one file. */
async function filesAt({ uri, pattern }: Place): Promise<Uri[]> {
	if (pattern !== undefined) return matchingBelow(uri, pattern);
	if (uri.path.endsWith('.md')) return (await isThere(uri)) ? [uri] : [];
	return (await entriesOf(uri))
		.filter(([, type]) => isFile(type))
		.map(([name]) => Uri.joinPath(uri, name));
}

async function isThere(uri: Uri): Promise<boolean> {
	return workspace.fs.stat(uri).then(
		({ type }) => isFile(type),
		() => false,
	);
}

/** A pattern may mean the files or their folder. */
function matchingBelow(top: Uri, pattern: string): Promise<Uri[]> {
	const matchers = [pattern, `${pattern}/*`].flatMap((one) => globMatcher(one) ?? []);
	return filesBelow(top, {
		takes: (path) => matchers.some((matches) => matches(path)),
		mostFolders: MOST_FOLDERS,
		mostFiles: MOST_FILES,
		followLinks: false,
	});
}

async function entriesOf(uri: Uri): Promise<[string, FileType][]> {
	// Most places are not there.
	return (await folderEntries(uri)).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function isFile(type: FileType): boolean {
	return (type & FileType.File) !== 0;
}
