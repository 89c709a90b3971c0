import type { Attachment, Message, Question, Reply } from '../../shared/conversation/messages.ts';
import { attachmentsOf, readNamed, withoutNamed } from '../attachments/attachments.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { asInterrupted } from '../conversation/messageChanges.ts';
import { ChatSecrets, withheldOn } from '../secrets/chatSecrets.ts';
import type { RequestChange } from '../server/requestChange.ts';
import type {
	ChatListener,
	ChatPorts,
	ComparedReply,
	Prepared,
	ReadNow,
	SentQuestion,
	TurnChat,
} from './chatPorts.ts';
import { type CompareOptions, compareTurns } from './choices/comparedTurns.ts';
import { ReplyStreams } from './choices/replyStreams.ts';
import { canContinue, withUsageOf } from './continuation.ts';
import {
	type Anyway,
	type Asked,
	type ChosenOnce,
	type NewQuestion,
	noneIsKept,
	prepareAgain,
	prepareTurn,
	questionNow,
	recordedOnce,
	type SentBefore,
	stillReplying,
	type TurnOptions,
	wasDeleted,
	windowCloses,
} from './prepareTurn.ts';
import { leaseOf } from './replyLeases.ts';
import type { ReplyOrigin } from './replyTurn.ts';
import { recordedWith } from './sentParts.ts';
import { sessionOf } from './stickySession.ts';

/**
 * Runs the turns of one chat, one at a time, or several answers to one question side by side. Each is prepared first: until then nothing is recorded and nothing is sent, so that
 * what is refused leaves no trace.
 */
export class TurnRunner {
	readonly #chat: TurnChat;
	readonly #conversation: Conversation;
	readonly #ports: ChatPorts;
	readonly #listener: ChatListener;
	/** The replies that come in. */
	readonly replies: ReplyStreams;
	/** True from the moment a turn is asked for until it runs or is refused. */
	#preparing = false;
	/** How what was refused is to be sent all the same. */
	#how: Anyway = {};
	/** What of it looks like a secret. */
	readonly secrets: ChatSecrets;
	/** How often all was stopped: what is still to be asked for of several then is not. */
	#stops = 0;
	/** The window goes away: nothing more is sent. */
	#closed = false;

	constructor(chat: TurnChat, ports: ChatPorts, listener: ChatListener) {
		this.#chat = chat;
		this.#conversation = chat.conversation;
		this.#ports = ports;
		this.secrets = new ChatSecrets(ports.secrets);
		this.#listener = listener;
		this.replies = new ReplyStreams(chat, ports, listener);
	}

