import {
	commands,
	EventEmitter,
	type InputBox,
	type QuickInputButton,
	type QuickPick,
	type QuickPickItem,
	type QuickPickItemButtonEvent,
	window,
} from 'vscode';
import { until } from './until.ts';

/** What asks the user something and waits for the answer. */
type Question =
	| 'showInputBox'
	| 'showQuickPick'
	| 'showInformationMessage'
	| 'showWarningMessage'
	| 'showErrorMessage'
	| 'showSaveDialog'
	| 'showOpenDialog';

const QUESTIONS: readonly Question[] = [
	'showInputBox',
	'showQuickPick',
	'showInformationMessage',
	'showWarningMessage',
	'showErrorMessage',
	'showSaveDialog',
	'showOpenDialog',
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
			hearItemButtons(picker);
			// A page that is only now told to take the focus would close it.
			picker.ignoreFocusOut = true;
			resolve(picker);
			return picker;
		});
	});
}

/** The next input box that is opened, VS Code's own. It stays open wherever the focus goes. */
export function nextInputBox(): Promise<InputBox> {
	return new Promise((resolve) => {
		replace('createInputBox', () => {
			const box = originals.createInputBox();
			const accepted = new EventEmitter<void>();
			inputBoxes.set(box, accepted);
			Object.assign(box, { onDidAccept: accepted.event });
			hearTitleButtons(box);
			resolve(box);
			return box;
		});
	});
}

const inputBoxes = new WeakMap<InputBox, EventEmitter<void>>();

/** Types into an input box and presses Enter; the tests tell its listeners, as VS Code has no command for it. */
export function enter(box: InputBox, text: string): void {
	box.value = text;
	inputBoxes.get(box)?.fire();
}

const titleButtons = new WeakMap<object, EventEmitter<QuickInputButton>>();

function hearTitleButtons(input: InputBox | QuickPick<QuickPickItem>): void {
	const pressed = new EventEmitter<QuickInputButton>();
	titleButtons.set(input, pressed);
	Object.assign(input, { onDidTriggerButton: pressed.event });
}

/** Presses the button with this tooltip in the title of an input box or a picker. */
export function pressButton(input: InputBox | QuickPick<QuickPickItem>, tooltip: string): void {
	const button = input.buttons.find((found) => found.tooltip === tooltip);
	if (button === undefined) throw new Error(`There is no button "${tooltip}"`);
	titleButtons.get(input)?.fire(button);
}

type ItemButtonEvent = QuickPickItemButtonEvent<QuickPickItem>;
const itemButtons = new WeakMap<object, EventEmitter<ItemButtonEvent>>();

/** VS Code has no command that presses the button of an item, so the tests tell the picker's listeners themselves. */
function hearItemButtons(picker: QuickPick<QuickPickItem>): void {
	const pressed = new EventEmitter<ItemButtonEvent>();
	itemButtons.set(picker, pressed);
	Object.assign(picker, { onDidTriggerItemButton: pressed.event });
	hearTitleButtons(picker);
}

/** Presses the button with this tooltip of the item with this label. */
export function pressItemButton(
	picker: QuickPick<QuickPickItem>,
	label: string,
	tooltip: string,
): void {
	const item = picker.items.find((item) => item.label === label);
	const button = item?.buttons?.find((button) => button.tooltip === tooltip);
	if (item === undefined || button === undefined) {
		throw new Error(`There is no "${label}" with a button "${tooltip}"`);
	}
	itemButtons.get(picker)?.fire({ item, button });
}

/** Goes down the list to an item, and accepts it. */
export async function accept(picker: QuickPick<QuickPickItem>, item: QuickPickItem): Promise<void> {
	await until(() => picker.activeItems.length > 0);
	for (;;) {
		const [active] = picker.activeItems;
		if (active === item) break;
		await commands.executeCommand('workbench.action.quickOpenSelectNext');
		await until(() => picker.activeItems[0] !== active);
	}
	await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
}

/** Nobody is there to answer: what would ask says nothing and is told nothing. */
export function answerNothing(): void {
	for (const question of QUESTIONS) answer(question);
}

export function restoreWindow(): void {
	for (const name of [...QUESTIONS, 'createQuickPick', 'createInputBox'] as const)
		replace(name, originals[name]);
}

function replace(name: Question | 'createQuickPick' | 'createInputBox', value: unknown): void {
	Object.assign(window, { [name]: value });
}
