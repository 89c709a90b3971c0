import {
	dayOf,
	type Ledger,
	type LedgerEntry,
	NOTHING_SPENT,
	type Spending,
	withEntry,
} from './ledger.ts';

/** The ledger, summed up by chat and by day. What other windows add is seen after `refresh`. */
export class SpendingTotals {
	readonly #ledger: Ledger;
	readonly #listeners = new Set<() => void>();
	readonly #chats = new Map<string, Spending>();
	readonly #days = new Map<string, Spending>();
	/** The entries that count. */
	#entries: readonly LedgerEntry[] = [];
	/** By the replies that they are of, or the parts of those: their times. */
	readonly #times = new Map<string, readonly number[]>();
	/** How many lines of the ledger have been looked at. */
	#counted = 0;
	/** The last of them: it tells whether they are still the beginning. */
	#last: LedgerEntry | undefined;

	constructor(ledger: Ledger) {
		this.#ledger = ledger;
	}

	/** The listener is told when something was added. */
	onDidChange(listener: () => void): { dispose(): void } {
		this.#listeners.add(listener);
		return { dispose: () => this.#listeners.delete(listener) };
	}

	/** What the replies of a chat cost, those that are deleted or replaced included; undefined where there are none. */
	ofChat(id: string): Spending | undefined {
		return this.#chats.get(id);
	}

	/** What the replies of the day of this time cost. */
	ofDay(time: number): Spending {
		return this.#days.get(dayOf(time)) ?? NOTHING_SPENT;
	}

	/** The lines of the ledger, each cut-off reply once. */
	get entries(): readonly LedgerEntry[] {
		return this.#entries;
	}

	/**
	 * Whether there is a line of this reply.
	 * @param part how often it had gone on: a reply has a line for each part, in their order
	 */
	has(reply: string, part = 0): boolean {
		if (part === 0) return this.#times.has(reply);
		const own = this.#entries.filter((entry) => entry.reply === reply && !entry.corrects);
		return own.length > part || own.some((entry) => entry.part === part);
	}

	/** How many lines of the ledger are damaged and in no sum. */
	get unreadable(): number {
		return this.#ledger.unreadable;
	}

	async add(entry: LedgerEntry): Promise<void> {
		await this.#ledger.append(entry);
		await this.refresh();
	}

	/** Reads what has come since, from this window and others. Never rejects. */
	async refresh(): Promise<void> {
		const lines = await this.#ledger.read();
		// The file was put away, or a line of ours that had to wait came to stand behind another window's.
		if (lines[this.#counted - 1] !== this.#last) {
			this.#chats.clear();
			this.#days.clear();
			this.#times.clear();
			this.#entries = [];
			this.#counted = 0;
		}
		const fresh = lines.slice(this.#counted).filter((entry) => this.#isNew(entry));
		this.#counted = lines.length;
		this.#last = lines.at(-1);
		this.#entries = [...this.#entries, ...fresh];
		for (const entry of fresh) {
			const day = dayOf(entry.at);
			this.#chats.set(entry.chat, withEntry(this.#chats.get(entry.chat) ?? NOTHING_SPENT, entry));
			this.#days.set(day, withEntry(this.#days.get(day) ?? NOTHING_SPENT, entry));
		}
		if (fresh.length > 0) for (const listener of this.#listeners) listener();
	}

	/**
	 * Two windows that open a chat at the same moment both count its cut-off reply: the first one's line is the one that counts. In old
	 * ledgers such lines do not say that they are cut off, but have the reply's own time, and nothing that a server had counted.
	 */
	#isNew({ reply, at, cut_off, part, ...rest }: LedgerEntry): boolean {
		const key = part === undefined ? reply : `${reply} ${part}`;
		const times = this.#times.get(key);
		this.#times.set(key, [...(times ?? []), at]);
		if (cut_off) return times === undefined;
		return times?.includes(at) !== true || COUNTED.some((field) => rest[field] !== undefined);
	}
}

/** What only a server can have said. */
const COUNTED = ['prompt_tokens', 'completion_tokens', 'billed'] as const;
