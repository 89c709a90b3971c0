import type { Excerpt } from '../shared/conversation.ts';
import type { Chat } from './chat.ts';
import { type KeptMap, type KeptState, keptDrafts } from './keptMap.ts';
import { keptQueues, MessageQueue, type QueuedMessage } from './messageQueue.ts';

/** What each chat has in its box and over it: a draft, attachments, queued messages. The first and the last outlive the window. */
export class ChatBoxes {
	readonly #newId: () => string;
	readonly #drafts: KeptMap<string>;
	readonly #queued: KeptMap<QueuedMessage[]>;
	/** A queue belongs to the chat object that sends it; the same conversation may be loaded again. */
	readonly #queues = new WeakMap<Chat, MessageQueue>();
	/** By conversation id. */
	readonly #attachments = new Map<string, readonly Excerpt[]>();

	constructor(state: KeptState, newId: () => string) {
		this.#newId = newId;
		this.#drafts = keptDrafts(state);
		this.#queued = keptQueues(state);
	}

	draftOf(chat: Chat): string {
		return this.#drafts.of(chat.conversation.id) ?? '';
	}

	keepDraft(conversation: string, text: string): void {
		this.#drafts.keep(conversation, text === '' ? undefined : text);
	}

	attachmentsOf(chat: Chat): readonly Excerpt[] {
		return this.#attachments.get(chat.conversation.id) ?? [];
	}

	setAttachments(chat: Chat, excerpts: readonly Excerpt[]): void {
		this.#attachments.set(chat.conversation.id, excerpts);
	}

	queueOf(chat: Chat): MessageQueue {
		const queue = this.#queues.get(chat) ?? new MessageQueue(chat, this.#queued, this.#newId);
		this.#queues.set(chat, queue);
		return queue;
	}

	/** What was sent or queued is out of the box, also where the page shows another chat by now. */
	empty(chat: Chat, text: string, sent: readonly Excerpt[]): void {
		const left = this.attachmentsOf(chat).filter((excerpt) => !sent.includes(excerpt));
		this.setAttachments(chat, left);
		if (this.draftOf(chat).trim() === text) this.keepDraft(chat.conversation.id, '');
	}

	/** Puts a message back: its attachments over the box, and its text in, unless something else is there. */
	giveBack(chat: Chat, text: string, excerpts: readonly Excerpt[]): void {
		this.setAttachments(chat, [...this.attachmentsOf(chat), ...excerpts]);
		if (this.draftOf(chat) === '') this.keepDraft(chat.conversation.id, text);
	}

	/** Hands what was begun in a conversation that is gone to the one in its place. */
	inherit(from: string, to: string): void {
		this.#drafts.move(from, to);
		this.#queued.move(from, to);
	}
}
