import type { TurnArchive } from '../../core/inspect/turnArchive.ts';
import type { Reply } from '../../shared/conversation/messages.ts';

/** Finds out whether what was exchanged for the last reply of a chat is kept: not where it was imported, or is too old. */
export class LastExchange {
	readonly #archive: Pick<TurnArchive, 'keeps' | 'onDidSend'>;
	readonly #told: (isKept: boolean) => void;
	/** What was looked up last, or still is. */
	#asked = '';
	/** How often it was looked up: the same may be, several times at once. */
	#looks = 0;
	/** What was named last. */
	#last: { readonly chat: string; readonly reply: Reply | undefined } | undefined;

	/** @param told is told of the chat and the reply that were named last */
	constructor(archive: Pick<TurnArchive, 'keeps' | 'onDidSend'>, told: (isKept: boolean) => void) {
		this.#archive = archive;
		this.#told = told;
		// A reply is named before its request goes out, and then not again until it ends.
		archive.onDidSend((sent) => {
			const { chat, reply } = this.#last ?? {};
			const isLast = reply?.id === sent || reply?.choiceOf === sent;
			if (chat !== undefined && isLast) void this.look(chat, reply, true);
		});
	}

	/**
	 * The last reply of the chat in front may be another one by now, or may have ended.
	 * @param anew also where it is the same: what was kept may have been removed since
	 */
	async look(chat: string, reply: Reply | undefined, anew = false): Promise<void> {
		this.#last = { chat, reply };
		const asked = [chat, reply?.id, reply?.status].join(' ');
		if (asked === this.#asked && !anew) return;
		this.#asked = asked;
		const look = ++this.#looks;
		const isKept = reply !== undefined && (await this.#isKept(chat, reply));
		if (look !== this.#looks) return;
		this.#told(isKept);
		// What another window has received may be kept a moment later.
		if (!isKept) this.#asked = '';
	}

	/** All choices of an answer have one request. */
	async #isKept(chat: string, { id, choiceOf }: Reply): Promise<boolean> {
		const keeps = (reply: string) => this.#archive.keeps(chat, reply);
		return (await keeps(id)) || (choiceOf !== undefined && (await keeps(choiceOf)));
	}
}
