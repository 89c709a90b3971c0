import { window } from 'vscode';
import { partOfReply } from '../../core/editor/partOfReply.ts';
import type { ChangesFromPage } from '../../shared/changes/changeProtocol.ts';
import type { MessageHandlers } from '../../shared/panel/messageHandlers.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { sayChanged } from '../vscode/sayChanged.ts';
import type { Changes } from './changes.ts';

/** What the page asks for at a code block that is to change a file. */
export function changeHandlers(
	chats: OpenChats,
	changes: Changes,
): MessageHandlers<ChangesFromPage> {
	return {
		apply: async ({ id, selection, ...name }) => {
			const reply = chats.reply(id);
			if (reply === undefined) return;
			const code = partOfReply(reply, name);
			if (code === undefined) return sayChanged('applied');
			const editor = window.activeTextEditor;
			if (editor === undefined) {
				void window.showWarningMessage('No editor is open to apply this code in.');
				return;
			}
			const { document } = editor;
			const range = {
				start: document.offsetAt(editor.selection.start),
				end: document.offsetAt(editor.selection.end),
			};
			await changes.applyBlock({
				conversation: chats.chat.conversation.id,
				reply: id,
				block: name.block,
				uri: document.uri,
				text: code.text,
				language: code.language,
				...(selection === undefined ? {} : { range }),
			});
		},
	};
}
