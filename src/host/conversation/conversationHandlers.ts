import { partOfReply } from '../../core/editor/partOfReply.ts';
import type { ConversationFromPage } from '../../shared/conversation/conversationProtocol.ts';
import type { MessageHandlers } from '../../shared/panel/messageHandlers.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { copyText } from '../editor/hiddenText.ts';
import { insertText } from '../editor/insertText.ts';

/** What the page asks for at a message. The page names messages and blocks; the text is always looked up here. */
export function conversationHandlers(chats: OpenChats): MessageHandlers<ConversationFromPage> {
	return {
		copy: ({ id, block }) => copy(chats, id, block),
		insert: ({ id, block }) => insert(chats, id, block),
		regenerate: ({ id }) => chats.regenerate(id),
		tryNow: () => chats.chat.turns.retry?.tryNow(),
		edit: ({ id, text, removed }) => chats.edit(id, text, removed),
		editDrafts: ({ conversation, edits }) => chats.box.keepEdits(conversation, edits),
		askWithoutImages: ({ id }) => chats.askWithoutImages(id),
		delete: ({ id }) => chats.chat.delete(id),
		undoDelete: () => chats.chat.undoDelete(),
		continue: ({ id }) => chats.continue(id),
		fork: ({ id }) => chats.fork(id),
		showSibling: ({ id, step }) => chats.chat.showSibling(id, step),
	};
}

async function copy(chats: OpenChats, id: string, block: number | undefined): Promise<void> {
	const message = chats.chat.conversation.message(id);
	if (message === undefined) return;
	const text = message.role === 'assistant' ? partOfReply(message, block)?.text : message.text;
	if (text !== undefined) await copyText(text);
}

async function insert(chats: OpenChats, id: string, block: number | undefined): Promise<void> {
	const reply = chats.reply(id);
	const insertion = reply && partOfReply(reply, block);
	if (insertion !== undefined) await insertText(insertion);
}
