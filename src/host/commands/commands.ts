import { commands, type Disposable, window } from 'vscode';
import {
	COMMAND_NAMES,
	type CommandHandlers,
	type CommandName,
	type RunCommand,
} from '../../core/commands/commandNames.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { remediesFor } from '../../shared/errors/remedies.ts';
import { doAction } from '../errors/remedyActions.ts';
import { notificationText } from '../vscode/notificationText.ts';

/** Registers every command of the manifest. */
export function registerCommands(run: RunCommand): Disposable[] {
	return COMMAND_NAMES.map((name) =>
		// Few look at their arguments: addFile takes nothing but addresses of files, which it then shows over the box, runPrompt the name
		// of a prompt, commitMessage the address of a repository that is open, acceptChanges and discardChanges that of a proposal of ours.
		// No other extension can hand in text to be sent or inserted.
		commands.registerCommand(`llamaChat.${name}`, (...args: unknown[]) => run(name, ...args)),
	);
}

/**
 * Runs our commands, for VS Code and for our own buttons. What a command is refused is said in a notification, with what can be done.
 * @param handlers is asked when a command runs: until then all have been made
 */
export function commandRunner(handlers: () => CommandHandlers): RunCommand {
	const run = async (name: CommandName, ...args: readonly unknown[]) => {
		try {
			await handlers()[name](...args);
		} catch (error) {
			if (!(error instanceof ChatError)) throw error;
			await showRefusal(error, run);
		}
	};
	return run;
}

async function showRefusal(error: ChatError, run: RunCommand): Promise<void> {
	const failure = error.toFailure();
	const remedies = remediesFor(failure);
	const choice = await window.showErrorMessage(
		notificationText(failure.message),
		...remedies.map((remedy) => remedy.label),
	);
	const remedy = remedies.find(({ label }) => label === choice);
	if (remedy !== undefined) await doAction(remedy.action, failure, run);
}
