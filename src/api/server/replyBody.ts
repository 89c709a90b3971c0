import { StringDecoder } from 'node:string_decoder';
import { type BodyFormat, formatOf } from './eventData.ts';
import { type EventReceiver, SseParser } from './sseParser.ts';

/** Enough of an answer that is nothing known to quote it. */
const MAX_OPENING_LENGTH = 400;

export interface BodyReceiver extends EventReceiver {
	/** A piece of an answer that is no stream has come, and is held. */
	onHeld(): void;
}

/** The body of an answer, from bytes that are cut anywhere: events where it is a stream, else all of it. */
export class ReplyBody {
	readonly #receiver: BodyReceiver;
	readonly #decoder = new StringDecoder('utf8');
	readonly #parser: SseParser;
	#format: BodyFormat | undefined;
	#held = '';
	#isOpening = true;

	constructor(receiver: BodyReceiver) {
		this.#receiver = receiver;
		this.#parser = new SseParser(receiver);
	}

	/** Undefined as long as nothing has come that tells. */
	get format(): BodyFormat | undefined {
		return this.#format;
	}

	/** All of an answer that is not a stream; of a stream, its beginning until its first part. */
	get held(): string {
		return this.#held;
	}

	/** The beginning of a web page that has come among the events; '' for none. */
	get page(): string {
		return this.#parser.page;
	}

	/** The first part has come: what the stream began with says no more. */
	opened(): void {
		this.#isOpening = false;
		this.#held = '';
	}

	feed(bytes: Uint8Array): void {
		this.#read(this.#decoder.write(bytes));
	}

	/** Nothing more comes: hands out what stands there. */
	end(): void {
		this.#read(this.#decoder.end());
		if (this.#format === undefined || this.#format === 'stream') this.#parser.end();
	}

	#read(text: string): void {
		// Padding and a byte order mark in front say nothing: OpenRouter keeps slow answers alive with blank lines.
		const rest = this.#format === undefined ? (this.#held + text).trimStart() : text;
		if (rest === '') return;
		if (this.#format === undefined) {
			this.#format = formatOf(rest);
			this.#held = this.#format === undefined ? rest : '';
		}
		if (this.#format === undefined) return;
		if (this.#format === 'stream') {
			if (this.#isOpening) this.#held = (this.#held + rest).slice(0, MAX_OPENING_LENGTH);
			this.#parser.feed(rest);
			return;
		}
		this.#held += rest;
		this.#receiver.onHeld();
	}
}
