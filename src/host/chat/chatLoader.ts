import { type Memento, window } from 'vscode';
import { Chat } from '../../core/chat/chat.ts';
import type { ChatListener, ChatPorts } from '../../core/chat/chatPorts.ts';
import type { ChatRecorder } from '../../core/chat/chatRecorder.ts';
import { lastPart } from '../../core/chat/continuation.ts';
import { LogFollower } from '../../core/chat/logFollower.ts';
import { isOfMachine } from '../../core/chat/replyLeases.ts';
import { withPartTexts } from '../../core/chat/sentParts.ts';
import type { Conversation } from '../../core/conversation/conversation.ts';
import { forkTitle } from '../../core/conversation/fork.ts';
import { asInterrupted } from '../../core/conversation/messageChanges.ts';
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

/** Where a chat is recorded, and by what. */
interface Recording {
	readonly log: EventLog;
	readonly recorder: ChatRecorder;
}

/** Makes the chats of this window, new ones and those on disk, and sees that what happens in them is recorded. */
export class ChatLoader {
	readonly #ports: OpenChatsPorts;
	readonly #listenerOf: (chat: () => Chat) => ChatListener;
	readonly #savedChanged: () => void;
	/** How each chat is recorded; one that a newer version wrote is not. */
	readonly #recordings = new WeakMap<Chat, Recording>();
	/** The chats that are recorded in this window: those that are followed, and those that could not be written yet. */
	readonly #open = new Set<Chat>();
	readonly #followers = new Map<Chat, LogFollower>();
	/** Chats that a newer version has begun to write in. */
	readonly #newer = new WeakSet<Conversation>();
	/** Chats that were put away in this window: nothing more is asked in them. */
	readonly #closed = new WeakSet<Conversation>();

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
		const failure = this.#recordings.get(chat)?.recorder.failure;
		if (failure === undefined) return undefined;
		const message = couldNot('The last of this chat could not be saved', failure, KEPT);
		return { message, detail: errorText(failure) };
	}

	/** Whether all that was said in this chat is on disk. */
	isSaved(chat: Chat): boolean {
		return this.#recordings.get(chat)?.recorder.isSaved ?? true;
	}

	/** From now on shows in these chats what other windows write in them, and in no others. What is to be written of others still is. */
	keep(chats: ReadonlySet<Chat>): void {
		for (const [chat, follower] of this.#followers) {
			if (chats.has(chat)) continue;
			follower.stop();
			this.#followers.delete(chat);
		}
		for (const chat of this.#open) {
			if (!chats.has(chat) && this.isSaved(chat)) this.#open.delete(chat);
		}
		for (const chat of chats) {
			const recording = this.#recordings.get(chat);
			if (recording === undefined) continue;
			this.#open.add(chat);
			if (!this.#followers.has(chat))
				this.#followers.set(chat, new LogFollower(recording.log, this.#readerOf(chat)));
		}
	}

	/** Looks after the followed chats now: not every file system tells of changes. */
	async look(): Promise<void> {
		await Promise.all([...this.#followers.values()].map((follower) => follower.look()));
	}

	#readerOf(chat: Chat) {
		return {
			take: ({ events, newer }: LogNews) => {
				if (newer) this.#newer.add(chat.conversation);
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
		// One that no window of this machine has received was not paid here.
		const received = new Set(
			loaded.events.map(
				(event) =>
					event.type === 'running' && isOfMachine(event, this.#ports.processes) && event.id,
			),
		);
		const unsettled = loaded.conversation.unsettledReplies();
		for (const reply of unsettled) {
			if (!received.has(reply.id) || chat.turns.isElsewhere(reply.id)) continue;
			// One request was paid for all choices of an answer.
			if (reply.choiceOf !== undefined) continue;
			const choices = unsettled.filter(({ choiceOf }) => choiceOf === reply.id);
			const path = loaded.conversation.pathTo(reply.parent);
			const part = lastPart(loaded.events, reply, choices);
			void this.#ports.observer?.cutOff({
				chat: id,
				reply,
				choices,
				path,
				...(part && { part: { ...part, at: loaded.updated } }),
			});
		}
		return chat;
	}

	/** A new chat that begins with a copy of a branch, up to this message; undefined where there is none. */
	fork({ conversation }: Chat, id: string): Chat | undefined {
		const path = withPartTexts(conversation.pathTo(id), conversation.messages());
		const branch = path.map(asInterrupted);
		if (branch.length === 0) return undefined;
		const chat = this.create();
		chat.rename(forkTitle(conversation.title));
		const { choices } = conversation;
		if (Object.keys(choices).length > 0) chat.choose(choices);
		const { title } = conversation;
		chat.adopt(branch, { chat: conversation.id, message: id, title });
		return chat;
	}

	/**
	 * Gives a chat another title, the first question's again when it is empty.
	 * @throws ChatError for one that a newer version wrote
	 */
	async rename(chat: Chat, title: string): Promise<void> {
		if (!this.#recordings.has(chat) || this.#newer.has(chat.conversation)) throw readOnly();
		chat.rename(title);
		await this.flush([chat]);
	}

	/** From now on nothing is asked in this chat. */
	close(chat: Chat | undefined): void {
		if (chat !== undefined) this.#closed.add(chat.conversation);
	}

	/** Undoes that. */
	reopen(chat: Chat | undefined): void {
		if (chat !== undefined) this.#closed.delete(chat.conversation);
	}

	/** Puts a chat away. Returns what brings it back; undefined when there was none. Rejects with node's error. */
	async delete(id: string): Promise<(() => Promise<void>) | undefined> {
		await this.flush();
		if (!(await this.#ports.store.delete(id))) return undefined;
		await this.#ports.observer?.forget(id);
		return async () => {
			if (await this.#ports.store.restore(id)) return;
			throw new ChatError('refused', 'This chat cannot be brought back: its file is gone.');
		};
	}

	/** Waits until all that came in is on disk, or has failed to get there. */
	async flush(chats: Iterable<Chat> = this.#open): Promise<void> {
		await Promise.all([...chats].map((chat) => this.#recordings.get(chat)?.recorder.flush()));
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
		const recorder = log && this.#ports.recorderFor(log, this.#savedChanged);
		const ports: ChatPorts = {
			server: this.#ports.server,
			images: {
				images: this.#ports.store.images,
				refusesImages: (baseUrl, model) => this.#ports.refusesImages(baseUrl, model),
			},
			instructions: this.#ports.instructions,
			models: this.#ports.models,
			tokens: this.#ports.tokens,
			secrets: this.#ports.secrets,
			prepare: async (choices) => {
				if (recorder === undefined || this.#newer.has(conversation)) throw readOnly();
				const prepared = await this.#ports.prepare(choices);
				if (this.#closed.has(conversation))
					throw new ChatError('refused', 'This chat was deleted.');
				return prepared;
			},
			readNow: this.#ports.readNow,
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
		if (log !== undefined && recorder !== undefined) {
			this.#recordings.set(chat, { log, recorder });
			this.#open.add(chat);
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
