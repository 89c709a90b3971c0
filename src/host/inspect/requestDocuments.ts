import { Uri, window, workspace } from 'vscode';
import { recordedBody } from '../../core/context/recordedBody.ts';
import type { Conversation } from '../../core/conversation/conversation.ts';
import type { ConversationStore } from '../../core/history/conversationStore.ts';
import { recordDocument, requestDocument } from '../../core/inspect/requestDocument.ts';
import type { TurnArchive } from '../../core/inspect/turnArchive.ts';
import type { ChatSession } from '../chat/chatSession.ts';
import type { MadeDocuments } from '../documents/madeDocuments.ts';
import { SCHEMES } from '../documents/schemes.ts';

/** What is said where a request was to be looked at that is gone. */
export const NOT_KEPT =
	'The request for this reply is not kept any more: only those of the last 200 replies are, and none of a deleted chat.';

/** What is said where the chat's own record has nothing of it either. */
export const NOT_RECORDED =
	'The request for this reply is not recorded: it was sent by an older version, or its chat is gone. What was exchanged is kept for the last 200 replies only.';

/** How many previews can be shown again; they are in no file. */
const MAX_PREVIEWS = 20;

export interface RequestDocumentsPorts {
	readonly session: Pick<ChatSession, 'liveChat'>;
	readonly archive: Pick<TurnArchive, 'exchangeOf'>;
	readonly store: Pick<ConversationStore, 'read'>;
	/** Shows what `content` makes. */
	readonly documents: MadeDocuments;
}

/** Requests, and the replies that are compared, as documents. */
export class RequestDocuments {
	readonly #ports: RequestDocumentsPorts;
	readonly #previews = new Map<string, string>();
	#previewed = 0;

	constructor(ports: RequestDocumentsPorts) {
		this.#ports = ports;
	}

	/** A reply has ended: its request, if it is shown, is whole now. */
	settled(reply: string): void {
		for (const { uri } of workspace.textDocuments) {
			if (uri.scheme === SCHEMES.request && uri.query.includes(reply))
				this.#ports.documents.changed(uri);
		}
	}

	/** @param chat what the exchange is kept under, which need not be a chat that is shown */
	async showOf(chat: string, reply: string): Promise<void> {
		await this.#open(uriOf('/Request.jsonc', { chat, reply }));
	}

	async showPreview(text: string): Promise<void> {
		const key = String(++this.#previewed);
		this.#previews.set(key, text);
		this.#previews.delete(String(this.#previewed - MAX_PREVIEWS));
		await this.#open(uriOf('/Request Preview.jsonc', { preview: key }));
	}

	/** The document that has a reply as its text. */
	uriOfReply(name: string, chat: string, reply: string): Uri {
		return uriOf(`/${name}.md`, { chat, text: reply });
	}

	/** The text of a document. */
	async content({ query }: Uri): Promise<string> {
		const { chat, reply, text, preview } = Object.fromEntries(new URLSearchParams(query));
		if (preview !== undefined) {
			return this.#previews.get(preview) ?? '// Run Preview Request again to see it.\n';
		}
		if (chat === undefined) return '';
		if (text !== undefined) return this.#textOf(chat, text);
		const exchange = reply && (await this.#ports.archive.exchangeOf(chat, reply));
		if (exchange) return requestDocument(exchange);
		const conversation = await this.#conversationOf(chat);
		const asked = conversation?.reply(reply ?? '');
		const recorded = conversation && asked && recordedBody(conversation, asked);
		return recorded ? recordDocument(recorded) : `// ${NOT_RECORDED}\n`;
	}

	async #textOf(chat: string, reply: string): Promise<string> {
		return (await this.#conversationOf(chat))?.message(reply)?.text ?? '';
	}

	async #conversationOf(chat: string): Promise<Conversation | undefined> {
		return this.#ports.session.liveChat(chat)?.conversation ?? (await this.#ports.store.read(chat));
	}

	async #open(uri: Uri): Promise<void> {
		// One that is open still is made anew.
		this.#ports.documents.changed(uri);
		await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
	}
}

function uriOf(path: string, query: Readonly<Record<string, string>>): Uri {
	return Uri.from({ scheme: SCHEMES.request, path, query: new URLSearchParams(query).toString() });
}
