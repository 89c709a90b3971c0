import { type LogOutputChannel, window } from 'vscode';

/** Says that a chat cannot be written to disk, once each time writing begins to fail. Nothing is lost yet: it is kept and tried again. */
export function reportUnsaved(error: unknown, folder: string, log: LogOutputChannel): void {
	const reason = error instanceof Error ? error.message : String(error);
	log.error(`A chat could not be written to ${folder}: ${reason}`);
	void window.showErrorMessage(
		`This chat could not be saved (${reason}). It is kept in memory and tried again until it works; leave the window open until then.`,
	);
}
