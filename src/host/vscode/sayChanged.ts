import { window } from 'vscode';

/** Says why nothing was done with a code block: another one may stand in its place. */
export function sayChanged(
	done: 'applied' | 'copied' | 'inserted' | 'made' | 'opened' | 'typed',
): void {
	void window.showInformationMessage(
		`The reply has changed since this code was shown. Nothing was ${done}.`,
	);
}
