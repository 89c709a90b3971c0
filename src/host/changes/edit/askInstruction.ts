import { type Memento, type QuickPickItem, window } from 'vscode';
import { notificationLabel } from '../../vscode/notificationText.ts';

/** Of this machine: what was asked for last, in whichever workspace. */
const KEY = 'editInstructions';

const MOST_KEPT = 10;

interface InstructionItem extends QuickPickItem {
	readonly instruction: string;
}

/**
 * Asks what is to be changed; the last instructions are below, to be chosen again.
 * @param what the code, as it is shown
 * @returns undefined where the user has left
 */
export async function askInstruction(memento: Memento, what: string): Promise<string | undefined> {
	const last = lastInstructions(memento);
	const instruction = await ask(what, last);
	if (instruction === undefined) return undefined;
	const kept = [instruction, ...last.filter((one) => one !== instruction)].slice(0, MOST_KEPT);
	await memento.update(KEY, kept);
	return instruction;
}

function lastInstructions(memento: Memento): string[] {
	const kept = memento.get<unknown>(KEY);
	if (!Array.isArray(kept)) return [];
	return kept.filter((one) => typeof one === 'string').slice(0, MOST_KEPT);
}

function ask(what: string, last: readonly string[]): Promise<string | undefined> {
	const picker = window.createQuickPick<InstructionItem>();
	const list = () => {
		const typed = picker.value.trim();
		const others = last.filter((one) => one !== typed).map((one) => itemOf(one));
		// First what was typed, whatever of the others it fits: Enter sends that.
		picker.items =
			typed === '' ? others : [itemOf(typed, { alwaysShow: true, detail: 'Enter' }), ...others];
	};
	picker.title = `Edit Selection: ${notificationLabel(what)}`;
	picker.placeholder = 'What is to be changed? For example: handle an empty list';
	picker.ignoreFocusOut = true;
	list();
	return new Promise((resolve) => {
		picker.onDidChangeValue(list);
		picker.onDidAccept(() => {
			const chosen = picker.activeItems[0]?.instruction ?? picker.value.trim();
			if (chosen === '') return;
			resolve(chosen);
			picker.dispose();
		});
		picker.onDidHide(() => {
			resolve(undefined);
			picker.dispose();
		});
		picker.show();
	});
}

function itemOf(instruction: string, more: Partial<QuickPickItem> = {}): InstructionItem {
	return { label: notificationLabel(instruction), instruction, ...more };
}
