import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
	type ConversationEvent,
	formatEvent,
	type HeaderEvent,
	lineStart,
} from '../../core/conversation/conversationEvent.ts';
import type { EventLog, LogNews } from '../../core/history/conversationStore.ts';
import { appendLines } from '../disk/appendLines.ts';
import {
	APPEND,
	APPEND_OR_CREATE,
	type Files,
	isMissing,
	OWNER_ONLY,
	syncFolder,
} from '../disk/files.ts';
import { watchFile } from '../disk/watchFile.ts';
import { LogTail } from './logTail.ts';
import { readFileAt, type WholeLog, withUnwritten } from './wholeLog.ts';

/** Lines that come several times a second or say nothing that lasts: left to the system, without an fsync. */
const PASSING = [lineStart('text'), lineStart('running')];

/**
 * Appends to one conversation's file. One write runs at a time, what comes meanwhile waits and goes with the next; each
 * write opens the file anew, so a file that another window put away is noticed and not written to unseen.
 */
export class ConversationLog implements EventLog {
	readonly #path: string;
	readonly #onError: (error: unknown) => void;
	readonly #files: Files;
	readonly #tail: LogTail;
	/** The header that is still to be written, before the first message. */
	#header: HeaderEvent | undefined;
	/** The file has its header, or never had one to wait for: until then it may be created. */
	#begun: boolean;
	/** The file's name is on the disk for good. */
	#named: boolean;
	/** The chat was put away: its file is not begun anew. */
	#away = false;
	/** When the last line was given to it, in milliseconds since 1970. */
	#changed = 0;
	#waiting: string[] = [];
	/** One write or look at a time. */
	#queue: Promise<unknown> = Promise.resolve();
	#next: Promise<boolean> | undefined;
	#failure: unknown;
	/** Lines are in the file for which the system has not yet said that they are on the disk. */
	#unsynced = false;
	readonly #watchers = new Set<() => void>();

	/**
	 * With a header the file is a new one and is created with the first message; without, it must exist.
	 * `onError` is told when writing begins to fail, and not again until it has worked in between.
	 */
	constructor(path: string, onError: (error: unknown) => void, files: Files, header?: HeaderEvent) {
		this.#path = path;
		this.#onError = onError;
		this.#files = files;
		this.#header = header;
		this.#begun = header === undefined;
		this.#named = this.#begun;
		this.#tail = new LogTail(header === undefined ? undefined : 0);
	}

	get unsaved(): number {
		return this.#header ? 0 : this.#waiting.length;
	}

	get failure(): unknown {
		return this.#failure;
	}

	/** Whether there is something of the chat here that its file does not have, and the chat was not put away. */
	get hasUnwritten(): boolean {
		return this.unsaved > 0 && !this.#away;
	}

	/** The lines that are not in the file yet, as they will stand there; "" for none. */
	get unwritten(): string {
		return this.hasUnwritten ? `${this.#waiting.join('\n')}\n` : '';
	}

	/** When the last line was given to it, in milliseconds since 1970; 0 for never. */
	get changed(): number {
		return this.#changed;
	}

	append(events: readonly ConversationEvent[]): Promise<boolean> {
		this.#changed = Date.now();
		for (const event of events) this.#waiting.push(formatEvent(event));
		if (this.#header && events.some((event) => event.type === 'message')) {
			this.#waiting.unshift(formatEvent(this.#header));
			this.#header = undefined;
		}
		return this.flush();
	}

