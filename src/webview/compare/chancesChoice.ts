import type { TokenChance } from '../../shared/compare/compareProtocol.ts';
import { Lazy } from '../dom/lazy.ts';
import { ActionButton } from './actionButton.ts';

/** An answer whose tokens can be shown. */
export interface ChancesColumn {
	readonly id: string;
	readonly name: string;
	/** Their probabilities were asked for, and it is complete. */
	readonly hasChances: boolean;
	/** Shows this in place of its text; without, its text again. */
	showInstead(shown?: HTMLElement): void;
}

/** Probabilities: the answers by how likely each token was. What shows that is loaded when it is first wanted. */
export class ChancesChoice {
	readonly #button: ActionButton;
	readonly #view = new Lazy(() => import('./chancesView.ts'));
	#columns: readonly ChancesColumn[] = [];
	#isOn = false;
	readonly #ask: () => void;
	/** The ids of the columns that show theirs. */
	readonly #shown = new Set<string>();
	/** How many columns have some. */
	#count = 0;

	/** @param ask has the host send them for each column, by which `got` is called */
	constructor(ask: () => void) {
		this.#ask = ask;
		this.#button = new ActionButton('Probabilities', () => {
			this.#isOn = !this.#isOn;
			this.#shown.clear();
			this.root.ariaPressed = String(this.#isOn);
			if (this.#isOn) ask();
			else for (const column of this.#columns) column.showInstead();
		});
		this.root.ariaPressed = 'false';
		this.root.hidden = true;
	}

	get root(): HTMLButtonElement {
		return this.#button.root;
	}

	/** Takes on the answers as they are now. */
	update(columns: readonly ChancesColumn[]): void {
		this.#columns = columns;
		const count = columns.filter(({ hasChances }) => hasChances).length;
		if (count > 0) this.root.hidden = false;
		// One has come to its end meanwhile.
		if (this.#isOn && count > this.#count) this.#ask();
		this.#count = count;
	}

	/**
	 * Shows what came for a column.
	 * @param isCut whether its answer goes on
	 */
	got(id: string, chances: readonly TokenChance[], isCut: boolean): void {
		const column = this.#columns.find((one) => one.id === id);
		this.#view.load().then(({ ChancesView }) => {
			if (!this.#isOn || !column?.hasChances || this.#shown.has(id)) return;
			this.#shown.add(id);
			column.showInstead(new ChancesView(column.name, chances, isCut).root);
		}, reportError);
	}
}
