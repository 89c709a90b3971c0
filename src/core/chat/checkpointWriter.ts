import type { ReplyExtra } from '../../shared/conversation/messages.ts';
import type {
	ConversationEvent,
	SettleEvent,
	TextEvent,
} from '../conversation/conversationEvent.ts';

/** With the write itself, what was shown is on disk within a quarter of a second. */
export const CHECKPOINT_MS = 200;

/** Runs something once after so many milliseconds; the returned function calls it off. */
export type Schedule = (run: () => void, ms: number) => () => void;

/**
 * Collects what one streaming reply grows by, and appends it to the log at most every 200 ms: a line per delta would
 * multiply the log by ten.
 */
export class CheckpointWriter {
	readonly #id: string;
	readonly #append: (events: ConversationEvent[]) => Promise<boolean>;
	readonly #schedule: Schedule;
	#text = '';
	#reasoning = '';
	#reasoningMs: number | undefined;
	#thought = false;
	#extras: readonly ReplyExtra[] = [];
	#cancel: (() => void) | undefined;
	#settled = false;

	/** `append` is the log's: true once on disk. */
	constructor(
		id: string,
		append: (events: ConversationEvent[]) => Promise<boolean>,
		schedule: Schedule = afterTimeout,
	) {
		this.#id = id;
		this.#append = append;
		this.#schedule = schedule;
	}

	/** Whether something has been collected that is not appended yet. */
	get waits(): boolean {
		return this.#text !== '' || this.#reasoning !== '' || this.#thought || this.#extras.length > 0;
	}

	/** What the reply grew by. Dropped when the reply has settled. */
	add(delta: Omit<TextEvent, 'type' | 'id'>): void {
		if (this.#settled) {
			return;
		}
		if (delta.thought) {
			// What waits is a part of what was said before.
			this.#reasoning += this.#text;
			this.#text = '';
			this.#thought = true;
		}
		this.#extras = [...this.#extras, ...(delta.extras ?? [])];
		this.#text += delta.text ?? '';
		this.#reasoning += delta.reasoning ?? '';
		this.#reasoningMs = delta.reasoningMs ?? this.#reasoningMs;
		if (this.waits) this.#cancel ??= this.#schedule(() => void this.flush(), CHECKPOINT_MS);
	}

	/** Appends what has been collected now. True once it is on disk, or at once when there is nothing. */
	flush(): Promise<boolean> {
		const events = this.#take();
		return events.length > 0 ? this.#append(events) : Promise.resolve(true);
	}

	/** Appends the rest of the text and how the reply ended, in one write. */
	settle(event: SettleEvent): Promise<boolean> {
		this.#settled = true;
		return this.#append([...this.#take(), event]);
	}

	#take(): ConversationEvent[] {
		this.#cancel?.();
		this.#cancel = undefined;
		if (!this.waits) return [];
		const event: TextEvent = {
			type: 'text',
			id: this.#id,
			...(this.#thought && { thought: true }),
			...(this.#extras.length > 0 && { extras: [...this.#extras] }),
			...(this.#text && { text: this.#text }),
			...(this.#reasoning && { reasoning: this.#reasoning }),
			...(this.#reasoningMs !== undefined && { reasoningMs: this.#reasoningMs }),
		};
		this.#text = '';
		this.#reasoning = '';
		this.#reasoningMs = undefined;
		this.#thought = false;
		this.#extras = [];
		return [event];
	}
}

export function afterTimeout(run: () => void, ms: number): () => void {
	const timer = setTimeout(run, ms);
	return () => clearTimeout(timer);
}
