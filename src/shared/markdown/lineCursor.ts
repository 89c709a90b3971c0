/** A position in one line that knows columns, since a tab stands for the blanks up to the next multiple of four. */
export class LineCursor {
	text = '';
	offset = 0;
	column = 0;
	/** The offset of the next character that is neither space nor tab; of the line's end if there is none. */
	nextNonspace = 0;
	/** Columns between the position and `nextNonspace`. */
	indent = 0;
	/** Whether only blanks are left. */
	blank = false;
	/** Whether some of the columns of the tab at `offset` are used up. */
	#insideTab = false;
	#nextNonspaceColumn = 0;

	start(text: string): void {
		this.text = text;
		this.offset = 0;
		this.column = 0;
		this.#insideTab = false;
	}

	/** Finds `nextNonspace` and what follows from it. */
	scan(): void {
		let offset = this.offset;
		let column = this.column;
		for (; offset < this.text.length; offset++) {
			const character = this.text[offset];
			if (character === ' ') column++;
			else if (character === '\t') column += 4 - (column % 4);
			else break;
		}
		this.nextNonspace = offset;
		this.#nextNonspaceColumn = column;
		this.indent = column - this.column;
		this.blank = offset === this.text.length;
	}

	/** Whether the character at the position is a space or a tab. */
	get atBlank(): boolean {
		const character = this.text[this.offset];
		return character === ' ' || character === '\t';
	}

	get atEnd(): boolean {
		return this.offset >= this.text.length;
	}

	/** The line from `nextNonspace` on. */
	get trimmed(): string {
		return this.text.slice(this.nextNonspace);
	}

	/** The line from the position on, the rest of a tab that was used in part as spaces. */
	get rest(): string {
		if (!this.#insideTab) return this.text.slice(this.offset);
		return ' '.repeat(4 - (this.column % 4)) + this.text.slice(this.offset + 1);
	}

	skipCharacters(count: number): void {
		this.offset += count;
		this.column += count;
		this.#insideTab = false;
	}

	/** Moves over blanks by columns, into a tab if need be; stops at any other character. */
	skipColumns(count: number): void {
		const target = this.column + count;
		while (this.column < target && this.atBlank) {
			if (this.text[this.offset] === ' ') {
				this.offset++;
				this.column++;
				continue;
			}
			const tabEnd = this.column + 4 - (this.column % 4);
			this.#insideTab = tabEnd > target;
			this.column = Math.min(tabEnd, target);
			if (!this.#insideTab) this.offset++;
		}
	}

	skipBlanks(): void {
		this.offset = this.nextNonspace;
		this.column = this.#nextNonspaceColumn;
		this.#insideTab = false;
	}

	skipAll(): void {
		this.offset = this.text.length;
		this.#insideTab = false;
	}

	/** What `restore` needs to come back to this position. */
	save(): { offset: number; column: number; insideTab: boolean } {
		return { offset: this.offset, column: this.column, insideTab: this.#insideTab };
	}

	restore(saved: { offset: number; column: number; insideTab: boolean }): void {
		this.offset = saved.offset;
		this.column = saved.column;
		this.#insideTab = saved.insideTab;
	}
}
