import type { Failure, Question } from '../../../shared/conversation/messages.ts';
import type { ChatListener, ChatPorts, Prepared, SentQuestion, TurnChat } from '../chatPorts.ts';
import { leaseOf } from '../replyLeases.ts';
import { newReply, type ReplyOrigin, type SettledTurn, startTurn } from '../replyTurn.ts';
import type { RetryWait } from '../retries.ts';
import { recordedWith } from '../sentParts.ts';
import type { Turn } from '../turn.ts';
import { AnswerChoices } from './answerChoices.ts';

/** What a new reply comes from, and whether it is one of several. */
interface Origin extends ReplyOrigin {
	/** Where it is one of several that were asked for together. Such a one stays, also where the server wanted a key. */
	readonly compared?: Compared;
}

/** What the chat shows while answers are compared. */
export interface Compared {
	/** The end of the branch that is shown, as it is recorded; without, the answer itself. */
	readonly shown?: string | undefined;
	/** None of the answers is shown in this window, but their question. */
	readonly hidden?: boolean | undefined;
}

/** How a turn ended, and how long it was waited for, from its first try on, in milliseconds. */
type StreamEnd = SettledTurn & { readonly took: number };

/** The replies that come in to one chat in this window: one, or those that are compared. Each settles by itself. */
export class ReplyStreams {
	readonly #chat: TurnChat;
	readonly #ports: ChatPorts;
	readonly #listener: ChatListener;
	/** By the ids of the replies, in the order they were asked for. */
	readonly #turns = new Map<string, { readonly turn: Turn; readonly choices: AnswerChoices }>();
	/** The question whose answers were hidden last; undefined once a branch was chosen. */
	#hiddenBelow: string | undefined;

	constructor(chat: TurnChat, ports: ChatPorts, listener: ChatListener) {
		this.#chat = chat;
		this.#ports = ports;
		this.#listener = listener;
	}

	/** The ids of the replies, in the order they were asked for. */
	get ids(): readonly string[] {
		return [...this.#turns.keys()];
	}

	/** Whether a reply is one of these, or another choice of one of their answers. */
	isReceiving(id: string): boolean {
		return [...this.#turns.values()].some(({ choices }) => choices.ids.includes(id));
	}

	/** Whether the chat ends in a question only because its answers are hidden: nothing can follow it yet. */
	get areHidden(): boolean {
		const { conversation } = this.#chat;
		const below = this.#hiddenBelow;
		return (
			below !== undefined && below === conversation.head && conversation.leafBelow(below) !== below
		);
	}

	/** A branch was chosen. */
	reveal(): void {
		this.#hiddenBelow = undefined;
	}

	/** After which wait a reply is asked for again; undefined where it does not wait. */
	waitOf(id: string): RetryWait | undefined {
		return this.#turns.get(id)?.turn.wait;
	}

	/** Asks again at once for all that wait. */
	tryNow(): void {
		for (const { turn } of this.#turns.values()) turn.tryNow();
	}

	/**
	 * Stops replies; their text stays.
	 * @param id one of them; all where none is named
	 * @param status `interrupted` where they end because the window does
	 */
	stop(id?: string, status?: 'interrupted'): void {
		for (const one of id === undefined ? this.ids : [id]) this.#turns.get(one)?.turn.stop(status);
	}

	/** Has a new reply stand below a question, and sends what is prepared. */
	begin(
		questionId: string,
		prepared: Prepared,
		{ question, compared, ...origin }: Origin,
	): Pick<SentQuestion, 'reply' | 'ended'> {
		const { conversation } = this.#chat;
		const { planned } = prepared;
		const [id, at] = [this.#ports.newId(), this.#ports.now()];
		const reply = newReply({
			id,
			parent: questionId,
			at,
			model: planned.request.model,
			...recordedWith(prepared, conversation, questionId),
			...origin,
		});
		let end = () => {};
		const ended = new Promise<void>((resolve) => {
			end = resolve;
		});
		this.stream(id, prepared, (outcome) => {
			const { failure } = outcome;
			if (failure?.kind === 'noKey' && !compared) this.#takeBack(id, failure, question);
			else this.settle(id, outcome);
			end();
		});
		this.#chat.record({ type: 'message', message: reply });
		if (compared !== undefined) this.#chat.record({ type: 'head', id: compared.shown ?? id });
		if (compared?.hidden) {
			conversation.apply({ type: 'head', id: questionId });
			this.#hiddenBelow = questionId;
		}
		this.#chat.record(leaseOf(id, this.#ports.processes));
		this.#listener.changed(id);
		return { reply: id, ended };
	}

	/** Sends what is prepared for a reply that is there, or is recorded at once. */
	stream(id: string, prepared: Prepared, settled: (outcome: StreamEnd) => void): void {
		const began = this.#ports.clock();
		const choices = new AnswerChoices(id, this.#chat, prepared, this.#ports, this.#listener);
		const reply = { id, chat: this.#chat.conversation.id, earlier: choices.earlier, choices };
		const turn = startTurn(reply, prepared, this.#ports, {
			record: (event) => this.#chat.record(event),
			text: (...piece) => this.#listener.text(...piece),
			reasoning: (...piece) => this.#listener.reasoning(...piece),
			extra: () => this.#listener.changed(id),
			thought: () => this.#listener.replaced(),
			waiting: () => this.#listener.changed(id),
			settled: (outcome) => {
				this.#turns.delete(id);
				settled({ ...outcome, took: this.#ports.clock() - began });
			},
		});
		this.#turns.set(id, { turn, choices });
	}

	settle(id: string, { failure, took, ...outcome }: StreamEnd): void {
		const [at, why] = [this.#ports.now(), failure === undefined ? {} : { failure }];
		this.#chat.record({ type: 'settle', id, at, ...outcome, ...why });
		this.#listener.settled(id, took);
	}

	/** Takes a reply of which nothing came out of the conversation, with the question that was asked for it. */
	#takeBack(id: string, failure: Failure, question: Question | undefined): void {
		this.#chat.record({ type: 'deleted', id: question?.id ?? id });
		this.#listener.replaced();
		this.#listener.returned(failure, question);
	}
}
