import type { Conversation } from '../../../core/conversation/conversation.ts';
import { blockOfReply } from '../../../core/editor/partOfReply.ts';
import { replyEnd } from '../../../shared/conversation/finishReason.ts';
import type { Question, Reply } from '../../../shared/conversation/messages.ts';
import type { CodeBlock } from '../../../shared/markdown/codeBlocks.ts';
import { sayChanged } from '../../vscode/sayChanged.ts';

/** A code block as a page names it. */
export interface NamedBlock {
	/** The id of its reply. */
	readonly id: string;
	readonly block: number;
	readonly mark?: string;
}

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

/** A code block of a reply; undefined, after saying so, where another one may stand in its place. */
export function codeNamed(
	conversation: Conversation,
	{ id, block, mark }: NamedBlock,
	done: Parameters<typeof sayChanged>[0],
): CodeToApply | undefined {
	const reply = conversation.reply(id);
	if (reply === undefined) return undefined;
	const found = blockOfReply(reply, block, mark);
	if (found === undefined) {
		sayChanged(done);
		return undefined;
	}
	const question = conversation.message(reply.parent);
	return {
		conversation: conversation.id,
		reply: reply.id,
		question: question?.role === 'user' ? question : undefined,
		block: found,
		breaksOff: found.isOpen === true && !isWhole(reply),
	};
}

/** Whether a reply came to its own end: a fence that is open then was only not closed. */
function isWhole({ status, facts }: Reply): boolean {
	return status === 'complete' && replyEnd(facts.finish_reason) !== 'length';
}
