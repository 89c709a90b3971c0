import { BlockParser } from './blockParser.ts';
import { type Block, languageOf } from './blocks.ts';

export interface CodeBlock {
	/** Counted from 0 in document order; the page numbers its code blocks the same way. */
	readonly index: number;
	/** All that follows the fence, trimmed, '' for none and for indented code. */
	readonly info: string;
	/** The first word after the fence as written, '' for none and for indented code. */
	readonly language: string;
	/** Without the indentation of lists and quotes around it, lines joined by \n, no \n after the last. */
	readonly text: string;
	/** The Markdown ends within it: its fence is not closed. */
	readonly isOpen?: true;
}

/** The code blocks of a Markdown text, those in lists and quotes and an unclosed one at the end included. */
export function codeBlocks(markdown: string): CodeBlock[] {
	const parser = new BlockParser();
	parser.append(markdown);
	parser.end();
	return [...codeBlocksIn(parser.root, parser)];
}

function* codeBlocksIn(block: Block, parser: BlockParser): Generator<CodeBlock> {
	if (block.type === 'code') {
		const { index, info, lines } = block;
		const code = { index, info, language: languageOf(block), text: lines.join('\n') };
		yield parser.wasOpen(block) ? { ...code, isOpen: true } : code;
	} else if ('children' in block) {
		for (const child of block.children) yield* codeBlocksIn(child, parser);
	}
}
