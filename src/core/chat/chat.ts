import type {
	Attachment,
	ChatChoices,
	InContext,
	Message,
	Question,
	Reply,
} from '../../shared/conversation/messages.ts';
import { attachmentsOf, withoutNamed } from '../attachments/attachments.ts';
import { unsentIn } from '../context/requestPlan.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { ConversationEvent } from '../conversation/conversationEvent.ts';
import { adopted } from '../conversation/fork.ts';
import { asInterrupted } from '../conversation/messageChanges.ts';
import type { RequestChange } from '../server/requestChange.ts';
import type { ChatListener, ChatPorts, Prepared } from './chatPorts.ts';
import { canContinue, withUsageOf } from './continuation.ts';
import { mergeEvents } from './mergeEvents.ts';
import {
	type Asked,
	prepareAgain,
	prepareTurn,
	questionOf,
	type SentBefore,
	stillReplying,
} from './prepareTurn.ts';
import { ReplyLeases } from './replyLeases.ts';
import { leaseOf, newReply, type SettledTurn, startTurn } from './replyTurn.ts';
import type { Turn } from './turn.ts';

/** What happens to a reply by itself: the last thing that the user did is still the last. */
const PASSING = new Set<ConversationEvent['type']>(['text', 'settle', 'running']);

/** One conversation and the turn that may be running in it. */
export class Chat {
	readonly conversation: Conversation;
	readonly #ports: ChatPorts;
	readonly #listener: ChatListener;
	#turn: { readonly replyId: string; readonly turn: Turn } | undefined;
	/** True from the moment a question is taken until its turn runs or it is refused. */
	#preparing = false;
	/** Which replies other windows are receiving. */
	readonly #leases: ReplyLeases;
	/** The message whose deletion can be undone: until something else is done. */
	#undoable: string | undefined;

	constructor(conversation: Conversation, ports: ChatPorts, listener: ChatListener) {
		this.conversation = conversation;
		this.#ports = ports;
		this.#listener = listener;
		this.#leases = new ReplyLeases(ports.processes, ports.clock);
	}

	/** The reply that this window is receiving, or null. */
	get running(): string | null {
		return this.#turn?.replyId ?? null;
	}

	/** Whether the running reply waits to be asked for again; it can be asked for at once. */
	get retry(): Pick<Turn, 'wait' | 'tryNow'> | undefined {
		return this.#turn?.turn;
	}

	get busy(): boolean {
		return this.#preparing || this.#turn !== undefined;
	}

	/** Whether another window is receiving the reply that the shown branch ends in: nothing can follow it yet. */
	get runningElsewhere(): boolean {
		return this.isElsewhere(this.conversation.head ?? '');
	}

	/** Whether another window is receiving this reply. */
	isElsewhere(id: string): boolean {
		const message = this.conversation.message(id);
		const isOpen = message?.role === 'assistant' && message.status === 'streaming';
		return isOpen && id !== this.running && this.#leases.isHeld(id);
	}

	/** The shown branch. A reply that no window is receiving was cut off when its own went away. */
	messages(): Message[] {
		return this.conversation.path().map((message) => this.asShown(message));
	}

	/** A message of this chat: interrupted where no window is receiving it any more. */
	asShown(message: Message): Message {
		const isReceived = message.id === this.running || this.isElsewhere(message.id);
		return isReceived ? message : asInterrupted(message);
	}

	/**
	 * Takes note of the lines that the conversation was loaded from.
	 * @param age how long ago the last of them was written, in milliseconds
	 */
	loaded(events: readonly ConversationEvent[], age: number): void {
		for (const event of events) this.#leases.note(event, age);
	}

