import { commands, env, window } from 'vscode';
import type { ChatPorts, Prepared } from '../../core/chat/chatPorts.ts';
import {
	preparePreview,
	type prepareTurn,
	questionNow,
	textsOfPlan,
} from '../../core/chat/prepareTurn.ts';
import { sessionOf } from '../../core/chat/stickySession.ts';
import { recordedBody } from '../../core/context/recordedBody.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { asCurl, KEY_VARIABLE } from '../../core/inspect/curl.ts';
import type { ExchangeRecord } from '../../core/inspect/exchangeRecord.ts';
import { previewDocument } from '../../core/inspect/requestDocument.ts';
import type { TurnArchive } from '../../core/inspect/turnArchive.ts';
import { unseenParts } from '../../core/models/routedModel.ts';
import { secretsInWords, withheldOn } from '../../core/secrets/chatSecrets.ts';
import { parseSentBody } from '../../core/server/chatRequest.ts';
import type { Destination } from '../../core/server/chatServer.ts';
import { isOpenRouter } from '../../core/server/serverProfiles.ts';
import { mayBeCached } from '../../core/spending/cacheLoss.ts';
import {
	lastAskedAt,
	type RereadFrom,
	rereadNotes,
	rereadOfAll,
} from '../../core/spending/rereadNotes.ts';
import type { SpendingGuard } from '../../core/spending/spendingGuard.ts';
import type { Reread } from '../../shared/context/contextProtocol.ts';
import type { Message, Question, Reply } from '../../shared/conversation/messages.ts';
import { withoutBlankLines } from '../../shared/text/blankLines.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { NOT_KEPT, NOT_RECORDED, type RequestDocuments } from './requestDocuments.ts';

export interface ReplyRequestsPorts {
	readonly chats: OpenChats;
	readonly archive: TurnArchive;
	readonly guard: SpendingGuard;
	readonly documents: RequestDocuments;
	/** What a chat asks with. */
	readonly asking: Parameters<typeof prepareTurn>[3] &
		Pick<ChatPorts, 'readNow' | 'now' | 'secrets' | 'server'>;
}

/** Whom the next message goes to. */
type Asked = Pick<RereadFrom, 'model' | 'known'>;

/** What a preview says over the request, where there is something to say. */
interface PreviewNotes {
	/** Why Send would refuse it. */
	readonly refusal?: string | undefined;
	/** What of it looks like a secret. */
	readonly secrets?: string | undefined;
	/** What the server's cache would know of it. */
	readonly cache?: string | undefined;
}

/** The requests behind the replies of a place's chat: shown, copied, sent once more. */
export class ReplyRequests {
	readonly #ports: ReplyRequestsPorts;

	constructor(ports: ReplyRequestsPorts) {
		this.#ports = ports;
	}

