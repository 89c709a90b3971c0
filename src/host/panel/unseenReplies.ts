import type { Reply } from '../../shared/conversation/messages.ts';
import { FAILURES } from '../../shared/errors/failureTable.ts';
import { type News, sayInNotification } from '../vscode/say.ts';

/** A reply that took longer is not waited for at the screen, in milliseconds. */
const LONG_MS = 20_000;
const SHOW = 'Show';

export interface UnseenRepliesPorts {
	/** The setting `llamaChat.notifyWhenDone`. */
	isOn(): boolean;
	/** Whether a chat is shown, or this reply of it elsewhere, in a window that has the keyboard. */
	isSeen(chat: string, reply: string): boolean;
	/** Shows a chat at a reply of it. */
	open(chat: string, reply: string): Promise<void>;
	/** Puts a number on the view's icon; 0 takes it away. */
	badge(count: number): void;
	/** Says it, and resolves with the button that was chosen. Default: in a notification. */
	readonly say?: (news: News) => Promise<string | undefined>;
}

/** Tells of long replies that have ended while nobody saw their chat. */
export class UnseenReplies {
	readonly #ports: UnseenRepliesPorts;
	/** By chat: the last one. */
	readonly #chats = new Map<string, string>();

	constructor(ports: UnseenRepliesPorts) {
		this.#ports = ports;
	}

	/**
	 * A reply has ended. What the user has stopped, or another window receives, is none to be told of.
	 * @param took how long it was waited for, with its retries: its own timing has the last try alone
	 */
	async ended(
		reply: Reply,
		chat: { readonly id: string; readonly title: string },
		took: number,
	): Promise<void> {
		const { isOn, isSeen, open, say = sayInNotification } = this.#ports;
		if (reply.status !== 'complete' && reply.status !== 'failed') return;
		if (took < LONG_MS || !isOn() || isSeen(chat.id, reply.id)) return;
		this.#chats.set(chat.id, reply.id);
		this.#count();
		const chosen = await say(newsOf(reply, chat.title));
		if (chosen === SHOW) await open(chat.id, reply.id);
	}

	/** What is seen has changed: takes the badge away for what is. */
	look(): void {
		const before = this.#chats.size;
		for (const [chat, reply] of this.#chats)
			if (this.#ports.isSeen(chat, reply)) this.#chats.delete(chat);
		if (this.#chats.size !== before) this.#count();
	}

	/** A chat is gone: nobody will see it. */
	forget(chat: string): void {
		if (this.#chats.delete(chat)) this.#count();
	}

	#count(): void {
		this.#ports.badge(this.#chats.size);
	}
}

function newsOf({ failure }: Reply, title: string): News {
	const buttons = [SHOW];
	return failure === undefined
		? { text: `The reply in “${title}” is complete.`, buttons }
		: {
				text: `The reply in “${title}” has failed: ${FAILURES[failure.kind].title}.`,
				isError: true,
				buttons,
			};
}
