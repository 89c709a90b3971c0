import type { FailureKind } from '../../shared/conversation/messages.ts';

/** What is told of one request as it goes out and its answer as it comes in: all there is to look at afterwards. */
export interface ExchangeObserver {
	/** The request is handed to the network; once more for each further try. */
	sending(request: SentRequest): void;
	/** Status and headers are there. */
	answered(answer: AnswerHead): void;
	/** One event of the stream, or the body of an answer that is no stream, as it came. */
	received(piece: ReceivedPiece): void;
	/** The try failed, and another follows after a wait. */
	retrying(retry: Retry): void;
	/** The try is over: whole, failed or aborted. Nothing more is told of it. */
	ended?(end: ExchangeEnd): void;
}

export interface ExchangeEnd {
	readonly at: number;
	/** The kind of failure, "aborted", or undefined for an answer that was whole. */
	readonly failure: FailureKind | 'aborted' | undefined;
}

export interface SentRequest {
	/** Milliseconds since 1970, here and below. */
	readonly at: number;
	readonly method: 'GET' | 'POST';
	readonly url: string;
	/** The value of Authorization is blanked: "Bearer [key]". */
	readonly headers: Readonly<Record<string, string>>;
	/** The body, byte for byte as it goes out; empty for none. */
	readonly body: string;
	/** Which HTTP client takes it there. */
	readonly transport: 'undici' | 'fetch';
	/** The proxy's origin; undefined where the request goes out directly or the client does not say. */
	readonly proxy: string | undefined;
}

export interface AnswerHead {
	readonly at: number;
	readonly status: number;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface ReceivedPiece {
	readonly at: number;
	/** The event's data, a comment with its colon, or the body. */
	readonly text: string;
}

export interface Retry {
	readonly at: number;
	/** Why, in a sentence. */
	readonly reason: string;
	/** Milliseconds until the next try. */
	readonly wait: number;
	/** The number of the next try; the first retry is 2. */
	readonly attempt: number;
}
