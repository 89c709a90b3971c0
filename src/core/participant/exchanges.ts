import * as v from 'valibot';
import type { ChatChoices, Message } from '../../shared/conversation/messages.ts';
import { Time } from '../../shared/text/time.ts';

/** What VS Code keeps with a reply of @llama: by it the exchange is found again. */
export interface ExchangeTag {
	readonly exchange: string;
	/** The model that was asked. */
	readonly model: string;
	/** When it was asked, in milliseconds since 1970. */
	readonly at: number;
}

const Tag = v.object({ exchange: v.string(), model: v.string(), at: Time });

/** @returns undefined where the reply has none: it was stopped, or refused */
export function readTag(metadata: unknown): ExchangeTag | undefined {
	const parsed = v.safeParse(Tag, metadata);
	return parsed.success ? parsed.output : undefined;
}

/** A question to @llama and its reply, with all that came before them. */
export interface Exchange {
	/** Ends in the question and its reply. */
	readonly branch: readonly Message[];
	/** By what model and parameters it was answered. */
	readonly choices: ChatChoices;
}

/** An exchange, and the chat that it was taken along to. */
interface Kept extends Exchange {
	/** Resolves with the id of its chat; undefined where there is none. Never rejects. */
	chat: Promise<string | undefined>;
}

/** So many are kept, the newest. */
const MOST = 100;

/** The exchanges of this window, by their ids. VS Code has them as texts only, and they are on no disk of ours. */
export class Exchanges {
	readonly #kept = new Map<string, Kept>();

	keep(id: string, exchange: Exchange): void {
		this.#kept.set(id, { ...exchange, chat: Promise.resolve(undefined) });
		const [oldest] = this.#kept.keys();
		if (this.#kept.size > MOST && oldest !== undefined) this.#kept.delete(oldest);
	}

	/** The question and the reply of an exchange; undefined where it is gone. */
	messages(id: string): readonly Message[] | undefined {
		return this.#kept.get(id)?.branch.slice(-2);
	}

	/**
	 * Shows the chat that goes on from an exchange: the one that was made for it before, as long as that is there, else a new one.
	 * @param show returns whether the chat of this id is there, and shown now
	 * @param begin makes a chat, shows it and returns its id
	 * @returns false where the exchange is gone
	 */
	async takeAlong(
		id: string,
		show: (chat: string) => Promise<boolean>,
		begin: (exchange: Exchange) => Promise<string>,
	): Promise<boolean> {
		const kept = this.#kept.get(id);
		if (kept === undefined) return false;
		const { chat: before } = kept;
		const now = before.then(async (chat) => {
			return chat !== undefined && (await show(chat)) ? chat : await begin(kept);
		});
		// One press after the other: the second finds what the first has made.
		kept.chat = now.catch(() => before);
		await now;
		return true;
	}
}
