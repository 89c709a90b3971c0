import type { Reply } from '../../shared/conversation/messages.ts';
import { hasMark } from '../../shared/markdown/blockMark.ts';
import { type CodeBlock, codeBlocks } from '../../shared/markdown/codeBlocks.ts';

/** Text to be inserted; the language is a VS Code or Markdown name for it, '' where there is none. */
export interface Insertion {
	readonly text: string;
	readonly language: string;
}

/** Which code block of a reply: by its number, and what it looked like (shared/markdown/blockMark.ts) where that is known. */
export interface BlockName {
	readonly block?: number;
	readonly mark?: string;
}

/** The whole reply, or a code block of it; undefined where there is no such block, or another one in its place. */
export function partOfReply(reply: Reply, { block, mark }: BlockName = {}): Insertion | undefined {
	if (block === undefined) return { text: reply.text, language: 'markdown' };
	return blockOfReply(reply, block, mark);
}

/** The same of a code block alone. */
export function blockOfReply({ text }: Reply, block: number, mark?: string): CodeBlock | undefined {
	const found = codeBlocks(text)[block];
	return found && (mark === undefined || hasMark(found.text, mark)) ? found : undefined;
}
