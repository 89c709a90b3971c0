import {
	attachmentsOf,
	isExcerpt,
	isImage,
	withoutNamed,
} from '../../core/attachments/attachments.ts';
import { keepImage, notAnImage } from '../../core/attachments/keepImage.ts';
import type { Chat } from '../../core/chat/chat.ts';
import type { NewQuestion } from '../../core/chat/prepareTurn.ts';
import type { ComposerState } from '../../core/composer/composerState.ts';
import type { MessageQueue } from '../../core/composer/messageQueue.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { couldNot } from '../../core/errors/diskReason.ts';
import type { EditDraft } from '../../shared/conversation/conversationProtocol.ts';
import type { Attachment, Excerpt, Question } from '../../shared/conversation/messages.ts';
import { errorText } from '../../shared/errors/errorText.ts';
import { withoutBlankLines } from '../../shared/text/blankLines.ts';
import type { Become, ComposerListener, ComposerPorts, SendOptions } from './composerPorts.ts';

/** How long after a key what depends on the text is told, in milliseconds: the list under the box would wait for that with each key. */
const STATUS_MS = 50;

/** The box of the shown chat, and what waits over it: draft, attachments, queued messages. */
export class ComposerBox {
	readonly #composers: ComposerState;
	readonly #ports: ComposerPorts;
	readonly #listener: ComposerListener;
	/** The images that are being kept: what is sent after them is sent with them. */
	#adding: Promise<unknown> | undefined;
	#statusTimer: ReturnType<typeof setTimeout> | undefined;

	constructor(composers: ComposerState, ports: ComposerPorts, listener: ComposerListener) {
		this.#composers = composers;
		this.#ports = ports;
		this.#listener = listener;
	}

	/** What the next message carries along. */
	get attachments(): readonly Attachment[] {
		return this.#composers.attachmentsOf(this.#ports.chat().conversation.id);
	}

	/** The texts among them. */
	get excerpts(): readonly Excerpt[] {
		return this.attachments.filter(isExcerpt);
	}

	/** The texts over the box of a conversation. */
	excerptsOf(conversation: string): readonly Excerpt[] {
		return this.#composers.attachmentsOf(conversation).filter(isExcerpt);
	}

	/** What stood in the box of the shown chat last, in this or an earlier run of this window. */
	get draft(): string {
		return this.#composers.draftOf(this.#ports.chat());
	}

	/** Nothing is typed, and nothing would go along. */
	get isEmpty(): boolean {
		return withoutBlankLines(this.draft) === '' && this.attachments.length === 0;
	}

