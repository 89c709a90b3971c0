import type { EventLog, LogNews } from '../history/conversationStore.ts';

/** A window that streams writes five times a second, and each write is noticed several times. */
const GATHER_MS = 30;
/** How often to look while another window is receiving a reply: whether it still does is told by its silence too. */
const POLL_MS = 1_000;

/** What follows a log, and has shown what is in it. */
export interface LogReader {
	/** Takes what other windows have written; it may be nothing. */
	take(news: LogNews): void;
	/** Whether more is to be expected. */
	readonly waits: boolean;
}

/** Looks after the log of a chat that is open, so that what other windows write is shown in this one too. */
export class LogFollower {
	readonly #log: EventLog;
	readonly #reader: LogReader;
	readonly #stopWatching: () => void;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#stopped = false;

	constructor(log: EventLog, reader: LogReader) {
		this.#log = log;
		this.#reader = reader;
		this.#stopWatching = log.watch(() => this.#lookIn(GATHER_MS));
		void this.look();
	}

	/** Looks now. Never rejects: a file that cannot be read now may be readable the next time. */
	async look(): Promise<void> {
		const news = await this.#log.news().catch(() => undefined);
		if (this.#stopped) return;
		if (news !== undefined) this.#reader.take(news);
		if (this.#reader.waits) this.#lookIn(POLL_MS);
	}

	stop(): void {
		this.#stopped = true;
		clearTimeout(this.#timer);
		this.#stopWatching();
	}

	#lookIn(ms: number): void {
		if (this.#stopped) return;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.look(), ms);
		// Nothing is lost if it never comes: the next load reads all.
		this.#timer.unref();
	}
}
