import type { Chat, Sent } from '../../core/chat/chat.ts';
import type { ChatListener } from '../../core/chat/chatPorts.ts';
import type { SentBefore } from '../../core/chat/prepareTurn.ts';
import { ComposerState } from '../../core/composer/composerState.ts';
import type { RequestChange } from '../../core/server/requestChange.ts';
import type {
	ChatChoices,
	Excerpt,
	Failure,
	InContext,
	Reply,
} from '../../shared/conversation/messages.ts';
import type { RefusedFrom, Unsaved } from '../../shared/panel/chatStatus.ts';
import type { Place } from '../../shared/reading/readingProtocol.ts';
import { ComposerBox, type ComposerListener } from '../composer/composerBox.ts';
import { ChatLoader, type OpenChatsPorts } from './chatLoader.ts';
import { LeftChats } from './leftChats.ts';
import { Refusals } from './refusals.ts';

/** The conversation this window showed last, so that a reload comes back to it. */
const SHOWN = 'shownConversation';

/** What a session tells the one who shows it. Only the shown chat is told about. */
export interface OpenChatsListener
	extends Pick<ChatListener, 'changed' | 'text' | 'reasoning'>,
		ComposerListener {
	/** Another conversation or branch is shown. */
	replaced(): void;
	/** What stands around the conversation has changed: attachments, notice, running. */
	statusChanged(): void;
	/** A reply has ended, in whichever chat. */
	settled(reply: Reply): void;
}

/** The chats of this window: the one that is shown, and those that still stream behind it. */
export class OpenChats {
	readonly #ports: OpenChatsPorts;
	readonly #listener: OpenChatsListener;
	readonly #chats: ChatLoader;
	readonly #left: LeftChats;
	#shown: Chat;
	/** A chat without any message that was left for another one: New Chat comes back to it and what was begun there. */
	#empty: Chat | undefined;
	readonly #composers: ComposerState;
	/** What stands in the box of the shown chat, and over it. */
	readonly box: ComposerBox;
	readonly #refusals: Refusals;

