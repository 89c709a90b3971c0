import { commands, window } from 'vscode';
import { errorText } from '../../shared/errors/errorText.ts';
import { notificationText } from './notificationText.ts';

const RELOAD = 'Reload Window';

/** Says that files of the extension are missing or broken, for instance because it is being updated. Nothing is lost by a reload. */
export async function sayNotLoaded(error: unknown): Promise<void> {
	const text = `Llama Chat could not be loaded: ${errorText(error)}`;
	const choice = await window.showErrorMessage(notificationText(text), RELOAD);
	if (choice === RELOAD) await commands.executeCommand('workbench.action.reloadWindow');
}
