import { commands, type Disposable } from 'vscode';
import {
	COMMAND_NAMES,
	type CommandHandlers,
	type CommandName,
	type RunCommand,
} from '../../core/commands/commandNames.ts';
import { ChatError } from '../../core/errors/chatError.ts';

/** Registers every command of the manifest. */
export function registerCommands(run: RunCommand): Disposable[] {
	return COMMAND_NAMES.map((name) =>
		// Few look at their arguments: addFile takes nothing but addresses of files, which it then shows over the box, runPrompt the name
		// of a prompt, selectModel the id of a reply, continueExchange that of an exchange, commitMessage the address of a repository that is open, acceptChanges and discardChanges that of a proposal of ours.
		// No other extension can hand in text to be sent or inserted.
		commands.registerCommand(`llamaChat.${name}`, (...args: unknown[]) => run(name, ...args)),
	);
}

/** What the commands do. */
interface Runner {
	/** Open Chat, which does not wait for the others to be loaded. */
	open(): Promise<void>;
	/** @param args what the command is given */
	others(args: readonly unknown[]): Promise<Omit<CommandHandlers, 'open'>>;
}

/**
 * Whether a command was chosen in the title of the view, or in the menu there: VS Code then gives it one argument, which is nothing.
 * From the palette and by a key it gets none, in the title of an editor it gets an address.
 */
export function isOfViewTitle(args: readonly unknown[]): boolean {
	return args.length === 1 && (args[0] ?? undefined) === undefined;
}

/** Runs our commands, for VS Code and for our own buttons. What a command is refused is said in a notification, with what can be done. */
export function commandRunner({ open, others }: Runner): RunCommand {
	const run = async (name: CommandName, ...args: readonly unknown[]) => {
		try {
			await (name === 'open' ? open() : (await others(args))[name](...args));
		} catch (error) {
			if (!(error instanceof ChatError)) throw error;
			const { sayRefusal } = await import('./refusal.ts');
			sayRefusal(error, run);
		}
	};
	return run;
}
