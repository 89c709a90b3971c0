import { window } from 'vscode';

/** Says that a proposal that was asked for is there no more. */
export function sayGone(): void {
	const text = 'This change was accepted or discarded. Apply proposes it anew.';
	void window.showInformationMessage(text);
}
