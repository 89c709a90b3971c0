import type { QuickInputButton, QuickPickItem } from 'vscode';

/** What a list shows, and what a test does to it in the user's place. */
export interface QuickPickStandin {
	readonly shown: {
		readonly title: string;
		readonly placeholder: string;
		readonly busy: boolean;
		readonly items: readonly QuickPickItem[];
		readonly activeItems: readonly QuickPickItem[];
		readonly buttons: readonly QuickInputButton[];
	};
	readonly visible: boolean;
	/** How often it was disposed of. */
	readonly disposed: number;
	/** The names of what was set after that. */
	readonly late: readonly string[];
	/** Goes to a row, without picking it. */
	goTo(item: QuickPickItem): void;
	accept(item?: QuickPickItem): void;
	type(text: string): void;
	press(tooltip: string): void;
	pressOn(item: QuickPickItem, tooltip: string): void;
	/** Leaves the list as Escape does, or as a question that is asked in its place. */
	hide(): void;
}

/**
 * A list as VS Code's extension host makes it. As there, disposing of one that can be seen tells its listeners, before it returns,
 * that it is hidden, and what is set afterwards is lost.
 */
export function quickPickStandin() {
	const accepted = event<void>();
	const changed = event<string>();
	const pressed = event<QuickInputButton>();
	const pressedOn = event<{ item: QuickPickItem; button: QuickInputButton }>();
	const hidden = event<void>();
	const late: string[] = [];
	let visible = false;
	let disposed = 0;
	const hide = () => {
		if (!visible) return;
		visible = false;
		hidden.fire();
	};
	const shown = {
		title: '',
		placeholder: '',
		value: '',
		busy: false,
		items: [] as readonly QuickPickItem[],
		activeItems: [] as readonly QuickPickItem[],
		selectedItems: [] as readonly QuickPickItem[],
		buttons: [] as readonly QuickInputButton[],
	};
	const picker = new Proxy(
		{
			...shown,
			onDidAccept: accepted.listen,
			onDidChangeValue: changed.listen,
			onDidTriggerButton: pressed.listen,
			onDidTriggerItemButton: pressedOn.listen,
			onDidHide: hidden.listen,
			show() {
				if (disposed > 0) late.push('show');
				else visible = true;
			},
			hide,
			dispose() {
				disposed++;
				hide();
			},
		},
		{
			set(target, name, value) {
				if (disposed > 0) late.push(String(name));
				else Object.assign(target, { [name]: value });
				if (name === 'items') target.activeItems = target.items.filter(isRow).slice(0, 1);
				return true;
			},
		},
	);
	const standin: QuickPickStandin = {
		shown: picker,
		get visible() {
			return visible;
		},
		get disposed() {
			return disposed;
		},
		late,
		goTo(item) {
			picker.activeItems = [item];
		},
		accept(item) {
			picker.selectedItems = item === undefined ? [] : [item];
			accepted.fire();
		},
		type(text) {
			picker.value = text;
			changed.fire(text);
		},
		press: (tooltip) => pressed.fire(buttonOf(picker.buttons, tooltip)),
		pressOn: (item, tooltip) =>
			pressedOn.fire({ item, button: buttonOf(item.buttons ?? [], tooltip) }),
		hide,
	};
	return { picker, standin };
}

function isRow(item: QuickPickItem): boolean {
	// The kind of a separator, see apiStandin.
	return item.kind !== -1;
}

function buttonOf(buttons: readonly QuickInputButton[], tooltip: string): QuickInputButton {
	const button = buttons.find((button) => button.tooltip === tooltip);
	if (button === undefined) throw new Error(`There is no button "${tooltip}"`);
	return button;
}

function event<T>() {
	const listeners = new Set<(value: T) => void>();
	return {
		listen(listener: (value: T) => void) {
			listeners.add(listener);
			return { dispose: () => listeners.delete(listener) };
		},
		fire(value: T) {
			for (const listener of listeners) listener(value);
		},
	};
}
