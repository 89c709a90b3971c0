import type { Anyway } from '../../core/chat/prepareTurn.ts';
import type { TurnRunner } from '../../core/chat/turnRunner.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import type { Failure } from '../../shared/conversation/messages.ts';
import type { RefusedFrom } from '../../shared/panel/chatStatus.ts';

/** Why the last of what was asked for in the shown chat was not done, and how it is done all the same where that can be. */
export class Refusals {
	readonly #changed: () => void;
	#notice: Failure | null = null;
	/** What was refused with the notice, if the user can have it sent all the same. */
	#open: { readonly from: RefusedFrom; readonly again: (how: Anyway) => Promise<void> } | undefined;

	/** @param changed the notice is another, or there is none any more */
	constructor(changed: () => void) {
		this.#changed = changed;
	}

	get notice(): Failure | null {
		return this.#notice;
	}

	/** Where what the notice refused was asked for, if it can be sent all the same. */
	get canSendAnyway(): RefusedFrom | undefined {
		return this.#open?.from;
	}

	/** Puts another notice in the place of the last one; null for none. */
	notify(notice: Failure | null): void {
		this.forget();
		this.#notice = notice;
		this.#changed();
	}

	/** Without a word: what is shown is about to be another chat. */
	forget(): void {
		this.#notice = null;
		this.#open = undefined;
	}

	/**
	 * Does what may be refused; a refusal is shown as the notice.
	 * @param turns the chat's that it is asked of
	 */
	async refusable(
		turns: TurnRunner,
		action: () => Promise<unknown>,
		refused?: () => void,
		from: RefusedFrom = 'elsewhere',
	): Promise<void> {
		const before = this.#notice;
		try {
			await action();
			// What was refused meanwhile, perhaps in another chat that is shown by now, was not done with this.
			if (this.#notice === before) this.forget();
		} catch (error) {
			if (!(error instanceof ChatError)) throw error;
			this.forget();
			this.#notice = error.toFailure();
			if (error.kind === 'contextTooLong' || error.kind === 'secrets') {
				const again = (how: Anyway) =>
					this.refusable(turns, () => turns.sendAnyway(how, action), refused, from);
				this.#open = { from, again };
			}
			refused?.();
		}
		this.#changed();
	}

	/** Does what the notice refused, in this way. */
	async sendAnyway(how: Anyway): Promise<void> {
		await this.#open?.again(how);
	}
}
