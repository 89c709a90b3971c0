import type { Memento } from 'vscode';
import type { Chat, Sent } from '../../core/chat/chat.ts';
import type { Anyway, ChosenOnce, SentBefore } from '../../core/chat/prepareTurn.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import type { RequestChange } from '../../core/server/requestChange.ts';
import type {
	ChatChoices,
	Excerpt,
	Failure,
	InContext,
	Message,
} from '../../shared/conversation/messages.ts';
import type { RefusedFrom, Unsaved } from '../../shared/panel/chatStatus.ts';
import type { Place } from '../../shared/reading/readingProtocol.ts';
import { ComposerBox } from '../composer/composerBox.ts';
import type { ComposerListener } from '../composer/composerPorts.ts';
import {
	type ChatDisplay,
	type ChatDisplayListener,
	type ChatSession,
	isEmpty,
} from './chatSession.ts';
import { Refusals } from './refusals.ts';

/** What a place tells the one who shows it. Only its shown chat is told about. */
export interface OpenChatsListener extends ChatDisplayListener, ComposerListener {}

type Tail<All extends readonly unknown[]> = All extends readonly [unknown, ...infer Rest]
	? Rest
	: never;

/** Where is written down which chat a place showed last, so that a reload comes back to it. */
export interface LastShown {
	/** The conversation's id; undefined where nothing is known. */
	readonly id: string | undefined;
	/** Another chat is shown now. */
	keep(id: string): void;
}

/** What the side bar's view showed last in this workspace. */
export function lastShownIn(memento: Memento): LastShown {
	const SHOWN = 'shownConversation';
	return {
		get id() {
			const id = memento.get<unknown>(SHOWN);
			return typeof id === 'string' ? id : undefined;
		},
		keep: (id) => {
			if (memento.get<unknown>(SHOWN) !== id) void memento.update(SHOWN, id);
		},
	};
}

/** The open chats as one place shows them, the side bar's view or an editor: one at a time, and each in no other place. */
export class OpenChats implements ChatDisplay {
	readonly #session: ChatSession;
	readonly listener: OpenChatsListener;
	readonly #last: LastShown;
	#shown: Chat;
	/** What stands in the box of the shown chat, and over it. */
	readonly box: ComposerBox;
	readonly #refusals: Refusals;
	/**
	 * How often the user asked for something here: a chat that is read slowly is not to come over what was asked for since. What becomes of
	 * the shown chat from elsewhere is not asked for here.
	 */
	#asked = 0;

	constructor(session: ChatSession, listener: OpenChatsListener, last: LastShown) {
		this.#session = session;
		this.listener = listener;
		this.#last = last;
		this.#refusals = new Refusals(() => listener.statusChanged());
		this.#shown = session.create();
		this.box = new ComposerBox(
			session.composers,
			{
				images: session.ports.store.images,
				chat: () => this.#shown,
				liveChat: (id) => this.liveChat(id),
				refusable: (...asked) => this.#refusable(...asked),
				notify: (failure) => this.notify(failure),
			},
			listener,
		);
		session.join(this);
	}

	get chat(): Chat {
		return this.#shown;
	}

	/** Where the reader is in the shown chat; null at its end. */
	get place(): Place | null {
		return this.#session.composers.placeOf(this.#shown);
	}

	keepPlace(conversation: string, place: Place | null): void {
		this.#session.composers.keepPlace(conversation, place);
	}

	/** Why the last message was not sent. */
	get notice(): Failure | null {
		return this.#refusals.notice;
	}

	/** As Refusals has it. */
	get canSendAnyway(): RefusedFrom | undefined {
		return this.#refusals.canSendAnyway;
	}

	/** Does what was refused, in this way. */
	async sendAnyway(how: Anyway): Promise<void> {
		await this.#refusals.sendAnyway(how);
	}

	/** Why the shown chat could not be saved; undefined when all of it is on disk. */
	get unsaved(): Unsaved | undefined {
		return this.#session.unsaved(this.#shown);
	}

	/**
	 * Comes back to what was shown here before the window was reloaded; see `LastShown`. Where another place shows that by now, it is
	 * moved here. Returns whether it is there, even where another place has taken it since; one without any message was never on the disk,
	 * and what was begun in its box is.
	 */
	async restore(): Promise<boolean> {
		const { id } = this.#last;
		const found = id !== undefined && (await this.open(id));
		if (id !== undefined && !found) this.#inherit(id);
		// Also for a chat that is still empty: VS Code takes a while to write this down, its first message may not.
		this.#last.keep(this.#shown.conversation.id);
		this.#session.follow();
		return found;
	}

