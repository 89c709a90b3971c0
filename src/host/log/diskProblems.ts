import { type LogOutputChannel, window } from 'vscode';
import { couldNot, KEPT } from '../../core/errors/diskReason.ts';
import { errorText } from '../../shared/errors/errorText.ts';
import { notificationText } from '../vscode/notificationText.ts';

/** Says what the disk does not take or give back. Nothing that waits is lost yet: it is kept in memory and tried again. */
export class DiskProblems {
	readonly #log: LogOutputChannel;
	/** What was said of files that cannot be read: each thing once in a window, or every look at the history would say it again. */
	readonly #said = new Set<string>();

	constructor(log: LogOutputChannel) {
		this.#log = log;
	}

	/** @param folder where the chats are */
	chat(folder: string, problem: unknown, doing: 'write' | 'read' | 'aside'): void {
		switch (doing) {
			case 'write':
				this.#log.error(`A chat could not be written to ${folder}: ${errorText(problem)}`);
				void window.showErrorMessage(
					notificationText(couldNot('This chat could not be saved', problem, KEPT)),
				);
				break;
			case 'read':
				this.#log.error(`A chat in ${folder} could not be read: ${errorText(problem)}`);
				this.#warnOnce(couldNot('A chat could not be read', problem, 'It is left as it is.'));
				break;
			case 'aside':
				this.setAside(String(problem));
		}
	}

	ledger(error: unknown, doing: 'write' | 'read'): void {
		this.#log.error(`The ledger: ${errorText(error)}`);
		if (doing === 'write') {
			const then =
				'It is counted, and written with the next one; leave the window open until then.';
			this.#warn(couldNot('What a reply cost could not be noted', error, then));
		} else {
			const then = 'Until then, totals and limits count only what this window knows.';
			this.#warnOnce(couldNot('What was spent could not be read', error, then));
		}
	}

	/** @param path where a damaged file is now */
	setAside(path: string): void {
		this.#log.warn(`A damaged file was set aside: ${path}`);
		this.#warn(`A damaged file was set aside and begun anew. It is kept as ${path}`);
	}

	#warnOnce(message: string): void {
		if (this.#said.has(message)) return;
		this.#said.add(message);
		this.#warn(message);
	}

	#warn(message: string): void {
		void window.showWarningMessage(notificationText(message));
	}
}
