import type { ChangeSource } from '../../core/changes/proposal.ts';
import type { ChangesFromPage } from '../../shared/changes/changeProtocol.ts';
import type { MessageHandlers } from '../../shared/panel/messageHandlers.ts';
import type { OpenChats } from '../chat/openChats.ts';
import type { Say } from '../vscode/say.ts';
import { codeNamed } from './blocks/codeToApply.ts';
import type { Changes } from './changes.ts';

/** What the page asks for at a code block. The page names it; the code is always looked up here. */
export function changeHandlers(
	chats: OpenChats,
	changes: Changes,
	say: Say,
): MessageHandlers<ChangesFromPage> {
	return {
		apply: async ({ selection, ...named }) => {
			const code = codeNamed(chats.chat.conversation, named, 'applied');
			if (code === undefined) return;
			const { applyCode, replaceSelection } = await import('./blocks/applyCode.ts');
			await (selection === true ? replaceSelection(changes, code) : applyCode(changes, code, say));
		},
		openChange: ({ id, block }) => changes.openChange(sourceOf(chats, id, block)),
		openPlace: ({ id, block, line }) => changes.openPlace(sourceOf(chats, id, block), line),
		newFile: async (named) => {
			const code = codeNamed(chats.chat.conversation, named, 'made');
			if (code === undefined) return;
			const { applyAsNewFile } = await import('./blocks/applyCode.ts');
			await applyAsNewFile(changes, code, say);
		},
		runInTerminal: async (named) => {
			const code = codeNamed(chats.chat.conversation, named, 'typed');
			if (code === undefined) return;
			const { runInTerminal } = await import('../editor/runInTerminal.ts');
			await runInTerminal(code.block, say);
		},
	};
}

function sourceOf(chats: OpenChats, reply: string, block: number): ChangeSource {
	return { conversation: chats.chat.conversation.id, reply, block };
}
