import type { LedgerEntry } from '../spending/ledger.ts';
import { askerIn } from './askers.ts';

/** A request of another extension, to be found again. */
export interface LentRequest {
	readonly asker: string;
	readonly reply: string;
	readonly model: string;
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** How many of this window are remembered here; the ledger has those that cost something. */
const MOST = 50;

/** The requests of other extensions, the last one first: those of this window, and those that the ledger has. */
export class LentRequests {
	readonly #added: () => void;
	#asked: readonly LentRequest[] = [];

	/** @param added is told of each request of this window */
	constructor(added: () => void) {
		this.#added = added;
	}

	add(request: LentRequest): void {
		this.#asked = [request, ...this.#asked].slice(0, MOST);
		this.#added();
	}

	/** Whether there is none to list. */
	isEmpty(ledger: readonly LedgerEntry[]): boolean {
		return this.#asked.length === 0 && ledger.every(({ chat }) => askerIn(chat) === undefined);
	}

	list(ledger: readonly LedgerEntry[]): LentRequest[] {
		const known = new Set(this.#asked.map(({ reply }) => reply));
		const kept = ledger.flatMap(({ chat, reply, model, at }): LentRequest[] => {
			const asker = askerIn(chat);
			return asker === undefined || known.has(reply) ? [] : [{ asker, reply, model, at }];
		});
		return [...this.#asked, ...kept].sort((one, other) => other.at - one.at);
	}
}
