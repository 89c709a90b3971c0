import { createParser, type EventSourceParser } from 'eventsource-parser';
import { looksLikePage, MAX_PAGE_LENGTH } from '../errors/webPage.ts';

export interface EventReceiver {
	/** One event's data; `name` is its `event:` field. */
	onData(data: string, name: string | undefined): void;
	/** The value of an `error:` field, in which llama.cpp reported failures before September 2025. */
	onErrorField(value: string): void;
	/** A line that is no field of an event: what a server or a proxy writes into a stream when it fails. */
	onWords(line: string): void;
	/** A comment, without its colon and one space. */
	onComment(text: string): void;
	onTooLong(): void;
	/** Whether one line of data is all of an event, for servers that leave out the blank lines. */
	isWhole(data: string): boolean;
}

/** Characters of one event; a chunk of a reply has some hundred, an image inside one a few million. */
export const MAX_EVENT_LENGTH = 16 * 1024 * 1024;

const LINE = /[^\r\n]*(?:\r\n|[\r\n])/g;
const DATA = /^data: ?([^\r\n]*)/;
const NAME = /^event: ?([^\r\n]+)/;

/** A field of an event by its name, or a comment; a single word, and the beginning of a page or of JSON. */
const FIELD = /^(?:data|event|id|retry|error|):|^[\w-]{1,20}$|^\S{0,20}[{[<]/i;

/** A blank line, also behind a CR whose LF is still to come. */
const BLANK = '\n\n';

/**
 * Server-sent events from text that is cut anywhere.
 *
 * Only whole lines go on to the parser: it drops an unknown field, such as `error:`, without a word when a cut runs through it,
 * and it does not give out a last event that no blank line follows.
 */
export class SseParser {
	readonly #receiver: EventReceiver;
	readonly #parser: EventSourceParser;
	#partialLine = '';
	/** Whether the last piece ended with a CR, so that an LF at the beginning of the next ends no line of its own. */
	#endedWithCr = false;
	/** The data of the event that is still open, as long as it is of one line. */
	#line: string | undefined;
	/** Whether the event that is still open has more lines of data. */
	#hasMore = false;
	/** The name of the event that is still open, as long as it has no data. */
	#name: string | undefined;
	/** Whether events were seen that no blank line had ended: then none waits for one. */
	#unseparated = false;
	#stopped = false;
	/** Lines of a web page that stand between the events, as a proxy writes it where it fails. */
	#page = '';

	constructor(receiver: EventReceiver) {
		this.#receiver = receiver;
		this.#parser = createParser({
			maxBufferSize: MAX_EVENT_LENGTH,
			onEvent: ({ data, event }) => receiver.onData(data, event),
			onComment: (comment) => receiver.onComment(comment),
			onError: (error) => {
				if (error.type === 'max-buffer-size-exceeded') this.#stop();
				else if (error.field === 'error') receiver.onErrorField(error.value ?? '');
			},
		});
	}

	/** The beginning of a web page that has come among the events; '' for none. */
	get page(): string {
		return this.#page;
	}

	feed(piece: string): void {
		if (this.#stopped || piece === '') return;
		const text = this.#endedWithCr && piece.startsWith('\n') ? piece.slice(1) : piece;
		this.#endedWithCr = piece.endsWith('\r');
		const end = 1 + Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
		if (end === 0) {
			this.#partialLine += text;
			if (this.#partialLine.length > MAX_EVENT_LENGTH) this.#stop();
			return;
		}
		const lines = this.#partialLine + text.slice(0, end);
		this.#partialLine = text.slice(end);
		this.#parser.feed(this.#separated(lines));
	}

	/** The lines with the blank ones that the server has left out between events. */
	#separated(lines: string): string {
		let separated = '';
		for (const [written] of lines.matchAll(LINE)) {
			// Some servers' writers begin each piece with a byte order mark.
			const bare = written.replace(/^\ufeff/, '');
			const line = this.#lacksFrame(bare) ? `data: ${bare}` : bare;
			const data = DATA.exec(line)?.[1];
			if (data !== undefined) {
				this.#name = undefined;
				if (this.#line !== undefined && this.#receiver.isWhole(this.#line)) {
					separated += BLANK;
					this.#unseparated = true;
					this.#line = undefined;
				}
				this.#hasMore ||= this.#line !== undefined;
				this.#line = this.#hasMore ? undefined : data;
			} else if (line.trim() === '') {
				// An event without data is none to the parser, and to some servers the end.
				if (this.#name !== undefined) separated += 'data:\n';
				this.#name = undefined;
				this.#line = undefined;
				this.#hasMore = false;
			} else if (this.#line === undefined && !this.#hasMore) {
				this.#name = NAME.exec(line)?.[1] ?? this.#name;
				this.#noteWords(line);
			}
			separated += line;
			if (!this.#unseparated || this.#line === undefined || data === undefined) continue;
			if (!this.#receiver.isWhole(data)) continue;
			separated += BLANK;
			this.#line = undefined;
		}
		return separated;
	}

	#noteWords(line: string): void {
		if (this.#page === '' && !looksLikePage(line)) {
			if (!FIELD.test(line.trim())) this.#receiver.onWords(line.trim());
			return;
		}
		if (this.#page.length < MAX_PAGE_LENGTH) this.#page += line;
	}

	/** Whether a line is an object of its own: what a proxy or a server writes into a stream when it fails has no field before it. */
	#lacksFrame(line: string): boolean {
		if (!line.startsWith('{') || this.#hasMore || !line.trimEnd().endsWith('}')) return false;
		return [this.#line, line.trimEnd()].every(
			(one) => one === undefined || this.#receiver.isWhole(one),
		);
	}

	/** Gives out what stands there, as if it had been ended properly. */
	end(): void {
		if (!this.#stopped) this.#parser.feed(this.#separated(`${this.#partialLine}\n\n`));
		this.#partialLine = '';
	}

	#stop(): void {
		this.#stopped = true;
		this.#partialLine = '';
		this.#receiver.onTooLong();
	}
}
