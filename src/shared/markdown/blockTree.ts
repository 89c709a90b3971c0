import {
	type Block,
	type Code,
	type Html,
	type Item,
	inlineSource,
	type LinkDefinition,
	type List,
	type Maths,
	type Paragraph,
	type Root,
	type Table,
} from './blocks.ts';
import { readLinkDefinitions } from './linkDefinitions.ts';

/**
 * The tree of blocks and the path of those that are open, from the root to the tip. What a line changes can be taken
 * back, so that an unfinished line can be shown as far as it is known: `try` begins such a line, `takeBack` undoes it.
 */
export class BlockTree {
	readonly root: Root = {
		type: 'root',
		startLine: 0,
		lastLine: 0,
		closedAt: Number.POSITIVE_INFINITY,
		children: [],
	};
	/** In document order, those of closed paragraphs only; the first with a label is the one that counts. */
	readonly definitions: LinkDefinition[] = [];
	/** The number of the line being read. */
	line = 0;
	#open: Block[] = [this.root];
	#codeBlocks = 0;
	#undo: (() => void)[] = [];
	#openBefore: Block[] | undefined;

	get depth(): number {
		return this.#open.length;
	}

	get tip(): Block {
		return this.#open[this.#open.length - 1] ?? this.root;
	}

	/** The open block at a depth, 0 being the root. */
	at(depth: number): Block | undefined {
		return this.#open[depth];
	}

	/** Whether the current line may be taken back. */
	get trying(): boolean {
		return this.#openBefore !== undefined;
	}

	try(): void {
		this.#openBefore = this.#open.slice();
	}

	takeBack(): void {
		if (!this.#openBefore) return;
		for (let undo = this.#undo.pop(); undo; undo = this.#undo.pop()) undo();
		this.#open = this.#openBefore;
		this.#openBefore = undefined;
	}

	/** Adds a block to the deepest open block that can hold it and makes it the tip. */
	open(block: Block): void {
		while (!canContain(this.tip, block)) this.closeTip();
		const parent = this.tip;
		if (!('children' in parent)) return;
		const previous = parent.children.at(-1);
		if (previous && lastLineOf(previous) < this.line - 1) this.#loosen(parent);
		parent.children.push(block);
		this.#record(() => parent.children.pop());
		this.#open.push(block);
	}

	openCode(fence: Code['fence'], info: string): Code {
		const index = this.#codeBlocks++;
		this.#record(() => this.#codeBlocks--);
		const code: Code = {
			...this.extent(),
			type: 'code',
			index,
			fence,
			info,
			lines: [],
			blankLines: [],
		};
		this.open(code);
		return code;
	}

	/** The extent of a block that begins in the current line. */
	extent(): { startLine: number; lastLine: number; closedAt: number } {
		return { startLine: this.line, lastLine: this.line, closedAt: Number.POSITIVE_INFINITY };
	}

	closeTip(): void {
		const block = this.#open.pop();
		if (!block) return;
		block.closedAt = this.line;
		this.#record(() => {
			block.closedAt = Number.POSITIVE_INFINITY;
		});
		if (block.type === 'paragraph' && !this.trying) this.takeDefinitions(block);
	}

	closeTo(depth: number): void {
		while (this.#open.length > depth) this.closeTip();
	}

	/** Makes the current line the last one of a block. */
	reach(block: Block): void {
		const before = block.lastLine;
		this.#record(() => {
			block.lastLine = before;
		});
		block.lastLine = this.line;
	}

	addLine(block: Paragraph | Code | Html | Maths, text: string): void {
		this.reach(block);
		block.lines.push(text);
		this.#record(() => block.lines.pop());
	}

	addRow(table: Table, cells: string[]): void {
		this.reach(table);
		table.rows.push(cells);
		this.#record(() => table.rows.pop());
	}

	/** A line of an indented code block: a blank one counts only once code follows it. */
	addIndentedLine(code: Code, text: string, blank: boolean): void {
		if (blank) {
			code.blankLines.push(text);
			this.#record(() => code.blankLines.pop());
			return;
		}
		const blankLines = code.blankLines;
		code.blankLines = [];
		this.#record(() => {
			code.blankLines = blankLines;
		});
		for (const line of blankLines) this.addLine(code, line);
		this.addLine(code, text);
	}

	check(item: Item, checked: boolean): void {
		item.checked = checked;
		this.#record(() => {
			item.checked = undefined;
		});
	}

	/**
	 * Moves the link reference definitions at a paragraph's beginning to `definitions`. A closed paragraph of which
	 * nothing is left is removed. Cannot be taken back.
	 */
	takeDefinitions(paragraph: Paragraph): void {
		if (!paragraph.lines[0]?.startsWith('[')) return;
		const source = inlineSource(paragraph.lines);
		const { definitions, end } = readLinkDefinitions(source);
		if (definitions.length === 0) return;
		for (const definition of definitions) this.definitions.push(definition);
		paragraph.lines = end === source.length ? [] : source.slice(end).split('\n');
		if (paragraph.lines.length > 0 || this.tip === paragraph) return;
		const parent = this.tip;
		if ('children' in parent) parent.children.pop();
		parent.lastLine = Math.max(parent.lastLine, paragraph.lastLine);
	}

	/** Puts another block in the place of the tip. Cannot be taken back. */
	replaceTip(block: Block): void {
		this.#open.pop();
		const parent = this.tip;
		if (!('children' in parent)) return;
		parent.children.pop();
		parent.children.push(block);
		this.#open.push(block);
	}

	#loosen(parent: Block): void {
		const list: Block | undefined = parent.type === 'item' ? this.at(this.depth - 2) : parent;
		if (list?.type !== 'list' || list.loose) return;
		setLoose(list, true);
		this.#record(() => setLoose(list, false));
	}

	#record(undo: () => unknown): void {
		if (this.trying) this.#undo.push(undo);
	}
}

function setLoose(list: List, loose: boolean): void {
	list.loose = loose;
}

function canContain(parent: Block, child: Block): boolean {
	if (parent.type === 'list') return child.type === 'item';
	return 'children' in parent && child.type !== 'item';
}

function lastLineOf(block: Block): number {
	const child = 'children' in block ? block.children.at(-1) : undefined;
	return child ? Math.max(block.lastLine, lastLineOf(child)) : block.lastLine;
}
