import type { Chat } from '../core/chat.ts';
import type { ChatBoxes } from '../core/chatBoxes.ts';
import { ChatError } from '../core/chatError.ts';
import type { MessageQueue } from '../core/messageQueue.ts';
import type { Excerpt, Question } from '../shared/conversation.ts';

/** What a box needs of the session it stands in. */
export interface BoxSession {
	/** The chat that is shown. */
	chat(): Chat;
	/** Does what may be refused; a refusal is shown as the notice. */
	refusable(action: () => Promise<void>, refused?: () => void): Promise<void>;
}

/** What a box tells the one who shows it. */
export interface BoxListener {
	/** What stands around the conversation has changed: here attachments and queue. */
	statusChanged(): void;
	/** What was sent is in the conversation. */
	accepted(): void;
	/** What was sent is not in the conversation; the notice says why. */
	refused(): void;
	/** A message was taken out of the queue to be changed. */
	unqueued(text: string): void;
	/** A message comes back to the box. */
	returned(text: string): void;
}

/** The box of the shown chat, and what waits over it: draft, attachments, queued messages. */
export class SessionBox {
	readonly #boxes: ChatBoxes;
	readonly #session: BoxSession;
	readonly #listener: BoxListener;

	constructor(boxes: ChatBoxes, session: BoxSession, listener: BoxListener) {
		this.#boxes = boxes;
		this.#session = session;
		this.#listener = listener;
	}

	/** What the next message carries along. */
	get attachments(): readonly Excerpt[] {
		return this.#boxes.attachmentsOf(this.#session.chat());
	}

	/** What stood in the box of the shown chat last, in this or an earlier run of this window. */
	get draft(): string {
		return this.#boxes.draftOf(this.#session.chat());
	}

	keepDraft(conversation: string, text: string): void {
		this.#boxes.keepDraft(conversation, text);
	}

	/** What is to be sent next in the shown chat. */
	get messageQueue(): MessageQueue {
		return this.#boxes.queueOf(this.#session.chat());
	}

	/** Sends what is typed with what is attached. A refusal becomes the notice and leaves all as it was. */
	async send(text: string): Promise<void> {
		const sent = this.attachments;
		const chat = this.#session.chat();
		await this.#session.refusable(
			async () => {
				await chat.send(text, sent);
				this.#boxes.empty(chat, text, sent);
				if (this.#isShown(chat)) this.#listener.accepted();
			},
			() => {
				if (this.#isShown(chat)) this.#listener.refused();
				else this.keepDraft(chat.conversation.id, text);
			},
		);
	}

	/** Puts what is typed with what is attached behind the running reply: it is sent when that is complete. */
	queue(text: string): void {
		const sent = this.attachments;
		if (text === '' && sent.length === 0) return;
		const chat = this.#session.chat();
		this.messageQueue.add(text, sent);
		this.#boxes.empty(chat, text, sent);
		// The reply may have ended while the message was on its way here.
		if (chat.conversation.lastReply()?.status === 'complete') this.sendNext(chat);
		this.#listener.statusChanged();
	}

	/** Sends the first queued message of the shown chat. A refusal becomes the notice, and it waits on. */
	async sendQueued(): Promise<void> {
		const queue = this.messageQueue;
		await this.#session.refusable(() => queue.sendNext());
	}

	/** Takes a queued message back into the box, with what is attached to it. */
	editQueued(id: string): void {
		const message = this.messageQueue.take(id);
		if (message === undefined) return;
		this.#listener.unqueued(message.text);
		this.attach(message.excerpts);
	}

	removeQueued(id: string): void {
		this.messageQueue.take(id);
		this.#listener.statusChanged();
	}

	attach(excerpts: readonly Excerpt[]): void {
		this.#boxes.setAttachments(this.#session.chat(), [...this.attachments, ...excerpts]);
		this.#listener.statusChanged();
	}

	removeAttachment(index: number): void {
		this.#boxes.setAttachments(
			this.#session.chat(),
			this.attachments.filter((_excerpt, at) => at !== index),
		);
		this.#listener.statusChanged();
	}

	/** Puts a question back to where the user can change it and send it again. */
	giveBack(chat: Chat, text: string, excerpts: readonly Excerpt[]): void {
		this.#boxes.giveBack(chat, text, excerpts);
		if (this.#isShown(chat)) this.#listener.returned(text);
	}

	/** Puts back a question that left the conversation unanswered: into the queue, if it came from there. */
	cameBack(chat: Chat, question: Question): void {
		if (this.#boxes.queueOf(chat).cameBack(question)) return;
		this.giveBack(chat, question.text, question.excerpts);
	}

	/** Sends the next queued message of a chat whose reply is complete. What is refused there is told of only where it is seen. */
	sendNext(chat: Chat): void {
		const queue = this.#boxes.queueOf(chat);
		if (chat.busy || queue.messages.length === 0) return;
		const send = () => queue.sendNext();
		if (this.#isShown(chat)) void this.#session.refusable(send);
		else void send().catch(onlyRefusals);
	}

	#isShown(chat: Chat): boolean {
		return chat === this.#session.chat();
	}
}

/** What a chat is refused that nobody sees: its queue waits, and says so when it is shown. */
function onlyRefusals(error: unknown): void {
	if (!(error instanceof ChatError)) throw error;
}
