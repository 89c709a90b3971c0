import type { Reply } from '../../shared/conversation/messages.ts';
import { keptExtra } from '../attachments/keptExtra.ts';
import { countedShort } from '../context/countedShort.ts';
import { learnTokens } from '../context/requestPlan.ts';
import type { ConversationEvent } from '../conversation/conversationEvent.ts';
import { PutBack } from '../secrets/withheld.ts';
import type { ChatPorts, Prepared } from './chatPorts.ts';
import { type Processes, RENEWAL_MS } from './replyLeases.ts';
import { Turn, type TurnOutcome } from './turn.ts';

/** How a turn ended, and how long the model reasoned. */
export type SettledTurn = Omit<TurnOutcome, 'read'> & Pick<Reply, 'reasoningMs'>;

/** The reply that a turn writes. */
export interface TurnReply {
	readonly id: string;
	/** The id of its chat. */
	readonly chat: string;
	/** What there is of it already, where it goes on. */
	readonly earlier: Reply | undefined;
}

export interface ReplyListener {
	record(event: ConversationEvent): void;
	text(id: string, piece: string): void;
	reasoning(id: string, piece: string): void;
	/** Something beside text has come. */
	extra(id: string): void;
	/** What was the reply's text is its reasoning now. */
	thought(id: string): void;
	/** The request waits to go out again, or does so now. */
	waiting(): void;
	settled(outcome: SettledTurn): void;
}

/** A reply of which nothing has come yet. */
export function newReply(
	start: Pick<
		Reply,
		'id' | 'parent' | 'at' | 'model' | 'again' | 'once' | 'unsent' | 'parts' | 'request'
	>,
): Reply {
	return { role: 'assistant', text: '', reasoning: '', status: 'streaming', facts: {}, ...start };
}

/** This window's lease on a reply that it is receiving, for the other windows to read; see ReplyLeases. */
export function leaseOf(id: string, { own, machine }: Processes): ConversationEvent {
	return { type: 'running', id, process: own, ...(machine === undefined ? {} : { machine }) };
}

/** Sends the request; what comes goes to the reply, which is to be recorded before the first of it, that is at once. */
export function startTurn(
	{ id, chat, earlier }: TurnReply,
	{ destination, planned, withheld, retries }: Prepared,
	ports: ChatPorts,
	listener: ReplyListener,
): Turn {
	const { server, observer, clock, processes, tokens, retrying } = ports;
	const { request } = planned;
	const correction = tokens.of(request.model);
	const observed = observer?.begin({ chat, reply: id, destination, request });
	const reasoned = new ReasoningTime(clock, earlier?.reasoningMs);
	const renewals = setInterval(() => listener.record(leaseOf(id, processes)), RENEWAL_MS);
	let images = earlier?.extras?.filter(({ type }) => type === 'image').length ?? 0;
	/** When the text began. */
	let said: number | undefined;
	const back = { text: new PutBack(withheld), reasoning: new PutBack(withheld) };
	const say = (text: string) => {
		if (text === '') return;
		listener.record({ type: 'text', id, text, ...reasoned.news() });
		listener.text(id, text);
	};
	const think = (reasoning: string) => {
		if (reasoning === '') return;
		listener.record({ type: 'text', id, reasoning });
		listener.reasoning(id, reasoning);
	};
	const turn: Turn = new Turn({
		text: (text) => {
			said ??= clock();
			say(back.text.piece(text));
		},
		reasoning: (reasoning) => {
			reasoned.piece();
			think(back.reasoning.piece(reasoning));
		},
		extra: async (received) => {
			const extra = await keptExtra(received, images + 1, ports.images?.images);
			if (extra.type === 'image') images++;
			listener.record({ type: 'text', id, extras: [extra] });
			listener.extra(id);
		},
		thought: () => {
			say(back.text.rest());
			reasoned.piece(said);
			listener.record({ type: 'text', id, thought: true, ...reasoned.news() });
			listener.thought(id);
		},
		waiting: () => {
			if (turn.wait !== undefined) retrying?.(turn.wait);
			listener.waiting();
		},
		settled: (outcome) => {
			clearInterval(renewals);
			think(back.reasoning.rest());
			say(back.text.rest());
			const { status, failure } = outcome;
			const short = countedShort({ ...request, ...planned, correction }, outcome.facts);
			const told = short === undefined ? outcome.facts : { ...outcome.facts, counted_short: short };
			learnTokens(tokens, planned, told);
			const facts = observed?.settled({ ...outcome, facts: told }) ?? told;
			listener.settled({ status, facts, failure, ...reasoned.news() });
		},
	});
	void turn.run(server, destination, request, { observer: observed?.observer, retries });
	return turn;
}

/** How long a model reasons about one reply: from the first piece of its reasoning to the last. */
export class ReasoningTime {
	readonly #clock: () => number;
	readonly #earlier: number;
	#began: number | undefined;
	/** What is to be told. */
	#news: number | undefined;

	/**
	 * @param clock milliseconds by a clock that never runs backwards
	 * @param earlier what an earlier part of the same reply took, in milliseconds
	 */
	constructor(clock: () => number, earlier = 0) {
		this.#clock = clock;
		this.#earlier = earlier;
	}

	/** @param since when it began, for one that was no piece of reasoning when it came */
	piece(since?: number): void {
		const now = this.#clock();
		this.#began ??= since ?? now;
		this.#news = this.#earlier + Math.round(now - this.#began);
	}

	/** The time as a part of an event; nothing where it was told before, or there was no reasoning. */
	news(): { reasoningMs?: number } {
		const reasoningMs = this.#news;
		this.#news = undefined;
		return reasoningMs === undefined ? {} : { reasoningMs };
	}
}