	/** The reply that this window is receiving, or null: of several the one that the shown branch ends in, else the first. */
	get running(): string | null {
		const { ids } = this.replies;
		return ids.find((id) => id === this.#conversation.head) ?? ids[0] ?? null;
	}

	/** Whether this window is receiving this reply: a running one, or another choice of its answer. */
	isReceiving(id: string): boolean {
		return this.replies.isReceiving(id);
	}

	/** All replies that this window is receiving. */
	get allRunning(): readonly string[] {
		return this.replies.ids;
	}

	/** Whether a turn runs in this window, or is about to. */
	get busy(): boolean {
		return this.#preparing || this.replies.ids.length > 0;
	}

	/** Whether another window is receiving the reply that the shown branch ends in: nothing can follow it yet. */
	get runningElsewhere(): boolean {
		return this.isElsewhere(this.#conversation.head ?? '');
	}

	/** Whether another window is receiving this reply. */
	isElsewhere(id: string): boolean {
		const isOpen = this.#conversation.reply(id)?.status === 'streaming';
		return isOpen && !this.isReceiving(id) && this.#chat.leases.isHeld(id);
	}

	/** Does what was refused in a way in which it is not. */
	async sendAnyway(how: Anyway, action: () => Promise<unknown>): Promise<void> {
		const before = this.#how;
		this.#how = { ...before, ...how };
		try {
			await action();
		} finally {
			this.#how = before;
		}
	}

	/**
	 * Asks a question after what is shown. What is attached goes as it is now.
	 * @param id the question's, for one that had an id before it was asked
	 * @throws ChatError when it is refused; then nothing was recorded and nothing was sent
	 */
	async send(
		text: string,
		attachments: readonly Attachment[],
		id = this.#ports.newId(),
		withoutImages = false,
		options: TurnOptions = {},
	): Promise<SentQuestion> {
		const asked = { id, text, parent: this.#conversation.head, withoutImages };
		return this.#ask({ ...asked, attachments }, this.#ports.readNow, options);
	}

	/**
	 * Asks a changed question beside the old one, which stays as its sibling.
	 * @param removed the ids of those of its attachments that do not go along any more
	 * @param now the ids of those that go as they are now; the others go as they were sent
	 * @throws ChatError as send does
	 */
	async edit(
		id: string,
		text: string,
		removed: readonly string[] = [],
		now: readonly string[] = [],
	): Promise<void> {
		const old = this.#conversation.message(id);
		if (old?.role !== 'user') return;
		const attachments = withoutNamed(attachmentsOf(old), removed);
		const { parent, withoutImages = false } = old;
		const asked = { id: this.#ports.newId(), text, attachments, parent, withoutImages };
		const { readNow } = this.#ports;
		await this.#ask(asked, (attached, roomFor) =>
			readNamed(
				attached,
				now,
				readNow && ((some, others) => readNow(some, (read) => roomFor([...others, ...read]))),
			),
		);
	}

	/**
	 * Asks the question of this reply again, beside it, without its images and those of the messages above.
	 * @throws ChatError as send does
	 */
	async askWithoutImages(replyId: string): Promise<void> {
		const reply = this.#conversation.message(replyId);
		const old = this.#conversation.message(reply?.parent ?? '');
		if (old?.role !== 'user') return;
		const { text, excerpts: attachments, parent } = old;
		await this.#ask({ id: this.#ports.newId(), text, attachments, parent, withoutImages: true });
	}

	/**
	 * Asks for another reply to the same question; the old one stays as its sibling.
	 * @param change how this request alone is to differ
	 * @param once what is chosen for this reply alone; it is recorded with it
	 * @throws ChatError as send does
	 */
	async regenerate(id: string, change: RequestChange = {}, once?: ChosenOnce): Promise<void> {
		const old = this.#conversation.reply(id);
		if (old === undefined) return;
		using _claim = this.#claim();
		const path = this.#conversation.pathTo(old.parent);
		const prepared = await this.#prepare(path, undefined, { change, once, anew: true });
		if (this.#conversation.reply(id) === undefined) throw wasDeleted();
		this.#replyBeside(old, prepared, recordedOnce(once));
	}

	/**
	 * Asks one question several times at once: of other models, with other parameters, or the very same again. The answers stand beside
	 * each other from the start. A new question shows the first of them; else what is shown stays so.
	 * @param asked a new question, after what is shown, or the id of one that was asked
	 * @param columns what is chosen for each answer, which is recorded with it
	 * @param told of what became of each, one after the other: the reply that comes in, or why it was refused
	 * @throws ChatError as send does, where all of them are refused: with the first reason
	 */
	async compare(
		asked: NewQuestion | string,
		columns: readonly ChosenOnce[],
		told: (column: number, became: ComparedReply) => void,
		options: CompareOptions = {},
	): Promise<void> {
		using _claim = this.#claim();
		const stops = this.#stops;
		const { isStopped } = options;
		await compareTurns(
			{
				chat: this.#chat,
				replies: this.replies,
				newQuestion: (one) => this.#newQuestion(one),
				prepare: (...one) => this.#prepare(...one),
				record: (question) => this.#recordQuestion(question),
			},
			asked,
			columns,
			told,
			{ ...options, isStopped: (at) => stops !== this.#stops || isStopped?.(at) === true },
		);
		this.#listener.replaced();
	}

	/**
	 * Sends the very request of a reply once more; the answer stands beside the old one.
	 * @throws ChatError as send does
	 */
	async runAgain(id: string, sent: SentBefore): Promise<void> {
		const old = this.#conversation.reply(id);
		if (old === undefined) return;
		using _claim = this.#claim();
		const prepared = await prepareAgain(sent, old, this.#conversation, this.#ports);
		if (this.#closed) throw windowCloses();
		if (this.#conversation.reply(id) === undefined) throw wasDeleted();
		this.#replyBeside(old, prepared, { again: id });
	}

	/**
	 * Has the reply at the end of the shown branch go on where it stopped, by the model that began it.
	 * @throws ChatError as send does
	 */
	async continue(id: string): Promise<void> {
		using _claim = this.#claim();
		const prepared = await this.#prepare(this.#conversation.path());
		const reply = this.#endedReply(id);
		if (reply === undefined || !canContinue(reply)) return;
		const { unsent, request } = recordedWith(prepared, this.#conversation, reply.parent);
		this.#chat.record({
			type: 'continued',
			id,
			...(unsent && { unsent }),
			...(request && { request: { at: this.#ports.now(), ...request } }),
		});
		this.#chat.record(leaseOf(id, this.#ports.processes));
		this.replies.stream(id, prepared, (outcome) =>
			this.replies.settle(id, withUsageOf(reply, outcome)),
		);
		this.#listener.changed(id);
	}

	/**
	 * Stops what comes in, if anything does; its text stays. Of several answers, those that are still being prepared do not go out.
	 * @param id one reply of several
	 */
	stop(id?: string): void {
		if (id === undefined) this.#stops++;
		this.replies.stop(id);
	}

	/** Ends what runs, and refuses all else: the window goes away, which is no failure of the connection that is closed next. */
	close(): void {
		this.#closed = true;
		this.replies.stop(undefined, 'interrupted');
	}

	/** @param readNow reads what is attached anew; without, it goes as it is given */
	async #ask(asked: Asked, readNow?: ReadNow, options: TurnOptions = {}): Promise<SentQuestion> {
		using _claim = this.#claim();
		const { parent } = asked;
		const above = this.#conversation.pathTo(parent);
		const all = { ...options, ...this.#how };
		const { choices } = this.#conversation;
		const question = await questionNow(asked, above, choices, { ...this.#ports, readNow }, all);
		const path = [...this.#conversation.pathTo(parent), question];
		const prepared = await this.#prepare(path, question, options);
		const branches = parent !== this.#conversation.head;
		this.#recordQuestion(question);
		const begun = this.replies.begin(question.id, prepared, { question });
		if (branches) this.#listener.replaced();
		return { question: question.id, ...begun };
	}

	/** @throws ChatError where what it follows was deleted */
	#recordQuestion(question: Question): void {
		const { parent } = question;
		if (parent !== null && this.#conversation.message(parent) === undefined) throw wasDeleted();
		this.#chat.record({ type: 'message', message: this.secrets.recorded(question) });
		this.#listener.changed(question.id);
	}

	#newQuestion(asked: NewQuestion): Promise<Question> {
		const { head: parent, choices } = this.#conversation;
		const whole = { ...asked, id: this.#ports.newId(), parent, withoutImages: false };
		return questionNow(whole, this.#conversation.path(), choices, this.#ports, this.#how);
	}

	/**
	 * Keeps all other turns out until it is disposed of: by then the turn runs, or was refused.
	 * @throws ChatError while a reply comes in, here or in another window, and once this one goes away
	 */
	#claim(): Disposable {
		if (this.#closed) throw windowCloses();
		if (this.busy) throw stillReplying('here');
		if (this.runningElsewhere) throw stillReplying('elsewhere');
		if (this.replies.areHidden) throw noneIsKept();
		this.#preparing = true;
		return {
			[Symbol.dispose]: () => {
				this.#preparing = false;
			},
		};
	}

	/** @param path what is sent, ending in `question` if a new one is asked */
	async #prepare(
		path: readonly Message[],
		question?: Question,
		options: TurnOptions = {},
	): Promise<Prepared> {
		const { choices } = this.#conversation;
		const session = sessionOf(this.#conversation);
		const known = withheldOn(path, this.#conversation);
		const all = { ...options, ...this.#how, known, asks: this.secrets, session };
		const prepared = await prepareTurn(path, question, choices, this.#ports, all);
		if (this.#closed) throw windowCloses();
		return prepared;
	}

	/** This reply as it ended, if the shown branch ends in it. */
	#endedReply(id: string): Reply | undefined {
		const message = this.#conversation.reply(id);
		if (message === undefined || this.#conversation.head !== id || this.isElsewhere(id))
			return undefined;
		const ended = asInterrupted(message);
		return ended.role === 'assistant' ? ended : undefined;
	}

	/** Has a new reply stand beside an old one, and shows it. */
	#replyBeside(old: Reply, prepared: Prepared, origin: ReplyOrigin = {}): void {
		this.#chat.record({ type: 'head', id: old.parent });
		this.replies.begin(old.parent, prepared, origin);
		this.#listener.replaced();
	}
}
