import type { ChangeSource } from '../../core/changes/proposal.ts';
import { blockOfReply } from '../../core/editor/partOfReply.ts';
import type { ChangesFromPage } from '../../shared/changes/changeProtocol.ts';
import { replyEnd } from '../../shared/conversation/finishReason.ts';
import type { Reply } from '../../shared/conversation/messages.ts';
import type { MessageHandlers } from '../../shared/panel/messageHandlers.ts';
import type { OpenChats } from '../chat/openChats.ts';
import type { Say } from '../vscode/say.ts';
import { sayChanged } from '../vscode/sayChanged.ts';
import type { CodeToApply } from './blocks/codeToApply.ts';
import type { Changes } from './changes.ts';

/** A code block as the page names it. */
interface Named {
	readonly id: string;
	readonly block: number;
	readonly mark?: string;
}

/** What the page asks for at a code block. The page names it; the code is always looked up here. */
export function changeHandlers(
	chats: OpenChats,
	changes: Changes,
	say: Say,
): MessageHandlers<ChangesFromPage> {
	return {
		apply: async ({ selection, ...named }) => {
			const code = codeNamed(chats, named, 'applied');
			if (code === undefined) return;
			const { applyCode, replaceSelection } = await import('./blocks/applyCode.ts');
			await (selection === true ? replaceSelection(changes, code) : applyCode(changes, code, say));
		},
		openChange: ({ id, block }) => changes.openChange(sourceOf(chats, id, block)),
		openPlace: ({ id, block, line }) => changes.openPlace(sourceOf(chats, id, block), line),
		newFile: async (named) => {
			const code = codeNamed(chats, named, 'made');
			if (code === undefined) return;
			const { applyAsNewFile } = await import('./blocks/applyCode.ts');
			await applyAsNewFile(changes, code, say);
		},
		runInTerminal: async (named) => {
			const code = codeNamed(chats, named, 'typed');
			if (code === undefined) return;
			const { runInTerminal } = await import('../editor/runInTerminal.ts');
			await runInTerminal(code.block, say);
		},
	};
}

function sourceOf(chats: OpenChats, reply: string, block: number): ChangeSource {
	return { conversation: chats.chat.conversation.id, reply, block };
}

/** A code block of a reply; undefined, after saying so, where another one may stand in its place. */
function codeNamed(
	chats: OpenChats,
	{ id, block, mark }: Named,
	done: Parameters<typeof sayChanged>[0],
): CodeToApply | undefined {
	const reply = chats.chat.conversation.reply(id);
	if (reply === undefined) return undefined;
	const found = blockOfReply(reply, block, mark);
	if (found === undefined) {
		sayChanged(done);
		return undefined;
	}
	const { conversation } = chats.chat;
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