	/** Takes in what other windows have written. While a reply comes in here, its branch stays the shown one. */
	merge(events: readonly ConversationEvent[]): void {
		for (const event of events) this.#leases.note(event);
		if (!events.every(({ type }) => PASSING.has(type))) this.#undoable = undefined;
		mergeEvents(this.conversation, events, this.busy, this.#listener);
		if (this.running !== null && this.conversation.message(this.running) === undefined) this.stop();
	}

	/** Looks whether the windows are still there that were receiving replies. */
	checkLeases(): void {
		for (const id of this.#leases.expire()) this.#listener.changed(id);
	}

	/**
	 * Asks a question after what is shown.
	 * @param id the question's, for one that had an id before it was asked
	 * @throws ChatError when it is refused; then nothing was recorded and nothing was sent
	 */
	async send(
		text: string,
		attachments: readonly Attachment[],
		id = this.#ports.newId(),
		withoutImages = false,
	): Promise<void> {
		await this.#ask({ id, text, attachments, parent: this.conversation.head, withoutImages });
	}

	/**
	 * Asks a changed question beside the old one, which stays as its sibling.
	 * @param removed the ids of those of its attachments that do not go along any more
	 * @throws ChatError as send does
	 */
	async edit(id: string, text: string, removed: readonly string[] = []): Promise<void> {
		const old = this.conversation.message(id);
		if (old?.role !== 'user') return;
		const attachments = withoutNamed(attachmentsOf(old), removed);
		const { parent, withoutImages = false } = old;
		await this.#ask({ id: this.#ports.newId(), text, attachments, parent, withoutImages });
	}

	/**
	 * Asks the question of this reply again, beside it, without its images and those of the messages above.
	 * @throws ChatError as send does
	 */
	async askWithoutImages(replyId: string): Promise<void> {
		const reply = this.conversation.message(replyId);
		const old = this.conversation.message(reply?.parent ?? '');
		if (old?.role !== 'user') return;
		const { text, excerpts: attachments, parent } = old;
		await this.#ask({ id: this.#ports.newId(), text, attachments, parent, withoutImages: true });
	}

	/**
	 * Asks for another reply to the same question; the old one stays as its sibling.
	 * @param change how this request alone is to differ
	 * @throws ChatError as send does
	 */
	async regenerate(id: string, change: RequestChange = {}): Promise<void> {
		const path = ({ parent }: Reply) => this.conversation.pathTo(parent);
		await this.#beside(id, (old) => this.#turnOf(path(old), undefined, change));
	}

	/**
	 * Sends the very request of a reply once more; the answer stands beside the old one.
	 * @throws ChatError as send does
	 */
	async runAgain(id: string, sent: SentBefore): Promise<void> {
		const prepare = (old: Reply) => (choices: ChatChoices) =>
			prepareAgain(sent, old, choices, this.#ports);
		await this.#beside(id, prepare, { again: id });
	}

	/** Stops the reply that is streaming, if any; its text stays. */
	stop(): void {
		this.#turn?.turn.stop();
	}

	/** Gives the conversation a title; an empty one lets the first question be it again. */
	rename(title: string): void {
		this.#record({ type: 'title', title });
	}

	/** Puts what the chat chooses over the settings in place of what it had chosen. It holds from the next message on. */
	choose(choices: ChatChoices): void {
		this.#record({ type: 'choices', choices });
	}

	/** Pins a message in later requests, leaves it out of them, or (null) sends it while there is room. */
	keepInContext(id: string, inContext: InContext | null): void {
		this.#record({ type: 'context', id, inContext });
		this.#listener.changed(id);
	}

	/** Takes a message and all that follows it out of the conversation; its lines in the log stay. */
	delete(id: string): void {
		if (this.conversation.message(id) === undefined) return;
		const above = this.conversation.pathTo(this.running);
		if (above.some((message) => message.id === id)) this.stop();
		this.#record({ type: 'deleted', id });
		this.#undoable = id;
		this.#listener.replaced();
	}

	/** Whether the last thing that was done is a deletion. */
	get canUndoDelete(): boolean {
		return this.#undoable !== undefined;
	}

	/** Brings back what was deleted last. */
	undoDelete(): void {
		if (this.#undoable === undefined) return;
		this.#record({ type: 'restored', id: this.#undoable });
		this.#listener.replaced();
	}

	/**
	 * Has the reply at the end of the shown branch go on where it stopped, by the model that began it.
	 * @throws ChatError as send does
	 */
	async continue(id: string): Promise<void> {
		await this.#prepared(this.#turnOf(this.conversation.path()), (prepared) => {
			const reply = this.messages().at(-1);
			if (reply?.id !== id || reply.role !== 'assistant' || !canContinue(reply)) return;
			this.#record({ type: 'continued', id, ...unsentIn(prepared.planned) });
			this.#record(leaseOf(id, this.#ports.processes));
			this.#stream(id, prepared, (outcome) => this.#settle(id, withUsageOf(reply, outcome)));
			this.#listener.changed(id);
		});
	}

	/** Takes on a branch of another chat, under ids of its own; for a chat that is empty. */
	adopt(branch: readonly Message[]): void {
		for (const message of adopted(branch, this.#ports.newId)) {
			this.#record({ type: 'message', message });
		}
	}

	/** Shows the branch of the message's sibling that many steps away. */
	showSibling(id: string, step: -1 | 1): void {
		const leaf = this.conversation.leafBeside(id, step);
		if (leaf === undefined) return;
		this.#record({ type: 'head', id: leaf });
		this.#listener.replaced();
	}

	async #ask(asked: Asked): Promise<void> {
		const question = questionOf(asked, this.#ports.now());
		const { parent } = question;
		const path = [...this.conversation.pathTo(parent), question];
		await this.#prepared(this.#turnOf(path, question), (prepared) => {
			const branches = parent !== this.conversation.head;
			this.#record({ type: 'message', message: question });
			this.#listener.changed(question.id);
			this.#begin(question.id, question, prepared);
			if (branches) this.#listener.replaced();
		});
	}

	/** Has another reply stand beside an old one. */
	async #beside(
		id: string,
		prepare: (old: Reply) => (choices: ChatChoices) => Promise<Prepared>,
		again: Pick<Reply, 'again'> = {},
	): Promise<void> {
		const old = this.conversation.message(id);
		if (old?.role !== 'assistant') return;
		await this.#prepared(prepare(old), (prepared) => {
			this.#record({ type: 'head', id: old.parent });
			this.#begin(old.parent, undefined, prepared, again);
			this.#listener.replaced();
		});
	}

	/** @param path what is sent, ending in `question` if a new one is asked */
	#turnOf(path: readonly Message[], question?: Question, change?: RequestChange) {
		return (choices: ChatChoices) => prepareTurn(path, question, choices, this.#ports, change);
	}

	async #prepared(
		prepare: (choices: ChatChoices) => Promise<Prepared>,
		begin: (prepared: Prepared) => void,
	): Promise<void> {
		if (this.busy) throw stillReplying('here');
		if (this.runningElsewhere) throw stillReplying('elsewhere');
		this.#preparing = true;
		try {
			begin(await prepare(this.conversation.choices));
		} finally {
			this.#preparing = false;
		}
	}

	#begin(
		questionId: string,
		question: Question | undefined,
		prepared: Prepared,
		again: Pick<Reply, 'again'> = {},
	): void {
		const { planned } = prepared;
		const { model } = planned.request;
		const [id, at] = [this.#ports.newId(), this.#ports.now()];
		const reply = newReply({ id, parent: questionId, at, model, ...unsentIn(planned), ...again });
		this.#stream(id, prepared, (outcome) => this.#settled(id, question, outcome));
		this.#record({ type: 'message', message: reply });
		this.#record(leaseOf(id, this.#ports.processes));
		this.#listener.changed(id);
	}

	#stream(id: string, prepared: Prepared, settled: (outcome: SettledTurn) => void): void {
		const { conversation } = this;
		const reply = { id, chat: conversation.id, earlier: conversation.message(id) };
		const turn = startTurn(reply, prepared, this.#ports, {
			record: (event) => this.#record(event),
			text: (...piece) => this.#listener.text(...piece),
			reasoning: (...piece) => this.#listener.reasoning(...piece),
			waiting: () => this.#listener.changed(id),
			settled: (outcome) => {
				this.#turn = undefined;
				settled(outcome);
			},
		});
		this.#turn = { replyId: id, turn };
	}

	#settled(id: string, question: Question | undefined, outcome: SettledTurn): void {
		const { failure } = outcome;
		if (failure?.kind === 'noKey') {
			this.#record({ type: 'deleted', id: question?.id ?? id });
			this.#listener.replaced();
			this.#listener.returned(failure, question);
			return;
		}
		this.#settle(id, outcome);
	}

	#settle(id: string, { failure, ...outcome }: SettledTurn): void {
		this.#record({
			type: 'settle',
			id,
			at: this.#ports.now(),
			...outcome,
			...(failure === undefined ? {} : { failure }),
		});
		this.#listener.settled(id);
	}

	#record(event: ConversationEvent): void {
		if (!PASSING.has(event.type)) this.#undoable = undefined;
		if (this.conversation.apply(event)) this.#ports.record(event);
	}
}
