import { window } from 'vscode';
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
