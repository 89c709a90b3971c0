import type { RunCommand } from '../../core/commands/commandNames.ts';
import { type BlockName, partOfReply } from '../../core/editor/partOfReply.ts';
import type { ConversationFromPage } from '../../shared/conversation/conversationProtocol.ts';
import type { MessageHandlers } from '../../shared/panel/messageHandlers.ts';
import type { FollowLink } from '../chat/chatLink.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { copyText } from '../editor/hiddenText.ts';
import { insertText } from '../editor/insertText.ts';
import { sayChanged } from '../vscode/sayChanged.ts';

/** What the page asks for at a message. The page names messages and blocks; the text is always looked up here. */
export function conversationHandlers(
	chats: OpenChats,
	run: RunCommand,
	follow: FollowLink,
): MessageHandlers<ConversationFromPage> {
	return {
		copy: ({ id, ...name }) => copy(chats, id, name),
		insert: ({ id, ...name }) => insert(chats, id, name),
		regenerate: ({ id }) => chats.regenerate(id),
		regenerateWith: ({ id }) => run('selectModel', id),
		tryNow: () => chats.chat.turns.replies.tryNow(),
		edit: ({ id, text, removed, now }) => chats.edit(id, text, removed, now),
		editDrafts: ({ conversation, edits }) => chats.box.keepEdits(conversation, edits),
		askWithoutImages: ({ id }) => chats.askWithoutImages(id),
		delete: ({ id }) => chats.chat.delete(id),
		undoDelete: () => chats.chat.undoDelete(),
		continue: ({ id }) => chats.continue(id),
		fork: ({ id }) => chats.fork(id),
		openOrigin: () => openOrigin(chats, follow),
		renameChat: ({ conversation, title }) => chats.rename(conversation, title),
		showSibling: ({ id, step }) => chats.chat.showSibling(id, step),
	};
}

async function openOrigin(chats: OpenChats, follow: FollowLink): Promise<void> {
	const { origin } = chats.chat.conversation;
	if (origin === undefined) return;
	const { chat, message, title } = origin;
	await follow({ chat, message, name: `The chat “${title}”` });
}

async function copy(chats: OpenChats, id: string, name: BlockName): Promise<void> {
	const message = chats.chat.conversation.message(id);
	if (message === undefined) return;
	const text = message.role === 'assistant' ? partOfReply(message, name)?.text : message.text;
	if (text === undefined) sayChanged('copied');
	else await copyText(text);
}

async function insert(chats: OpenChats, id: string, name: BlockName): Promise<void> {
	const reply = chats.chat.conversation.reply(id);
	if (reply === undefined) return;
	const insertion = partOfReply(reply, name);
	if (insertion === undefined) sayChanged('inserted');
	else await insertText(insertion);
}
