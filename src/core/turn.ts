import type { Failure, ReplyFacts, ReplyStatus } from '../shared/conversation.ts';
import { ChatError } from './chatError.ts';
import type { ChatRequest } from './chatRequest.ts';
import type { ChatServer, Destination } from './chatServer.ts';
import type { ExchangeObserver } from './exchange.ts';

/** What a turn tells as it goes. Nothing is told after `settled`. */
export interface TurnListener {
	text(piece: string): void;
	reasoning(piece: string): void;
	settled(outcome: TurnOutcome): void;
}

export interface TurnOutcome {
	readonly status: Extract<ReplyStatus, 'complete' | 'stopped' | 'failed'>;
	/** All that is known about the reply, whatever became of it. */
	readonly facts: ReplyFacts;
	/** Set if and only if the status is "failed". */
	readonly failure: Failure | undefined;
	/** What the turn has read of text and reasoning. */
	readonly read: string;
}

/** One request and its reply. It owns its AbortController and all streaming state, so two turns share nothing. */
export class Turn {
	readonly #abort = new AbortController();
	readonly #listener: TurnListener;
	#facts: ReplyFacts = {};
	#read = '';
	/** By a clock that nobody sets back, in milliseconds; undefined before the first piece. */
	#first: number | undefined;
	#began = 0;
	#settled = false;

	constructor(listener: TurnListener) {
		this.#listener = listener;
	}

	/** Sends the request and follows the reply to its end. Never rejects: every end is an outcome. */
	async run(
		server: ChatServer,
		destination: Destination,
		request: ChatRequest,
		observer?: ExchangeObserver,
	): Promise<void> {
		this.#began = performance.now();
		try {
			const { signal } = this.#abort;
			for await (const event of server.streamReply(destination, request, signal, observer)) {
				if (this.#settled) return;
				if (event.type === 'facts') {
					this.#facts = { ...this.#facts, ...event.facts };
				} else {
					this.#first ??= performance.now();
					this.#read += event.text;
					this.#listener[event.type](event.text);
				}
			}
			this.#settle('complete');
		} catch (error) {
			this.#settle('failed', error);
		}
	}

	/** Closes the socket at once; what was said until then stays. */
	stop(): void {
		this.#settle('stopped');
		this.#abort.abort();
	}

	#settle(status: TurnOutcome['status'], error?: unknown): void {
		if (this.#settled) return;
		this.#settled = true;
		const failure = status === 'failed' ? asFailure(error) : undefined;
		const facts = { ...this.#facts, timing: this.#timing() };
		this.#listener.settled({ status, facts, failure, read: this.#read });
	}

	#timing(): NonNullable<ReplyFacts['timing']> {
		const since = (time: number) => Math.round(time - this.#began);
		const total = since(performance.now());
		return this.#first === undefined ? { total } : { first: since(this.#first), total };
	}
}

function asFailure(error: unknown): Failure {
	if (error instanceof ChatError) return error.toFailure();
	const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
	return { kind: 'server', message: 'The reply failed for a reason of our own.', detail };
}
