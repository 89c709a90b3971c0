import { CheckpointWriter } from './checkpointWriter.ts';
import type { ConversationEvent } from './conversationEvent.ts';
import type { EventLog } from './conversationStore.ts';

/**
 * Puts the events of one conversation on disk, in order. A reply's text waits a moment for more; everything else goes at once.
 */
export class ChatRecorder {
	readonly #log: EventLog;
	/** One for each reply that is streaming. */
	readonly #writers = new Map<string, CheckpointWriter>();

	constructor(log: EventLog) {
		this.#log = log;
	}

	/** Never throws: what cannot be written is kept by the log and goes with the next write. */
	record(event: ConversationEvent): void {
		if (event.type === 'text') {
			this.#writerOf(event.id).add(event);
		} else if (event.type === 'settle') {
			void this.#writerOf(event.id).settle(event);
			this.#writers.delete(event.id);
		} else {
			void this.#log.append([event]);
		}
	}

	/** Resolves once all that was recorded is on disk, or has failed to get there. */
	async flush(): Promise<void> {
		await Promise.all([...this.#writers.values()].map((writer) => writer.flush()));
		await this.#log.flush();
	}

	#writerOf(id: string): CheckpointWriter {
		const known = this.#writers.get(id);
		if (known !== undefined) return known;
		const writer = new CheckpointWriter(id, (events) => this.#log.append(events));
		this.#writers.set(id, writer);
		return writer;
	}
}
