import type { ConversationEvent } from '../conversation/conversationEvent.ts';
import type { EventLog } from '../history/conversationStore.ts';
import { afterTimeout, CheckpointWriter, type Schedule } from './checkpointWriter.ts';

/** How long after a failed write the next is tried, at first and at most. */
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15_000;

/**
 * Puts the events of one conversation on disk, in order. A reply's text waits a moment for more; everything else goes at once.
 * What cannot be written is tried again until it can.
 */
export class ChatRecorder {
	readonly #log: EventLog;
	readonly #changed: () => void;
	readonly #schedule: Schedule;
	/** One for each reply that is streaming. */
	readonly #writers = new Map<string, CheckpointWriter>();
	#retryMs = FIRST_RETRY_MS;
	#cancelRetry: (() => void) | undefined;
	#failure: unknown;

	/** @param changed is called when writing begins to fail, and when it works again */
	constructor(log: EventLog, changed: () => void = () => {}, schedule: Schedule = afterTimeout) {
		this.#log = log;
		this.#changed = changed;
		this.#schedule = schedule;
	}

	/** Why what was recorded last is not on disk; undefined when it is, or is about to be. */
	get failure(): unknown {
		return this.#failure;
	}

	/** Whether all that was recorded is on disk. */
	get isSaved(): boolean {
		if (this.#failure !== undefined || this.#log.unsaved > 0) return false;
		return [...this.#writers.values()].every((writer) => !writer.waits);
	}

	/** Never throws: what cannot be written is kept by the log and goes with the next write. */
	record(event: ConversationEvent): void {
		if (event.type === 'text') {
			this.#writerOf(event.id).add(event);
		} else if (event.type === 'settle') {
			void this.#writerOf(event.id).settle(event);
			this.#writers.delete(event.id);
		} else {
			void this.#append([event]);
		}
	}

	/** Resolves once all that was recorded is on disk, or has failed to get there. */
	async flush(): Promise<void> {
		await Promise.all([...this.#writers.values()].map((writer) => writer.flush()));
		this.#wrote(await this.#log.flush());
	}

	async #append(events: readonly ConversationEvent[]): Promise<boolean> {
		const written = await this.#log.append(events);
		this.#wrote(written);
		return written;
	}

	#wrote(written: boolean): void {
		const before = this.#failure;
		this.#failure = this.#log.failure;
		if (written) {
			this.#cancelRetry?.();
			this.#cancelRetry = undefined;
			this.#retryMs = FIRST_RETRY_MS;
		} else {
			this.#retryLater();
		}
		if ((before === undefined) !== (this.#failure === undefined)) this.#changed();
	}

	#retryLater(): void {
		if (this.#cancelRetry !== undefined) return;
		this.#cancelRetry = this.#schedule(() => {
			this.#cancelRetry = undefined;
			this.#retryMs = Math.min(2 * this.#retryMs, LAST_RETRY_MS);
			void this.flush();
		}, this.#retryMs);
	}

	#writerOf(id: string): CheckpointWriter {
		const known = this.#writers.get(id);
		if (known !== undefined) return known;
		const writer = new CheckpointWriter(id, (events) => this.#append(events));
		this.#writers.set(id, writer);
		return writer;
	}
}
