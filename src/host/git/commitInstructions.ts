import { Uri, workspace } from 'vscode';
import type { SecretMatcher } from '../../core/attachments/secretFiles.ts';
import {
	type CommitInstruction,
	otherInstructions,
	ownInstructions,
} from '../../core/git/instructionSetting.ts';
import { placesInWorkspace } from '../../core/markdown/workspacePath.ts';
import { readInstructionFile } from '../instructions/readInstructionFile.ts';
import { rawSettings } from '../settings/vscodeSettings.ts';
import { linkOnTheWay } from '../vscode/workspacePlaces.ts';

/** Where Copilot keeps its own; a project that has them there need not say the same again. */
const COPILOT = 'github.copilot.chat';
const ITS_SETTING = 'commitMessageGeneration.instructions';

export interface CommitInstructions {
	readonly texts: readonly string[];
	/** A sentence for each that could not be read. */
	readonly problems: readonly string[];
}

/**
 * How the user and the project want commit messages to be: what Copilot is told, then what is told to us alone.
 * @throws ChatError of kind badSetting where our own setting is wrong
 */
export async function commitInstructions(
	root: Uri,
	isSecret: SecretMatcher,
): Promise<CommitInstructions> {
	const all = [...otherInstructions(copilotSetting(root)), ...ownInstructions(rawSettings())];
	const read = await Promise.all(all.map((one) => textOf(one, root, isSecret)));
	const texts = read.flatMap((one) => ('text' in one ? one.text : []));
	return {
		texts: [...new Set(texts)],
		problems: read.flatMap((one) => ('problem' in one ? one.problem : [])),
	};
}

/** Of a workspace that is not trusted, only what the user has set: no rule of VS Code's covers another extension's setting here. */
function copilotSetting(root: Uri): unknown {
	const settings = workspace.getConfiguration(COPILOT, root);
	return workspace.isTrusted
		? settings.get<unknown>(ITS_SETTING)
		: settings.inspect(ITS_SETTING)?.globalValue;
}

type Read = { readonly text: string } | { readonly problem: string };

async function textOf(
	instruction: CommitInstruction,
	root: Uri,
	isSecret: SecretMatcher,
): Promise<Read> {
	if ('text' in instruction) return instruction;
	const { file } = instruction;
	const told = (why: string) => ({
		problem: `The instructions in ${file} did not go along: ${why}.`,
	});
	if (isSecret(file)) return told('by its name the file may hold secrets');
	const places = placesInWorkspace(file.replaceAll('\\', '/'), foldersAround(root));
	if (places.length === 0) return told('that is not in the workspace');
	for (const { folder, segments } of places) {
		const link = await linkOnTheWay({ folder, segments });
		if (link !== undefined) return told(`${link} is a link, which may lead out of the workspace`);
		const read = await readInstructionFile(Uri.joinPath(folder.uri, ...segments));
		if (read === undefined) continue;
		return read.problem === undefined ? { text: read.text.trim() } : told(`it ${read.problem}`);
	}
	return told('there is no such file with anything in it');
}

/** The folder of the workspace that the repository is in, the repository, and the other folders. */
function foldersAround(root: Uri): { name: string; path: string; uri: Uri }[] {
	const own = workspace.getWorkspaceFolder(root)?.uri;
	const others = (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
	const uris = [...(own === undefined ? [] : [own]), root, ...others];
	return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()].map((uri) => ({
		name: uri.path.slice(uri.path.lastIndexOf('/') + 1),
		path: uri.path,
		uri,
	}));
}
