import { withoutEnd } from '../../shared/text/withoutEnd.ts';

/**
 * Where VS Code and its peers look for a project's instructions. Names are those of files in a folder of the workspace; on a disk
 * that tells the case of letters apart they are taken in any case, as VS Code takes them.
 */

/** Of the whole project: in which folder of its root, and under which names there, in the order in which they are sent. */
export const ROOT_PLACES: readonly {
	readonly folder: string;
	readonly names: readonly string[];
}[] = [
	{ folder: '.github', names: ['copilot-instructions.md'] },
	{ folder: '', names: ['AGENTS.md', 'CLAUDE.md'] },
	{ folder: '.claude', names: ['CLAUDE.md'] },
];

/** The file that may stand in any folder, for what is in it. */
export const NESTED_NAME = 'AGENTS.md';

const WITH_APPLY_TO = '.instructions.md';

/** Where files with an `applyTo` are unless VS Code's setting says otherwise. */
const USUAL_LOCATION = '.github/instructions';

/** Nobody's folder of instructions: all of the workspace, of the user's home or of the disk. */
const WHOLE = ['', '.', '~'];

/** What a change of is a change of instructions, as a glob of VS Code. */
export const WATCHED = '**/{AGENTS.md,CLAUDE.md,copilot-instructions.md,*.instructions.md}';

export function isSameName(one: string, other: string): boolean {
	return one.toLowerCase() === other.toLowerCase();
}

/** Whether a file of this name says by itself what it applies to. */
export function saysWhatItAppliesTo(name: string): boolean {
	return name.toLowerCase().endsWith(WITH_APPLY_TO);
}

/** Whether a file is one of instructions, by its path. */
export function isInstructionPath(path: string): boolean {
	const name = path.slice(path.lastIndexOf('/') + 1);
	const names = [NESTED_NAME, ...ROOT_PLACES.flatMap((place) => place.names)];
	return saysWhatItAppliesTo(name) || names.some((one) => isSameName(one, name));
}

/** A folder with files of instructions: in each folder of the workspace, in the user's home, or at its own place. */
export interface InstructionLocation {
	readonly within: 'workspace' | 'home' | 'nothing';
	/** With slashes, and none at its end. */
	readonly path: string;
}

/**
 * The folders that VS Code's setting `chat.instructionsFilesLocations` names, the usual one among them unless it is switched off.
 * @param setting `{ "docs/rules": true, "~/rules": true }`; what is nothing of the kind counts as not set
 */
export function instructionLocations(setting: unknown): InstructionLocation[] {
	const set = typeof setting === 'object' && setting !== null ? Object.entries(setting) : [];
	const chosen = new Map(
		set.map(([path, on]) => [withoutEnd(path.trim().replaceAll('\\', '/'), '/'), on]),
	);
	if (!chosen.has(USUAL_LOCATION)) chosen.set(USUAL_LOCATION, true);
	const isNamed = ([path, on]: [string, unknown]) => on === true && !WHOLE.includes(path);
	return [...chosen].filter(isNamed).map(([path]) => at(path));
}

function at(path: string): InstructionLocation {
	if (path.startsWith('~/')) return { within: 'home', path: path.slice(2) };
	const isWhole = path.startsWith('/') || /^[a-z]:\//i.test(path);
	if (isWhole) return { within: 'nothing', path };
	return { within: 'workspace', path: path.replace(/^(?:\.\/)+/, '') };
}

/**
 * The folders that a file is in, below the workspace's folder, the nearest first: "src/core" and "src" for "src/core/a.ts".
 * @param path within the workspace's folder
 */
export function foldersAbove(path: string): string[] {
	const parts = path.split('/').filter((part) => part !== '');
	return parts.slice(1).map((_, index) => parts.slice(0, parts.length - 1 - index).join('/'));
}
