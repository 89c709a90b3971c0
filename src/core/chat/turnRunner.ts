import type {
	Attachment,
	Failure,
	Message,
	Question,
	Reply,
} from '../../shared/conversation/messages.ts';
import { attachmentsOf, readNamed, withoutNamed } from '../attachments/attachments.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { asInterrupted } from '../conversation/messageChanges.ts';
import { ChatSecrets } from '../secrets/chatSecrets.ts';
import type { RequestChange } from '../server/requestChange.ts';
import type {
	ChatListener,
	ChatPorts,
	Prepared,
	ReadNow,
	SentQuestion,
	TurnChat,
} from './chatPorts.ts';
import { AnswerChoices } from './choices/answerChoices.ts';
import { canContinue, withUsageOf } from './continuation.ts';
import {
	type Anyway,
	type Asked,
	type ChosenOnce,
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
import { newReply, type ReplyOrigin, type SettledTurn, startTurn } from './replyTurn.ts';
import { recordedWith } from './sentParts.ts';
import { sessionOf } from './stickySession.ts';
import type { Turn } from './turn.ts';

/**
 * Runs the turns of one chat, one at a time. Each is prepared first: until then nothing is recorded and nothing is sent, so that
 * what is refused leaves no trace.
 */
export class TurnRunner {
	readonly #chat: TurnChat;
	readonly #conversation: Conversation;
	readonly #ports: ChatPorts;
	readonly #listener: ChatListener;
	#turn: { readonly turn: Turn; readonly choices: AnswerChoices } | undefined;
	/** True from the moment a turn is asked for until it runs or is refused. */
	#preparing = false;
	/** How what was refused is to be sent all the same. */
	#how: Anyway = {};
	readonly #secrets: ChatSecrets;
	/** The window goes away: nothing more is sent. */
	#closed = false;

	constructor(chat: TurnChat, ports: ChatPorts, listener: ChatListener) {
		this.#chat = chat;
		this.#conversation = chat.conversation;
		this.#ports = ports;
		this.#secrets = new ChatSecrets(ports.secrets);
		this.#listener = listener;
	}

	/** The reply that this window is receiving, or null. */
	get running(): string | null {
		return this.#turn?.choices.first ?? null;
	}

	/** Whether this window is receiving this reply: the running one, or another choice of the same answer. */
	isReceiving(id: string): boolean {
		return this.#turn?.choices.ids.includes(id) ?? false;
	}

	/** Whether the running reply waits to be asked for again; it can be asked for at once. */
	get retry(): Pick<Turn, 'wait' | 'tryNow'> | undefined {
		return this.#turn?.turn;
	}

	/** Whether a turn runs in this window, or is about to. */
	get busy(): boolean {
		return this.#preparing || this.#turn !== undefined;
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
		const prepared = await this.#prepare(path, undefined, { change, once });
		if (this.#conversation.reply(id) === undefined) throw wasDeleted();
		this.#replyBeside(old, prepared, recordedOnce(once));
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
		const { parts: _parts, ...sent } = recordedWith(prepared, this.#conversation);
		this.#chat.record({ type: 'continued', id, ...sent });
		this.#chat.record(leaseOf(id, this.#ports.processes));
		this.#stream(id, prepared, (outcome) => this.#settle(id, withUsageOf(reply, outcome)));
		this.#listener.changed(id);
	}

	/** Stops the reply that is streaming, if any; its text stays. */
	stop(): void {
		this.#turn?.turn.stop();
	}

	/** Ends what runs, and refuses all else: the window goes away, which is no failure of the connection that is closed next. */
	close(): void {
		this.#closed = true;
		this.#turn?.turn.stop('interrupted');
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
		if (parent !== null && this.#conversation.message(parent) === undefined) throw wasDeleted();
		const branches = parent !== this.#conversation.head;
		this.#chat.record({ type: 'message', message: this.#secrets.recorded(question) });
		this.#listener.changed(question.id);
		const begun = this.#begin(question.id, prepared, { question });
		if (branches) this.#listener.replaced();
		return { question: question.id, ...begun };
	}

	/**
	 * Keeps all other turns out until it is disposed of: by then the turn runs, or was refused.
	 * @throws ChatError while a reply comes in, here or in another window, and once this one goes away
	 */
	#claim(): Disposable {
		if (this.#closed) throw windowCloses();
		if (this.busy) throw stillReplying('here');
		if (this.runningElsewhere) throw stillReplying('elsewhere');
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
		const all = { ...options, ...this.#how, asks: this.#secrets, session };
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
		this.#begin(old.parent, prepared, origin);
		this.#listener.replaced();
	}

	/** Has a new reply stand below a question, and sends what is prepared. */
	#begin(
		questionId: string,
		prepared: Prepared,
		{ question, ...origin }: ReplyOrigin,
	): Pick<SentQuestion, 'reply' | 'ended'> {
		const { planned } = prepared;
		const [id, at] = [this.#ports.newId(), this.#ports.now()];
		const reply = newReply({
			id,
			parent: questionId,
			at,
			model: planned.request.model,
			...recordedWith(prepared, this.#conversation),
			...origin,
		});
		let end = () => {};
		const ended = new Promise<void>((resolve) => {
			end = resolve;
		});
		this.#stream(id, prepared, (outcome) => {
			if (outcome.failure?.kind === 'noKey') this.#takeBack(id, outcome.failure, question);
			else this.#settle(id, outcome);
			end();
		});
		this.#chat.record({ type: 'message', message: reply });
		this.#chat.record(leaseOf(id, this.#ports.processes));
		this.#listener.changed(id);
		return { reply: id, ended };
	}

	#stream(id: string, prepared: Prepared, settled: (outcome: SettledTurn) => void): void {
		const choices = new AnswerChoices(id, this.#chat, prepared, this.#ports, this.#listener);
		const reply = { id, chat: this.#conversation.id, earlier: choices.earlier, choices };
		const turn = startTurn(reply, prepared, this.#ports, {
			record: (event) => this.#chat.record(event),
			text: (...piece) => this.#listener.text(...piece),
			reasoning: (...piece) => this.#listener.reasoning(...piece),
			extra: () => this.#listener.changed(id),
			thought: () => this.#listener.replaced(),
			waiting: () => this.#listener.changed(id),
			settled: (outcome) => {
				this.#turn = undefined;
				settled(outcome);
			},
		});
		this.#turn = { turn, choices };
	}

	/** Takes a reply of which nothing came out of the conversation, with the question that was asked for it. */
	#takeBack(id: string, failure: Failure, question: Question | undefined): void {
		this.#chat.record({ type: 'deleted', id: question?.id ?? id });
		this.#listener.replaced();
		this.#listener.returned(failure, question);
	}

	#settle(id: string, { failure, ...outcome }: SettledTurn): void {
		const [at, why] = [this.#ports.now(), failure === undefined ? {} : { failure }];
		this.#chat.record({ type: 'settle', id, at, ...outcome, ...why });
		this.#listener.settled(id);
	}
}