	flush(): Promise<boolean> {
		this.#next ??= this.#inTurn(() => {
			this.#next = undefined;
			return this.#writeWaiting();
		});
		return this.#next;
	}

	/**
	 * The whole log: what is in the file, and what is still to be written. Undefined where there is neither. Rejects with node's error.
	 */
	read(): Promise<WholeLog | undefined> {
		return this.#inTurn(() => this.#read());
	}

	/** The same, to be shown and followed: news are what comes after it. */
	load(): Promise<WholeLog | undefined> {
		return this.#inTurn(() => this.#read((file) => this.#tail.startAfter(file)));
	}

	async #read(see: (file: Buffer) => void = () => {}): Promise<WholeLog | undefined> {
		try {
			const file = await readFileAt(this.#files, this.#path);
			see(file.bytes);
			return withUnwritten(file, this);
		} catch (error) {
			if (!isMissing(error)) throw error;
			return !this.#begun && this.hasUnwritten ? withUnwritten(undefined, this) : undefined;
		}
	}

	/** Whether nobody would miss it: nothing waits to be written, and nobody follows it. */
	get isIdle(): boolean {
		return this.#header === undefined && this.unsaved === 0 && this.#watchers.size === 0;
	}

	/**
	 * Puts the file away, or brings it back, between two writes. Meanwhile none is begun anew by what is still to be written, which waits
	 * for the file. Rejects with what `move` does; then it is where it was.
	 *
	 * @param move moves the file; false where there is none
	 * @returns false where there is neither a file nor anything to write
	 */
	moveAway(away: boolean, move: () => Promise<boolean>): Promise<boolean> {
		return this.#inTurn(async () => {
			const moved = await move();
			const isThere = moved || (!this.#begun && this.unsaved > 0 && this.#away !== away);
			if (isThere) this.#away = away;
			return isThere;
		});
	}

	news(): Promise<LogNews> {
		return this.#inTurn(async () => {
			try {
				const { size } = await this.#files.stat(this.#path);
				if (this.#tail.isAt(size)) return { events: [], newer: false };
				await using file = await this.#files.open(this.#path, 'r');
				return await this.#tail.read(file);
			} catch (error) {
				// Not written yet, or put away by another window: the next write says so.
				if (isMissing(error)) return { events: [], newer: false };
				throw error;
			}
		});
	}

	watch(changed: () => void): () => void {
		const start = () => watchFile(this.#path, changed);
		let stop = this.#begun ? start() : undefined;
		const begin = () => {
			stop ??= start();
			changed();
		};
		this.#watchers.add(begin);
		return () => {
			this.#watchers.delete(begin);
			stop?.();
		};
	}

	#inTurn<T>(action: () => Promise<T>): Promise<T> {
		const result = this.#queue.then(action);
		this.#queue = result.catch(() => {});
		return result;
	}

	async #writeWaiting(): Promise<boolean> {
		if (this.unsaved === 0 && !this.#unsynced) {
			return true;
		}
		try {
			const file = await this.#open();
			try {
				await this.#writeTo(file, [...this.#waiting]);
			} finally {
				await file.close();
			}
			if (!this.#named) {
				await syncFolder(this.#files, dirname(this.#path));
				this.#named = true;
				for (const begin of this.#watchers) begin();
			}
			this.#failure = undefined;
			return true;
		} catch (error) {
			const isNews = this.#failure === undefined;
			this.#failure = error;
			if (isNews) {
				this.#onError(error);
			}
			return false;
		}
	}

	async #open(): Promise<FileHandle> {
		if (this.#begun || this.#away) {
			// Without O_CREAT: text that names no message, in a file without a header, would be lost to every reader.
			return this.#files.open(this.#path, APPEND);
		}
		await this.#files.mkdir(dirname(this.#path), { recursive: true });
		return this.#files.open(this.#path, APPEND_OR_CREATE, OWNER_ONLY);
	}

	async #writeTo(file: FileHandle, lines: string[]): Promise<void> {
		if (lines.length > 0) {
			await this.#writeLines(file, lines);
		}
		// The death of this process costs nothing that was written; only the machine's could. Text comes five times a second
		// and is left to the system, everything else is worth the wait.
		if (this.#unsynced) {
			await file.datasync();
			this.#unsynced = false;
		}
	}

	async #writeLines(file: FileHandle, lines: string[]): Promise<void> {
		const { size } = await file.stat();
		await appendLines(file, lines, async (count) => {
			// What came again would be doubled text.
			const whole = this.#waiting.splice(0, count);
			this.#begun ||= count > 0;
			this.#unsynced ||= !whole.every(isPassing);
			const now = await file.stat().catch(() => undefined);
			this.#tail.wrote(whole, size, now?.size ?? 0);
		});
	}
}

function isPassing(line: string): boolean {
	return PASSING.some((start) => line.startsWith(start));
}
