import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { appendLines, isBeginningOf } from './appendLines.ts';
import {
	APPEND_OR_CREATE,
	type Files,
	isMissing,
	nodeFiles,
	OWNER_ONLY,
	syncFolder,
} from './files.ts';

const Json = v.pipe(v.string(), v.parseJson());

interface Written<Entry> {
	readonly entry: Entry;
	readonly line: string;
}

/** What stands in the lines of a file. */
export interface EntryKind<Entry> {
	/** The type of every entry, with which its line begins, so that two that got stuck together can be told apart. */
	readonly type: string;
	/** What can be read of an entry; undefined where it is none. */
	readonly parse: (value: unknown) => Entry | undefined;
}

/**
 * A file of JSON lines that only grows, so that what several windows add merges by construction. A torn line costs itself and nothing
 * else.
 */
export class EntryFile<Entry extends { readonly type: string }> {
	readonly #path: string;
	readonly #kind: EntryKind<Entry>;
	readonly #lineStart: string;
	readonly #onError: (error: unknown, doing: 'write' | 'read') => void;
	readonly #files: Files;
	#waiting: Written<Entry>[] = [];
	/** What this window has written and not read yet. */
	#written: Written<Entry>[] = [];
	#queue: Promise<unknown> = Promise.resolve();
	/** The file's name is not on the disk for good yet. */
	#unnamed = false;
	/** Lines are in the file of which the system has not yet said that they are on the disk. */
	#unsynced = false;
	readonly #failing = { write: false, read: false };
	/** What was read up to `#offset`, which is the beginning of a line. */
	#read: Entry[] = [];
	#offset = 0;
	/** Lines that could not be read, and of which no later line has it all. */
	#damaged: string[] = [];

	/** @param onError is told when writing or reading begins to fail, and not again until it has worked in between */
	constructor(
		path: string,
		kind: EntryKind<Entry>,
		onError: (error: unknown, doing: 'write' | 'read') => void,
		files: Files = nodeFiles,
	) {
		this.#path = path;
		this.#kind = kind;
		this.#lineStart = `{"type":${JSON.stringify(kind.type)},`;
		this.#onError = onError;
		this.#files = files;
	}

	/** How many of the lines read last are damaged. They stay where they are. */
	get unreadable(): number {
		return this.#damaged.length;
	}

	/** Adds a line. Never rejects: what cannot be written is kept and goes with the next one. */
	async append(entry: Entry): Promise<void> {
		// Through what reads it: nothing is written that would not count.
		const whole = this.#kind.parse(entry);
		if (whole === undefined) return;
		const { type, ...rest } = whole;
		this.#waiting.push({ entry: whole, line: JSON.stringify({ type, ...rest }) });
		await this.#next('write', () => this.#writeWaiting());
	}

	/** Writes what waits, and gives all lines there are by now, in the order they were written. Never rejects: what cannot be read is left out. */
	async read(): Promise<readonly Entry[]> {
		await this.#next('write', () => this.#writeWaiting());
		await this.#next('read', () => this.#readOn());
		return [...this.#read, ...[...this.#written, ...this.#waiting].map(({ entry }) => entry)];
	}

	/** One after the other: a line is either on disk or waiting when it is looked at. */
	#next(doing: 'write' | 'read', work: () => Promise<void>): Promise<void> {
		const done = this.#queue.then(async () => {
			try {
				await work();
				this.#failing[doing] = false;
			} catch (error) {
				if (!this.#failing[doing]) this.#onError(error, doing);
				this.#failing[doing] = true;
			}
		});
		this.#queue = done;
		return done;
	}

	async #writeWaiting(): Promise<void> {
		const lines = this.#waiting.map(({ line }) => line);
		if (lines.length === 0 && !this.#unsynced) return;
		await this.#files.mkdir(dirname(this.#path), { recursive: true });
		await using file = await this.#files.open(this.#path, APPEND_OR_CREATE, OWNER_ONLY);
		const { size } = await file.stat();
		this.#unnamed ||= size === 0;
		await this.#writeTo(file, lines);
		if (this.#unnamed) await syncFolder(this.#files, dirname(this.#path));
		this.#unnamed = false;
	}

	async #writeTo(file: FileHandle, lines: readonly string[]): Promise<void> {
		if (lines.length > 0) {
			this.#unsynced = true;
			await appendLines(file, lines, (count) => {
				// What came again would be counted twice.
				for (const line of this.#waiting.splice(0, count)) this.#written.push(line);
			});
		}
		await file.datasync();
		this.#unsynced = false;
	}

	async #readOn(): Promise<void> {
		try {
			await using file = await this.#files.open(this.#path, 'r');
			await this.#readFrom(file);
		} catch (error) {
			if (!isMissing(error)) throw error;
			this.#startOver();
		}
	}

	#startOver(): void {
		this.#read = [];
		this.#offset = 0;
		this.#damaged = [];
		this.#written = [];
	}

	async #readFrom(file: FileHandle): Promise<void> {
		const { size } = await file.stat();
		if (size < this.#offset) this.#startOver();
		const bytes = Buffer.alloc(size - this.#offset);
		const { bytesRead } = await file.read(bytes, 0, bytes.length, this.#offset);
		// What has no line end yet is being written by another window, or is torn: the next write ends it.
		const end = bytes.subarray(0, bytesRead).lastIndexOf('\n') + 1;
		this.#offset += end;
		const tail = bytes.toString('utf8', end, bytesRead);
		this.#written = this.#written.filter(({ line }) => line === tail);
		const lines = bytes.toString('utf8', 0, end).split('\n');
		for (const line of lines) {
			const { entries, whole } = this.#entriesOf(line);
			for (const entry of entries) this.#read.push(entry);
			if (whole) this.#damaged = this.#damaged.filter((torn) => !isBeginningOf(torn, line));
			else this.#damaged.push(line);
		}
	}

	/** The entries of a line: one, or none where it is damaged; several where a torn line got others stuck to its end. */
	#entriesOf(line: string): { entries: Entry[]; whole: boolean } {
		const entry = this.#entryOf(line);
		if (entry !== undefined) return { entries: [entry], whole: true };
		const [before, ...rest] = line.split(this.#lineStart);
		const pieces = rest.map((piece) => this.#entryOf(this.#lineStart + piece));
		return {
			entries: pieces.filter((piece) => piece !== undefined),
			whole: before === '' && pieces.every((piece) => piece !== undefined),
		};
	}

	#entryOf(line: string): Entry | undefined {
		return this.#kind.parse(v.safeParse(Json, line).output);
	}
}
