import type { Message, Reply, ReplyFacts } from '../../shared/conversation/messages.ts';
import type { ExchangeObserver } from '../network/exchangeObserver.ts';
import type { ChatRequest } from '../server/chatRequest.ts';
import type { Destination } from '../server/chatServer.ts';
import type { TurnOutcome } from './turn.ts';

/** A request that goes out for a reply. */
export interface Sending {
	/** The ids of the chat and of the reply. */
	readonly chat: string;
	readonly reply: string;
	readonly destination: Destination;
	readonly request: ChatRequest;
}

/** A reply whose window died before it could say what it cost. */
export interface CutOffReply {
	/** The id of its chat. */
	readonly chat: string;
	readonly reply: Reply;
	/** The other choices of the same answer. */
	readonly choices?: readonly Reply[];
	/** The branch up to its question. */
	readonly path: readonly Message[];
	/** The part that was cut off, where the reply had ended before and went on. */
	readonly part?: CutOffPart;
}

/** What a continued reply had come to, and what was cut off of it. */
export interface CutOffPart {
	/** How often it had gone on, this time included. */
	readonly number: number;
	/** Its text before, which was sent. */
	readonly earlier: string;
	/** What came since, of all choices. */
	readonly came: string;
	/** When its chat was last heard of, in milliseconds since 1970. */
	readonly at: number;
}

/** What several requests share that go out for one question. */
export interface AskedTogether {
	/** How many they are. */
	readonly requests: number;
	/** What the user said when asked at a limit: holds for all of them. */
	agreed?: boolean;
}

/** Looks at every turn: before, whether it is to be; while it runs, what goes over the wire; after, what it cost. */
export interface TurnObserver {
	/**
	 * @param together where it is one of several
	 * @throws ChatError when the request is not to be sent
	 */
	permit(destination: Destination, request: ChatRequest, together?: AskedTogether): Promise<void>;
	/** The request goes out now. */
	begin(sending: Sending): ObservedTurn;
	/** Counts a reply whose window could not; once, however often it is found. Never rejects. */
	cutOff(found: CutOffReply): Promise<void>;
	/** The chat was put away: nothing that was said in it is to be kept here. */
	forget(chat: string): Promise<void>;
}

export interface ObservedTurn {
	readonly observer: ExchangeObserver;
	/** The turn has ended. Returns its facts, with what it costs by the catalogue where the server did not say. */
	settled(outcome: TurnOutcome): ReplyFacts;
}
