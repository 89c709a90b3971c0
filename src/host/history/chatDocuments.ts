import { type Disposable, Uri, window, workspace } from 'vscode';
import type { Conversation } from '../../core/conversation/conversation.ts';
import { fileNameOf } from '../../core/history/chatExport.ts';
import { chatAsMarkdown } from '../../core/history/chatMarkdown.ts';
import type { ConversationStore } from '../../core/history/conversationStore.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { MadeDocuments } from '../vscode/madeDocuments.ts';

/** Documents of chats, to be read: nothing is changed in them, so VS Code never asks to save one. */
const SCHEME = 'llama-chat-document';

export interface ChatDocumentsPorts {
	readonly chats: Pick<OpenChats, 'liveChat'>;
	readonly store: Pick<ConversationStore, 'load'>;
}

/** Chats as Markdown documents, which are made when they are shown, also after a reload. */
export class ChatDocuments {
	readonly #ports: ChatDocumentsPorts;
	readonly #documents = new MadeDocuments(SCHEME, ({ query }) => this.#content(query));

	constructor(ports: ChatDocumentsPorts) {
		this.#ports = ports;
	}

	register(): Disposable[] {
		return this.#documents.register();
	}

	/** Shows the chat as it is now. */
	async open({ id, title, head }: Conversation): Promise<void> {
		if (head === null) {
			void window.showInformationMessage('There is nothing in this chat yet.');
			return;
		}
		const uri = Uri.from({ scheme: SCHEME, path: `/${fileNameOf(title)}.md`, query: id });
		// One that is open still is made anew.
		this.#documents.changed(uri);
		await window.showTextDocument(await workspace.openTextDocument(uri), { preview: false });
	}

	async #content(id: string): Promise<string> {
		const { chats, store } = this.#ports;
		const conversation = chats.liveChat(id)?.conversation ?? (await store.load(id))?.conversation;
		return conversation === undefined
			? 'This chat is not there any more.\n'
			: chatAsMarkdown(conversation);
	}
}
