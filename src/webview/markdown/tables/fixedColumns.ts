import { Sizes } from '../../dom/sizes.ts';

/** The header and so many rows decide how wide the columns are. */
const DECIDING_ROWS = 3;

/** What a column of a table that goes on may get of the room that is left, in em: its longer cells are still to come. */
const ROOMY = 14;

const fixed = new WeakMap<Element, FixedColumns>();
const sizes = new Sizes('.table-scroller:has(> .fixed)', (elements) => {
	for (const element of elements) fixed.get(element)?.sized();
});

/**
 * Keeps the columns of a table as wide as its first rows have made them: what comes later is broken into lines and moves nothing that
 * is read. Measured anew when the panel gets another width.
 */
export class FixedColumns {
	readonly #scroller: HTMLElement;
	readonly #table: HTMLTableElement;
	#rows = 0;
	#isFinal = false;
	#columns: HTMLElement | undefined;
	/** Of the panel, in pixels; 0 while it is not known. */
	#width = 0;

	constructor(scroller: HTMLElement, table: HTMLTableElement) {
		this.#scroller = scroller;
		this.#table = table;
	}

	/** @param rows how many there are, with the header; the last one may be a part of one unless the table is final */
	grown(rows: number, isFinal: boolean): void {
		this.#rows = rows;
		this.#isFinal = isFinal;
		if (this.#table.isConnected) this.#fix();
		// A table that has just been made comes into the page before anything else is done.
		else queueMicrotask(() => this.#fix());
	}

	/**
	 * Not while the table is not in the page: nothing has a width there, and nobody reads it. Nor one that is complete: nothing is to
	 * come that could move it.
	 */
	#fix(): void {
		if (this.#columns !== undefined || this.#isFinal || this.#rows <= 1 + DECIDING_ROWS) return;
		const cells = [...(this.#table.rows[0]?.cells ?? [])];
		const widths = cells.map((cell) => cell.getBoundingClientRect().width);
		const sum = total(widths);
		if (sum === 0) return;
		this.#width = this.#scroller.clientWidth;
		const left = Math.max(0, this.#width - sum) / widths.length;
		const most = ROOMY * Number.parseFloat(getComputedStyle(this.#table).fontSize);
		const roomy = widths.map((width) => Math.max(width, Math.min(width + left, most)));
		this.#columns = document.createElement('colgroup');
		for (const width of roomy) {
			const column = document.createElement('col');
			column.style.width = `${width}px`;
			this.#columns.append(column);
		}
		this.#table.prepend(this.#columns);
		this.#table.style.width = `${total(roomy)}px`;
		this.#table.classList.add('fixed');
		fixed.set(this.#scroller, this);
		sizes.observe(this.#scroller);
	}

	#release(): void {
		this.#columns?.remove();
		this.#columns = undefined;
		this.#table.style.width = '';
		this.#table.classList.remove('fixed');
	}

	/** Its scroller may have another width. */
	sized(): void {
		const width = this.#scroller.clientWidth;
		if (this.#columns === undefined || width === 0 || width === this.#width) return;
		// After this: what observes sizes must not change them.
		requestAnimationFrame(() => {
			this.#release();
			this.#fix();
		});
	}
}

function total(widths: readonly number[]): number {
	return widths.reduce((sum, width) => sum + width, 0);
}
