import { type Memento, window } from 'vscode';
import { Chat, type ChatListener, type ChatPorts } from '../core/chat.ts';
import { ChatError } from '../core/chatError.ts';
import type { ChatRecorder } from '../core/chatRecorder.ts';
import { asInterrupted, type Conversation } from '../core/conversation.ts';
import type { ConversationStore, EventLog } from '../core/conversationStore.ts';
import type { Excerpt, Failure, Reply } from '../shared/conversation.ts';

/** The conversation this window showed last, so that a reload comes back to it. */
const SHOWN = 'shownConversation';
/** What stood in the box. Kept here because VS Code saves a page's own state only at an orderly end. */
const DRAFT = 'draft';

/** What a session needs from outside. */
export interface ChatSessionPorts extends Omit<ChatPorts, 'record'> {
	readonly store: ConversationStore;
	/** Of this workspace: what this window showed last. */
	readonly memento: Memento;
	/** The URI of the workspace folder, or null. */
	readonly workspace: string | null;
	recorderFor(log: EventLog): ChatRecorder;
}

/** What a session tells the one who shows it. Only the shown chat is told about. */
export interface ChatSessionListener extends Pick<ChatListener, 'changed' | 'text' | 'reasoning'> {
	/** Another conversation or branch is shown. */
	replaced(): void;
	/** What stands around the conversation has changed: attachments, notice, running. */
	statusChanged(): void;
	/** What was sent is in the conversation. */
	accepted(): void;
	/** A message comes back to the box. */
	returned(text: string): void;
	/** A reply has ended, in whichever chat. */
	settled(reply: Reply): void;
}

/** The chats of this window: the one that is shown, and those that still stream behind it. */
export class ChatSession {
	readonly #ports: ChatSessionPorts;
	readonly #listener: ChatSessionListener;
	readonly #recorders = new Set<ChatRecorder>();
	/** Chats that were left while a reply came in. */
	readonly #background = new Map<string, Chat>();
	#shown: Chat;
	#attachments: readonly Excerpt[] = [];
	#notice: Failure | null = null;

	constructor(ports: ChatSessionPorts, listener: ChatSessionListener) {
		this.#ports = ports;
		this.#listener = listener;
		this.#shown = this.#newChat();
	}

	get chat(): Chat {
		return this.#shown;
	}

	/** What the next message carries along. */
	get attachments(): readonly Excerpt[] {
		return this.#attachments;
	}

	/** Why the last message was not sent. */
	get notice(): Failure | null {
		return this.#notice;
	}

	/** What stood in the box last, in this or an earlier run of this window. */
	get draft(): string {
		const draft = this.#ports.memento.get<unknown>(DRAFT);
		return typeof draft === 'string' ? draft : '';
	}

	keepDraft(text: string): void {
		void this.#ports.memento.update(DRAFT, text === '' ? undefined : text);
	}

	/** Comes back to what this window showed before it was reloaded. */
	async restore(): Promise<void> {
		const id = this.#ports.memento.get<unknown>(SHOWN);
		if (typeof id === 'string') await this.open(id);
		// Also for a chat that is still empty: VS Code takes a while to write this down, its first message may not.
		this.#rememberShown();
	}

	/** Shows a conversation from the disk; where it is gone, what was shown stays. */
	async open(id: string): Promise<void> {
		if (id === this.#shown.conversation.id) return;
		const background = this.#background.get(id);
		if (background !== undefined) {
			this.#background.delete(id);
			this.#show(background);
			return;
		}
		const loaded = await this.#load(id);
		if (loaded === undefined) return;
		this.#show(this.#chatOf(loaded.conversation, loaded.log));
		if (loaded.newlyQuarantined > 0) {
			void window.showWarningMessage(
				`${loaded.newlyQuarantined} lines of this chat could not be read. They are kept in a file beside it.`,
			);
		}
	}

	newChat(): void {
		if (this.#shown.conversation.head !== null || this.#shown.busy) this.#show(this.#newChat());
		this.#attachments = [];
		this.dismissNotice();
	}

	/** Sends what is typed with what is attached. A refusal becomes the notice and leaves all as it was. */
	async send(text: string): Promise<void> {
		const sent = this.#attachments;
		const chat = this.#shown;
		await this.#refusable(async () => {
			await chat.send(text, sent);
			this.#attachments = this.#attachments.filter((excerpt) => !sent.includes(excerpt));
			this.#listener.accepted();
		});
	}

	/**
	 * Asks about pieces of code, beside whatever is typed in the box. While a reply comes in, in a chat of its own: the running one
	 * goes on.
	 */
	async ask(text: string, excerpts: readonly Excerpt[]): Promise<void> {
		if (this.#shown.busy) this.#show(this.#newChat());
		const chat = this.#shown;
		await this.#refusable(
			() => chat.send(text, excerpts),
			() => this.#giveBack(text, excerpts),
		);
	}

