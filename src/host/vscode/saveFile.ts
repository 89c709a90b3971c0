import { Uri, window, workspace } from 'vscode';
import { couldNot } from '../../core/errors/diskReason.ts';
import { homeFolder } from './homeFolder.ts';
import { notificationText } from './notificationText.ts';

/** A file of this name in the first of the workspace's folders that can be written to, else in the user's own: what a dialog begins with. */
export function fileToOffer(name: string): Uri {
	const folder = workspace.workspaceFolders?.find(
		// Of a file system that VS Code does not know yet it cannot say so.
		({ uri }) => workspace.fs.isWritableFileSystem(uri.scheme) !== false,
	);
	return Uri.joinPath(folder?.uri ?? homeFolder() ?? Uri.file('/'), name);
}

/**
 * Writes a file that the user picked: what is there stays until the new text has found its place on the disk. A file that is there is
 * written to, not replaced: a link stays a link, and who may read it stays so. Says why it could not be written.
 */
export async function saveFile(target: Uri, text: string): Promise<void> {
	const bytes = new TextEncoder().encode(text);
	const whole = target.with({ path: `${target.path}.${crypto.randomUUID()}` });
	try {
		await workspace.fs.writeFile(whole, bytes);
		if (await isThere(target)) await overwrite(target, bytes);
		else await workspace.fs.rename(whole, target, { overwrite: true });
	} catch (error) {
		const name = target.path.split('/').at(-1);
		const message = couldNot(`${name} could not be written`, error, 'Or choose another folder.');
		void window.showErrorMessage(notificationText(message));
	} finally {
		await workspace.fs.delete(whole).then(undefined, () => {});
	}
}

/** A link that leads nowhere is there as well. */
async function isThere(target: Uri): Promise<boolean> {
	return workspace.fs.stat(target).then(
		() => true,
		() => false,
	);
}

/** Rejects with VS Code's error, what was there put back. */
async function overwrite(target: Uri, bytes: Uint8Array): Promise<void> {
	const before = await workspace.fs.readFile(target).then(
		(read) => read,
		() => undefined,
	);
	try {
		await workspace.fs.writeFile(target, bytes);
	} catch (error) {
		if (before !== undefined)
			await workspace.fs.writeFile(target, before).then(undefined, () => {});
		throw error;
	}
}
