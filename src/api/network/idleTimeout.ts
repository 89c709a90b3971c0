import type { ChatError } from '../../core/errors/chatError.ts';

/** Calls `expired` after `ms` unless the returned function was called before. Tests bring a clock of their own. */
export type StartTimer = (ms: number, expired: () => void) => () => void;

export const startTimer: StartTimer = (ms, expired) => {
	const timer = setTimeout(expired, ms);
	return () => clearTimeout(timer);
};

/** How long is waited for what comes next. When it runs out, `signal` is aborted, and with it the request. */
export class IdleTimeout {
	/** Aborted when the time is up or the user's signal is aborted. */
	readonly signal: AbortSignal;
	readonly #startTimer: StartTimer;
	readonly #limit = new AbortController();
	#stop = () => {};
	#error: ChatError | undefined;

	constructor(user: AbortSignal, start: StartTimer) {
		this.#startTimer = start;
		this.signal = AbortSignal.any([user, this.#limit.signal]);
	}

	/** Starts to wait, or starts over; `error` is what to say if nothing comes. */
	wait(ms: number, error: () => ChatError): void {
		this.end();
		this.#stop = this.#startTimer(ms, () => {
			this.#error = error();
			this.#limit.abort(this.#error);
		});
	}

	/** Waits no more, for now. */
	end(): void {
		this.#stop();
	}

	/** What was waited for in vain; undefined until then. */
	get error(): ChatError | undefined {
		return this.#error;
	}
}
