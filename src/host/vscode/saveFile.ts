import { Uri, window, workspace } from 'vscode';
import { couldNot } from '../../core/errors/diskReason.ts';
import { notificationText } from './notificationText.ts';

/** A file of this name in the workspace's folder, or without one in the user's own: what a dialog begins with. */
export function fileToOffer(name: string): Uri {
	const home = process.env['HOME'] ?? process.env['USERPROFILE'] ?? '/';
	return Uri.joinPath(workspace.workspaceFolders?.[0]?.uri ?? Uri.file(home), name);
}

/** Writes a file that the user picked, whole or not at all: what is there stays until the new one is. Says why it could not be written. */
export async function saveFile(target: Uri, text: string): Promise<void> {
	const whole = target.with({ path: `${target.path}.${crypto.randomUUID()}` });
	try {
		await workspace.fs.writeFile(whole, new TextEncoder().encode(text));
		await workspace.fs.rename(whole, target, { overwrite: true });
	} catch (error) {
		await workspace.fs.delete(whole).then(undefined, () => {});
		const name = target.path.split('/').at(-1);
		const message = couldNot(`${name} could not be written`, error, 'Or choose another folder.');
		void window.showErrorMessage(notificationText(message));
	}
}
