import { startBlock } from './blockStarts.ts';
import type { Block, Code, LinkDefinition, Maths, Paragraph, Root } from './blocks.ts';
import { BlockTree } from './blockTree.ts';
import { LineCursor } from './lineCursor.ts';
import { latexOf, mathsEndBeforeWords } from './maths.ts';
import { splitRow } from './tableRow.ts';

/**
 * An unfinished line that may still become something else than it looks like: list markers, underlines and fences,
 * tags, check boxes, maths. It waits until more of it is known, so that nothing is shown that would be taken back.
 */
const UNDECIDED =
	/^(?:[-+*_=#>`~|: \t]*|\d{1,9}(?:[.)][ \t]*)?|`{3,}[^`]*|~~~.*|<[^>]*(?:>[ \t]*)?|\[[ xX]?\]?[ \t]*|\[\^[^\s[\]]*\]?:?|\$\$?[ \t]*|\\\[?[ \t]*|\\b[a-z]*(?:\{[a-zA-Z]*\*?)?)$/;

const CHECK_BOX = /^\[([ xX])\][ \t]+(?=[^ \t])/;

/**
 * Reads a Markdown text in pieces of any size into a tree of blocks, by the two phases per line that CommonMark's
 * appendix describes. Each finished line is read once; the unfinished last one is read as far as it is decided, and
 * again when it grows, except where it can only be more of the same text.
 */
export class BlockParser {
	readonly #tree = new BlockTree();
	readonly #cursor = new LineCursor();
	#unfinished = '';
	#afterCarriageReturn = false;
	/** The block whose last line grows with the unfinished line, if nothing else can come of it. */
	#growing: { readonly lines: string[] } | undefined;

	get root(): Root {
		return this.#tree.root;
	}

	/** Definitions in document order, as far as their paragraphs are closed. */
	get definitions(): readonly LinkDefinition[] {
		return this.#tree.definitions;
	}

	/** Whether a block will never change again. */
	isFinal(block: Block): boolean {
		return block.closedAt < this.#tree.line;
	}

	/** After `end`: whether the text ended within a block. */
	wasOpen(block: Block): boolean {
		return block.closedAt === this.#tree.line - 1;
	}

	append(text: string): void {
		const piece = text.replaceAll('\0', '\uFFFD');
		let start = this.#afterCarriageReturn && piece.startsWith('\n') ? 1 : 0;
		if (piece !== '') this.#afterCarriageReturn = piece.endsWith('\r');
		const lineEnd = /\r\n?|\n/g;
		lineEnd.lastIndex = start;
		for (let end = lineEnd.exec(piece); end; end = lineEnd.exec(piece)) {
			this.#finishLine(piece.slice(start, end.index));
			start = lineEnd.lastIndex;
		}
		if (start < piece.length) this.#growLine(piece.slice(start));
	}

	/** Closes what is open. Nothing may be appended afterwards. */
	end(): void {
		if (this.#unfinished !== '') this.#finishLine('');
		this.#tree.closeTo(0);
		this.#tree.line++;
	}

	#finishLine(lastPiece: string): void {
		this.#tree.takeBack();
		this.#growing = undefined;
		this.#readLine(this.#unfinished + lastPiece);
		this.#unfinished = '';
		this.#tree.line++;
	}

	#growLine(piece: string): void {
		this.#unfinished += piece;
		if (this.#growing) {
			const { lines } = this.#growing;
			lines.push((lines.pop() ?? '') + piece);
			return;
		}
		this.#tree.takeBack();
		this.#tree.try();
		this.#readLine(this.#unfinished);
	}

	#readLine(line: string): void {
		const tree = this.#tree;
		this.#cursor.start(line);
		let matched = this.#continueBlocks();
		while (matched !== 'line') {
			this.#cursor.scan();
			const block = tree.at(matched);
			if (block?.type === 'code' || block?.type === 'html' || block?.type === 'maths') break;
			if (tree.trying && UNDECIDED.test(this.#cursor.trimmed)) return;
			const start = startBlock(tree, this.#cursor, matched);
			if (start === 'line') return;
			if (start === 'none') break;
			matched = tree.depth - 1;
		}
		if (matched === 'line' || (tree.trying && this.#cursor.blank)) return;
		this.#addText(matched);
	}

	/** Returns the depth of the deepest open block that the line continues, 'line' if the line is used up. */
	#continueBlocks(): number | 'line' {
		for (let depth = 1; ; depth++) {
			const block = this.#tree.at(depth);
			this.#cursor.scan();
			const continued = block ? this.#continueBlock(block) : 'no';
			if (continued === 'line') return 'line';
			if (continued === 'no') return depth - 1;
		}
	}

	#continueBlock(block: Block): 'yes' | 'no' | 'line' {
		const cursor = this.#cursor;
		switch (block.type) {
			case 'root':
			case 'list':
				return 'yes';
			case 'quote':
				if (cursor.indent >= 4 || cursor.text[cursor.nextNonspace] !== '>') return 'no';
				cursor.skipBlanks();
				cursor.skipCharacters(1);
				cursor.skipColumns(1);
				this.#tree.reach(block);
				return 'yes';
			case 'item':
				if (cursor.blank) {
					if (block.children.length === 0) return 'no';
					cursor.skipBlanks();
					return 'yes';
				}
				if (cursor.indent < block.contentIndent) return 'no';
				cursor.skipColumns(block.contentIndent);
				return 'yes';
			case 'code':
				return block.fence ? this.#continueFence(block, block.fence) : this.#continueIndented();
			case 'html':
				// Unlike in CommonMark for every kind: an end that never comes would take the rest of the text.
				return cursor.blank || (!block.end && this.#mayBeginCode()) ? 'no' : 'yes';
			case 'maths':
			case 'paragraph':
			case 'table':
				return cursor.blank ? 'no' : 'yes';
			case 'heading':
			case 'thematicBreak':
				return 'no';
		}
	}

	#continueFence(code: Code, fence: NonNullable<Code['fence']>): 'yes' | 'line' {
		const cursor = this.#cursor;
		const marks = /^(?:`*|~*)(?=[ \t]*$)/.exec(cursor.trimmed)?.[0] ?? '';
		if (cursor.indent < 4 && marks[0] === fence.marker[0]) {
			if (this.#tree.trying) return 'line';
			if (marks.length >= fence.marker.length) {
				this.#tree.reach(code);
				this.#tree.closeTip();
				return 'line';
			}
		}
		cursor.skipColumns(fence.indent);
		return 'yes';
	}

	/** Code between tags is code, with its buttons: the tags around it are text. */
	#mayBeginCode(): boolean {
		const { indent, trimmed } = this.#cursor;
		if (indent >= 4) return false;
		if (this.#tree.trying && /^(?:`{1,2}|~{1,2})$/.test(trimmed)) return true;
		return /^(?:`{3,}[^`]*$|~{3})/.test(trimmed);
	}

	#continueIndented(): 'yes' | 'no' {
		if (this.#cursor.indent < 4 && !this.#cursor.blank) return 'no';
		this.#cursor.skipColumns(4);
		return 'yes';
	}

	#addText(matched: number): void {
		const tree = this.#tree;
		const cursor = this.#cursor;
		const continuesLazily =
			matched < tree.depth - 1 && !cursor.blank && tree.tip.type === 'paragraph';
		if (!continuesLazily) tree.closeTo(matched + 1);
		const block = tree.tip;
		if (block.type === 'code') {
			if (block.fence) tree.addLine(block, cursor.rest);
			else tree.addIndentedLine(block, cursor.rest, cursor.blank);
			this.#growFrom(block);
		} else if (block.type === 'html') {
			const line = cursor.rest;
			tree.addLine(block, line);
			if (block.end?.test(line)) tree.closeTip();
		} else if (block.type === 'maths') {
			this.#addMathsLine(block);
		} else if (cursor.blank) {
			return;
		} else if (block.type === 'table') {
			const cells = splitRow(cursor.trimmed);
			tree.addRow(
				block,
				block.alignments.map((_, column) => cells[column] ?? ''),
			);
		} else if (block.type === 'paragraph') {
			this.#addParagraphLine(block, cursor.trimmed);
		} else {
			this.#openParagraph(block);
		}
	}

	#addMathsLine(maths: Maths): void {
		const tree = this.#tree;
		const { rest, trimmed } = this.#cursor;
		const end = mathsEndBeforeWords(maths, trimmed);
		tree.addLine(maths, end === 0 ? rest : trimmed.slice(0, end));
		if (latexOf(maths) !== undefined) tree.closeTip();
		if (end === 0) return;
		this.#cursor.skipBlanks();
		this.#cursor.skipCharacters(end);
		this.#cursor.scan();
		this.#openParagraph(tree.tip);
	}

	#openParagraph(parent: Block): void {
		let line = this.#cursor.trimmed;
		const box = parent.type === 'item' && parent.children.length === 0 && CHECK_BOX.exec(line);
		if (box) {
			this.#tree.check(parent, box[1] !== ' ');
			line = line.slice(box[0].length);
		}
		const paragraph: Paragraph = { ...this.#tree.extent(), type: 'paragraph', lines: [] };
		this.#tree.open(paragraph);
		this.#addParagraphLine(paragraph, line);
	}

	#addParagraphLine(paragraph: Paragraph, line: string): void {
		this.#tree.addLine(paragraph, line);
		// A line that begins with a tag is an HTML block only if nothing follows the tag: not known before its end.
		if (!line.startsWith('<')) this.#growFrom(paragraph);
	}

	#growFrom(block: { readonly lines: string[] }): void {
		if (this.#tree.trying) this.#growing = block;
	}
}
