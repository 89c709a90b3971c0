import type { Failure, ReplyFacts, ReplyStatus } from '../../shared/conversation/messages.ts';
import { wordsApart } from '../../shared/errors/failureDetails.ts';
import { failureInWords } from '../../shared/errors/failureTable.ts';
import { ChatError } from '../errors/chatError.ts';
import type { ExchangeObserver } from '../network/exchangeObserver.ts';
import type { ChatRequest } from '../server/chatRequest.ts';
import type {
	ChatServer,
	ChoiceEvent,
	Destination,
	FurtherEvent,
	ReceivedExtra,
	ReplyEvent,
	ReplyStream,
} from '../server/chatServer.ts';
import { type RetryWait, waitBeforeRetry } from './retries.ts';

/** What a turn tells as it goes. Nothing is told after `settled`. */
export interface TurnListener {
	text(piece: string): void;
	reasoning(piece: string): void;
	/** What came beside text; resolves when it is kept. Never rejects. */
	extra(extra: ReceivedExtra): Promise<void>;
	/** All text so far was reasoning. */
	thought(): void;
	/** What came of another choice of the answer, but for its facts; resolves when it is kept. Never rejects. Without it nobody wants them. */
	choice?(index: number, piece: ChoicePiece): Promise<void>;
	/** `wait` has changed. */
	waiting(): void;
	settled(outcome: TurnOutcome): void;
}

/** What is said in a choice. */
export type ChoicePiece = Exclude<ChoiceEvent, { readonly type: 'facts' }>;

/** What is known of a choice of the answer that is not the first. */
export interface ChoiceOutcome {
	/** Those that it has for itself. */
	readonly facts: ReplyFacts;
	/** Where it has failed by itself. */
	readonly failure?: Failure;
}

export interface TurnOutcome {
	readonly status: Exclude<ReplyStatus, 'streaming'>;
	/** All that is known about the reply, whatever became of it. */
	readonly facts: ReplyFacts;
	/** Set where the status is "failed", and where the reply was stopped after a try that had failed, before anything of it came. */
	readonly failure: Failure | undefined;
	/** What the turn has read of text and reasoning, in all choices. */
	readonly read: string;
	/** The other choices of the answer, by their index; absent where there are none. */
	readonly choices?: ReadonlyMap<number, ChoiceOutcome>;
}

export interface TurnOptions {
	readonly observer?: ExchangeObserver | undefined;
	/** How often the request may be sent again, as long as nothing of a reply has come. */
	readonly retries?: number;
}

/** One request and its reply, with the tries it takes until that begins. It owns its AbortController and all streaming state, so two turns share nothing. */
export class Turn {
	readonly #abort = new AbortController();
	readonly #listener: TurnListener;
	#facts: ReplyFacts = {};
	#choices = new Map<number, ChoiceOutcome>();
	#read = '';
	#hasExtras = false;
	/** By a clock that nobody sets back, in milliseconds; undefined before the first piece. */
	#first: number | undefined;
	#began = performance.now();
	#settled = false;
	#endPause = () => {};
	/** The reply that is read now. */
	#reply: ReplyStream | undefined;
	#wait: RetryWait | undefined;
	/** What the last try failed with, as long as nothing has come from the next. */
	#failed: Failure | undefined;

	constructor(listener: TurnListener) {
		this.#listener = listener;
	}

