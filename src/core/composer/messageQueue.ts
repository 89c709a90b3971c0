import * as v from 'valibot';
import type { QueuedMessageView } from '../../shared/composer/composerProtocol.ts';
import {
	type Attachment,
	Excerpt,
	Image,
	type Question,
	type ReplyStatus,
} from '../../shared/conversation/messages.ts';
import { cut } from '../../shared/text/shorten.ts';
import { asAttached, attachmentsOf } from '../attachments/attachments.ts';
import type { Chat } from '../chat/chat.ts';
import { PersistedMap, type PersistedState } from '../memento/persistedMap.ts';

/** A message that is to be sent when the running reply is complete. */
export const QueuedMessage = v.object({
	/** That of the question it becomes: a message that is in the conversation already is not sent again. */
	id: v.string(),
	text: v.string(),
	excerpts: v.array(Excerpt),
	images: v.exactOptional(v.array(Image)),
});
export type QueuedMessage = v.InferOutput<typeof QueuedMessage>;

/** How much of a queued message is shown, in UTF-16 code units. */
const SHOWN_LENGTH = 200;

/** What was to follow a reply that came to another end, in words. */
const WAITING: Record<ReplyStatus, string> = {
	complete: 'Not sent yet.',
	streaming: 'Waiting: the last reply was interrupted.',
	interrupted: 'Waiting: the last reply was interrupted.',
	stopped: 'Waiting: the reply was stopped.',
	failed: 'Waiting: the reply failed.',
};

/** What is to be asked next in a chat, in order. It outlives the window; after a reload it waits for the user. */
export class MessageQueue {
	readonly #chat: Chat;
	readonly #kept: PersistedMap<QueuedMessage[]>;
	readonly #newId: () => string;
	/** The one that is just being handed to the chat: it can neither be taken out nor sent again. */
	#sending: string | undefined;
	#lastSent: string | undefined;

	constructor(chat: Chat, kept: PersistedMap<QueuedMessage[]>, newId: () => string) {
		this.#chat = chat;
		this.#kept = kept;
		this.#newId = newId;
		// The window may have gone between the question's being recorded and its being struck off here.
		const { conversation } = chat;
		const left = this.messages.filter(
			({ id }) => conversation.message(id) === undefined && !conversation.wasDeleted(id),
		);
		if (left.length < this.messages.length) this.#keep(left);
	}

	get messages(): readonly QueuedMessage[] {
		return this.#kept.of(this.#chat.conversation.id) ?? [];
	}

	/** The messages as the page is told of them. */
	views(): QueuedMessageView[] {
		return this.messages.map((message) => ({
			id: message.id,
			text: cut(message.text, SHOWN_LENGTH),
			attachments: attachmentsOf(message).length,
		}));
	}

	/** Why the messages wait for the user, in words; null where there are none or a reply runs which they follow. */
	get waiting(): string | null {
		if (this.messages.length === 0 || this.#chat.turns.busy) return null;
		if (this.#chat.turns.runningElsewhere)
			return 'Waiting: a reply is coming in in another window.';
		return WAITING[this.#chat.conversation.lastReply()?.status ?? 'complete'];
	}

	add(text: string, attachments: readonly Attachment[]): void {
		this.#keep([...this.messages, { id: this.#newId(), text, ...asAttached(attachments) }]);
	}

	/** Takes a message out; undefined for one that is not there any more. */
	take(id: string): QueuedMessage | undefined {
		if (id === this.#sending) return undefined;
		const taken = this.messages.find((message) => message.id === id);
		if (taken !== undefined) this.#strike(id);
		return taken;
	}

	/**
	 * Sends the first message, unless a reply is running. The chat is busy from the call on.
	 * @throws ChatError as TurnRunner.send does; then the message is still the first
	 */
	async sendNext(): Promise<void> {
		const [next] = this.messages;
		if (next === undefined || this.#chat.turns.busy) return;
		this.#sending = next.id;
		try {
			await this.#chat.turns.send(next.text, attachmentsOf(next), next.id);
			this.#lastSent = next.id;
			this.#strike(next.id);
		} finally {
			this.#sending = undefined;
		}
	}

	/** Takes back a question that left the conversation unanswered, as the first; false for one that did not come from here. */
	cameBack(question: Question): boolean {
		if (question.id !== this.#lastSent) return false;
		const { text } = question;
		const attached = asAttached(attachmentsOf(question));
		this.#keep([{ id: this.#newId(), text, ...attached }, ...this.messages]);
		return true;
	}

	#strike(id: string): void {
		this.#keep(this.messages.filter((message) => message.id !== id));
	}

	#keep(messages: QueuedMessage[]): void {
		this.#kept.keep(this.#chat.conversation.id, messages.length === 0 ? undefined : messages);
	}
}

/** The queue of each conversation. */
export function persistedQueues(state: PersistedState): PersistedMap<QueuedMessage[]> {
	return new PersistedMap(state, 'queued', v.array(QueuedMessage));
}
