import type { Chat } from '../../core/chat/chat.ts';
import type { ChatListener } from '../../core/chat/chatPorts.ts';
import { ComposerState } from '../../core/composer/composerState.ts';
import type { ChatChoices, Failure, Reply } from '../../shared/conversation/messages.ts';
import type { ComposerBox } from '../composer/composerBox.ts';
import { ChatLoader, type OpenChatsPorts } from './chatLoader.ts';
import { LeftChats } from './leftChats.ts';

/** What is told of a chat where it is shown. */
export interface ChatDisplayListener extends Pick<ChatListener, 'changed' | 'text' | 'reasoning'> {
	/** Another conversation or branch is shown. */
	replaced(): void;
	/** What stands around the conversation has changed: attachments, notice, running. */
	statusChanged(): void;
}

/** Where one chat at a time is shown: the side bar's view, or an editor. */
export interface ChatDisplay {
	readonly chat: Chat;
	readonly box: ComposerBox;
	readonly listener: ChatDisplayListener;
	/** Shows a chat from the disk; where it is gone, what was shown stays. Returns whether it is there. */
	open(id: string): Promise<boolean>;
	/** Shows a new chat. */
	showNew(): void;
	/** Shows why something was not done, over the box. */
	notify(failure: Failure): void;
}

/** Who is told what happens in a chat, wherever it is shown and whichever of its branches. */
export type ChatWatcher = Pick<
	ChatListener,
	'changed' | 'settled' | 'text' | 'reasoning' | 'replaced'
> & {
	/** Whether it shows a reply in front now. */
	sees?(reply: string): boolean;
};

/** Who is told of all chats of the window. */
export interface ChatSessionListener {
	/**
	 * A reply has ended, in whichever chat.
	 * @param took as ChatListener has it
	 */
	settled(reply: Reply, chat: Chat, took: number): void;
	/** A chat was put away. */
	deleted(id: string): void;
	/** What is seen of the chats elsewhere than where they are shown has changed. */
	seen(): void;
}

/**
 * The chats of this window, wherever they are shown: those that are, and those that still stream behind them. A chat is shown in one
 * place at most, so that there are no two drafts of it.
 */
export class ChatSession {
	readonly ports: OpenChatsPorts;
	readonly composers: ComposerState;
	readonly #listener: ChatSessionListener;
	readonly #loader: ChatLoader;
	readonly #left: LeftChats;
	readonly #displays = new Set<ChatDisplay>();
	/** Those that are being read, by the conversation's id: who asks at the same time gets the same chat, and what one does in it the other has. */
	readonly #loading = new Map<string, Promise<Chat | undefined>>();
	/** By the conversation's id. */
	readonly #watchers = new Map<string, Set<ChatWatcher>>();
	/**
	 * Chats without any message that were left: New Chat comes back to the last one and what was begun there. Of the others those in which
	 * something was.
	 */
	#empty: Chat[] = [];

