import type { Failure, ReplyFacts, ReplyStatus } from '../shared/conversation.ts';
import { ChatError } from './chatError.ts';
import type { ChatRequest } from './chatRequest.ts';
import type { ChatServer, Destination } from './chatServer.ts';

/** What a turn tells as it goes. Nothing is told after `settled`. */
export interface TurnListener {
	text(piece: string): void;
	reasoning(piece: string): void;
	settled(outcome: TurnOutcome): void;
}

export interface TurnOutcome {
	readonly status: Extract<ReplyStatus, 'complete' | 'stopped' | 'failed'>;
	/** All that the server said about the reply, whatever became of it. */
	readonly facts: ReplyFacts;
	/** Set if and only if the status is "failed". */
	readonly failure: Failure | undefined;
}

/** One request and its reply. It owns its AbortController and all streaming state, so two turns share nothing. */
export class Turn {
	readonly #abort = new AbortController();
	readonly #listener: TurnListener;
	#facts: ReplyFacts = {};
	#settled = false;

	constructor(listener: TurnListener) {
		this.#listener = listener;
	}

	/** Sends the request and follows the reply to its end. Never rejects: every end is an outcome. */
	async run(server: ChatServer, destination: Destination, request: ChatRequest): Promise<void> {
		try {
			for await (const event of server.streamReply(destination, request, this.#abort.signal)) {
				if (this.#settled) return;
				if (event.type === 'facts') this.#facts = { ...this.#facts, ...event.facts };
				else this.#listener[event.type](event.text);
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
		this.#listener.settled({ status, facts: this.#facts, failure });
	}
}

function asFailure(error: unknown): Failure {
	if (error instanceof ChatError) return error.toFailure();
	const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
	return { kind: 'server', message: 'The reply failed for a reason of our own.', detail };
}
