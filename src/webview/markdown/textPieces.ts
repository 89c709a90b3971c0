/**
 * How many lines share one element, and how many such pieces another one. The browser lays out again the element that grew and
 * goes through all its siblings, so a long text is made of small ones in groups.
 */
const LINES_PER_PIECE = 8;
const LINES_PER_PART = 16 * LINES_PER_PIECE;

/** Lines that grow at their end, as the text that they are; complete ones may be painted over, in their order. */
export class TextPieces {
	readonly #root: HTMLElement;
	/** The lines in the page, the last of them as far as it was known. */
	#count = 0;
	#lastLine = '';
	#piece = document.createTextNode('');
	/** The text of each piece that is not painted to its end. */
	#unpainted: Text[] = [];
	#part = document.createElement('span');
	/** How many lines, from the first on, are painted. */
	#painted = 0;

	/** @param root is empty, and keeps its white space */
	constructor(root: HTMLElement) {
		this.#root = root;
	}

	/** How many lines are shown. */
	get count(): number {
		return this.#count;
	}

	/**
	 * @param lines those that are shown, the last of them perhaps longer, and what came after them
	 * @returns false where they are others, and nothing is painted any more
	 */
	show(lines: readonly string[]): boolean {
		const last = lines[this.#count - 1];
		const isSame = this.#count === 0 || last?.startsWith(this.#lastLine) === true;
		if (!isSame) this.#clear();
		else if (last && last.length > this.#lastLine.length) {
			this.#piece.appendData(last.slice(this.#lastLine.length));
		}
		while (this.#count < lines.length) this.#addPiece(lines);
		this.#lastLine = lines.at(-1) ?? '';
		return isSame;
	}

	/**
	 * Puts nodes in the place of the first lines that have none yet.
	 * @param lines without their line breaks, each with the text that is shown; the last line that is shown is never among them
	 */
	paint(lines: readonly Node[]): void {
		for (const line of lines) {
			const [text] = this.#unpainted;
			if (text === undefined) return;
			const length = (line.textContent ?? '').length + 1;
			text.before(line, '\n');
			text.deleteData(0, length);
			this.#painted++;
			if (text.length > 0 || text === this.#piece) continue;
			text.remove();
			this.#unpainted.shift();
		}
	}

	/**
	 * Paints all lines, of which none is to come any more; those that look so already keep their nodes.
	 * @param lines as for `paint`, all that are shown
	 */
	repaint(lines: readonly Node[]): void {
		const pieces = this.#root.querySelectorAll('.code-piece');
		for (const [index, piece] of pieces.entries()) {
			const start = index * LINES_PER_PIECE;
			const wanted = lines.slice(start, start + LINES_PER_PIECE);
			const painted = wanted.splice(0, Math.max(0, this.#painted - start));
			let node = piece.firstChild;
			for (const line of painted) {
				const end = lineEnd(node);
				if (end) replaceLine(node, end, line);
				node = end?.nextSibling ?? null;
			}
			while (node) {
				const next: ChildNode | null = node.nextSibling;
				node.remove();
				node = next;
			}
			for (const line of wanted) piece.append(line, '\n');
			if (index === pieces.length - 1 && wanted.length > 0) piece.lastChild?.remove();
		}
		this.#painted = lines.length;
	}

	/** Adds lines up to the end of the current piece, or begins the next one. */
	#addPiece(lines: readonly string[]): void {
		const start = this.#count;
		const end = Math.min(lines.length, start - (start % LINES_PER_PIECE) + LINES_PER_PIECE);
		const text = lines.slice(start, end).join('\n');
		if (start > 0) this.#piece.appendData('\n');
		if (start % LINES_PER_PIECE === 0) {
			this.#piece = document.createTextNode(text);
			this.#unpainted.push(this.#piece);
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
		this.#painted = 0;
		this.#unpainted = [];
	}
}

/** The line break that ends a painted line. */
function lineEnd(first: ChildNode | null): ChildNode | null {
	let node = first;
	while (node && !(node instanceof Text && node.data === '\n')) node = node.nextSibling;
	return node;
}

/** Puts a line in the place of the one from `first` to before `end`, unless they are equal. */
function replaceLine(first: ChildNode | null, end: ChildNode, wanted: Node): void {
	const present: ChildNode[] = [];
	for (let node = first; node && node !== end; node = node.nextSibling) present.push(node);
	const next = [...wanted.childNodes];
	const same =
		present.length === next.length &&
		present.every((node, at) => node.isEqualNode(next[at] ?? null));
	if (same) return;
	for (const node of present) node.remove();
	end.before(wanted);
}
