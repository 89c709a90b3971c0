import type { Failure, FailureKind } from '../../shared/conversation/messages.ts';

/** That the same request may well succeed in a moment. */
export interface RetryHint {
	/** Milliseconds, where the server said when. */
	readonly after?: number;
	/** That one more try is all there is to hope for. */
	readonly once?: true;
}

/**
 * The one error that crosses layers: something the user is told, by kind.
 *
 * `message` is one sentence; `detail` the server's own words, `cause` those of a library or the system. None may hold a key, a header or a prompt.
 */
export class ChatError extends Error {
	override readonly name = 'ChatError';
	readonly kind: FailureKind;
	/** Undefined where sending the same again is no use. Only before anything of a reply has come is it for a machine to do. */
	readonly retry: RetryHint | undefined;
	readonly #more: Omit<Failure, 'kind' | 'message'>;

	constructor(
		kind: FailureKind,
		message: string,
		more: Omit<Failure, 'kind' | 'message'> = {},
		{ retry, ...options }: ErrorOptions & { readonly retry?: RetryHint } = {},
	) {
		super(message, options);
		this.retry = retry;
		this.kind = kind;
		this.#more = more;
	}

	/** The same with more for whoever looks it up; what it knows already stays. */
	located(more: Pick<Failure, 'address' | 'requestId'>): ChatError {
		const { kind, message, cause, retry } = this;
		const hint = retry === undefined ? {} : { retry };
		return new ChatError(kind, message, { ...more, ...this.#more }, { cause, ...hint });
	}

	/** The plain data of this error, for the log on disk and the page. */
	toFailure(): Failure {
		return { kind: this.kind, message: this.message, ...this.#more };
	}
}
