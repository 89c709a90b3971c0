import { type Memento, window } from 'vscode';
import { Chat } from '../../core/chat/chat.ts';
import type { ChatListener, ChatPorts } from '../../core/chat/chatPorts.ts';
import type { ChatRecorder } from '../../core/chat/chatRecorder.ts';
import { LogFollower } from '../../core/chat/logFollower.ts';
import type { Conversation } from '../../core/conversation/conversation.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { couldNot, KEPT } from '../../core/errors/diskReason.ts';
import type { ConversationStore, EventLog, LogNews } from '../../core/history/conversationStore.ts';
import { errorText } from '../../shared/errors/errorText.ts';
import type { Unsaved } from '../../shared/panel/chatStatus.ts';
import { notificationText } from '../vscode/notificationText.ts';

/** What a session needs from outside. */
export interface OpenChatsPorts extends Omit<ChatPorts, 'record' | 'images'> {
	readonly store: ConversationStore;
	/** Whether a model of this server is known to read no images. */
	refusesImages(baseUrl: string, model: string): boolean;
	/** Of this workspace: what this window showed last. */
	readonly memento: Memento;
	/** The URI of the workspace folder, or null. */
	readonly workspace: string | null;
	/** @param changed is to be called when writing begins to fail, and when it works again */
	recorderFor(log: EventLog, changed: () => void): ChatRecorder;
}

/** Makes the chats of this window, new ones and those on disk, and sees that what happens in them is recorded. */
export class ChatLoader {
	readonly #ports: OpenChatsPorts;
	readonly #listenerOf: (chat: () => Chat) => ChatListener;
	readonly #savedChanged: () => void;
	readonly #recorders = new Set<ChatRecorder>();
	/** A chat that was left is not kept in memory for the sake of its recorder. */
	readonly #recorderOf = new WeakMap<Chat, ChatRecorder>();
	readonly #followers = new Map<Chat, LogFollower>();
	/** Where the chats of this window are recorded; one that a newer version wrote has none. */
	readonly #logs = new Map<string, EventLog>();
	/** Chats that a newer version has begun to write in. */
	readonly #newer = new Set<string>();
	/** Chats that were put away in this window: nothing more is asked in them. */
	readonly #deleted = new Set<string>();

	/**
	 * @param listenerOf makes the listener of a chat, which it can ask for once it is called
	 * @param savedChanged is called when a chat can no longer be saved, and when it can again
	 */
	constructor(
		ports: OpenChatsPorts,
		listenerOf: (chat: () => Chat) => ChatListener,
		savedChanged: () => void,
	) {
		this.#ports = ports;
		this.#listenerOf = listenerOf;
		this.#savedChanged = savedChanged;
	}

	/** Why what was last said in this chat is not on disk; undefined when it is. It is tried again until it is. */
	unsaved(chat: Chat): Unsaved | undefined {
		const failure = this.#recorderOf.get(chat)?.failure;
		if (failure === undefined) return undefined;
		const message = couldNot('The last of this chat could not be saved', failure, KEPT);
		return { message, detail: errorText(failure) };
	}

	/** From now on shows in these chats what other windows write in them, and in no others. */
	follow(chats: ReadonlySet<Chat>): void {
		for (const [chat, follower] of this.#followers) {
			if (chats.has(chat)) continue;
			follower.stop();
			this.#followers.delete(chat);
		}
		for (const chat of chats) {
			const log = this.#logs.get(chat.conversation.id);
			if (log !== undefined && !this.#followers.has(chat)) {
				this.#followers.set(chat, new LogFollower(log, this.#readerOf(chat)));
			}
		}
	}