	keepDraft(conversation: string, text: string): void {
		this.#composers.keepDraft(conversation, text);
		if (conversation !== this.#ports.chat().conversation.id) return;
		// What is typed takes room in the context.
		this.#statusTimer ??= setTimeout(() => {
			this.#statusTimer = undefined;
			this.#listener.statusChanged();
		}, STATUS_MS);
	}

	/** Puts a text before what stands in the box of a conversation that is not shown any more. */
	addToDraft(conversation: string, text: string): void {
		this.#composers.addToDraft(conversation, text);
	}

	/** The questions and summaries of the shown chat that are being changed. */
	get edits(): readonly EditDraft[] {
		return this.#composers.editsOf(this.#ports.chat().conversation.id);
	}

	keepEdits(conversation: string, edits: readonly EditDraft[]): void {
		this.#composers.keepEdits(conversation, edits);
	}

	/** What is typed as values of the shown chat's parameters and is none yet, by their settings' names. */
	get typed(): Readonly<Record<string, string>> {
		return this.#composers.typedOf(this.#ports.chat().conversation.id);
	}

	/** @param text undefined where it has become a value, or is given up */
	keepTyped(conversation: string, setting: string, text: string | undefined): void {
		const { [setting]: _before, ...others } = this.#composers.typedOf(conversation);
		const typed = text === undefined ? others : { ...others, [setting]: text };
		this.#composers.keepTyped(conversation, typed);
	}

	/** What is to be sent next in the shown chat. */
	get messageQueue(): MessageQueue {
		return this.#composers.queueOf(this.#ports.chat());
	}

	/**
	 * Lets a text become something over the box, if it means that; a refusal becomes the notice.
	 * @param conversation the chat it was typed in; the shown one if not given
	 * @returns whether it is to be sent as it is
	 */
	async staysText(
		text: string,
		conversation: string | undefined,
		become: Become,
	): Promise<boolean> {
		const id = conversation ?? this.#ports.chat().conversation.id;
		try {
			const became = await become(text, id);
			if (became === 'text') return true;
			this.#leave(id, text, became === 'left' ? text : became.rest);
		} catch (error) {
			if (!(error instanceof ChatError)) throw error;
			this.#ports.notify(error.toFailure());
			this.#leave(id, text, text);
		}
		return false;
	}

	/** Leaves a text, or what is left of it, in the box it was typed in. */
	#leave(conversation: string, text: string, rest: string): void {
		// The page may be hidden, and show another chat when it comes back.
		this.#keepUnsent(conversation, text, rest);
		if (conversation !== this.#ports.chat().conversation.id) return;
		if (rest !== text) this.#listener.accepted();
		if (rest !== '') this.#listener.returned(rest);
		// After that: the page knows until then what of its box was sent.
		if (rest === text) this.#listener.refused();
	}

	#keepUnsent(conversation: string, text: string, rest = text): void {
		this.#composers.leave(conversation, text, rest);
		if (conversation === this.#ports.chat().conversation.id) this.#listener.statusChanged();
	}

	/**
	 * Sends what is typed with what is attached. A refusal becomes the notice and leaves all as it was.
	 * @param conversation the chat it was typed in; the shown one if not given
	 */
	async send(
		text: string,
		{ withoutImages = false, ...how }: SendOptions = {},
		conversation?: string,
	): Promise<void> {
		const chat = this.#chatOf(conversation, text);
		if (chat === undefined) return;
		if (this.#adding !== undefined) await this.#adding;
		const sent = this.#composers.attachmentsOf(chat.conversation.id);
		const wanted = withoutImages ? sent.filter((attachment) => !isImage(attachment)) : sent;
		await this.#ports.refusable(
			async () => {
				const send = () => chat.turns.send(text, wanted, undefined, withoutImages);
				await chat.turns.sendAnyway(how, send);
				this.#composers.empty(chat, text, sent);
				if (this.#isShown(chat)) this.#listener.accepted();
			},
			() => {
				this.#keepUnsent(chat.conversation.id, text);
				if (this.#isShown(chat)) this.#listener.refused();
			},
			'box',
		);
	}

	/** Has what is in the box asked in another way than by Send; it leaves the box once it is out. */
	async askInstead(ask: (question: NewQuestion) => Promise<void>): Promise<void> {
		// Another chat may be shown once the images are there.
		const chat = this.#ports.chat();
		if (this.#adding !== undefined) await this.#adding;
		const text = withoutBlankLines(this.#composers.draftOf(chat));
		const attachments = this.#composers.attachmentsOf(chat.conversation.id);
		await this.#ports.refusable(async () => {
			await ask({ text, attachments });
			this.#composers.empty(chat, text, attachments);
			if (this.#isShown(chat)) this.#listener.accepted(text);
		});
	}

	/**
	 * Puts what is typed with what is attached behind the running reply: it is sent when that is complete.
	 * @param conversation as for send
	 */
	async queue(text: string, conversation?: string): Promise<void> {
		const chat = this.#chatOf(conversation, text);
		if (chat === undefined) return;
		if (this.#adding !== undefined) await this.#adding;
		const sent = this.#composers.attachmentsOf(chat.conversation.id);
		if (text === '' && sent.length === 0) return;
		this.#composers.queueOf(chat).add(text, sent);
		this.#composers.empty(chat, text, sent);
		// The reply may have ended while the message was on its way here.
		if (chat.conversation.lastReply()?.status === 'complete') this.sendNext(chat);
		this.#listener.statusChanged();
	}

	/** The chat that a message was typed in. Where that was left meanwhile, the message waits in its box, and the notice says so. */
	#chatOf(conversation: string | undefined, text: string): Chat | undefined {
		if (conversation === undefined) return this.#ports.chat();
		const chat = this.#ports.liveChat(conversation);
		if (chat !== undefined) return chat;
		this.#keepUnsent(conversation, text);
		this.#ports.notify({
			kind: 'refused',
			message:
				'Another chat was opened before the message was sent. It was not sent; it is in the box of its own chat.',
		});
		return undefined;
	}

	/** Sends the first queued message of the shown chat, if it is this one. A refusal becomes the notice, and it waits on. */
	async sendQueued(id?: string): Promise<void> {
		const queue = this.messageQueue;
		if (id !== undefined && queue.messages[0]?.id !== id) return;
		await this.#ports.refusable(() => queue.sendNext());
	}

	/** Takes a queued message back into the box, with what is attached to it. */
	editQueued(id: string): void {
		const message = this.messageQueue.take(id);
		if (message === undefined) return;
		this.#listener.unqueued(message.text);
		this.attach(attachmentsOf(message));
	}

	removeQueued(id: string): void {
		this.messageQueue.take(id);
		this.#listener.statusChanged();
	}

	/** An image that is there already is not put there twice. */
	attach(
		attachments: readonly Attachment[],
		conversation = this.#ports.chat().conversation.id,
	): void {
		const there = this.#composers.attachmentsOf(conversation);
		const fresh = attachments.filter(
			(one) => !isImage(one) || !there.some((other) => isImage(other) && other.hash === one.hash),
		);
		this.#composers.setAttachments(conversation, [...there, ...fresh]);
		this.#listener.statusChanged();
	}

	/**
	 * Keeps an image beside the logs and puts it into the box of a conversation. One that is none, or cannot be kept, is
	 * refused, with the notice saying why.
	 */
	async addImage(conversation: string, name: string, bytes: Uint8Array): Promise<void> {
		const adding = this.#keepImage(conversation, name, bytes).catch((error) => {
			this.#ports.notify({
				kind: 'refused',
				message: couldNot(`${name} was not attached`, error, 'Then attach it again.'),
				cause: errorText(error),
			});
		});
		const all = Promise.all([this.#adding, adding]);
		this.#adding = all;
		await all;
		if (this.#adding === all) this.#adding = undefined;
	}

	async #keepImage(conversation: string, name: string, bytes: Uint8Array): Promise<void> {
		const image = await keepImage(this.#ports.images, name, bytes);
		if (image !== undefined) this.attach([image], conversation);
		else this.#ports.notify({ kind: 'refused', message: notAnImage(name) });
	}

	/** Puts another piece of the same document in an attachment's place. */
	replaceAttachment(old: Attachment, replacement: Attachment): void {
		this.#composers.setAttachments(
			this.#ports.chat().conversation.id,
			this.attachments.map((attachment) => (attachment === old ? replacement : attachment)),
		);
		this.#listener.statusChanged();
	}

	/** @param id its name, as attachmentId gives it */
	removeAttachment(id: string): void {
		this.#composers.setAttachments(
			this.#ports.chat().conversation.id,
			withoutNamed(this.attachments, [id]),
		);
		this.#listener.statusChanged();
	}

	/** Puts a question back to where the user can change it and send it again. */
	giveBack(chat: Chat, text: string, attachments: readonly Attachment[]): void {
		this.#composers.giveBack(chat, text, attachments);
		if (this.#isShown(chat)) this.#listener.returned(text);
	}

	/** Puts back a question that left the conversation unanswered: into the queue, if it came from there. */
	cameBack(chat: Chat, question: Question): void {
		if (this.#composers.queueOf(chat).cameBack(question)) return;
		this.giveBack(chat, question.text, attachmentsOf(question));
	}

	/** Sends the next queued message of a chat whose reply is complete. What is refused there is told of only where it is seen. */
	sendNext(chat: Chat): void {
		const queue = this.#composers.queueOf(chat);
		if (chat.turns.busy || chat.turns.replies.areHidden || queue.messages.length === 0) return;
		const send = () => queue.sendNext();
		if (this.#isShown(chat)) void this.#ports.refusable(send);
		else void send().catch(onlyRefusals);
	}

	#isShown(chat: Chat): boolean {
		return chat === this.#ports.chat();
	}
}

/** What a chat is refused that nobody sees: its queue waits, and says so when it is shown. */
function onlyRefusals(error: unknown): void {
	if (!(error instanceof ChatError)) throw error;
}
