import { readCallback, readPasted, type SignInAnswer, type SignInAttempt } from './pkce.ts';

/** How the wait for an answer ended. */
export type SignInEnd =
	| { readonly type: 'code'; readonly code: string }
	| { readonly type: 'refused'; readonly reason: string }
	| { readonly type: 'cancelled' }
	/** No answer came in time. */
	| { readonly type: 'late' };

/** One wait for the browser's answer. The first that belongs to it ends it; all others change nothing. */
export class PendingSignIn {
	readonly end: Promise<SignInEnd>;
	readonly #attempt: SignInAttempt;
	#resolve: (end: SignInEnd) => void = () => {};
	#ended = false;

	/** @param limit milliseconds until the wait is over */
	constructor(attempt: SignInAttempt, limit: number) {
		this.#attempt = attempt;
		this.end = new Promise((resolve) => {
			this.#resolve = resolve;
		});
		const timer = setTimeout(() => this.#settle({ type: 'late' }), limit);
		void this.end.then(() => clearTimeout(timer));
	}

	/** Takes the query that came to a callback. Returns what the user is to read in the browser. */
	answered(query: URLSearchParams): { readonly done: boolean; readonly text: string } {
		if (this.#ended) return { done: false, text: 'This sign-in has ended already.' };
		const answer = readCallback(query, this.#attempt);
		this.#take(answer);
		if ('problem' in answer) return { done: false, text: answer.problem };
		return {
			done: true,
			text:
				'code' in answer
					? 'Thank you. You can close this page and go back to VS Code.'
					: answer.refusal,
		};
	}

	/** Takes what was pasted. Returns what is wrong with it, where it is no answer. */
	pasted(text: string): string | undefined {
		if (this.#ended) return undefined;
		const answer = readPasted(text, this.#attempt);
		this.#take(answer);
		return 'problem' in answer ? answer.problem : undefined;
	}

	cancel(): void {
		this.#settle({ type: 'cancelled' });
	}

	#take(answer: SignInAnswer): void {
		if ('code' in answer) this.#settle({ type: 'code', code: answer.code });
		else if ('refusal' in answer) this.#settle({ type: 'refused', reason: answer.refusal });
	}

	#settle(end: SignInEnd): void {
		this.#ended = true;
		this.#resolve(end);
	}
}