	/** Looks after the followed chats now: not every file system tells of changes. */
	async look(): Promise<void> {
		await Promise.all([...this.#followers.values()].map((follower) => follower.look()));
	}

	#readerOf(chat: Chat) {
		return {
			take: ({ events, newer }: LogNews) => {
				if (newer) this.#newer.add(chat.conversation.id);
				chat.merge(events);
				chat.checkLeases();
			},
			get waits() {
				return chat.turns.runningElsewhere;
			},
		};
	}

	/** A new chat. It comes to disk with its first message. */
	create(): Chat {
		const { conversation, log } = this.#ports.store.create(this.#ports.workspace);
		return this.#chatOf(conversation, log);
	}

	/** A chat from the disk; undefined, after saying why where there is a reason, when it cannot be had. */
	async load(id: string): Promise<Chat | undefined> {
		const loaded = await this.#read(id);
		if (loaded === undefined) return undefined;
		if (loaded.newlyQuarantined > 0) {
			void window.showWarningMessage(
				`${loaded.newlyQuarantined} lines of this chat could not be read. They are kept in a file beside it.`,
			);
		}
		const chat = this.#chatOf(loaded.conversation, loaded.log);
		chat.loaded(loaded.events, this.#ports.now() - loaded.updated);
		for (const reply of loaded.conversation.unsettledReplies()) {
			if (chat.turns.isElsewhere(reply.id)) continue;
			const path = loaded.conversation.pathTo(reply.parent);
			void this.#ports.observer?.cutOff({ chat: id, reply, path });
		}
		return chat;
	}

	/**
	 * Gives a chat another title, the first question's again when it is empty.
	 * @param live the chat itself where this window has it
	 * @throws ChatError for one that a newer version wrote
	 */
	async rename(id: string, title: string, live: Chat | undefined): Promise<void> {
		const found = live === undefined ? await this.#read(id) : { log: this.#logs.get(id) };
		if (found === undefined) return;
		if (found.log === undefined) throw readOnly();
		if (live === undefined) {
			await found.log.append([{ type: 'title', title }]);
			return;
		}
		live.rename(title);
		await found.log.flush();
	}

	/** From now on nothing is asked in this chat. */
	close(id: string): void {
		this.#deleted.add(id);
	}

	/** Puts a closed chat away. Returns what brings it back; undefined when there was none on disk. */
	async delete(id: string): Promise<(() => Promise<void>) | undefined> {
		await this.flush();
		if (!(await this.#ports.store.delete(id))) return undefined;
		await this.#ports.observer?.forget(id);
		return async () => {
			this.#deleted.delete(id);
			await this.#ports.store.restore(id);
		};
	}

	/** Waits until all that came in is on disk. */
	async flush(): Promise<void> {
		await Promise.all([...this.#recorders].map((recorder) => recorder.flush()));
	}

	async #read(id: string) {
		try {
			return await this.#ports.store.load(id);
		} catch (error) {
			void window.showErrorMessage(
				notificationText(couldNot('This chat could not be read', error)),
			);
			return undefined;
		}
	}

	/** @param log where it is recorded; undefined for one that a newer version wrote */
	#chatOf(conversation: Conversation, log: EventLog | undefined): Chat {
		const { id } = conversation;
		const recorder = log && this.#ports.recorderFor(log, this.#savedChanged);
		if (log !== undefined) this.#logs.set(id, log);
		const ports: ChatPorts = {
			server: this.#ports.server,
			images: {
				images: this.#ports.store.images,
				refusesImages: (baseUrl, model) => this.#ports.refusesImages(baseUrl, model),
			},
			models: this.#ports.models,
			tokens: this.#ports.tokens,
			prepare: async (choices) => {
				if (recorder === undefined || this.#newer.has(id)) throw readOnly();
				const prepared = await this.#ports.prepare(choices);
				if (this.#deleted.has(id)) throw new ChatError('refused', 'This chat was deleted.');
				return prepared;
			},
			observer: this.#ports.observer,
			newId: this.#ports.newId,
			now: this.#ports.now,
			clock: this.#ports.clock,
			processes: this.#ports.processes,
			record: (event) => recorder?.record(event),
		};
		const chat: Chat = new Chat(
			conversation,
			ports,
			this.#listenerOf(() => chat),
		);
		if (recorder !== undefined) {
			this.#recorders.add(recorder);
			this.#recorderOf.set(chat, recorder);
		}
		return chat;
	}
}

function readOnly(): ChatError {
	return new ChatError(
		'refused',
		'This chat was written by a newer version of Llama Chat: it can be read here, but not continued. Start a new chat.',
	);
}
