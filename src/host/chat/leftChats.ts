import type { Chat } from '../../core/chat/chat.ts';
import type { ChatLoader } from './chatLoader.ts';

/**
 * The chats that were left with something still to do in them: a reply comes in, not all of them is on the disk, or a page beside the
 * chat watches them. What such a chat says is to be found in it and nowhere else, so whoever comes back to it gets this one.
 */
export class LeftChats {
	readonly #chats: Pick<ChatLoader, 'isSaved' | 'flush'>;
	readonly #isWatched: (id: string) => boolean;
	readonly #changed: () => void;
	readonly #left = new Map<string, Chat>();

	/**
	 * @param isWatched says so of a conversation, by its id
	 * @param changed is called when a chat has come or gone
	 */
	constructor(
		chats: Pick<ChatLoader, 'isSaved' | 'flush'>,
		isWatched: (id: string) => boolean,
		changed: () => void,
	) {
		this.#chats = chats;
		this.#isWatched = isWatched;
		this.#changed = changed;
	}

	/** By the conversation's id. */
	get(id: string): Chat | undefined {
		return this.#left.get(id);
	}

	all(): Chat[] {
		return [...this.#left.values()];
	}

	/** Keeps a chat that is no longer shown; false where there is nothing left to do in it. */
	keep(chat: Chat): boolean {
		const isSaved = this.#chats.isSaved(chat);
		if (isSaved && !this.#isNeeded(chat)) return false;
		this.#left.set(chat.conversation.id, chat);
		this.#changed();
		// What is being written at this moment is no reason to keep it for long.
		if (!isSaved) void this.#tidyOnceWritten(chat);
		return true;
	}

	remove(id: string): void {
		this.#left.delete(id);
	}

	/** A reply has ended in one of these chats. */
	settled(chat: Chat): void {
		if (this.#left.get(chat.conversation.id) === chat) void this.#tidyOnceWritten(chat);
	}

	/** Lets go of those that have nothing left to do. */
	tidy(): void {
		for (const [id, chat] of this.#left) {
			if (!this.#isNeeded(chat) && this.#chats.isSaved(chat)) this.#left.delete(id);
		}
		this.#changed();
	}

	#isNeeded({ turns, conversation }: Chat): boolean {
		return turns.busy || this.#isWatched(conversation.id);
	}

	async #tidyOnceWritten(chat: Chat): Promise<void> {
		await this.#chats.flush([chat]);
		this.tidy();
	}
}
