import type { FileHandle } from 'node:fs/promises';
import type { ConversationEvent } from '../../core/conversation/conversationEvent.ts';
import type { LogNews } from '../../core/history/conversationStore.ts';
import { piecesOf } from './readLog.ts';

const NEWLINE = 0x0a;

/**
 * What is new at the end of a log that several windows append to. Lines of our own are told apart by their place, or by their text
 * where another window wrote at the same moment: they stand in the file in the order they were written, and the text of a reply comes
 * from one window only.
 */
export class LogTail {
	/** How many bytes have been read, always up to a line end; undefined for a file that nobody has read. */
	#seen: number | undefined;
	/** Where our own lines stand after that, in bytes, oldest first: two numbers for any number of lines in a row. */
	#places: { readonly from: number; to: number }[] = [];
	/** Lines of our own that stand after that, oldest first, and nobody knows where. */
	#own: string[] = [];

	/** @param seen 0 for a file that is new */
	constructor(seen: number | undefined) {
		this.#seen = seen;
	}

	/** All of these bytes, the whole file, have been read, but for a last line that has no end yet. */
	startAfter(bytes: Buffer): void {
		this.#seen = bytes.lastIndexOf(NEWLINE) + 1;
		this.#forget();
	}

	/** Whether there is nothing to read in a file of this size. */
	isAt(size: number): boolean {
		return this.#seen === undefined || this.#seen === size;
	}

	/** We have written these lines; before, the file was `from` bytes long, and afterwards `to`. */
	wrote(lines: readonly string[], from: number, to: number): void {
		if (this.#seen === undefined) return;
		const length = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
		if (to !== from + length) for (const line of lines) this.#own.push(line);
		// The common case: what the file has grown by is ours, so none of it needs to be read.
		else if (this.#seen === from) this.#seen = to;
		else this.#addPlace(from, to);
	}

	#addPlace(from: number, to: number): void {
		const last = this.#places.at(-1);
		if (last?.to === from) last.to = to;
		else this.#places.push({ from, to });
	}

	#forget(): void {
		this.#places = [];
		this.#own = [];
	}

	/** Reads what has come since. Rejects with node's error. */
	async read(file: FileHandle): Promise<LogNews> {
		const { size } = await file.stat();
		const from = this.#seen ?? size;
		if (size < from) {
			// Not the file that was read: what it holds is seen when the chat is loaded again.
			this.#seen = size;
			this.#forget();
			return { events: [], newer: false };
		}
		const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
		const end = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE) + 1;
		this.#seen = from + end;
		const news = this.#foreign(this.#others(buffer.subarray(0, end), from).toString('utf8'));
		// Every line we have written is before the end of the file: one that was not met is not there any more.
		if (end === size - from) this.#forget();
		return news;
	}

	/** What was read without the lines whose place is known to be ours. */
	#others(read: Buffer, from: number): Buffer {
		const others: Buffer[] = [];
		let at = 0;
		for (const place of this.#places) {
			others.push(read.subarray(at, Math.max(at, place.from - from)));
			at = Math.max(at, place.to - from);
		}
		return Buffer.concat([...others, read.subarray(at)]);
	}

	#foreign(text: string): LogNews {
		const events: ConversationEvent[] = [];
		let newer = false;
		for (const { piece, parsed } of text.split('\n').flatMap(piecesOf)) {
			if (piece === this.#own[0]) {
				this.#own.shift();
				continue;
			}
			// What cannot be read is put into quarantine when the chat is loaded again.
			if (parsed.kind === 'event') events.push(parsed.event);
			newer ||= parsed.kind === 'newer';
		}
		return { events, newer };
	}
}
