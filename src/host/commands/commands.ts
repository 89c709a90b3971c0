import { commands, type Disposable, window } from 'vscode';
import { COMMAND_NAMES, type CommandName } from '../../core/commands/commandNames.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { remediesFor } from '../../shared/errors/remedies.ts';
import { doAction } from '../errors/remedyActions.ts';
import { notificationText } from '../vscode/notificationText.ts';

export type CommandHandlers = Readonly<Record<CommandName, (...args: unknown[]) => unknown>>;

/** Registers every command of the manifest. What a command is refused is said in a notification, with what can be done. */
export function registerCommands(handlers: CommandHandlers): Disposable[] {
	return COMMAND_NAMES.map((name) =>
		// Only addFile looks at its arguments, and takes nothing but addresses of files, which it then shows over the box: no other
		// extension can hand in text to be sent or inserted.
		commands.registerCommand(`llamaChat.${name}`, async (...args: unknown[]) => {
			try {
				await handlers[name](...args);
			} catch (error) {
				if (!(error instanceof ChatError)) throw error;
				await showRefusal(error);
			}
		}),
	);
}

async function showRefusal(error: ChatError): Promise<void> {
	const failure = error.toFailure();
	const remedies = remediesFor(failure);
	const choice = await window.showErrorMessage(
		notificationText(failure.message),
		...remedies.map((remedy) => remedy.label),
	);
	const remedy = remedies.find(({ label }) => label === choice);
	if (remedy !== undefined) await doAction(remedy.action, failure);
}
