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
	#mayCreate: boolean;
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
		this.#mayCreate = header !== undefined;
		this.#tail = new LogTail(header === undefined ? undefined : 0);
	}

	get unsaved(): number {
		return this.#header ? 0 : this.#waiting.length;
	}

	get failure(): unknown {
		return this.#failure;
	}

	append(events: readonly ConversationEvent[]): Promise<boolean> {
		this.#waiting.push(...events.map(formatEvent));
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
		let stop = this.#mayCreate ? undefined : start();
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

	/** All of these bytes, the file's, have been read: news are what comes after. */
	startAfter(bytes: Buffer): void {
		this.#tail.startAfter(bytes);
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
			const isNew = this.#mayCreate;
			const file = await this.#open();
			try {
				await this.#writeTo(file, [...this.#waiting]);
			} finally {
				await file.close();
			}
			if (isNew) {
				await syncFolder(this.#files, dirname(this.#path));
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
		if (!this.#mayCreate) {
			// Without O_CREAT: text that names no message, in a file without a header, would be lost to every reader.
			return this.#files.open(this.#path, APPEND);
		}
		await this.#files.mkdir(dirname(this.#path), { recursive: true });
		const file = await this.#files.open(this.#path, APPEND_OR_CREATE, OWNER_ONLY);
		this.#mayCreate = false;
		return file;
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
			this.#unsynced ||= !whole.every(isPassing);
			const now = await file.stat().catch(() => undefined);
			this.#tail.wrote(whole, size, now?.size ?? 0);
		});
	}
}

function isPassing(line: string): boolean {
	return PASSING.some((start) => line.startsWith(start));
}
