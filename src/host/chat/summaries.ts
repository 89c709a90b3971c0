import type { Chat } from '../../core/chat/chat.ts';
import type { ChatPorts, Prepared } from '../../core/chat/chatPorts.ts';
import { askAlone } from '../../core/chat/loneTurn.ts';
import { prepareSummary, secretsOfSummary, summaryIn } from '../../core/chat/summaryRequest.ts';
import type { TurnObserver } from '../../core/chat/turnObserver.ts';
import { type SummaryRange, summaryRange } from '../../core/context/summarisedPath.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { notIn, withheldOf } from '../../core/secrets/chatSecrets.ts';
import { putBack } from '../../core/secrets/withheld.ts';
import type { Summary } from '../../shared/conversation/messageSummary.ts';
import type { Failure } from '../../shared/conversation/messages.ts';
import type { SecretAnswer } from '../../shared/conversation/withheldText.ts';

export interface SummaryPorts
	extends Pick<
		ChatPorts,
		'server' | 'prepare' | 'models' | 'tokens' | 'newId' | 'now' | 'retrying'
	> {
	/** Undefined where nobody looks at what is sent. */
	readonly observer: TurnObserver | undefined;
	/** A chat by its id, shown or not; undefined where it is gone. */
	load(id: string): Promise<Chat | undefined>;
	/** A summary is being made, or no longer. */
	changed(): void;
	/** A reply has ended, and has cost. */
	replied(): void;
	/** Asks what is to go out of what looks like a secret; undefined for nothing. */
	askAboutSecrets(error: ChatError): Promise<SecretAnswer | undefined>;
	/** Says over a chat's box why it has no summary. */
	notify(chat: string, failure: Failure): void;
}

export interface SummaryPreview {
	readonly prepared: Prepared;
	readonly secrets: string | undefined;
}

/** Has summaries made of what does not fit any more, one for a chat at a time. Only ever when the user asks for it. */
export class Summaries {
	readonly #ports: SummaryPorts;
	/** Those that are being made, by their chats. */
	readonly #running = new Map<string, AbortController>();

	constructor(ports: SummaryPorts) {
		this.#ports = ports;
	}

	/** Whether one is being made for this chat. */
	isRunning(chat: string): boolean {
		return this.#running.has(chat);
	}

	/** Stops what is being made; nothing is changed. */
	cancel(chat: string): void {
		this.#running.get(chat)?.abort();
	}

	/**
	 * Has one made of these messages of the shown branch, and puts it in their place. What is refused or fails is said over the box.
	 * @param noRoom the messages that there is no room for
	 */
	async make(chat: Chat, noRoom: readonly string[]): Promise<void> {
		const { id } = chat.conversation;
		const range = summaryRange(chat.conversation.path(), noRoom);
		if (range === undefined || this.#running.has(id)) return;
		const abort = new AbortController();
		this.#running.set(id, abort);
		this.#ports.changed();
		try {
			await this.#make(chat, range, abort.signal);
		} catch (error) {
			if (!(error instanceof ChatError)) throw error;
			this.#ports.notify(id, error.toFailure());
		} finally {
			this.#running.delete(id);
			this.#ports.changed();
		}
	}

	/**
	 * What would be sent for it.
	 * @returns with `secrets`, what is asked about first, in words
	 * @throws ChatError where it would be refused
	 */
	async preview(
		{ conversation, turns }: Chat,
		noRoom: readonly string[],
	): Promise<SummaryPreview | undefined> {
		const range = summaryRange(conversation.path(), noRoom);
		if (range === undefined) return undefined;
		const ports = { ...this.#ports, observer: undefined };
		const prepared = await prepareSummary(range, conversation, ports);
		const { texts, known } = secretsOfSummary(range, conversation);
		const secrets = await turns.secrets.told(texts, known, prepared.destination.baseUrl);
		return { prepared, secrets };
	}

	/** @throws ChatError when it is refused */
	async #prepare({ conversation, turns }: Chat, range: SummaryRange): Promise<Prepared> {
		const prepare = (answer?: SecretAnswer) =>
			prepareSummary(range, conversation, this.#ports, turns.secrets, answer);
		try {
			return await prepare();
		} catch (error) {
			if (!(error instanceof ChatError) || error.kind !== 'secrets') throw error;
			const answer = await this.#ports.askAboutSecrets(error);
			if (answer === undefined) throw error;
			return await prepare(answer);
		}
	}

	async #make(chat: Chat, range: SummaryRange, signal: AbortSignal): Promise<void> {
		const { server, observer, newId, now, retrying, tokens } = this.#ports;
		const { conversation } = chat;
		const prepared = await this.#prepare(chat, range);
		const id = newId();
		const request = { chat: conversation.id, reply: id, prepared };
		const waiting = (wait: Parameters<NonNullable<typeof retrying>>[0] | undefined) => {
			if (wait !== undefined) retrying?.(wait);
		};
		const answered = await askAlone(request, { server, tokens, observer, waiting }, signal);
		this.#ports.replied();
		if (answered === undefined) return;
		const { model } = prepared.planned.request;
		const text = putBack(summaryIn(answered), prepared.withheld);
		const fresh = notIn(prepared.withheld, withheldOf(conversation));
		const withheld = fresh.length === 0 ? {} : { withheld: [...fresh] };
		const summary = { id, at: now(), model, text, of: [...range.of], ...withheld };
		await this.#keep(conversation.id, summary);
	}

	/** Another chat may be shown by now, and messages may be gone. */
	async #keep(id: string, summary: Summary): Promise<void> {
		const chat = await this.#ports.load(id);
		const carrier = summary.of.at(-1) ?? '';
		if (chat?.conversation.message(carrier) === undefined) {
			throw new ChatError(
				'refused',
				'Messages that were summarised were deleted meanwhile, so the summary was not taken.',
			);
		}
		chat.summarise(carrier, summary);
	}
}
