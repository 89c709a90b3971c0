import { type InputBoxOptions, window } from 'vscode';

/** Asks for a secret without showing it, and leaves nothing of it behind. Undefined where the user did not answer. */
export async function askForSecret(options: InputBoxOptions): Promise<string | undefined> {
	const input = await window.showInputBox({ ...options, password: true });
	emptyTheBox();
	return input;
}

/**
 * VS Code has one box for all questions and only hides it: what was typed, accepted or not, stands in the window's document until the next
 * question, for every extension of the browser and every tool that can look there. An empty question takes its place.
 */
function emptyTheBox(): void {
	const box = window.createInputBox();
	box.value = '';
	box.show();
	box.dispose();
}
