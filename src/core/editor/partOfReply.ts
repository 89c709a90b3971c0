import type { Reply } from '../../shared/conversation/messages.ts';
import { codeBlocks } from '../../shared/markdown/codeBlocks.ts';

/** Text to be inserted; the language is a VS Code or Markdown name for it, '' where there is none. */
export interface Insertion {
	readonly text: string;
	readonly language: string;
}

/** The whole reply, or the code block of it with this number; undefined where there is no such block. */
export function partOfReply(reply: Reply, block: number | undefined): Insertion | undefined {
	if (block === undefined) return { text: reply.text, language: 'markdown' };
	return codeBlocks(reply.text)[block];
}