	#inherit(id: string): void {
		this.#session.composers.inherit(id, this.#shown.conversation.id);
		const choices = this.#session.composers.choicesOf(this.#shown.conversation.id);
		if (choices !== undefined) this.#shown.choose(choices);
		const title = this.#session.composers.titleOf(this.#shown);
		if (title !== undefined) this.#shown.rename(title);
	}

	/**
	 * Shows a conversation from the disk; where it is gone, or another was asked for while it was read, what was shown stays. Where another
	 * place shows it, that has a new one then. Returns whether it is there.
	 * @param before is called with it before it is shown, or with the shown one
	 */
	async open(id: string, before?: (chat: Chat) => void): Promise<boolean> {
		const asked = ++this.#asked;
		const chat = await this.#session.load(id);
		if (chat === undefined) return false;
		if (asked !== this.#asked) return true;
		before?.(chat);
		const elsewhere = this.#session.displayOf(id);
		if (chat !== this.#shown) this.#show(chat);
		if (elsewhere !== undefined && elsewhere !== this) elsewhere.showNew();
		return true;
	}

	newChat(): void {
		this.#asked++;
		if (!isEmpty(this.#shown)) {
			this.#show(this.#session.empty());
			return;
		}
		this.#session.composers.setAttachments(this.#shown.conversation.id, []);
		const { choices, givenTitle, id } = this.#shown.conversation;
		if (Object.keys(choices).length > 0) this.choose({});
		if (givenTitle) void this.rename(id, '');
		this.dismissNotice();
	}

	/** Shows a new chat, whatever was begun in others. */
	showNew(): void {
		this.#show(this.#session.create());
	}

	/** Nothing is shown here any more: what goes on in the shown chat goes on behind the others. */
	close(): void {
		this.#asked++;
		this.#session.part(this);
		this.#shown = this.#session.create();
	}

	/**
	 * Asks about pieces of code, beside what is typed in the box. While a reply comes in, in a chat of its own: the running one goes on.
	 * @param sent is told when it is out, also where that is only after Send Anyway
	 * @param replyRoom so many tokens are kept free for the reply at least
	 */
	async ask(text: string, excerpts: readonly Excerpt[], sent?: Sent, replyRoom = 0): Promise<void> {
		this.#asked++;
		const { busy, runningElsewhere } = this.#shown.turns;
		if (busy || runningElsewhere) this.showNew();
		const chat = this.#shown;
		const ask = () => chat.turns.send(text, excerpts, undefined, false, { replyRoom });
		const send = () => ask().then((question) => sent?.(chat, question));
		await this.#refusable(send, () => this.box.giveBack(chat, text, excerpts));
	}

	/** As TurnRunner.edit does, in the shown chat. */
	async edit(id: string, text: string, removed?: string[], now?: string[]): Promise<void> {
		const chat = this.#shown;
		const putBack = this.#session.composers.takeEdit(chat.conversation.id, id);
		await this.#refusable(() => chat.turns.edit(id, text, removed, now), putBack);
	}

	/** Asks the question of a reply again without any image. */
	async askWithoutImages(replyId: string): Promise<void> {
		await this.#refusable(() => this.#shown.turns.askWithoutImages(replyId));
	}

	/** As TurnRunner.regenerate does, in the shown chat. */
	async regenerate(id: string, change?: RequestChange, once?: ChosenOnce): Promise<void> {
		await this.#refusable(() => this.#shown.turns.regenerate(id, change, once));
	}

	/**
	 * As TurnRunner.compare does, in the shown chat.
	 * @param question the id of one that was asked; without, what is in the box is asked
	 */
	async compare(
		question: string | undefined,
		...[columns, told, options]: Tail<Parameters<Chat['turns']['compare']>>
	): Promise<void> {
		const { turns } = this.#shown;
		if (question === undefined)
			await this.box.askInstead((asked) => turns.compare(asked, columns, told, options));
		else await this.#refusable(() => turns.compare(question, columns, told, options));
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

	/** Puts what the shown chat chooses over the settings in place of what it had chosen. */
	choose(choices: ChatChoices): void {
		this.#session.choose(choices, this.#shown);
	}

	/** Gives a chat another title, its own again when it is empty. A refusal is shown as the notice. */
	async rename(id: string, title: string): Promise<void> {
		try {
			await this.#session.rename(id, title);
		} catch (error) {
			if (!(error instanceof ChatError)) throw error;
			this.notify(error.toFailure());
		}
	}

	/** As Chat.keepInContext does, in the shown chat. */
	keepInContext(id: string, inContext: InContext | null): void {
		this.#shown.keepInContext(id, inContext);
		this.listener.statusChanged();
	}

	/** A chat of this window, by its conversation's id. */
	liveChat(id: string): Chat | undefined {
		return this.#session.liveChat(id);
	}

	/** Shows a new chat that begins with a copy of the shown one up to this message. */
	fork(id: string): void {
		const chat = this.#session.fork(this.#shown, id);
		if (chat === undefined) return;
		this.#asked++;
		this.#show(chat);
	}

	/** Shows a new chat that begins with a copy of this branch, which was said outside of any chat. Returns its id. */
	begin(branch: readonly Message[], choices: ChatChoices): string {
		const chat = this.#session.create();
		if (Object.keys(choices).length > 0) chat.choose(choices);
		chat.adopt(branch);
		this.#asked++;
		this.#show(chat);
		return chat.conversation.id;
	}

	/** Shows why something was not done, over the box. */
	notify(failure: Failure): void {
		this.#refusals.notify(failure);
	}

	dismissNotice(): void {
		this.#refusals.notify(null);
	}

	#refusable(action: () => Promise<void>, refused?: () => void, from?: RefusedFrom): Promise<void> {
		return this.#refusals.refusable(this.#shown.turns, action, refused, from);
	}

	#show(chat: Chat): void {
		const left = this.#shown;
		this.#shown = chat;
		this.#session.leave(left);
		this.#session.come(chat);
		this.#refusals.forget();
		this.#last.keep(chat.conversation.id);
		this.listener.replaced();
	}
}
