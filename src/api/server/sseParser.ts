import { createParser, type EventSourceParser } from 'eventsource-parser';

export interface EventReceiver {
	/** One event's data; `name` is its `event:` field. */
	onData(data: string, name: string | undefined): void;
	/** The value of an `error:` field, in which llama.cpp reported failures before September 2025. */
	onErrorField(value: string): void;
	/** A comment, without its colon and one space. */
	onComment(text: string): void;
	onTooLong(): void;
}

/** Characters of one event; a chunk of a reply has some hundred, an image inside one a few million. */
const MAX_EVENT_LENGTH = 16 * 1024 * 1024;

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
	#stopped = false;

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

	feed(text: string): void {
		if (this.#stopped) return;
		const end = 1 + Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
		if (end === 0) {
			this.#partialLine += text;
			if (this.#partialLine.length > MAX_EVENT_LENGTH) this.#stop();
			return;
		}
		const lines = this.#partialLine + text.slice(0, end);
		this.#partialLine = text.slice(end);
		this.#parser.feed(lines);
	}

	/** Gives out what stands there, as if it had been ended properly. */
	end(): void {
		if (!this.#stopped) this.#parser.feed(`${this.#partialLine}\n\n`);
		this.#partialLine = '';
	}

	#stop(): void {
		this.#stopped = true;
		this.#partialLine = '';
		this.#receiver.onTooLong();
	}
}
