import type { ForkOrigin } from '../../shared/conversation/forkOrigin.ts';
import type { LaterDetails } from '../../shared/conversation/laterDetails.ts';
import type { Summary } from '../../shared/conversation/messageSummary.ts';
import type { ChatChoices, InContext, Message } from '../../shared/conversation/messages.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { type ConversationEvent, LOG_VERSION } from '../conversation/conversationEvent.ts';
import { adopted } from '../conversation/fork.ts';
import { versionOf } from '../conversation/logVersion.ts';
import { asInterrupted } from '../conversation/messageChanges.ts';
import { RequestTexts } from '../conversation/requestTexts.ts';
import { withSharedTexts } from '../conversation/sharedTexts.ts';
import { turnWith } from '../conversation/turns.ts';
import type { ChatListener, ChatPorts, SentQuestion } from './chatPorts.ts';
import { mergeEvents } from './mergeEvents.ts';
import { ReplyLeases } from './replyLeases.ts';
import { TurnRunner } from './turnRunner.ts';

/** What happens to a reply by itself: the last thing that the user did is still the last. */
const PASSING = new Set<ConversationEvent['type']>(['text', 'settle', 'running']);

/** Is told that a question is out, and of which chat. */
export type Sent = (chat: Chat, question: SentQuestion) => void;

/** One conversation in this window: what changes it without a turn, and what other windows change in it. Its turns run by themselves. */
export class Chat {
	readonly conversation: Conversation;
	/** What is asked in this chat, and the reply that comes in. */
	readonly turns: TurnRunner;
	readonly #ports: ChatPorts;
	readonly #listener: ChatListener;
	readonly #leases: ReplyLeases;
	/** Undoes the last deletion: until something else is done. */
	#undo: (() => void) | undefined;
	/** What the log is known to say of itself; more than it says is written before a line that needs it. */
	#version: number = LOG_VERSION;