	async edit(id: string, text: string): Promise<void> {
		await this.#refusable(() => this.#shown.edit(id, text));
	}

	async regenerate(id: string): Promise<void> {
		await this.#refusable(() => this.#shown.regenerate(id));
	}

	async continue(id: string): Promise<void> {
		await this.#refusable(() => this.#shown.continue(id));
	}

	/** Shows a new chat that begins with a copy of the shown one up to this message. */
	fork(id: string): void {
		const branch = this.#shown.conversation.pathTo(id).map(asInterrupted);
		if (branch.length === 0) return;
		const chat = this.#newChat();
		chat.adopt(branch);
		this.#show(chat);
	}

	attach(excerpts: readonly Excerpt[]): void {
		this.#attachments = [...this.#attachments, ...excerpts];
		this.#listener.statusChanged();
	}

	removeAttachment(index: number): void {
		this.#attachments = this.#attachments.filter((_excerpt, at) => at !== index);
		this.#listener.statusChanged();
	}

	/** Shows why something was not done, over the box. */
	notify(failure: Failure): void {
		this.#notice = failure;
		this.#listener.statusChanged();
	}

	dismissNotice(): void {
		this.#notice = null;
		this.#listener.statusChanged();
	}

	/** Waits until all that came in is on disk. A reply that still streams is shown as interrupted when it is loaded again. */
	async flush(): Promise<void> {
		await Promise.all([...this.#recorders].map((recorder) => recorder.flush()));
	}

	/** Does what may be refused; a refusal is shown as the notice. */
	async #refusable(action: () => Promise<void>, refused?: () => void): Promise<void> {
		try {
			await action();
			this.#notice = null;
		} catch (error) {
			if (!(error instanceof ChatError)) throw error;
			this.#notice = error.toFailure();
			refused?.();
		}
		this.#listener.statusChanged();
	}

	/** Puts a question back to where the user can change it and send it again. */
	#giveBack(text: string, excerpts: readonly Excerpt[]): void {
		this.#attachments = [...this.#attachments, ...excerpts];
		this.#listener.returned(text);
	}

	#show(chat: Chat): void {
		if (this.#shown.busy) this.#background.set(this.#shown.conversation.id, this.#shown);
		this.#shown = chat;
		this.#notice = null;
		this.#rememberShown();
		this.#listener.replaced();
	}

	#rememberShown(): void {
		const { id } = this.#shown.conversation;
		if (this.#ports.memento.get<unknown>(SHOWN) !== id) void this.#ports.memento.update(SHOWN, id);
	}

	#newChat(): Chat {
		const { conversation, log } = this.#ports.store.create(this.#ports.workspace);
		return this.#chatOf(conversation, log);
	}

	async #load(id: string) {
		try {
			return await this.#ports.store.load(id);
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			void window.showErrorMessage(`This chat could not be read: ${reason}`);
			return undefined;
		}
	}

	/** @param log where it is recorded; undefined for one that a newer version wrote */
	#chatOf(conversation: Conversation, log: EventLog | undefined): Chat {
		const recorder = log && this.#ports.recorderFor(log);
		if (recorder !== undefined) this.#recorders.add(recorder);
		const { id } = conversation;
		const isShown = () => this.#shown.conversation.id === id;
		const ports: ChatPorts = {
			server: this.#ports.server,
			prepare: () => (recorder === undefined ? refuseReadOnly() : this.#ports.prepare()),
			newId: this.#ports.newId,
			now: this.#ports.now,
			record: (event) => recorder?.record(event),
		};
		const chat: Chat = new Chat(conversation, ports, {
			changed: (message) => {
				if (isShown()) {
					this.#listener.changed(message);
					this.#listener.statusChanged();
				}
				this.#tellSettled(chat, message);
			},
			text: (message, piece) => isShown() && this.#listener.text(message, piece),
			reasoning: (message, piece) => isShown() && this.#listener.reasoning(message, piece),
			replaced: () => isShown() && this.#listener.replaced(),
			returned: (failure, question) => {
				if (!isShown()) return;
				if (question !== undefined) this.#giveBack(question.text, question.excerpts);
				this.notify(failure);
			},
		});
		return chat;
	}

	#tellSettled(chat: Chat, id: string): void {
		const message = chat.conversation.message(id);
		if (message?.role !== 'assistant' || message.status === 'streaming') return;
		this.#background.delete(chat.conversation.id);
		this.#listener.settled(message);
	}
}

function refuseReadOnly(): Promise<never> {
	const message =
		'This chat was written by a newer version of Llama Chat: it can be read here, but not continued. Start a new chat.';
	return Promise.reject(new ChatError('refused', message));
}
