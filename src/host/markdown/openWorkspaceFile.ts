import { commands, Range, type Uri, workspace } from 'vscode';
import { unreadReason } from '../../core/errors/diskReason.ts';
import type { FilePath } from '../../shared/markdown/filePath.ts';
import type { Say } from '../vscode/say.ts';
import { isFile, linkOnTheWay, workspacePlaces } from '../vscode/workspacePlaces.ts';

/** Opens a file that a reply links to, at its line, if it is in the workspace. What leads out of the workspace is left alone. */
export async function openWorkspaceFile(file: FilePath, say: Say): Promise<void> {
	const places = workspacePlaces(file.path);
	const noFolder = (workspace.workspaceFolders ?? []).length === 0;
	if (places.length === 0 && !noFolder) return;
	for (const place of places) {
		if (await isFile(place.uri)) {
			const link = await linkOnTheWay(place);
			if (link === undefined) await show(place.uri, file, say);
			else sayWhyNot(say, file, `${link} is a link, which may lead out of the workspace`);
			return;
		}
	}
	sayWhyNot(say, file, noFolder ? 'no folder is open' : 'it is not in this workspace');
}

function sayWhyNot(say: Say, { path }: FilePath, reason: string): void {
	void say({ text: `${path} cannot be opened: ${reason}.`, isError: true });
}

/** As the Explorer does: a notebook, an image and whatever has an editor of its own open in that, not as text. */
async function show(uri: Uri, { path, line, endLine = line }: FilePath, say: Say): Promise<void> {
	try {
		if (line === undefined || endLine === undefined) {
			await commands.executeCommand('vscode.open', uri);
			return;
		}
		// VS Code takes what is beyond the end for the end.
		const first = Math.max(1, line) - 1;
		const last = Math.max(first, endLine - 1);
		const end = last > first ? Number.MAX_SAFE_INTEGER : 0;
		const selection = new Range(first, 0, last, end);
		await commands.executeCommand('vscode.open', uri, { selection });
	} catch (error) {
		void say({ text: `${path} cannot be opened: ${unreadReason(error)}`, isError: true });
	}
}
