import type { Failure, FailureKind } from '../shared/conversation.ts';

/**
 * The one error that crosses layers: something the user is told, by kind.
 *
 * `message` is one sentence; `detail` the server's own words. Neither may hold a key, a header or a prompt.
 */
export class ChatError extends Error {
	override readonly name = 'ChatError';
	readonly kind: FailureKind;
	readonly #more: Omit<Failure, 'kind' | 'message'>;

	constructor(
		kind: FailureKind,
		message: string,
		more: Omit<Failure, 'kind' | 'message'> = {},
		options?: ErrorOptions,
	) {
		super(message, options);
		this.kind = kind;
		this.#more = more;
	}

	/** The plain data of this error, for the log on disk and the page. */
	toFailure(): Failure {
		return { kind: this.kind, message: this.message, ...this.#more };
	}
}
