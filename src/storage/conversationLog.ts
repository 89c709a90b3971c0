import { constants } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
	type ConversationEvent,
	formatEvent,
	type HeaderEvent,
	lineStart,
} from '../core/conversationEvent.ts';
import type { EventLog } from '../core/conversationStore.ts';
import { endsInTornLine, wholeLines } from './wholeLines.ts';

/** What people write to a model is theirs alone. */
const OWNER_ONLY = 0o600;
const APPEND = constants.O_RDWR | constants.O_APPEND;

/**
 * Appends to one conversation's file. One write runs at a time, what comes meanwhile waits and goes with the next; each
 * write opens the file anew, so a file that another window put away is noticed and not written to unseen.
 */
export class ConversationLog implements EventLog {
	readonly #path: string;
	readonly #onError: (error: unknown) => void;
	/** The header that is still to be written, before the first message. */
	#header: HeaderEvent | undefined;
	#mayCreate: boolean;
	#waiting: string[] = [];
	#running: Promise<boolean> = Promise.resolve(true);
	#next: Promise<boolean> | undefined;
	#failing = false;

	/**
	 * With a header the file is a new one and is created with the first message; without, it must exist.
	 * `onError` is told when writing begins to fail, and not again until it has worked in between.
	 */
	constructor(path: string, onError: (error: unknown) => void, header?: HeaderEvent) {
		this.#path = path;
		this.#onError = onError;
		this.#header = header;
		this.#mayCreate = header !== undefined;
	}

	get unsaved(): number {
		return this.#header ? 0 : this.#waiting.length;
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
		this.#next ??= this.#running.then(() => {
			this.#next = undefined;
			this.#running = this.#writeWaiting();
			return this.#running;
		});
		return this.#next;
	}

	async #writeWaiting(): Promise<boolean> {
		if (this.unsaved === 0) {
			return true;
		}
		try {
			const file = await this.#open();
			try {
				await this.#writeTo(file, [...this.#waiting]);
			} finally {
				await file.close();
			}
			this.#failing = false;
			return true;
		} catch (error) {
			if (!this.#failing) {
				this.#failing = true;
				this.#onError(error);
			}
			return false;
		}
	}

	async #open(): Promise<FileHandle> {
		if (!this.#mayCreate) {
			// Without O_CREAT: text that names no message, in a file without a header, would be lost to every reader.
			return open(this.#path, APPEND);
		}
		await mkdir(dirname(this.#path), { recursive: true });
		const file = await open(this.#path, APPEND | constants.O_CREAT, OWNER_ONLY);
		this.#mayCreate = false;
		return file;
	}

	async #writeTo(file: FileHandle, lines: string[]): Promise<void> {
		const start = (await endsInTornLine(file)) ? '\n' : '';
		const bytes = Buffer.from(`${start}${lines.join('\n')}\n`);
		let written = 0;
		try {
			while (written < bytes.length) {
				written += (await file.write(bytes, written)).bytesWritten;
			}
		} finally {
			// A full disk can take a part. A line that is there must not come again: its text would be doubled.
			this.#waiting.splice(0, wholeLines(lines, written - start.length));
		}
		// The death of this process costs nothing that was written; only the machine's could. Text comes five times a second
		// and is left to the system, everything else is worth the wait.
		if (!lines.every((line) => line.startsWith(lineStart('text')))) {
			await file.datasync();
		}
	}
}