	constructor(ports: OpenChatsPorts, listener: OpenChatsListener) {
		this.#ports = ports;
		this.#listener = listener;
		this.#refusals = new Refusals(() => listener.statusChanged());
		this.#composers = new ComposerState(ports.memento, ports.newId);
		this.#chats = new ChatLoader(
			ports,
			(chat) => this.#listenerOf(chat),
			() => {
				this.#left.tidy();
				listener.statusChanged();
			},
		);
		this.#left = new LeftChats(this.#chats, () => this.#follow());
		this.#shown = this.#chats.create();
		this.box = new ComposerBox(
			this.#composers,
			{
				images: ports.store.images,
				chat: () => this.#shown,
				liveChat: (id) => this.liveChat(id),
				refusable: (...asked) => this.#refusable(...asked),
				notify: (failure) => this.notify(failure),
			},
			listener,
		);
	}

	get chat(): Chat {
		return this.#shown;
	}

	/** Where the reader is in the shown chat; null at its end. */
	get place(): Place | null {
		return this.#composers.placeOf(this.#shown);
	}

	keepPlace(conversation: string, place: Place | null): void {
		this.#composers.keepPlace(conversation, place);
	}

	/** Why the last message was not sent. */
	get notice(): Failure | null {
		return this.#refusals.notice;
	}

	/** As Refusals has it. */
	get canSendAnyway(): RefusedFrom | undefined {
		return this.#refusals.canSendAnyway;
	}

	/** Does what was refused because it does not fit, by the estimate, all the same. */
	async sendAnyway(): Promise<void> {
		await this.#refusals.sendAnyway();
	}

	/** Why the shown chat could not be saved; undefined when all of it is on disk. */
	get unsaved(): Unsaved | undefined {
		return this.#chats.unsaved(this.#shown);
	}

	/** Comes back to what this window showed before it was reloaded. */
	async restore(): Promise<void> {
		const id = this.#ports.memento.get<unknown>(SHOWN);
		if (typeof id === 'string') {
			await this.open(id);
			// A chat without any message is not on the disk: what was begun in its box goes over to the one in its place.
			if (id !== this.#shown.conversation.id) this.#inherit(id);
		}
		// Also for a chat that is still empty: VS Code takes a while to write this down, its first message may not.
		this.#rememberShown();
		this.#follow();
	}

	#inherit(id: string): void {
		this.#composers.inherit(id, this.#shown.conversation.id);
		const choices = this.#composers.choicesOf(this.#shown);
		if (choices !== undefined) this.#shown.choose(choices);
	}

	/**
	 * Shows a conversation from the disk; where it is gone, what was shown stays.
	 * @param before is called with it before it is shown, or with the shown one
	 */
	async open(id: string, before?: (chat: Chat) => void): Promise<void> {
		const live = this.liveChat(id) ?? (await this.#chats.load(id));
		// Another call may have been quicker.
		const chat = this.liveChat(id) ?? live;
		if (chat === undefined) return;
		before?.(chat);
		if (chat !== this.#shown) this.#show(chat);
	}

	newChat(): void {
		if (!isEmpty(this.#shown)) {
			const empty = this.#empty;
			this.#show(empty !== undefined && isEmpty(empty) ? empty : this.#chats.create());
			return;
		}
		this.#composers.setAttachments(this.#shown.conversation.id, []);
		if (Object.keys(this.#shown.conversation.choices).length > 0) this.choose({});
		this.dismissNotice();
	}

	/** Whether a reply comes in, in a chat of this window. */
	isReplying(id: string): boolean {
		const chat = this.liveChat(id);
		return chat !== undefined && chat.turns.running !== null;
	}

	/**
	 * Gives a chat another title, the first question's again when it is empty.
	 * @throws ChatError for one that a newer version wrote
	 */
	async rename(id: string, title: string): Promise<void> {
		const chat = await this.#chats.rename(id, title, this.liveChat(id));
		if (chat === undefined) return;
		if (chat !== this.#shown) this.#left.keep(chat);
		this.#listener.statusChanged();
	}

	/**
	 * Stops what runs in a chat and puts it away; in the place of the shown one there is a new one. Returns what brings it back;
	 * undefined when there was none.
	 */
	async delete(id: string): Promise<(() => Promise<void>) | undefined> {
		const live = this.liveChat(id);
		const wasShown = live === this.#shown;
		live?.turns.stop();
		this.#chats.close(live);
		if (wasShown) this.#show(this.#chats.create());
		this.#left.remove(id);
		this.#follow();
		const back = async () => {
			this.#chats.reopen(live);
			if (live !== undefined && live !== this.#shown) this.#left.keep(live);
			if (wasShown && isEmpty(this.#shown)) await this.open(id);
		};
		try {
			const restore = await this.#chats.delete(id);
			return restore && (() => restore().then(back));
		} catch (error) {
			await back();
			throw error;
		}
	}

	/**
	 * Asks about pieces of code, beside what is typed in the box. While a reply comes in, in a chat of its own: the running one goes on.
	 * @param sent is told when it is out, also where that is only after Send Anyway
	 * @param replyRoom so many tokens are kept free for the reply at least
	 */
	async ask(text: string, excerpts: readonly Excerpt[], sent?: Sent, replyRoom = 0): Promise<void> {
		const { busy, runningElsewhere } = this.#shown.turns;
		if (busy || runningElsewhere) this.#show(this.#chats.create());
		const chat = this.#shown;
		const ask = () => chat.turns.send(text, excerpts, undefined, false, { replyRoom });
		const send = () => ask().then((question) => sent?.(chat, question));
		await this.#refusable(send, () => this.box.giveBack(chat, text, excerpts));
	}

	/** As TurnRunner.edit does, in the shown chat. */
	async edit(id: string, text: string, removed?: string[], now?: string[]): Promise<void> {
		const chat = this.#shown;
		const putBack = this.#composers.takeEdit(chat.conversation.id, id);
		await this.#refusable(() => chat.turns.edit(id, text, removed, now), putBack);
	}

	/** Asks the question of a reply again without any image. */
	async askWithoutImages(replyId: string): Promise<void> {
		await this.#refusable(() => this.#shown.turns.askWithoutImages(replyId));
	}

	async regenerate(id: string, change?: RequestChange): Promise<void> {
		await this.#refusable(() => this.#shown.turns.regenerate(id, change));
	}

	/** Sends the very request of a reply once more; see TurnRunner.runAgain. */
	async runAgain(id: string, sent: SentBefore): Promise<void> {
		await this.#refusable(() => this.#shown.turns.runAgain(id, sent));
	}

	async continue(id: string): Promise<void> {
		await this.#refusable(() => this.#shown.turns.continue(id));
	}

	/** Has this model answer in the shown chat from the next message on, whatever the setting says. */
	chooseModel(id: string): void {
		this.choose({ ...this.#shown.conversation.choices, model: id });
	}

	/** Puts what a chat, the shown one if no other is meant, chooses over the settings in place of what it had chosen. */
	choose(choices: ChatChoices, chat = this.#shown): void {
		chat.choose(choices);
		if (isEmpty(chat)) this.#composers.keepChoices(chat.conversation.id, choices);
		this.#listener.statusChanged();
	}

	/** As Chat.keepInContext does, in the shown chat. */
	keepInContext(id: string, inContext: InContext | null): void {
		this.#shown.keepInContext(id, inContext);
		this.#listener.statusChanged();
	}

	/** A chat of this window, by its conversation's id. */
	liveChat(id: string): Chat | undefined {
		return id === this.#shown.conversation.id ? this.#shown : this.#left.get(id);
	}

	/** Shows a new chat that begins with a copy of the shown one up to this message. */
	fork(id: string): void {
		const chat = this.#chats.fork(this.#shown, id);
		if (chat !== undefined) this.#show(chat);
	}

	/** Shows why something was not done, over the box. */
	notify(failure: Failure): void {
		this.#refusals.notify(failure);
	}

	dismissNotice(): void {
		this.#refusals.notify(null);
	}

	/** Looks whether other windows have written into what is open here: when this one comes to the front. */
	async look(): Promise<void> {
		await this.#chats.look();
	}

	/** Ends the replies that come in, as interrupted: the window goes away. From now on nothing more is asked. */
	close(): void {
		for (const chat of [this.#shown, ...this.#left.all()]) chat.turns.close();
	}

	/** Waits until all that came in is on disk. */
	async flush(): Promise<void> {
		await this.#chats.flush();
	}

	#refusable(action: () => Promise<void>, refused?: () => void, from?: RefusedFrom): Promise<void> {
		return this.#refusals.refusable(this.#shown.turns, action, refused, from);
	}

	#show(chat: Chat): void {
		const left = this.#shown;
		if (!this.#left.keep(left) && isEmpty(left)) this.#empty = left;
		this.#shown = chat;
		this.#left.remove(chat.conversation.id);
		this.#refusals.forget();
		this.#rememberShown();
		this.#follow();
		this.#listener.replaced();
	}

	#follow(): void {
		this.#chats.keep(new Set([this.#shown, ...this.#left.all()]));
	}

	#rememberShown(): void {
		const { id } = this.#shown.conversation;
		if (this.#ports.memento.get<unknown>(SHOWN) !== id) void this.#ports.memento.update(SHOWN, id);
	}

	/** @param chatOf gives the chat, once it is there to tell anything */
	#listenerOf(chatOf: () => Chat): ChatListener {
		const isShown = () => this.#shown === chatOf();
		return {
			changed: (message) => isShown() && this.#changed(message),
			settled: (message) => {
				// First, so that the page is not told of a queue that waits when the next message is already on its way.
				this.#settled(chatOf(), message);
				if (isShown()) this.#changed(message);
			},
			text: (message, piece) => isShown() && this.#listener.text(message, piece),
			reasoning: (message, piece) => isShown() && this.#listener.reasoning(message, piece),
			replaced: () => isShown() && this.#listener.replaced(),
			returned: (failure, question) => {
				if (question !== undefined) this.box.cameBack(chatOf(), question);
				if (isShown()) this.notify(failure);
			},
		};
	}

	#changed(message: string): void {
		this.#listener.changed(message);
		this.#listener.statusChanged();
	}

	#settled(chat: Chat, id: string): void {
		const message = chat.conversation.reply(id);
		if (message === undefined) return;
		this.#listener.settled(message);
		if (message.status === 'complete') this.box.sendNext(chat);
		this.#left.settled(chat);
		this.#follow();
	}
}

function isEmpty(chat: Chat): boolean {
	return chat.conversation.head === null && !chat.turns.busy;
}
