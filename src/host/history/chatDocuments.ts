import { Uri, window, workspace } from 'vscode';
import type { Conversation } from '../../core/conversation/conversation.ts';
import { fileNameOf } from '../../core/history/chatExport.ts';
import { chatAsMarkdown } from '../../core/history/chatMarkdown.ts';
import type { ConversationStore } from '../../core/history/conversationStore.ts';
import type { ChatSession } from '../chat/chatSession.ts';
import type { MadeDocuments } from '../documents/madeDocuments.ts';
import { SCHEMES } from '../documents/schemes.ts';

export interface ChatDocumentsPorts {
	readonly chats: Pick<ChatSession, 'liveChat'>;
	readonly store: Pick<ConversationStore, 'read'>;
	/** Shows what `content` makes. */
	readonly documents: MadeDocuments;
}

/** Chats as Markdown documents, which are made when they are shown, also after a reload. */
export class ChatDocuments {
	readonly #ports: ChatDocumentsPorts;

	constructor(ports: ChatDocumentsPorts) {
		this.#ports = ports;
	}

	/** Shows the chat as it is now. */
	async open({ id, title, head }: Conversation): Promise<void> {
		if (head === null) {
			void window.showInformationMessage('There is nothing in this chat yet.');
			return;
		}
		const uri = Uri.from({ scheme: SCHEMES.chat, path: `/${fileNameOf(title)}.md`, query: id });
		// One that is open still is made anew.
		this.#ports.documents.changed(uri);
		await window.showTextDocument(await workspace.openTextDocument(uri), { preview: false });
	}

	/** The text of a document. */
	async content({ query: id }: Uri): Promise<string> {
		const { chats, store } = this.#ports;
		const conversation = chats.liveChat(id)?.conversation ?? (await store.read(id));
		return conversation === undefined
			? 'This chat is not there any more.\n'
			: chatAsMarkdown(conversation);
	}
}
