import { commands, env, Uri, window, workspace } from 'vscode';
import type { ChatPorts } from '../../core/chat/chatPorts.ts';
import { preparePreview, type prepareTurn, questionNow } from '../../core/chat/prepareTurn.ts';
import type { ConversationStore } from '../../core/history/conversationStore.ts';
import { asCurl, KEY_VARIABLE } from '../../core/inspect/curl.ts';
import type { ExchangeRecord } from '../../core/inspect/exchangeRecord.ts';
import { previewDocument, requestDocument } from '../../core/inspect/requestDocument.ts';
import type { TurnArchive } from '../../core/inspect/turnArchive.ts';
import { parseSentBody } from '../../core/server/chatRequest.ts';
import type { SpendingGuard } from '../../core/spending/spendingGuard.ts';
import type { Reply } from '../../shared/conversation/messages.ts';
import { withoutBlankLines } from '../../shared/text/blankLines.ts';
import type { OpenChats } from '../chat/openChats.ts';
import type { MadeDocuments } from '../documents/madeDocuments.ts';
import { SCHEMES } from '../documents/schemes.ts';

const NOT_KEPT =
	'The request for this reply is not kept any more: only those of the last 200 replies are, and none of a deleted chat.';

/** How many previews can be shown again; they are in no file. */
const MAX_PREVIEWS = 20;

export interface ReplyRequestsPorts {
	readonly chats: OpenChats;
	readonly archive: TurnArchive;
	readonly store: ConversationStore;
	readonly guard: SpendingGuard;
	/** Shows what `content` makes. */
	readonly documents: MadeDocuments;
	/** What a chat asks with. */
	readonly asking: Parameters<typeof prepareTurn>[3] & Pick<ChatPorts, 'readNow' | 'now'>;
}

/** The requests behind the replies: shown, copied, sent once more. */
export class ReplyRequests {
	readonly #ports: ReplyRequestsPorts;
	readonly #previews = new Map<string, string>();
	#previewed = 0;

	constructor(ports: ReplyRequestsPorts) {
		this.#ports = ports;
	}

	/** A reply has ended: its request, if it is shown, is whole now. */
	settled(reply: string): void {
		for (const { uri } of workspace.textDocuments) {
			if (uri.scheme === SCHEMES.request && uri.query.includes(reply))
				this.#ports.documents.changed(uri);
		}
	}

	/** @param id a reply of the shown chat, the last one unless it is named */
	async show(id?: string): Promise<void> {
		const reply = this.#reply(id);
		if (reply === undefined || (await this.#exchange(reply)) === undefined) return;
		await this.showOf(this.#chat, reply.id);
	}

	/** @param chat what the exchange is kept under, which need not be the shown chat */
	async showOf(chat: string, reply: string): Promise<void> {
		await this.#open(uriOf('/Request.jsonc', { chat, reply }));
	}

	async copyAsCurl(id?: string): Promise<void> {
		const exchange = await this.#exchange(this.#reply(id));
		const command = exchange && asCurl(exchange);
		if (command === undefined) return;
		await env.clipboard.writeText(command);
		void window.showInformationMessage(
			`Copied for a POSIX shell. The key is not in it: it comes from $${KEY_VARIABLE}.`,
		);
	}

	/** Sends the very request of a reply once more, and shows how the answers differ. */
	async runAgain(id?: string): Promise<void> {
		const reply = this.#reply(id);
		const exchange = await this.#exchange(reply);
		if (reply === undefined || exchange === undefined) return;
		const request = parseSentBody(exchange.body);
		const url = exchange.attempts.at(-1)?.url;
		if (
			request === undefined ||
			url === undefined ||
			request.messages.at(-1)?.role === 'assistant'
		) {
			void window.showInformationMessage(
				'The last request for this reply only had it go on where it had stopped, so it cannot be run again.',
			);
			return;
		}
		await this.#ports.chats.runAgain(reply.id, { request, url });
	}

	/** Compares a reply with the one whose request it answers again. */
	async showChanges(id?: string): Promise<void> {
		const reply = this.#reply(id);
		if (reply?.again === undefined) return;
		await commands.executeCommand(
			'vscode.diff',
			uriOf('/Earlier Reply.md', { chat: this.#chat, text: reply.again }),
			uriOf('/Reply.md', { chat: this.#chat, text: reply.id }),
			'Run Again: What Changed',
			{ preserveFocus: true, preview: true },
		);
	}

	/** Shows what would go out for what is in the box. */
	async preview(): Promise<void> {
		const { chat, box } = this.#ports.chats;
		const { choices, head: parent } = chat.conversation;
		const { asking } = this.#ports;
		const { attachments } = box;
		const asked = { id: '', text: withoutBlankLines(box.draft), attachments, parent };
		const above = chat.conversation.path();
		const ports = { ...asking, observer: undefined };
		const question = await questionNow({ ...asked, withoutImages: false }, above, choices, ports);
		const path = [...above, question];
		const { prepared, refusal } = await preparePreview(path, question, choices, ports);
		const { destination, planned } = prepared;
		const { request } = planned;
		const url = `${destination.baseUrl}/chat/completions`;
		const refused = refusal === undefined ? [] : [`Send refuses this: ${refusal}`];
		const notes = [...refused, this.#ports.guard.note(destination, request)];
		const key = String(++this.#previewed);
		this.#previews.set(key, previewDocument(url, request, notes));
		this.#previews.delete(String(this.#previewed - MAX_PREVIEWS));
		await this.#open(uriOf('/Request Preview.jsonc', { preview: key }));
	}

	get #chat(): string {
		return this.#ports.chats.chat.conversation.id;
	}

	#reply(id: string | undefined): Reply | undefined {
		const { conversation } = this.#ports.chats.chat;
		const message = id === undefined ? conversation.lastReply() : conversation.message(id);
		if (message?.role === 'assistant') return message;
		void window.showInformationMessage('There is no reply in this chat yet.');
		return undefined;
	}

	async #exchange(reply: Reply | undefined): Promise<ExchangeRecord | undefined> {
		if (reply === undefined) return undefined;
		const exchange = await this.#ports.archive.exchangeOf(this.#chat, reply.id);
		if (exchange === undefined) void window.showInformationMessage(NOT_KEPT);
		return exchange;
	}

	async #open(uri: Uri): Promise<void> {
		// One that is open still is made anew.
		this.#ports.documents.changed(uri);
		await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
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
		return exchange ? requestDocument(exchange) : `// ${NOT_KEPT}\n`;
	}

	async #textOf(chat: string, reply: string): Promise<string> {
		const shown = this.#ports.chats.chat.conversation;
		const conversation =
			shown.id === chat ? shown : (await this.#ports.store.load(chat))?.conversation;
		return conversation?.message(reply)?.text ?? '';
	}
}

function uriOf(path: string, query: Readonly<Record<string, string>>): Uri {
	return Uri.from({ scheme: SCHEMES.request, path, query: new URLSearchParams(query).toString() });
}
