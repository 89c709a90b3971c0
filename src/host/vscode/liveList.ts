import { type QuickInputButton, type QuickPick, type QuickPickItem, window } from 'vscode';
import { sayFailed } from './say.ts';

/** What a list shows. */
export interface ListView<Item> {
	readonly title: string;
	readonly placeholder: string;
	/** Whether what is typed is looked for in the rows' descriptions too; it is not unless this says so. */
	readonly matchOnDescription: boolean;
	/** The same for the lines below the rows; what is found there is marked. */
	readonly matchOnDetail: boolean;
	/** The buttons of the title. */
	readonly buttons: readonly QuickInputButton[];
	readonly items: readonly Item[];
}

/**
 * What happens when the user does something in a list. What one of these throws or rejects with ends the list and is the failure of
 * `show`, also where the list was left meanwhile; but not what a row's button does: its failure is said, and the list stays.
 */
export interface ListActions<Item> {
	/** Enter on a row; another one while this is being done does nothing. The list stays until it is closed. */
	accept(item: Item): unknown;
	/** A button of the title. */
	press?(button: QuickInputButton): unknown;
	/** A button of a row. */
	pressOn?(item: Item, button: QuickInputButton): unknown;
	/** What is typed has changed. As with `load`, nobody waits for it once the list is left. */
	type?(left: AbortSignal): Promise<void>;
	/** Tells rows apart: where the rows change, the one that is active stays so. Without it the first is active again. */
	idOf?(item: Item): string | undefined;
}

/** A list that can be seen while its rows still come in and change. It is left once, in whichever way, and ends then. */
export class LiveList<Item extends QuickPickItem> {
	readonly #actions: ListActions<Item>;
	readonly #picker: QuickPick<Item> = window.createQuickPick<Item>();
	readonly #leaving = new AbortController();
	readonly #gone = new Promise((resolve) => {
		this.#leaving.signal.addEventListener('abort', resolve);
	});
	/** What the user has set off, and what could not be loaded. */
	readonly #acts: Promise<unknown>[] = [];
	/** How much is loading. */
	#loads = 0;
	/** Enter was pressed, and what it sets off is not done yet. */
	#accepting = false;
	/** It is out of sight, but not left. */
	#aside = false;

	/** @param view what it begins with */
	constructor(actions: ListActions<Item>, view: Partial<ListView<Item>>) {
		this.#actions = actions;
		const picker = this.#picker;
		picker.keepScrollPosition = actions.idOf !== undefined;
		picker.onDidAccept(() => {
			// An Enter before there are rows picks none; the list is still wanted.
			const [item] = picker.selectedItems;
			if (item !== undefined) this.#accept(item);
		});
		picker.onDidTriggerButton((button) => this.#act(() => actions.press?.(button)));
		picker.onDidTriggerItemButton(({ item, button }) =>
			this.#act(async () => {
				try {
					await actions.pressOn?.(item, button);
				} catch (error) {
					if (this.left) throw error;
					sayFailed(`${button.tooltip} has failed`, error);
				}
			}),
		);
		picker.onDidChangeValue(() => void this.#follow(async (left) => actions.type?.(left)));
		picker.onDidHide(() => {
			if (!this.#aside) this.close();
		});
		this.update(view);
	}

	/** What stands in its field, without the space around it. */
	get typed(): string {
		return this.#picker.value.trim();
	}

	/** Whether it was left: nothing that is still done for it can be seen. */
	get left(): boolean {
		return this.#leaving.signal.aborted;
	}

	/**
	 * Shows the list, with what `work` loads for it. Resolves when it was left and all that the user has set off in it is done; rejects
	 * at the first failure.
	 */
	async show(work: (left: AbortSignal) => Promise<void>): Promise<void> {
		this.#picker.show();
		this.load(work);
		await this.#gone;
		await Promise.all(this.#acts);
	}

	/**
	 * Does what the list waits for, which is seen to be busy. When it is left, the signal is aborted and nobody waits any more; how the
	 * work ends is of no matter then.
	 */
	load(work: (left: AbortSignal) => Promise<void>): void {
		if (this.left) return;
		this.#loads++;
		this.#picker.busy = true;
		void this.#follow(work).then(() => {
			this.#loads--;
			if (!this.left) this.#picker.busy = this.#loads > 0;
		});
	}

	/** Changes what is shown; nothing where the list was left. */
	update(view: Partial<ListView<Item>>): void {
		if (this.left) return;
		const { title, placeholder, matchOnDescription, matchOnDetail, buttons, items } = view;
		const picker = this.#picker;
		if (title !== undefined) picker.title = title;
		if (placeholder !== undefined) picker.placeholder = placeholder;
		if (matchOnDescription !== undefined) picker.matchOnDescription = matchOnDescription;
		if (matchOnDetail !== undefined) picker.matchOnDetail = matchOnDetail;
		if (buttons !== undefined) picker.buttons = buttons;
		if (items !== undefined) this.#replace(items);
	}

	/** Asks something where the list stands, and shows it again when that is answered. */
	async aside<Answer>(question: () => PromiseLike<Answer>): Promise<Answer> {
		this.#aside = true;
		try {
			return await question();
		} finally {
			this.#aside = false;
			if (!this.left) this.#picker.show();
		}
	}

	/** Leaves the list. */
	close(): void {
		// VS Code tells of a list that is disposed of that it was hidden, before it has done so.
		if (this.left) return;
		this.#leaving.abort();
		this.#picker.dispose();
	}

	#accept(item: Item): void {
		if (this.#accepting) return;
		this.#accepting = true;
		this.#act(async () => {
			try {
				await this.#actions.accept(item);
			} finally {
				this.#accepting = false;
			}
		});
	}

	#act(action: () => unknown): void {
		const act = (async () => action())();
		this.#acts.push(act);
		void act.catch(() => this.close());
	}

	async #follow(work: (left: AbortSignal) => Promise<void>): Promise<void> {
		try {
			await work(this.#leaving.signal);
		} catch (error) {
			if (!this.left) this.#act(() => Promise.reject(error));
		}
	}

	#replace(items: readonly Item[]): void {
		const picker = this.#picker;
		const id = picker.activeItems.map((item) => this.#idOf(item))[0];
		picker.items = items;
		const again = id === undefined ? undefined : items.find((item) => this.#idOf(item) === id);
		if (again !== undefined) picker.activeItems = [again];
	}

	#idOf(item: Item): string | undefined {
		return this.#actions.idOf?.(item);
	}
}
