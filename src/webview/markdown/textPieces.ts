/**
 * How many lines share one element, and how many such pieces another one. The browser lays out again the element that grew and
 * goes through all its siblings, so a long text is made of small ones in groups.
 */
const LINES_PER_PIECE = 8;
const LINES_PER_PART = 16 * LINES_PER_PIECE;

/** Lines that grow at their end, as the text that they are. */
export class TextPieces {
	readonly #root: HTMLElement;
	/** The lines in the page, the last of them as far as it was known. */
	#count = 0;
	#lastLine = '';
	#piece = document.createTextNode('');
	#part = document.createElement('span');

	/** @param root is empty, and keeps its white space */
	constructor(root: HTMLElement) {
		this.#root = root;
	}

	/** How many lines are shown. */
	get count(): number {
		return this.#count;
	}

	/** @param lines those that are shown, the last of them perhaps longer, and what came after them */
	show(lines: readonly string[]): void {
		const last = lines[this.#count - 1];
		if (this.#count > 0 && !last?.startsWith(this.#lastLine)) this.#clear();
		else if (last && last.length > this.#lastLine.length) {
			this.#piece.appendData(last.slice(this.#lastLine.length));
		}
		while (this.#count < lines.length) this.#addPiece(lines);
		this.#lastLine = lines.at(-1) ?? '';
	}

	/** Adds lines up to the end of the current piece, or begins the next one. */
	#addPiece(lines: readonly string[]): void {
		const start = this.#count;
		const end = Math.min(lines.length, start - (start % LINES_PER_PIECE) + LINES_PER_PIECE);
		const text = lines.slice(start, end).join('\n');
		if (start > 0) this.#piece.appendData('\n');
		if (start % LINES_PER_PIECE === 0) {
			this.#piece = document.createTextNode(text);
			const piece = document.createElement('span');
			piece.className = 'code-piece';
			piece.append(this.#piece);
			if (start % LINES_PER_PART === 0) this.#beginPart();
			this.#part.append(piece);
		} else {
			this.#piece.appendData(text);
		}
		this.#count = end;
	}

	#beginPart(): void {
		this.#part = document.createElement('span');
		this.#part.className = 'code-part';
		this.#root.append(this.#part);
	}

	#clear(): void {
		this.#root.replaceChildren();
		this.#count = 0;
	}
}
