import { type QuickPick, type QuickPickItem, window } from 'vscode';

/** What asks the user something and waits for the answer. */
type Question =
	| 'showInputBox'
	| 'showQuickPick'
	| 'showInformationMessage'
	| 'showWarningMessage'
	| 'showErrorMessage';

const QUESTIONS: readonly Question[] = [
	'showInputBox',
	'showQuickPick',
	'showInformationMessage',
	'showWarningMessage',
	'showErrorMessage',
];

const originals = { ...window };

// biome-ignore lint/suspicious/noExplicitAny: the questions have arguments of many types, which the tests know.
type Arguments = any[];

/** Answers in the user's place, and keeps the arguments of every call. The extension has the same `window` as the tests. */
export function answer(
	question: Question,
	reply: (...args: Arguments) => unknown = () => undefined,
): Arguments[] {
	const calls: Arguments[] = [];
	replace(question, async (...args: Arguments) => {
		calls.push(args);
		return reply(...args);
	});
	return calls;
}

/** The next quick pick that is opened: VS Code's own, so that what it shows and selects is real. */
export function nextQuickPick(): Promise<QuickPick<QuickPickItem>> {
	return new Promise((resolve) => {
		replace('createQuickPick', () => {
			const picker = originals.createQuickPick();
			// A page that is only now told to take the focus would close it.
			picker.ignoreFocusOut = true;
			resolve(picker);
			return picker;
		});
	});
}

/** Nobody is there to answer: what would ask says nothing and is told nothing. */
export function answerNothing(): void {
	for (const question of QUESTIONS) answer(question);
}

export function restoreWindow(): void {
	for (const name of [...QUESTIONS, 'createQuickPick'] as const) replace(name, originals[name]);
}

function replace(name: Question | 'createQuickPick', value: unknown): void {
	Object.assign(window, { [name]: value });
}