	/** Sends the request and follows the reply to its end. Never rejects: every end is an outcome. */
	async run(
		server: ChatServer,
		destination: Destination,
		request: ChatRequest,
		{ observer, retries = 0 }: TurnOptions = {},
	): Promise<void> {
		for (let number = 1; !this.#settled; number++) {
			try {
				await this.#try(server.streamReply(destination, request, this.#abort.signal, observer));
				return this.#settle('complete');
			} catch (error) {
				// What was shown is never thrown away for another try, which would be another reply.
				const nothingCame = this.#read === '' && !this.#hasExtras;
				const hint = error instanceof ChatError && nothingCame ? error.retry : undefined;
				const wait = waitBeforeRetry(number, retries, hint, Math.random());
				if (wait === undefined || this.#settled) return this.#settle('failed', error);
				this.#failed = asFailure(error);
				const reason = failureInWords(this.#failed);
				const at = Date.now();
				observer?.retrying({ at, reason, wait, attempt: number + 1 });
				await this.#pause(wait, {
					until: at + wait,
					number,
					limit: retries,
					reason,
					message: sentenceOf(this.#failed),
				});
			}
		}
	}

	/** After which wait the request goes out again, having failed; undefined where it does not wait. */
	get wait(): RetryWait | undefined {
		return this.#wait;
	}

	/** Sends the request again without waiting any longer. */
	tryNow(): void {
		this.#endPause();
	}

	async #try(reply: ReplyStream): Promise<void> {
		this.#began = performance.now();
		this.#facts = {};
		this.#choices = new Map();
		this.#reply = reply;
		for await (const event of reply) {
			if (this.#settled) return;
			await this.#add(event);
		}
	}

	async #add(event: ReplyEvent): Promise<void> {
		if (event.type === 'facts') {
			this.#facts = { ...this.#facts, ...event.facts };
		} else if (event.type === 'extra') {
			this.#first ??= performance.now();
			this.#hasExtras = true;
			await this.#listener.extra(event.extra);
		} else if (event.type === 'thought') {
			this.#listener.thought();
		} else if (event.type === 'choice') {
			await this.#addToChoice(event.index, event.event);
		} else {
			this.#first ??= performance.now();
			this.#read += event.text;
			this.#listener[event.type](event.text);
		}
	}

	/** Tells what the reply holds back. What is kept only later comes too late for an end that is now. */
	#addRest(): void {
		if (this.#settled) return;
		for (const event of this.#reply?.rest?.() ?? []) {
			const { type } = event.type === 'choice' ? event.event : event;
			if (type !== 'extra') void this.#add(event);
		}
	}

	async #addToChoice(index: number, event: FurtherEvent): Promise<void> {
		const known = this.#choices.get(index) ?? { facts: {} };
		if (event.type === 'facts') {
			this.#choices.set(index, { ...known, facts: { ...known.facts, ...event.facts } });
			return;
		}
		this.#first ??= performance.now();
		if (event.type === 'failed') {
			this.#choices.set(index, { ...known, failure: asFailure(event.failure) });
			return;
		}
		this.#choices.set(index, known);
		if ('text' in event) this.#read += event.text;
		else this.#hasExtras = true;
		await this.#listener.choice?.(index, event);
	}

	async #pause(ms: number, wait: RetryWait): Promise<void> {
		await new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, ms);
			this.#endPause = () => {
				clearTimeout(timer);
				resolve();
			};
			this.#setWait(wait);
		});
		if (!this.#settled) this.#setWait(undefined);
	}

	#setWait(wait: RetryWait | undefined): void {
		this.#wait = wait;
		this.#listener.waiting();
	}

	/**
	 * Closes the socket at once; what was said until then stays, to its last character.
	 * @param status `interrupted` where it ends because its window does
	 */
	stop(status: 'stopped' | 'interrupted' = 'stopped'): void {
		this.#addRest();
		this.#settle(status);
		this.#abort.abort();
		this.#endPause();
	}

	#settle(status: TurnOutcome['status'], error?: unknown): void {
		if (this.#settled) return;
		this.#settled = true;
		const failure =
			status === 'failed'
				? asFailure(error)
				: // Where nothing has come since, it is all that is known of why.
					this.#read === '' && status !== 'complete'
					? this.#failed
					: undefined;
		const facts = { ...this.#facts, timing: this.#timing() };
		const choices = this.#choices.size === 0 ? {} : { choices: this.#choices };
		this.#listener.settled({ status, facts, failure, read: this.#read, ...choices });
	}

	#timing(): NonNullable<ReplyFacts['timing']> {
		const since = (time: number) => Math.round(time - this.#began);
		const total = since(performance.now());
		return this.#first === undefined ? { total } : { first: since(this.#first), total };
	}
}

function asFailure(error: unknown): Failure {
	if (error instanceof ChatError) return error.toFailure();
	const message = 'The reply failed in the extension, not at the server.';
	return { kind: 'server', message, cause: String(error) };
}

function sentenceOf(failure: Failure): string {
	const said = wordsApart(failure);
	return said === '' ? failure.message : `${failure.message} The server says: “${said}”`;
}
