import type { Message, Reply } from '../../shared/conversation/messages.ts';
import type { RequestRecord } from '../../shared/conversation/requestRecord.ts';
import { checksum } from '../../shared/text/checksum.ts';
import type { ConversationEvent } from './conversationEvent.ts';
import { instructionParts, type PartText, piecesOf, wholePieces } from './systemPieces.ts';
import { LOST_SHARED_TEXT, WORTH_IT } from './textOnce.ts';

/**
 * The texts of the requests that a log has, each with the reply whose first request has it. That one never changes, so what
 * leads to it is right whatever other windows write meanwhile.
 */
export class RequestTexts {
	readonly #systems = new Map<string, string>();
	readonly #summaries = new Map<string, string>();
	/** The texts of those that have a line of their own, by their ids. */
	readonly #made = new Map<string, string>();
	/** What the project's instructions say, by their hashes. */
	readonly #instructions = new Map<string, PartText>();

	constructor(messages: Iterable<Message> = []) {
		for (const message of messages) this.add(message);
	}

	add(message: Message): void {
		const { summary } = message;
		if (summary !== undefined) this.#made.set(summary.id, summary.text);
		if (message.role === 'user') return;
		this.#addParts(message);
		if (message.request === undefined) return;
		const { system, summaries = [] } = message.request;
		if (!this.#systems.has(system)) this.#systems.set(system, message.id);
		for (const { id, text } of new Map(summaries.map((one) => [one.id, one])).values()) {
			const key = keyOf(id, text);
			if (!this.#summaries.has(key)) this.#summaries.set(key, message.id);
		}
	}

	/** A line as it is written down: texts of requests that the log has are not in it again. */
	once(event: ConversationEvent): ConversationEvent {
		if (event.type === 'continued') {
			const { request } = event;
			return request === undefined ? event : { ...event, request: this.#request(request) };
		}
		if (event.type !== 'message' || event.message.role === 'user') return event;
		const { request, continuations } = event.message;
		if (request === undefined && continuations === undefined) return event;
		this.#addParts(event.message);
		const message = {
			...event.message,
			...(request && { request: this.#request(request) }),
			...(continuations && { continuations: continuations.map((one) => this.#request(one)) }),
		};
		return { type: 'message', message };
	}

	#addParts(reply: Reply): void {
		for (const part of instructionParts(reply))
			if (!this.#instructions.has(part.hash)) this.#instructions.set(part.hash, part);
	}

	#request(request: RequestRecord): RequestRecord {
		const { summaries } = request;
		return {
			...request,
			...this.#system(request),
			...(summaries && { summaries: summaries.map((summary) => this.#summary(summary)) }),
		};
	}

	#system({ system }: RequestRecord): Partial<RequestRecord> {
		if (system.length < WORTH_IT) return {};
		const of = this.#systems.get(system);
		if (of !== undefined) return { system: '', systemOf: of };
		const systemParts = piecesOf(system, [...this.#instructions.values()]);
		return systemParts === undefined ? {} : { system: '', systemParts };
	}

	#summary(summary: SentSummary): SentSummary {
		const { id, text } = summary;
		const made = this.#made.get(id) ?? '';
		const own = made.trim();
		const at = own.length < WORTH_IT ? -1 : text.indexOf(own);
		if (at >= 0) {
			const [before, after] = [text.slice(0, at), text.slice(at + own.length)];
			return { id, text: '', ofChat: { checksum: checksum(made), before, after } };
		}
		const of = text.length < WORTH_IT ? undefined : this.#summaries.get(keyOf(id, text));
		return of === undefined ? summary : { id, text: '', textOf: of };
	}
}

/** Where the log's texts are looked for. */
export interface LogTexts {
	/** An earlier message. */
	message(id: string): Message | undefined;
	/** A summary that the chat has had. */
	summary(id: string, checksum: string): string | undefined;
}

type SentSummary = NonNullable<RequestRecord['summaries']>[number];

function keyOf(id: string, text: string): string {
	return `${id}\n${text}`;
}

/** A reply of the log with all texts of its requests. */
export function withRequestTexts(reply: Reply, texts: LogTexts): Reply {
	const { request, continuations } = reply;
	if (request === undefined && continuations === undefined) return reply;
	const message = (id: string) => (id === reply.id ? reply : texts.message(id));
	const whole = (one: RequestRecord) => wholeRequest(one, { ...texts, message });
	return {
		...reply,
		...(request && { request: whole(request) }),
		...(continuations && { continuations: continuations.map(whole) }),
	};
}

/** A request of the log with all its texts. */
export function wholeRequest(request: RequestRecord, texts: LogTexts): RequestRecord {
	const { systemOf, systemParts, ...own } = request;
	const requestOf = (id: string) => {
		const message = texts.message(id);
		return message?.role === 'assistant' ? message.request : undefined;
	};
	const summaries = request.summaries?.map(({ textOf, ofChat, ...summary }) => {
		if (ofChat !== undefined) {
			const made = texts.summary(summary.id, ofChat.checksum) ?? LOST_SHARED_TEXT;
			return { ...summary, text: `${ofChat.before}${made.trim()}${ofChat.after}` };
		}
		if (textOf === undefined) return summary;
		const there = requestOf(textOf)?.summaries?.findLast(({ id }) => id === summary.id);
		return { ...summary, text: there?.text ?? LOST_SHARED_TEXT };
	});
	return {
		...own,
		...(systemParts && { system: wholePieces(systemParts, texts.message) }),
		...(systemOf === undefined ? {} : { system: requestOf(systemOf)?.system ?? LOST_SHARED_TEXT }),
		...(summaries && { summaries }),
	};
}