	constructor(conversation: Conversation, ports: ChatPorts, listener: ChatListener) {
		this.conversation = conversation;
		this.#ports = ports;
		this.#listener = listener;
		this.#leases = new ReplyLeases(ports.processes, ports.clock);
		const record = (event: ConversationEvent) => this.#record(event);
		this.turns = new TurnRunner({ conversation, leases: this.#leases, record }, ports, listener);
	}

	/** The shown branch. A reply that no window is receiving was cut off when its own went away. */
	messages(): Message[] {
		return this.conversation.path().map((message) => this.asShown(message));
	}

	/** A message of this chat: interrupted where no window is receiving it any more. */
	asShown(message: Message): Message {
		const { id } = message;
		const isReceived = this.turns.isReceiving(id) || this.turns.isElsewhere(id);
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
		if (!events.every(({ type }) => PASSING.has(type))) this.#undo = undefined;
		mergeEvents(this.conversation, events, this.turns.busy, this.#listener);
		for (const id of this.turns.allRunning) {
			if (this.conversation.message(id) === undefined) this.turns.stop(id);
		}
	}

	/** Looks whether the windows are still there that were receiving replies. */
	checkLeases(): void {
		for (const id of this.#leases.expire()) this.#listener.changed(id);
	}

	/** Gives the conversation a title; an empty one lets the first question be it again. */
	rename(title: string): void {
		this.#record({ type: 'title', title });
	}

	/** Puts what the chat chooses over the settings in place of what it had chosen. It holds from the next message on. */
	choose(choices: ChatChoices): void {
		this.#record({ type: 'choices', choices });
	}

	/** Pins the turn of a message in later requests, leaves it out of them, or (null) sends it while there is room. */
	keepInContext(id: string, inContext: InContext | null): void {
		const { conversation } = this;
		const leaf = conversation.isShown(id) ? conversation.head : conversation.leafBelow(id);
		const turn = turnWith(conversation.pathTo(leaf ?? null), id);
		for (const message of turn) this.#record({ type: 'context', id: message.id, inContext });
		for (const message of turn) this.#listener.changed(message.id);
	}

	/** Keeps what the server has said of an ended reply afterwards: not of one that is gone, or goes on again. */
	addDetails(id: string, later: LaterDetails): void {
		const reply = this.conversation.reply(id);
		const ended = reply && this.asShown(reply);
		if (ended?.role !== 'assistant' || ended.status === 'streaming') return;
		const { status, facts, failure, at } = ended;
		const why = failure === undefined ? {} : { failure };
		this.#record({ type: 'settle', id, at, status, facts: { ...facts, later }, ...why });
		this.#listener.changed(id);
	}

	/**
	 * Puts a summary in the place of messages, or another in its place; with null these count again. It is kept with the last of them.
	 * @param id the message that it is kept with
	 */
	summarise(id: string, summary: Summary | null): void {
		const before = this.conversation.message(id)?.summary;
		this.#record({ type: 'summary', id, summary });
		if (summary === null && before !== undefined) this.#undo = () => this.summarise(id, before);
		this.#listener.changed(id);
	}

	/** Takes a message and all that follows it out of the conversation; its lines in the log stay. */
	delete(id: string): void {
		if (this.conversation.message(id) === undefined) return;
		for (const running of this.turns.allRunning) {
			const path = this.conversation.pathTo(running);
			if (path.some((message) => message.id === id)) this.turns.stop(running);
		}
		this.#record({ type: 'deleted', id });
		this.#undo = () => {
			this.#record({ type: 'restored', id });
			this.#listener.replaced();
		};
		this.#listener.replaced();
	}

	/** Whether the last thing that was done is a deletion. */
	get canUndoDelete(): boolean {
		return this.#undo !== undefined;
	}

	/** Brings back what was deleted last. */
	undoDelete(): void {
		this.#undo?.();
	}

	/**
	 * Takes on a branch of another chat, under ids of its own; for a chat that is empty.
	 * @param origin undefined where it comes from no chat that could be shown
	 */
	adopt(branch: readonly Message[], origin?: ForkOrigin): void {
		for (const message of adopted(branch, origin, this.#ports.newId)) {
			this.#record({ type: 'message', message });
		}
	}

	/** Shows the branch of the message's sibling that many steps away. */
	showSibling(id: string, step: -1 | 1): void {
		const leaf = this.conversation.leafBeside(id, step);
		if (leaf !== undefined) this.#showBranch(leaf);
	}

	/** Shows a branch with this message, unless the shown one has it. */
	showMessage(id: string): void {
		const leaf = this.conversation.isShown(id) ? undefined : this.conversation.leafBelow(id);
		if (leaf !== undefined) this.#showBranch(leaf);
	}

	#showBranch(leaf: string): void {
		this.turns.replies.reveal();
		this.#record({ type: 'head', id: leaf });
		this.#listener.replaced();
	}

	#record(event: ConversationEvent): void {
		if (!PASSING.has(event.type)) this.#undo = undefined;
		if (!this.conversation.apply(event) && !this.#isOfDeleted(event)) return;
		for (const line of this.#linesFor(event)) this.#ports.record(line);
	}

	/** An event as it is written down: a text that the log has already is not in it a second time. */
	#linesFor(event: ConversationEvent): ConversationEvent[] {
		const message =
			event.type === 'message'
				? withSharedTexts(event.message, this.conversation.messages())
				: undefined;
		const line: ConversationEvent =
			message === undefined ? this.#requestOnce(event) : { type: 'message', message };
		const version = versionOf(line);
		if (version <= this.#version) return [line];
		this.#version = version;
		const { id, created, workspace } = this.conversation;
		return [{ type: 'header', version, id, created, workspace }, line];
	}

	#requestOnce(event: ConversationEvent): ConversationEvent {
		const isReply = event.type === 'message' && event.message.role === 'assistant';
		if (!isReply && event.type !== 'continued') return event;
		const own = isReply ? event.message.id : undefined;
		const before = this.conversation.messages().filter(({ id }) => id !== own);
		return new RequestTexts(before).once(event);
	}

	/** The end of a reply that another window has deleted: it is there when the deletion is undone. */
	#isOfDeleted(event: ConversationEvent): boolean {
		const isOfReply = event.type === 'text' || event.type === 'settle';
		return isOfReply && this.conversation.wasDeleted(event.id);
	}
}
