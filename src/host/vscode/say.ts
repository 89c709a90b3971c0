import { type LogOutputChannel, window } from 'vscode';
import { couldNot } from '../../core/errors/diskReason.ts';
import { notificationText } from './notificationText.ts';

/** What was done for the chat, or why it was not, and what can be done next, each a button. */
export interface News {
	readonly text: string;
	readonly isError?: boolean;
	readonly buttons?: readonly string[];
	/** The keyboard stays where it is: in an editor or a terminal that was just opened. */
	readonly keepsKeyboard?: boolean;
}

/** Tells the user; resolves with the button that was chosen, undefined where none was. */
export type Say = (news: News) => Promise<string | undefined>;

/** Tells it in a notification. */
export const sayInNotification: Say = async ({ text, isError = false, buttons = [] }) => {
	const said = notificationText(text);
	return isError
		? window.showErrorMessage(said, ...buttons)
		: window.showInformationMessage(said, ...buttons);
};

let log: Pick<LogOutputChannel, 'error'> | undefined;

/** Has what nobody waits for tell the log where it fails. */
export function logUnawaited(channel: Pick<LogOutputChannel, 'error'>): void {
	log = channel;
}

/** What the answer to a notification leads to. Nobody waits for that, so where it fails it is said and logged here. */
export function unawaited(done: PromiseLike<unknown>): void {
	done.then(undefined, (error: unknown) => sayFailed('This could not be done', error));
}

/**
 * Says and logs what could not be done, with the reason.
 * @param what a sentence without its end
 * @param logged the same for the log, where what the user has said or named has no place
 */
export function sayFailed(what: string, error: unknown, logged = what): void {
	log?.error(`${logged}.`, error);
	void window.showErrorMessage(notificationText(couldNot(what, error)));
}