	/** @param id a reply of the shown chat, the last one unless it is named */
	async show(id?: string): Promise<void> {
		const reply = this.#reply(id);
		if (reply === undefined) return;
		const kept = await this.#keptUnder(reply);
		const exchange = await this.#ports.archive.exchangeOf(this.#chat, kept);
		const { conversation } = this.#ports.chats.chat;
		// What is not kept any more may be recorded with the reply.
		if (exchange === undefined && recordedBody(conversation, reply) === undefined)
			void window.showInformationMessage(NOT_RECORDED);
		else await this.#ports.documents.showOf(this.#chat, exchange ? kept : reply.id);
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

	/** Asks OpenRouter what it says of a reply by now; that is kept and shown with the reply. */
	async askForDetails(id: string): Promise<void> {
		const { asking, chats } = this.#ports;
		const { chat } = chats;
		const { askForDetails } = await import('./askForDetails.ts');
		const ports = { ...asking, tells: isOpenRouter };
		const before = chat.conversation.reply(id)?.facts.later?.at;
		await askForDetails(chat, id, ports, (failure) => chats.notify(failure));
		const { facts, choiceOf = '' } = chat.conversation.reply(id) ?? {};
		if (facts?.later === undefined || facts.later.at === before) return;
		// One request was paid for all choices of an answer, until one of them went on by itself.
		const isOfFirst = chat.conversation.reply(choiceOf)?.facts.id === facts.id;
		const corrected = await this.#ports.guard.correct(isOfFirst ? choiceOf : id, facts.later);
		if (corrected !== undefined) void window.showInformationMessage(corrected);
	}

	/** Compares a reply with the one whose request it answers again. */
	async showChanges(id?: string): Promise<void> {
		const reply = this.#reply(id);
		if (reply?.again === undefined) return;
		const { documents } = this.#ports;
		await commands.executeCommand(
			'vscode.diff',
			documents.uriOfReply('Earlier Reply', this.#chat, reply.again),
			documents.uriOfReply('Reply', this.#chat, reply.id),
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
		const { prepared, refusal } = await preparePreview(path, question, choices, ports, {
			session: sessionOf(chat.conversation),
			known: withheldOn(path, chat.conversation),
		});
		const secrets = await this.#secretsNote(question, path, prepared);
		const cache = await this.#cacheNote(prepared);
		await this.#showPreview('for what is in the box', prepared, { refusal, secrets, cache });
	}

	/**
	 * Shows what would go out for a summary of what does not fit.
	 * @param prepare says it; it may refuse, and where there is nothing to summarise it says nothing
	 */
	async previewSummary(
		prepare: () => Promise<{ prepared: Prepared; secrets: string | undefined } | undefined>,
	): Promise<void> {
		const { chats } = this.#ports;
		try {
			const { prepared, secrets } = (await prepare()) ?? {};
			if (prepared !== undefined)
				await this.#showPreview('for a summary of what does not fit', prepared, { secrets });
		} catch (error) {
			if (!(error instanceof ChatError)) throw error;
			chats.notify(error.toFailure());
		}
	}

	/** Shows a request that was sent for this chat and is no reply of it. */
	async showKept(id: string): Promise<void> {
		if ((await this.#exchange({ id })) !== undefined)
			await this.#ports.documents.showOf(this.#chat, id);
	}

	async #showPreview(
		what: string,
		{ destination, planned: { request } }: Prepared,
		{ refusal, secrets, cache }: PreviewNotes = {},
	): Promise<void> {
		const notes = [
			refusal === undefined ? undefined : `Send refuses this: ${refusal}`,
			secrets && `Send asks about this first: ${secrets}`,
			this.#ports.guard.note(destination, request),
			...this.#ports.guard.unknownOf(destination, request),
			cache,
			...unseenParts(request),
		].filter((note) => note !== undefined);
		const document = previewDocument(addressOf(destination), request, notes, what);
		await this.#ports.documents.showPreview(document);
	}

	/** What looks like a secret, and is not decided about. */
	async #secretsNote(
		question: Question,
		path: readonly Message[],
		{ destination, planned, withheld }: Prepared,
	): Promise<string | undefined> {
		const { prepare, secrets } = this.#ports.asking;
		if (secrets === undefined) return undefined;
		const { settings } = await prepare(this.#ports.chats.chat.conversation.choices);
		const texts = textsOfPlan(planned, question, settings, path);
		return await secretsInWords(texts, withheld, destination.baseUrl, secrets);
	}

	/** What the cache of the server knows of it from the last request of the shown branch. */
	async #cacheNote({ destination, planned: { request } }: Prepared): Promise<string | undefined> {
		const { conversation } = this.#ports.chats.chat;
		const reply = conversation.lastReply();
		if (reply === undefined || !mayBeCached(lastAskedAt(reply), this.#ports.asking.now()))
			return undefined;
		const exchange = await this.#ports.archive.exchangeOf(this.#chat, reply.id);
		const last = exchange && parseSentBody(exchange.body);
		if (last === undefined || exchange?.attempts.at(-1)?.url !== addressOf(destination))
			return undefined;
		const hasCached = conversation
			.path()
			.some((one) => one.role === 'assistant' && (one.facts.usage?.cached_tokens ?? 0) > 0);
		return this.#ports.guard.cacheNote(destination, last, request, hasCached);
	}

	/** What the server would read again for a change at a message of the shown chat. */
	reread(id: string, asked: Asked): Reread['words'] {
		return rereadNotes(this.#path, id, this.#rereadFrom(asked));
	}

	/** The same for another system prompt. */
	rereadAll(asked: Asked): string | undefined {
		return rereadOfAll(this.#path, this.#rereadFrom(asked));
	}

	#rereadFrom({ model, known }: Asked): RereadFrom {
		const { tokens, now } = this.#ports.asking;
		return { model, known, correction: tokens.of(model), at: now() };
	}

	get #path(): readonly Message[] {
		return this.#ports.chats.chat.conversation.path();
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

	async #exchange(
		reply: Pick<Reply, 'id' | 'choiceOf'> | undefined,
	): Promise<ExchangeRecord | undefined> {
		if (reply === undefined) return undefined;
		const id = await this.#keptUnder(reply);
		const exchange = await this.#ports.archive.exchangeOf(this.#chat, id);
		if (exchange === undefined) void window.showInformationMessage(NOT_KEPT);
		return exchange;
	}

	/** All choices of an answer have one request, unless such a one has gone on by itself. */
	async #keptUnder({ id, choiceOf }: Pick<Reply, 'id' | 'choiceOf'>): Promise<string> {
		if (choiceOf === undefined) return id;
		const own = await this.#ports.archive.exchangeOf(this.#chat, id);
		return own === undefined ? choiceOf : id;
	}
}

/** Where a chat's requests go. */
function addressOf({ baseUrl }: Destination): string {
	return `${baseUrl}/chat/completions`;
}
