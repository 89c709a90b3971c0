import type { Block, Table } from '../../../shared/markdown/blocks.ts';
import { element } from '../../dom/element.ts';
import { fadeEdges } from '../../dom/fadingEdges.ts';
import type { BlockView, BlockViewContext } from '../blockView.ts';
import { type Direction, showDirection } from '../direction.ts';
import { InlineContent } from '../inlineContent.ts';
import { FixedColumns } from './fixedColumns.ts';

/**
 * The browser lays out a whole table when one cell changes. Beyond this many rows a row is therefore shown once the next
 * one begins, which costs one layout for each row instead of one for each word.
 */
const ROWS_THAT_GROW = 12;

/** A table that grows by rows: only the last row is looked at again. */
export class TableView implements BlockView {
	readonly element: HTMLElement;
	readonly #context: BlockViewContext;
	readonly #head = document.createElement('thead');
	readonly #body = document.createElement('tbody');
	readonly #columns: FixedColumns;
	#block: Table;
	/** The rows in the page and their cells' contents. */
	#rows: { readonly element: HTMLElement; readonly cells: readonly InlineContent[] }[] = [];

	constructor(block: Table, context: BlockViewContext) {
		this.#context = context;
		this.#block = block;
		const table = element('table', {}, this.#head);
		this.element = element(
			'div',
			{ class: 'table-scroller', tabindex: '0', role: 'region', 'aria-label': 'Table' },
			table,
		);
		fadeEdges(this.element);
		this.#columns = new FixedColumns(this.element, table);
		this.update(block);
	}

	/** By the header: the columns run as it is read. */
	get direction(): Direction | undefined {
		return this.#rows[0]?.cells.find(({ direction }) => direction)?.direction;
	}

	update(block: Block): boolean {
		if (block !== this.#block || block.type !== 'table') return false;
		// The last row in the page may have been a part of a line; the ones before it are whole.
		const waits = block.rows.length > ROWS_THAT_GROW && !this.#context.isFinal(block);
		const end = block.rows.length - (waits ? 1 : 0);
		const start = Math.max(0, this.#rows.length - 1);
		for (let row = start; row < end; row++) {
			const present = this.#rows[row] ?? this.#addRow(block, row);
			for (const [column, cell] of (block.rows[row] ?? []).entries()) {
				const content = present.cells[column];
				content?.show(cell, true);
				if (row < block.rows.length - 1 || this.#context.isFinal(block)) content?.finish();
			}
		}
		if (start === 0) showDirection(this.element, this.direction);
		while (this.#rows.length > end) this.#rows.pop()?.element.remove();
		this.#columns.grown(this.#rows.length, this.#context.isFinal(block));
		return true;
	}

	#addRow(block: Table, index: number) {
		const element = document.createElement('tr');
		const cells: InlineContent[] = [];
		for (const alignment of block.alignments) {
			const cell = document.createElement(index === 0 ? 'th' : 'td');
			if (alignment) cell.className = `align-${alignment}`;
			element.append(cell);
			cells.push(new InlineContent(cell, this.#context));
		}
		if (index === 1) this.#head.after(this.#body);
		(index === 0 ? this.#head : this.#body).append(element);
		const row = { element, cells };
		this.#rows.push(row);
		return row;
	}
}
