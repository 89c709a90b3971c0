import type { CutOffReply, ObservedTurn, Sending, TurnObserver } from '../chat/turnObserver.ts';
import { mayBeCached } from '../spending/cacheLoss.ts';
import type { SpendingGuard } from '../spending/spendingGuard.ts';
import type { ExchangeRecord, Exchanges } from './exchangeRecord.ts';
import { ExchangeRecorder } from './exchangeRecorder.ts';

/** Of so many chats the last request is kept in memory. */
const MOST_CHATS = 4;

/** Watches the turns of this window: keeps what they exchanged, and counts what they cost. */
export class TurnArchive implements TurnObserver {
	readonly #guard: SpendingGuard;
	readonly #exchanges: Exchanges;
	readonly #now: () => number;
	/** By reply, while they run. */
	readonly #running = new Map<string, ExchangeRecorder>();
	/** By chat, the oldest first: what was answered last, and when that went out. What still comes in is in no cache yet. */
	readonly #last = new Map<string, { readonly sending: Sending; readonly at: number }>();
	readonly #listeners = new Set<(reply: string) => void>();
	#writing: Promise<unknown> = Promise.resolve();

	/** @param now milliseconds since 1970 */
	constructor(guard: SpendingGuard, exchanges: Exchanges, now: () => number) {
		this.#guard = guard;
		this.#exchanges = exchanges;
		this.#now = now;
	}

	readonly permit: TurnObserver['permit'] = (...asked) => this.#guard.permit(...asked);

	/** @param listener is called with the id of a reply each time that its request has gone out */
	onDidSend(listener: (reply: string) => void): { dispose(): void } {
		this.#listeners.add(listener);
		return { dispose: () => this.#listeners.delete(listener) };
	}

	begin(sending: Sending): ObservedTurn {
		const { chat, reply, destination } = sending;
		const recorder = new ExchangeRecorder(chat, reply, destination.apiKey, () => {
			for (const listener of this.#listeners) listener(reply);
		});
		this.#running.set(reply, recorder);
		this.#guard.begin(sending);
		const at = this.#now();
		const before = this.#answeredBefore(sending.chat, at);
		return {
			observer: recorder,
			settled: (outcome) => {
				this.#running.delete(reply);
				if (outcome.read !== '' || outcome.facts.usage) this.#answered(sending, at);
				const counted = this.#guard.withEstimate(sending, outcome);
				const facts = before ? this.#guard.withExpected(before, sending, counted) : counted;
				const exchange = recorder.exchange({ at: this.#now(), status: outcome.status });
				this.#writing = Promise.all([
					this.#writing,
					this.#guard.enter(sending, facts, outcome.read),
					exchange && this.#exchanges.keep(exchange),
				]);
				return facts;
			},
		};
	}

	/** The request of its chat before this one, as long as a cache may still know that. */
	#answeredBefore(chat: string, at: number): Sending | undefined {
		const before = this.#last.get(chat);
		return before !== undefined && mayBeCached(before.at, at) ? before.sending : undefined;
	}

	#answered(sending: Sending, at: number): void {
		this.#last.delete(sending.chat);
		this.#last.set(sending.chat, { sending, at });
		const [oldest] = this.#last.keys();
		if (this.#last.size > MOST_CHATS && oldest !== undefined) this.#last.delete(oldest);
	}

	cutOff(found: CutOffReply): Promise<void> {
		return this.#guard.enterCutOff(found);
	}

	async forget(chat: string): Promise<void> {
		this.#last.delete(chat);
		await this.#exchanges.forget(chat);
	}

	/** Resolves when all that is to be kept is on disk, or has failed to get there. */
	async flush(): Promise<void> {
		await this.#writing;
		await this.#guard.flush();
	}

	/** What was exchanged for a reply, or has been by now; undefined where it is not kept. */
	async exchangeOf(chat: string, reply: string): Promise<ExchangeRecord | undefined> {
		return this.#running.get(reply)?.exchange() ?? this.#exchanges.of(chat, reply);
	}

	/** Whether there is such a one; of a reply that comes in, once its request has gone out. */
	async keeps(chat: string, reply: string): Promise<boolean> {
		const isSent = () => this.#running.get(reply)?.exchange() !== undefined;
		// It may go out while the disk is asked.
		return isSent() || (await this.#exchanges.has(chat, reply)) || isSent();
	}
}