	constructor(ports: OpenChatsPorts, listener: ChatSessionListener) {
		this.ports = ports;
		this.#listener = listener;
		this.composers = new ComposerState(ports.memento, ports.newId);
		this.#loader = new ChatLoader(
			ports,
			(chat) => this.#listenerOf(chat),
			() => {
				this.#left.tidy();
				for (const { listener } of this.#displays) listener.statusChanged();
			},
		);
		this.#left = new LeftChats(
			this.#loader,
			(id) => this.#watchers.has(id),
			() => this.follow(),
		);
	}

	/** From now on a chat is shown there, too. */
	join(display: ChatDisplay): void {
		this.#displays.add(display);
		this.follow();
	}

	/** Nothing is shown there any more; what goes on in its chat goes on. */
	part(display: ChatDisplay): void {
		this.#displays.delete(display);
		this.leave(display.chat);
		this.follow();
	}

	/** Where a chat is shown. */
	displayOf(id: string): ChatDisplay | undefined {
		return [...this.#displays].find(({ chat }) => chat.conversation.id === id);
	}

	/** A chat of this window, by its conversation's id. */
	liveChat(id: string): Chat | undefined {
		return this.displayOf(id)?.chat ?? this.#left.get(id);
	}

	/**
	 * Tells what happens in a chat until that is disposed of.
	 * @param id the conversation's
	 */
	watch(id: string, watcher: ChatWatcher): Disposable {
		const watchers = this.#watchers.get(id) ?? new Set();
		this.#watchers.set(id, watchers.add(watcher));
		return {
			[Symbol.dispose]: () => {
				if (!watchers.delete(watcher) || watchers.size > 0) return;
				this.#watchers.delete(id);
				this.#left.tidy();
			},
		};
	}

	/** Whether somebody who watches a chat shows this reply of it in front. */
	isSeen(id: string, reply: string): boolean {
		return [...(this.#watchers.get(id) ?? [])].some((watcher) => watcher.sees?.(reply));
	}

	/** Somebody who watches a chat has come to the front, or has left it. */
	seen(): void {
		this.#listener.seen();
	}

	/** Makes the branch with this message the one that a chat shows, wherever that is. Returns whether it does: false where it cannot be had. */
	async showMessage(id: string, message: string): Promise<boolean> {
		const chat = await this.load(id);
		if (chat?.conversation.message(message) === undefined) return false;
		chat.showMessage(message);
		if (this.displayOf(id) === undefined) this.#left.keep(chat);
		return true;
	}

	/** Whether a reply comes in, in a chat of this window. */
	isReplying(id: string): boolean {
		const chat = this.liveChat(id);
		return chat !== undefined && chat.turns.running !== null;
	}

	/** A new chat. It comes to disk with its first message. */
	create(): Chat {
		return this.#loader.create();
	}

	/** An empty chat: the one that was left last, with what was begun there, or else a new one. */
	empty(): Chat {
		const left = this.#empty.findLast(isEmpty);
		this.#empty = this.#empty.filter((chat) => chat !== left && isEmpty(chat));
		return left ?? this.create();
	}

	/** A chat of this window, or else from the disk; undefined, after saying why where there is a reason, when it cannot be had. */
	async load(id: string): Promise<Chat | undefined> {
		const live = this.liveChat(id);
		if (live !== undefined) return live;
		const loading =
			this.#loading.get(id) ?? this.#loader.load(id).finally(() => this.#loading.delete(id));
		this.#loading.set(id, loading);
		const loaded = await loading;
		// Another call may have been quicker.
		return this.liveChat(id) ?? loaded;
	}

	/** As ChatLoader.fork. */
	fork(chat: Chat, id: string): Chat | undefined {
		return this.#loader.fork(chat, id);
	}

	/** Why what was last said in a chat is not on disk; undefined when it is. */
	unsaved(chat: Chat) {
		return this.#loader.unsaved(chat);
	}

	/** A chat is shown again. */
	come(chat: Chat): void {
		this.#left.remove(chat.conversation.id);
		this.follow();
	}

	/** A chat is no longer shown where it was. */
	leave(chat: Chat): void {
		if (this.displayOf(chat.conversation.id) !== undefined) return;
		if (this.#left.keep(chat) || !isEmpty(chat)) return;
		const begun = this.#empty.filter(
			(one) => isEmpty(one) && this.composers.hasBegun(one.conversation.id),
		);
		this.#empty = [...begun, chat];
	}

	/** Shows in the open chats what other windows write in them, and in no others. */
	follow(): void {
		const shown = [...this.#displays].map(({ chat }) => chat);
		this.#loader.keep(new Set([...shown, ...this.#left.all()]));
	}

	/**
	 * Gives a chat another title, the first question's again when it is empty.
	 * @throws ChatError for one that a newer version wrote
	 */
	async rename(id: string, title: string): Promise<void> {
		const chat = this.liveChat(id) ?? (await this.load(id));
		if (chat === undefined) return;
		await this.#loader.rename(chat, title);
		if (isEmpty(chat)) this.composers.keepTitle(id, title);
		const display = this.displayOf(id);
		if (display === undefined) this.#left.keep(chat);
		display?.listener.statusChanged();
	}

	/**
	 * Stops what runs in a chat and puts it away; in the place of one that is shown there is a new one. Returns what brings it back;
	 * undefined when there was none.
	 */
	async delete(id: string): Promise<(() => Promise<void>) | undefined> {
		const live = this.liveChat(id);
		const display = this.displayOf(id);
		live?.turns.stop();
		this.#loader.close(live);
		display?.showNew();
		this.#left.remove(id);
		this.follow();
		const back = async () => {
			this.#loader.reopen(live);
			if (live !== undefined && this.displayOf(id) === undefined) this.#left.keep(live);
			const isThere = display !== undefined && this.#displays.has(display);
			if (isThere && isEmpty(display.chat)) await display.open(id);
		};
		try {
			const restore = await this.#loader.delete(id);
			this.#listener.deleted(id);
			return restore && (() => restore().then(back));
		} catch (error) {
			await back();
			throw error;
		}
	}

	/** Puts what a chat chooses over the settings in place of what it had chosen. */
	choose(choices: ChatChoices, chat: Chat): void {
		chat.choose(choices);
		if (isEmpty(chat)) this.composers.keepChoices(chat.conversation.id, choices);
		this.displayOf(chat.conversation.id)?.listener.statusChanged();
	}

	/** Looks whether other windows have written into what is open here: when this one comes to the front. */
	async look(): Promise<void> {
		await this.#loader.look();
	}

	/** Ends the replies that come in, as interrupted: the window goes away. From now on nothing more is asked. */
	close(): void {
		const shown = [...this.#displays].map(({ chat }) => chat);
		for (const chat of [...shown, ...this.#left.all()]) chat.turns.close();
	}

	/** Waits until all that came in is on disk. */
	async flush(): Promise<void> {
		await this.#loader.flush();
	}

	/** @param chatOf gives the chat, once it is there to tell anything */
	#listenerOf(chatOf: () => Chat): ChatListener {
		const shown = () => this.#displayOf(chatOf());
		const watchers = () => this.#watchers.get(chatOf().conversation.id) ?? [];
		const told = (message: string) => {
			const listener = shown()?.listener;
			listener?.changed(message);
			listener?.statusChanged();
		};
		/** A page is told what is said on the branch that it shows; another has all of it when it is shown. */
		const listening = (message: string) =>
			chatOf().conversation.isShown(message) ? shown()?.listener : undefined;
		return {
			changed: (message) => {
				told(message);
				for (const watcher of watchers()) watcher.changed(message);
			},
			settled: (message, took) => {
				// First, so that the page is not told of a queue that waits when the next message is already on its way.
				this.#replyEnded(chatOf(), message, took);
				told(message);
				for (const watcher of watchers()) watcher.settled(message, took);
			},
			text: (message, piece) => {
				listening(message)?.text(message, piece);
				for (const watcher of watchers()) watcher.text(message, piece);
			},
			reasoning: (message, piece) => {
				listening(message)?.reasoning(message, piece);
				for (const watcher of watchers()) watcher.reasoning(message, piece);
			},
			replaced: () => {
				shown()?.listener.replaced();
				for (const watcher of watchers()) watcher.replaced();
			},
			returned: (failure, question) => {
				if (question !== undefined) this.#boxFor(chatOf())?.cameBack(chatOf(), question);
				shown()?.notify(failure);
			},
		};
	}

	#replyEnded(chat: Chat, id: string, took: number): void {
		const message = chat.conversation.reply(id);
		if (message === undefined) return;
		this.#listener.settled(message, chat, took);
		// Of several answers the one counts that is shown, not the one that came last: the next message follows that.
		const followed = message.status === 'stopped' ? message : chat.conversation.lastReply();
		if ((followed ?? message).status === 'complete') this.#boxFor(chat)?.sendNext(chat);
		this.#left.settled(chat);
		this.follow();
	}

	/** The box of a chat; for one that is not shown any of them does. */
	#boxFor(chat: Chat): ComposerBox | undefined {
		const [first] = this.#displays;
		return (this.#displayOf(chat) ?? first)?.box;
	}

	#displayOf(chat: Chat): ChatDisplay | undefined {
		return [...this.#displays].find((display) => display.chat === chat);
	}
}

/** Whether nothing was said in a chat yet. */
export function isEmpty(chat: Chat): boolean {
	return chat.conversation.head === null && !chat.turns.busy;
}
