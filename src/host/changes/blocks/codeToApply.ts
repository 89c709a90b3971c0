import type { Question } from '../../../shared/conversation/messages.ts';
import type { CodeBlock } from '../../../shared/markdown/codeBlocks.ts';

/** A code block of a reply, with what it was asked for. */
export interface CodeToApply {
	readonly conversation: string;
	readonly reply: string;
	/** That the reply answers; undefined where it is gone. */
	readonly question: Question | undefined;
	readonly block: CodeBlock;
	/** The reply ended within the block before it was whole. */
	readonly breaksOff: boolean;
}
